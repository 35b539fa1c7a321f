"""`data/agreements.sqlite`: every table in one file, which opens in Datasette or any SQLite.

Keys and references are declared, so that Datasette links a row to what it names; titles, descriptions
and facets are in `datasette.json` beside it (`datasette agreements.sqlite -m datasette.json`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tessera.outputs.data.table import Column, Rows, Table
from tessera.outputs.site import Site

DATABASE, METADATA = "agreements.sqlite", "datasette.json"
TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
FACETS = {
    "agreements": ["instrument", "level", "status", "year", "text", "evidence"],
    "parties": ["party", "kind"],
    "pillars": ["pillar", "depth", "sensitive"],
    "sources": ["role", "lang", "outlet"],
    "claims": ["modality", "confidence"],
    "events": ["kind", "code"],
    "dyad_years": ["year", "party_a", "party_b"],
}
LABELS = {"agreements": "title", "outlets": "name", "codebook": "label"}
"""The column by which a row is called where another one refers to it."""


@contextmanager
def database(tables: Iterable[tuple[Table[Any], Rows]]) -> Iterator[Path]:
    """The file, the same bytes for the same rows and the same SQLite, on the disk until the block ends.

    In memory it would stand three times before it is whole, and beside the rows while others need them.
    """
    with TemporaryDirectory(prefix="tessera-") as folder:
        path = Path(folder, DATABASE)
        _fill(path, tables)
        yield path


def _fill(path: Path, tables: Iterable[tuple[Table[Any], Rows]]) -> None:
    connection = sqlite3.connect(path)
    try:
        # If the machine stops now, nobody will look at this file again.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        made = [*tables]
        for table, _ in made:
            connection.execute(_create(table))
        for table, cells in made:
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", cells)  # noqa: S608  names are ours
            for column in _indexed(table):
                index = _name(f"{table.name}_{column}")
                connection.execute(f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column)})")
        connection.commit()
        connection.execute("PRAGMA optimize")
        connection.commit()
    finally:
        connection.close()


def _create(table: Table[Any]) -> str:
    lines = [f"{_name(one.name)} {TYPES[one.type]}" for one in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    for column, there in table.refers:
        other, _, field = there.partition(".")
        lines.append(f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(other)} ({_name(field)})")
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexed(table: Table[Any]) -> list[str]:
    """The columns that readers filter by and that no key begins with."""
    asked = [*FACETS.get(table.name, ()), *(column for column, _ in table.refers)]
    return [column for column in dict.fromkeys(asked) if column != table.key[0]]


def _name(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def metadata(site: Site, tables: Iterable[Table[Any]]) -> bytes:
    """What Datasette shows of the file: titles, what each column means, facets, licence."""
    settings = site.settings
    told = {
        "title": f"{settings.site_name}: agreements on record",
        "description": settings.site_description,
        "license": settings.content_license,
        "license_url": settings.content_license_url,
        "source": settings.desk,
        "source_url": settings.absolute("data/"),
        "databases": {
            DATABASE.partition(".")[0]: {
                "tables": {table.name: _described(table) for table in tables}
            }
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _described(table: Table[Any]) -> dict[str, Any]:
    columns: tuple[Column[Any], ...] = table.columns
    shown: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "columns": {one.name: one.description for one in columns},
    }
    if table.name in FACETS:
        shown["facets"] = FACETS[table.name]
    if table.name in LABELS:
        shown["label_column"] = LABELS[table.name]
    if any(one.name == "year" for one in columns):
        shown["sort_desc"] = "year"
    return shown
