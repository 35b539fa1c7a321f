"""Long tables of what the records rest on: sources, and the claims made on them."""

from __future__ import annotations

from tessera.content.agreement import Agreement, Claim, SourceItem
from tessera.outputs.data.parts_csv import TO_AGREEMENT, Row, parts, place
from tessera.outputs.data.table import Cell, Column, Table
from tessera.outputs.site import Site
from tessera.pattern import evidence

S = Column[Row[SourceItem]]


def _outlet(site: Site, row: Row[SourceItem]) -> Cell:
    key = row[2].outlet
    return site.library.outlets[key].name if key else None


def _group(site: Site, row: Row[SourceItem]) -> Cell:
    groups = evidence.independent_groups(row[0], site.library)
    return next(number for number, group in enumerate(groups, 1) if row[2] in group)


SOURCES = Table(
    "sources",
    "Sources",
    "One row a source of an agreement. Sources in one group cannot corroborate each other.",
    parts(lambda act: act.sources),
    (
        *place("source"),
        S("source", "Its id in the record.", lambda _, row: row[2].id),
        S("outlet", "Key of outlets.csv.", lambda _, row: row[2].outlet),
        S("outlet_name", "The outlet's name.", _outlet),
        S("title", "The item's title.", lambda _, row: row[2].title),
        S("lang", "Its language, BCP 47.", lambda _, row: row[2].lang),
        S("url", "Its address.", lambda _, row: row[2].url),
        S("item", "Code of `source_items`: whether the address leads to the item.",
          lambda _, row: row[2].item),
        S("checkable", "Whether a reader can follow the address to the item itself.",
          lambda _, row: row[2].checkable, "boolean"),
        S("published", "EDTF date, or a blank.", lambda _, row: row[2].published),
        S("accessed", "EDTF date, or a blank.", lambda _, row: row[2].accessed),
        S("role", "Code of `source_roles`.", lambda _, row: row[2].role),
        S("seen", "Code of `source_seen`: what the desk itself read.", lambda _, row: row[2].seen),
        S("syndicates", "Id of the source it reprints.", lambda _, row: row[2].syndicates),
        S("group", "Number of its independence group in the record.", _group, "integer"),
        S("archive_url", "A copy kept elsewhere.",
          lambda _, row: row[2].archive.url if row[2].archive else None),
        S("archive_date", "The day of the copy, EDTF.",
          lambda _, row: row[2].archive.date if row[2].archive else None),
        S("archive_sha256", "The copy's hash.",
          lambda _, row: row[2].archive.sha256 if row[2].archive else None),
        S("quote", "Words of the source.", lambda _, row: row[2].quote),
        S("note", "The desk's remark.", lambda _, row: row[2].note),
    ),
    key=("agreement", "source"),
    refers=(*TO_AGREEMENT, ("outlet", "outlets.key")),
)  # fmt: skip

C = Column[Row[Claim]]


def _claims(act: Agreement) -> tuple[Claim, ...]:
    return act.claims


def _bearing(code: str) -> C:
    def get(_: Site, row: Row[Claim]) -> Cell:
        return [one.source for one in row[2].evidence if one.bears == code]

    return C(code, f"Ids of the record's sources with the bearing `{code}`.", get)


CLAIMS = Table(
    "claims",
    "Claims",
    "One row a checkable statement. An absence says where it was looked for, and no more.",
    parts(_claims),
    (
        *place("claim"),
        C("claim", "Its id in the record.", lambda _, row: row[2].id),
        C("says", "The statement.", lambda _, row: row[2].says),
        C("about", "The field it bears on.", lambda _, row: row[2].about),
        C("modality", "Code of `modalities`: what kind of statement it is.",
          lambda _, row: row[2].modality),
        C("confidence", "Code of `confidences`.", lambda _, row: row[2].confidence),
        C("as_of", "The day it is known for, EDTF.", lambda _, row: row[2].as_of),
        C("review_by", "When the desk looks again, EDTF.", lambda _, row: row[2].review_by),
        *(_bearing(code) for code in ("supports", "contradicts", "mentions")),
        C("searched", "Where it was looked for.",
          lambda _, row: [search.where for search in row[2].searched]),
        C("note", "The desk's remark.", lambda _, row: row[2].note),
    ),
    key=("agreement", "claim"),
    refers=TO_AGREEMENT,
)  # fmt: skip
