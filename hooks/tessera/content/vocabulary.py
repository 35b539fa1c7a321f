"""The desk's codebook: every code with its label, definition and the standard it aligns with.

Some sections hold the desk's own codes; the others are fixed, because the software acts on them,
and the file must define exactly those codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import model_validator

from tessera.content.fields import (
    BLANKS,
    Basis,
    Blank,
    Confidence,
    Flag,
    Line,
    Model,
    Prose,
    Url,
)

DESK_SECTIONS = (
    "instruments",
    "levels",
    "statuses",
    "pillars",
    "commitments",
    "ownerships",
    "party_kinds",
    "source_kinds",
)
RUNGS = (
    "talked",
    "signed",
    "body-met",
    "programme",
    "funded",
    "operating",
    "outputs",
    "renewed",
    "lapsed",
    "cancelled",
)
FIXED_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "bindings": ("binding", "non-binding", "mixed"),
    "bases": get_args(Basis),
    "depths": ("1", "2", "3"),
    "text_availability": ("full", "partial", "summary", "not-public", "not-located", "unknown"),
    "certainties": ("certain", "probable", "ambiguous"),
    "modalities": (
        "in-text",
        "official-statement",
        "reported",
        "inference",
        "forecast",
        "absence",
    ),
    "confidences": get_args(Confidence),
    "bearings": ("supports", "contradicts", "mentions"),
    "rungs": RUNGS,
    "source_roles": (
        "primary-text",
        "official-statement",
        "signing-report",
        "syndication",
        "retrospective",
        "commentary",
    ),
    "source_items": ("item", "channel-root"),
    "source_seen": ("page", "excerpt", "not-seen"),
    "relations": (
        "implements",
        "renews",
        "amends",
        "supersedes",
        "cites",
        "follows",
        "same-package",
        "same-text-as",
    ),
    "blanks": BLANKS,
    "analysis_kinds": ("analysis", "background", "opinion"),
    "change_kinds": ("correction", "update"),
}
SECTIONS = (*DESK_SECTIONS, *FIXED_SECTIONS)


class Alignment(Model):
    """The term of a published standard that a code corresponds to."""

    standard: Line
    term: Line
    url: Url | None = None


class Alignments(Model):
    """A list of alignments, or an honest blank (`none`: looked, and no standard has the term)."""

    items: tuple[Alignment, ...] = ()
    blank: str | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """A list of alignments, or a blank."""
        return [long["properties"]["items"], {"enum": list(BLANKS)}]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        if isinstance(data, list):
            return {"items": data}
        return {"blank": Blank(data)} if data in BLANKS else data


class Term(Model):
    """One code's entry in the codebook."""

    label: Line
    definition: Prose
    plural: Line | None = None
    aligns: Alignments = Alignments()
    sensitive: Flag = False
    speaks_as_one: Flag = False
    """Of an ownership: outlets that one state so owns cannot corroborate each other."""


@dataclass(frozen=True)
class Vocabulary:
    """The whole codebook: section → code → term, in the file's order."""

    sections: Mapping[str, Mapping[str, Term]]

    def label(self, section: str, code: str) -> str:
        """The label of a code or of an honest blank."""
        term = self.sections[section].get(code) or self.sections["blanks"].get(code)
        return term.label if term else code

    def term(self, section: str, code: str) -> Term:
        """The entry of a code that is known to exist."""
        return self.sections[section][code]
