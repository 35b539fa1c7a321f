"""`data/parquet/`: the tables as Apache Parquet, the large ones in a folder for each year.

The folders are Hive's (`year=2026/`), so that DuckDB, Spark and Trino read a table in place, and only
the years that a question asks for. Columns have the types of the codebook and the names of the CSV.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b
from typing import Any

from pydantic_core import to_json

from tessera.outputs.data.table import Row, Table
from tessera.outputs.site import Site

BY_YEAR = ("agreements", "dyad_years", "directed_dyad_years")
"""The tables that grow with the years and have a column `year`."""
UNDATED = "__HIVE_DEFAULT_PARTITION__"
"""Hive's own name for the folder of rows without a year."""


def names(site: Site, tables: Iterable[Table[Any]]) -> Iterator[str]:
    """The names of all files, known before any is made."""
    for table in tables:
        if table.name in BY_YEAR:
            yield from (_part(table.name, year) for year in _years(site, table.name))
        else:
            yield f"parquet/{table.name}.parquet"


def _years(site: Site, name: str) -> Iterator[str]:
    acts = site.library.agreements.values()
    days = {act.when for act in acts if name == "agreements" or act.pairs}
    yield from map(str, sorted({day.year for day in days if day is not None}))
    if name == "agreements" and None in days:
        yield UNDATED


def _part(name: str, year: str) -> str:
    return f"parquet/{name}/year={year}/part-0.parquet"


def files(site: Site, table: Table[Any], rows: Iterable[Row]) -> Iterator[tuple[str, bytes, int]]:
    """Each file of a table: its name, its bytes, how many rows it has."""
    parts: dict[str, list[Row]] = {}
    if table.name in BY_YEAR:
        at = [column.name for column in table.columns].index("year")
        for row in rows:
            year = UNDATED if row[at] is None else str(row[at])
            parts.setdefault(_part(table.name, year), []).append(row)
    else:
        parts[f"parquet/{table.name}.parquet"] = [*rows]
    # The folder says the year, and a reader takes it from there.
    without = "year" if table.name in BY_YEAR else ""
    for name in sorted(parts):  # digits stand before the underscore
        some = parts.pop(name)
        made_of = blake2b(to_json(some), digest_size=16).hexdigest()
        yield (
            name,
            site.library.lasting(
                name.replace("/", "."), made_of, partial(_file, table, some, without)
            ),
            len(some),
        )


def _file(table: Table[Any], cells: list[Row], without: str = "") -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    pa.set_memory_pool(pa.system_memory_pool())  # its own keeps what it was once given

    types = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_()}
    columns = [*zip(*cells, strict=True)] or [()] * len(table.columns)
    kept = [n for n, column in enumerate(table.columns) if column.name != without]
    schema = pa.schema([
        pa.field(table.columns[n].name, types[table.columns[n].type],
                 metadata={"description": table.columns[n].description})
        for n in kept
    ], metadata={"title": table.title, "description": table.description})  # fmt: skip
    arrays = [pa.array(columns[n], field.type) for n, field in zip(kept, schema, strict=True)]
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()
