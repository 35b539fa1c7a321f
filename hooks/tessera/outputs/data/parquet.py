"""`data/parquet/`: the tables as Apache Parquet, the large ones in a folder for each year.

The folders are Hive's (`year=2026/`), so that DuckDB, Spark and Trino read a table in place, and only
the years that a question asks for. Columns have the types of the codebook and the names of the CSV.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from pydantic_core import to_json

from tessera.outputs.data.table import Row, Rows, Table
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
    years = {
        act.when.year if act.when else None for act in acts if name == "agreements" or act.pairs
    }
    yield from map(str, sorted(year for year in years if year is not None))
    if name == "agreements" and None in years:
        yield UNDATED


def _part(name: str, year: str) -> str:
    return f"parquet/{name}/year={year}/part-0.parquet"


def files(site: Site, table: Table[Any], rows: Rows) -> Iterator[tuple[str, bytes, int]]:
    """Each file of a table: its name, its bytes, how many rows it has."""
    if table.name in BY_YEAR:
        parts = _by_year(table, rows)
    else:
        parts = {f"parquet/{table.name}.parquet": rows}
    # The folder says the year, and a reader takes it from there.
    without = "year" if table.name in BY_YEAR else ""
    for name in sorted(parts):  # digits stand before the underscore
        some = parts.pop(name)
        made = partial(_file, table, some, without)
        yield name, site.library.lasting(name.replace("/", "."), some.digest, made), len(some)


def _by_year(table: Table[Any], rows: Rows) -> dict[str, Rows]:
    at = [column.name for column in table.columns].index("year")
    years: dict[str, list[Row]] = {}
    for row in rows:
        years.setdefault(UNDATED if row[at] is None else str(row[at]), []).append(row)
    parts = {}
    for year in [*years]:
        some = years.pop(year)
        parts[_part(table.name, year)] = part = Rows()
        part.add(to_json(some), len(some))
    return parts


def _file(table: Table[Any], cells: Iterable[Row], without: str = "") -> bytes:
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
