"""What the codes mean: `data/codebook.csv` and `data/outlets.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from tessera.content.outlets import Outlet
from tessera.content.vocabulary import Term
from tessera.outputs.data.table import Cell, Column, Table
from tessera.outputs.site import Site

Entry = tuple[str, str, Term]
B = Column[Entry]


def _entries(site: Site) -> Iterator[Entry]:
    for section, terms in site.library.vocabulary.sections.items():
        for code, term in terms.items():
            yield section, code, term


def _aligns(_: Site, entry: Entry) -> Cell:
    aligns = entry[2].aligns
    return aligns.blank or [f"{one.standard}: {one.term}" for one in aligns.items]


CODEBOOK = Table(
    "codebook",
    "Codebook",
    "Every code of the desk with its definition. Section `blanks` holds the honest blanks.",
    _entries,
    (
        B("section", "The list the code belongs to.", lambda _, entry: entry[0]),
        B("code", "The code.", lambda _, entry: entry[1]),
        B("label", "How pages write it.", lambda _, entry: entry[2].label),
        B("definition", "What it means.", lambda _, entry: entry[2].definition),
        B("aligns", "The terms of published standards it corresponds to, or a blank.", _aligns),
        B("sensitive", "Whether the pillar is flagged.", lambda _, entry: entry[2].sensitive,
          "boolean"),
    ),
    key=("section", "code"),
)  # fmt: skip

Named = tuple[str, Outlet]
K = Column[Named]

OUTLETS = Table(
    "outlets",
    "Outlets",
    "Who publishes the sources: country and ownership as the desk reads them.",
    lambda site: sorted(site.library.outlets.items()),
    (
        K("key", "The outlet's key.", lambda _, named: named[0]),
        K("name", "Its name.", lambda _, named: named[1].name),
        K("country", "Its party code.", lambda _, named: named[1].country),
        K("ownership", "Code of `ownerships`, or a blank.", lambda _, named: named[1].ownership),
        K("kind", "Code of `source_kinds`, or a blank.", lambda _, named: named[1].kind),
        K("languages", "BCP 47 tags.", lambda _, named: named[1].languages),
        K("host", "The host of its site.", lambda _, named: named[1].host),
        K("note", "The desk's remark.", lambda _, named: named[1].note),
    ),
    key=("key",),
)
