"""Every table of the data, in the order of the page that offers them, and the rows of each."""

from __future__ import annotations

from typing import Any

from tessera.outputs.data import (
    agreements_csv,
    codebook_csv,
    dyads_csv,
    events_csv,
    evidence_csv,
    parts_csv,
)
from tessera.outputs.data.table import Plain, Table
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


@per_site
def cells(site: Site) -> dict[str, list[tuple[Plain, ...]]]:
    """Name of a table → its rows, read once for every format."""
    return {table.name: table.cells(site) for table in TABLES}
