"""One briefing: typed front matter, and a Markdown body that is rendered elsewhere."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from tessera.content.agreement import Withdrawn, latest
from tessera.content.fields import (
    Coded,
    Date,
    Flag,
    Id,
    Lang,
    Line,
    LongLine,
    Model,
    OutletKey,
    PartyCode,
    Prose,
    Url,
    wrong,
)

_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def _orcid(value: str) -> str:
    if not _ORCID.fullmatch(value):
        raise wrong("bad-orcid", f"`{value}` is not an ORCID iD", "one such as 0000-0002-1825-0097")
    return value


class Author(Model):
    """Who answers for the briefing."""

    name: Line
    orcid: Annotated[Line, AfterValidator(_orcid)] | None = None


class Cited(Model):
    """A source: one of a record (`<agreement-id>#<source-id>`), or written out here."""

    ref: Line | None = None
    url: Url | None = None
    title: LongLine | None = None
    outlet: OutletKey | None = None
    lang: Lang | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """A reference to a record's source, or a source written out."""
        return [{"type": "string", "pattern": "^[a-z0-9-]+#[a-z0-9.-]+$"}, long]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        return {"ref": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _something(self) -> Cited:
        if not (self.ref or self.url or self.title or self.outlet):
            raise wrong("source-without-place", "The source says nothing of where it is",
                        "`<agreement-id>#<source-id>`, or {url, title}")  # fmt: skip
        return self


class WireFrame(Model):
    """How one wire or outlet frames the matter, and how the desk's reading differs."""

    source: Cited | None = None
    label: Line
    quote: Prose | None = None
    differs: Prose | None = None


class Framing(Model):
    """The desk's frame beside the wire's."""

    desk: Prose
    wire: tuple[WireFrame, ...] = ()


class Provenance(Model):
    """What a source was used for."""

    source: Cited
    use: Prose


class Correction(Model):
    """What was wrong, what stands now, and why."""

    date: Date
    was: Prose
    now: Prose
    why: Prose


class Card(Model):
    """What the briefing's social card says to who cannot see it."""

    alt: Prose | None = None


class Analysis(Model):
    """One briefing of the desk: what it says, of which records, as of which day."""

    id: Id = Field(json_schema_extra={"x-derived": True})
    path: str = Field(json_schema_extra={"x-derived": True})
    body: str = Field(json_schema_extra={"x-derived": True})
    body_line: int = Field(json_schema_extra={"x-derived": True})

    title: LongLine
    standfirst: Prose
    authors: Annotated[tuple[Author, ...], Field(min_length=1)]
    published: Date
    updated: Date | None = None
    as_of: Date
    kind: Annotated[str, Coded("analysis_kinds")] = "analysis"
    lang: Lang | None = None
    agreements: tuple[Id, ...] = ()
    countries: tuple[PartyCode, ...] = ()
    topics: tuple[Line, ...] = ()
    framing: Framing | None = None
    provenance: tuple[Provenance, ...] = ()
    said: tuple[Prose, ...] = ()
    unsaid: tuple[Prose, ...] = ()
    would_change_our_mind: tuple[Prose, ...] = ()
    review_by: Date | None = None
    disclosures: Prose | None = None
    corrections: tuple[Correction, ...] = ()
    card: Card = Card()
    aliases: tuple[Id, ...] = ()
    withdrawn: Withdrawn | None = None
    draft: Flag = False

    @cached_property
    def newest(self) -> str:
        """The newest day on which the desk published or changed the briefing."""
        return latest([self.updated or self.published, *(one.date for one in self.corrections)])

    @cached_property
    def order(self) -> tuple[tuple[int, int, int, str], str]:
        """A sort key by day of publication, ties broken by id."""
        return (self.published.order, self.id)
