"""Every table of the data, in the order of the page that offers them, and the rows of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from tessera.outputs.data import (
    agreements_csv,
    codebook_csv,
    dyads_csv,
    events_csv,
    evidence_csv,
    parts_csv,
)
from tessera.outputs.data.record_json import agreement_line
from tessera.outputs.data.table import OfEach, Plain, Table, csv_lines, heading
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
Rows = list[tuple[Plain, ...]]


class Told(NamedTuple):
    """What the data say of one agreement: its rows of each table `of each`, as CSV too, and JSON."""

    rows: tuple[Rows, ...]
    csv: tuple[str, ...]
    json: str


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
    rows: dict[str, Rows] = {table.name: [] for table in TABLES}
    csv: dict[str, list[str]] = {table.name: [heading(table)] for table in TABLES}
    json: list[str] = []
    agreements = site.library.agreements
    for one in site.library.lasting_each("rows", agreements, partial(_told, site)):
        for (table, _), of_table, lines in zip(OF_EACH, one.rows, one.csv, strict=True):
            rows[table.name] += of_table
            csv[table.name].append(lines)
        json.append(one.json)
    for table in TABLES:
        if not isinstance(table.rows, OfEach):
            rows[table.name] = table.cells(site, table.rows(site))
            csv[table.name].append(csv_lines(rows[table.name]))
    files = {name: "".join(csv.pop(name)).encode() for name in [*csv]}  # its lines go at once
    return Gathered(rows, files, "".join(json).encode(), len(json))


def _told(site: Site, name: str) -> Told:
    act = site.library.agreements[name]
    rows = tuple(table.cells(site, of(act)) for table, of in OF_EACH)
    return Told(rows, tuple(map(csv_lines, rows)), agreement_line(site, act))
