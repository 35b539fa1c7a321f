"""Every table of the data, in the order of the page that offers them, and the rows of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from pydantic_core import to_json

from tessera.outputs.data import (
    agreements_csv,
    codebook_csv,
    dyads_csv,
    events_csv,
    evidence_csv,
    parts_csv,
)
from tessera.outputs.data.record_json import agreement_line
from tessera.outputs.data.table import OfEach, Rows, Table, csv_lines, heading
from tessera.outputs.site import Site

TABLES: tuple[Table[Any], ...] = (
    agreements_csv.TABLE,
    parts_csv.PARTIES,
    dyads_csv.DYAD_YEARS,
    dyads_csv.DIRECTED,
    parts_csv.PILLARS,
    parts_csv.COMMITMENTS,
    parts_csv.RELATIONS,
    evidence_csv.SOURCES,
    evidence_csv.CLAIMS,
    events_csv.TABLE,
    codebook_csv.CODEBOOK,
    codebook_csv.OUTLETS,
)


OF_EACH = tuple((table, table.rows.of) for table in TABLES if isinstance(table.rows, OfEach))
"""The tables whose rows are those of each agreement, and how an agreement gives them."""


class Told(NamedTuple):
    """What the data say of one agreement: its rows of each table `of each`, packed, counted and as CSV, and JSON."""

    rows: tuple[bytes, ...]
    counts: tuple[int, ...]
    csv: tuple[bytes, ...]
    json: bytes


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the data say: by the name of a table its rows, for every format, and its file as CSV."""

    rows: dict[str, Rows]
    csv: Mapping[str, bytes]
    json: bytes
    """The agreements as JSON Lines."""
    agreements: int
    """How many there are."""


def gathered(site: Site) -> Gathered:
    """All of the data, gathered from what they say of each agreement and of all."""
    rows = {table.name: Rows() for table in TABLES}
    csv = {table.name: [heading(table).encode()] for table in TABLES}
    json: list[bytes] = []
    agreements = site.library.agreements
    for one in site.library.lasting_each("rows", agreements, partial(_told, site)):
        told = zip(OF_EACH, one.rows, one.counts, one.csv, strict=True)
        for (table, _), packed, count, lines in told:
            rows[table.name].add(packed, count)
            csv[table.name].append(lines)
        json.append(one.json)
    for table in TABLES:
        if not isinstance(table.rows, OfEach):
            packed, count, lines = _of_all(site, table, table.rows)
            rows[table.name].add(packed, count)
            csv[table.name].append(lines)
    files = {name: b"".join(csv.pop(name)) for name in [*csv]}  # its lines go at once
    return Gathered(rows, files, b"".join(json), len(json))


def _of_all(
    site: Site, table: Table[Any], rows: Callable[[Site], Iterable[Any]]
) -> tuple[bytes, int, bytes]:
    """The rows of a table packed, counted and as CSV: the last build's, if they are made of the same."""

    def make() -> tuple[bytes, int, bytes]:
        cells = table.cells(site, rows(site))
        return to_json(cells), len(cells), csv_lines(cells).encode()

    if table.made_of is None:
        return make()
    return site.library.lasting(f"{table.name}-rows", table.made_of(site), make)


def _told(site: Site, name: str) -> Told:
    act = site.library.agreements[name]
    rows = [table.cells(site, of(act)) for table, of in OF_EACH]
    return Told(
        tuple(map(to_json, rows)),
        tuple(map(len, rows)),
        tuple(csv_lines(cells).encode() for cells in rows),
        agreement_line(site, act).encode(),
    )
