"""Long tables of what an agreement consists of: parties, pillars, commitments, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from tessera.content.agreement import Agreement, Commitment, Party, Pillar, Relation
from tessera.outputs.data.table import Column, OfEach, Table
from tessera.outputs.site import Site

T = TypeVar("T")
Row = tuple[Agreement, int, T]
"""An agreement, the position of one of its parts from 1, and the part."""

TO_AGREEMENT = (("agreement", "agreements.id"),)


def parts(of: Callable[[Agreement], Iterable[T]]) -> OfEach[Row[T]]:
    """The rows of a long table: every part of every agreement."""

    def rows(act: Agreement) -> Iterator[Row[T]]:
        for position, part in enumerate(of(act), 1):
            yield act, position, part

    return OfEach(rows)


def place(what: str) -> tuple[Column[Row[Any]], Column[Row[Any]]]:
    """The two columns that say which part of which agreement a row is."""
    return (
        Column("agreement", "The agreement's id.", lambda _, row: row[0].id),
        Column(
            "position", f"The {what}'s position in the record.", lambda _, row: row[1], "integer"
        ),
    )


P = Column[Row[Party]]
PARTIES = Table(
    "parties",
    "Parties",
    "One row a party to an agreement. A country is there twice where two of its bodies signed.",
    parts(lambda act: act.parties),
    (
        *place("party"),
        P("party", "ISO 3166-1 alpha-3 code, or a key of the desk's own.",
          lambda _, row: row[2].country),
        P("name", "Its usual name.", lambda site, row: site.name(row[2].country)),
        P("kind", "state, historic-state, or a code of `party_kinds`.",
          lambda site, row: site.library.parties.kind(row[2].country)),
        P("body", "The body that acted for it.", lambda _, row: row[2].body),
        P("certainty", "Code of `certainties`.", lambda _, row: row[2].certainty),
        P("note", "The desk's remark.", lambda _, row: row[2].note),
    ),
    key=("agreement", "position"),
    refers=TO_AGREEMENT,
)  # fmt: skip

F = Column[Row[tuple[str, Pillar]]]
PILLARS = Table(
    "pillars",
    "Pillars",
    "One row a field of cooperation that an agreement names.",
    parts(lambda act: act.pillars.items.items() if act.pillars else ()),
    (
        *place("pillar"),
        F("pillar", "Code of `pillars`.", lambda _, row: row[2][0]),
        F("as_worded", "The words of the agreement, or of the report of it.",
          lambda _, row: row[2][1].as_worded),
        F("depth", "Code of `depths`: 1 named, 2 described, 3 provided for.",
          lambda _, row: row[2][1].depth),
        F("sensitive", "Whether it is flagged: in the record, else in the codebook.",
          lambda site, row: _sensitive(site, *row[2]), "boolean"),
        F("source", "Id of a source of the record.", lambda _, row: row[2][1].source),
        F("note", "The desk's remark.", lambda _, row: row[2][1].note),
    ),
    key=("agreement", "pillar"),
    refers=TO_AGREEMENT,
)  # fmt: skip


def _sensitive(site: Site, code: str, pillar: Pillar) -> bool:
    if pillar.sensitive is not None:
        return pillar.sensitive
    return site.library.vocabulary.term("pillars", code).sensitive


M = Column[Row[Commitment]]
COMMITMENTS = Table(
    "commitments",
    "Commitments",
    "One row a commitment that was coded from a text, or from a report of it.",
    parts(lambda act: act.commitments.items if act.commitments else ()),
    (
        *place("commitment"),
        M("type", "Code of `commitments`.", lambda _, row: row[2].type),
        M("quantity", "How many.", lambda _, row: row[2].quantity),
        M("unit", "Of what.", lambda _, row: row[2].unit),
        M("detail", "In the desk's words.", lambda _, row: row[2].detail),
        M("as_worded", "In the text's words.", lambda _, row: row[2].as_worded),
        M("deadline", "EDTF date, or a blank.", lambda _, row: row[2].deadline),
        M("funder", "Who pays.", lambda _, row: row[2].funder),
        M("source", "Id of a source of the record.", lambda _, row: row[2].source),
    ),
    key=("agreement", "position"),
    refers=TO_AGREEMENT,
)

L = Column[Row[Relation]]
RELATIONS = Table(
    "relations",
    "Relations",
    "One row a bearing of one agreement on another, stated in the first one's record.",
    parts(lambda act: act.relations),
    (
        *place("relation"),
        L("type", "Code of `relations`.", lambda _, row: row[2].type),
        L("to", "Id of the other agreement.", lambda _, row: row[2].to),
        L("note", "The desk's remark.", lambda _, row: row[2].note),
    ),
    key=("agreement", "position"),
    refers=TO_AGREEMENT,
)
