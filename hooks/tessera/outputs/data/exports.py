"""Every file under `data/`: the tables as CSV and the records as JSON Lines, and copies for other tools.

The *release* is the CSV files and the JSON Lines: what a version names, the data package describes and
the archive holds. Parquet and SQLite hold the same tables for those who would rather query them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from tessera.outputs.data import parquet, sqlite_db
from tessera.outputs.data.tables import TABLES, everything
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

JSON_LINES = "agreements.jsonl"
GROUP = "data"
"""One worker makes them all: they share the rows, and each one's hash is asked for."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file to download: `rows` below the heading, `sha256` of the whole, `body` of it."""

    name: str
    title: str
    description: str
    rows: int
    body: bytes

    @property
    def uri(self) -> str:
        """Its address from the site's root."""
        return f"data/{self.name}"

    @property
    def bytes(self) -> int:
        """Its size."""
        return len(self.body)

    @property
    def sha256(self) -> str:
        """The hash by which a download is checked."""
        return sha256(self.body).hexdigest()


@per_site
def release(site: Site) -> tuple[Export, ...]:
    """What a version of the data is made of."""
    return tuple(_release(site))


def _release(site: Site) -> Iterator[Export]:
    told = everything(site)
    for table in TABLES:
        yield Export(f"{table.name}.csv", table.title, table.description, len(told.rows[table.name]),
                     told.csv[table.name])  # fmt: skip
    yield Export(
        JSON_LINES,
        "Agreements, whole",
        "One agreement a line, as JSON, as in `index.json` beside its page: the whole record.",
        len(site.library.agreements),
        told.json,
    )


@per_site
def version(site: Site) -> str:
    """`2026-11-23+1f0c…`: the day of the data, and a hash that changes with any byte of it."""
    digest = sha256("".join(one.sha256 for one in release(site)).encode()).hexdigest()
    return f"{site.today}+{digest[:12]}"


@per_site
def parquet_files(site: Site) -> tuple[Export, ...]:
    """Each file of each table, the large tables in a folder for each year."""
    rows = everything(site).rows
    return tuple(
        Export(name, table.title, table.description, count, body)
        for table in TABLES
        for name, body, count in parquet.files(table, rows[table.name])
    )


@per_site
def database(site: Site) -> Export:
    """All tables in one file of SQLite."""
    rows = everything(site).rows
    return Export(
        sqlite_db.DATABASE,
        "All tables, SQLite",
        "Every table in one file with keys, references and indexes; it opens in Datasette with "
        f"`{sqlite_db.METADATA}`.",
        sum(map(len, rows.values())),
        sqlite_db.database((table, rows[table.name]) for table in TABLES),
    )


@per_site
def _copies(site: Site) -> dict[str, Export]:
    return {one.name: one for one in (*release(site), *parquet_files(site), database(site))}


PRODUCERS = (
    Producer(
        "data files",
        lambda site: (
            *(f"{table.name}.csv" for table in TABLES),
            JSON_LINES,
            *parquet.names(site, TABLES),
            sqlite_db.DATABASE,
        ),
        lambda _, key: f"data/{key}",
        lambda site, key: _copies(site)[key].body,
        together=GROUP,
    ),
    Producer(
        "metadata for Datasette",
        lambda _: (sqlite_db.METADATA,),
        lambda _, key: f"data/{key}",
        lambda site, _: sqlite_db.metadata(site, TABLES),
        together=GROUP,
    ),
)
