"""Every table of the data, in the order of the page that offers them, and the rows of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from tessera.outputs.data import (
    agreements_csv,
    codebook_csv,
    dyads_csv,
    events_csv,
    evidence_csv,
    parts_csv,
)
from tessera.outputs.data.record_json import agreement_line
from tessera.outputs.data.table import OfEach, Plain, Table
from tessera.outputs.once import per_site
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


@dataclass(frozen=True, slots=True)
class Told:
    """What the data say of one agreement: its rows of each table `of each`, and its line of JSON."""

    rows: tuple[list[tuple[Plain, ...]], ...]
    line: str


@per_site
def records(site: Site) -> tuple[Told, ...]:
    """What the data say of each agreement, in their order."""
    return site.library.lasting_each("rows", site.library.agreements, partial(_record, site))


def _record(site: Site, name: str) -> Told:
    act = site.library.agreements[name]
    return Told(
        tuple(
            table.cells(site, table.rows.of(act))
            for table in TABLES
            if isinstance(table.rows, OfEach)
        ),
        agreement_line(site, act),
    )


@per_site
def cells(site: Site) -> dict[str, list[tuple[Plain, ...]]]:
    """Name of a table → its rows, read once for every format."""
    each = (
        [*chain.from_iterable(rows)]
        for rows in zip(*(one.rows for one in records(site)), strict=True)
    )
    return {
        table.name: next(each, [])
        if isinstance(table.rows, OfEach)
        else table.cells(site, table.rows(site))
        for table in TABLES
    }
