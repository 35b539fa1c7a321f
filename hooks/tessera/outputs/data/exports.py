"""Every file under `data/`: the tables as CSV and the records as JSON Lines, and copies for other tools.

The *release* is the CSV files and the JSON Lines: what a version names, the data package describes and
the archive holds. Parquet and SQLite hold the same tables for those who would rather query them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from tessera.outputs import heap
from tessera.outputs.data import parquet, sqlite_db
from tessera.outputs.data.table import Rows
from tessera.outputs.data.tables import TABLES, Gathered, gathered
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
    body: bytes = field(repr=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out the hash once: the version, the sums and three pages ask for it."""
        object.__setattr__(self, "sha256", sha256(self.body).hexdigest())

    @property
    def uri(self) -> str:
        """Its address from the site's root."""
        return f"data/{self.name}"

    @property
    def bytes(self) -> int:
        """Its size."""
        return len(self.body)


@dataclass(frozen=True, slots=True)
class Files:
    """All of the data: the release, and its copies for other tools."""

    release: tuple[Export, ...]
    parquet: tuple[Export, ...]
    database: Export


@per_site
def files(site: Site) -> Files:
    """Every file. The rows that they share are larger than all of them, and go table by table."""
    told = gathered(site)
    heap.give_back()  # gathering has used as much again, and what follows is large
    release, count = tuple(_release(told)), sum(map(len, told.rows.values()))
    with sqlite_db.database((table, told.rows[table.name]) for table in TABLES) as path:
        by_year = tuple(_parquet(site, told.rows))
        heap.give_back()
        return Files(release, by_year, _database(count, path.read_bytes()))


def release(site: Site) -> tuple[Export, ...]:
    """What a version of the data is made of."""
    return files(site).release


def parquet_files(site: Site) -> tuple[Export, ...]:
    """Each file of each table, the large tables in a folder for each year."""
    return files(site).parquet


def database(site: Site) -> Export:
    """All tables in one file of SQLite."""
    return files(site).database


@per_site
def version(site: Site) -> str:
    """`2026-11-23+1f0c…`: the day of the data, and a hash that changes with any byte of it."""
    digest = sha256("".join(one.sha256 for one in release(site)).encode()).hexdigest()
    return f"{site.today}+{digest[:12]}"


def _release(told: Gathered) -> Iterator[Export]:
    for table in TABLES:
        yield Export(f"{table.name}.csv", table.title, table.description, len(told.rows[table.name]),
                     told.csv[table.name])  # fmt: skip
    yield Export(
        JSON_LINES,
        "Agreements, whole",
        "One agreement a line, as JSON, as in `index.json` beside its page: the whole record.",
        told.agreements,
        told.json,
    )


def _parquet(site: Site, rows: dict[str, Rows]) -> Iterator[Export]:
    for table in TABLES:
        for name, body, count in parquet.files(site, table, rows.pop(table.name)):
            yield Export(name, table.title, table.description, count, body)


def _database(rows: int, body: bytes) -> Export:
    return Export(
        sqlite_db.DATABASE,
        "All tables, SQLite",
        "Every table in one file with keys, references and indexes; it opens in Datasette with "
        f"`{sqlite_db.METADATA}`.",
        rows,
        body,
    )


@per_site
def _by_name(site: Site) -> dict[str, Export]:
    made = files(site)
    return {one.name: one for one in (*made.release, *made.parquet, made.database)}


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
        lambda site, key: _by_name(site)[key].body,
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
