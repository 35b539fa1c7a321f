"""One agreement between states: the record as its author wrote it, typed and frozen.

Fields stand in the order of the data model. Where a field may say where it comes from it is a
`Fact`; where it may be a list or an honest blank it is one of the small classes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tessera.content.dates import EdtfDate
from tessera.content.fields import (
    BLANKS,
    Blank,
    Coded,
    Confidence,
    Date,
    DateOrBlank,
    Fact,
    Flag,
    Id,
    Key,
    Lang,
    Line,
    LineOrBlank,
    LongLine,
    Model,
    OutletKey,
    PartyCode,
    Prose,
    Seen,
    Sha256,
    Url,
    filled,
    wrong,
)

_BLANK_SCHEMA = {"enum": list(BLANKS)}


def latest(days: Iterable[EdtfDate]) -> str:
    """The last day that any of the dates can be, as ISO; empty without dates."""
    return max((day.last.isoformat() for day in days), default="")


class Titles(Model):
    """The agreement's title in another language."""

    lang: Lang
    text: LongLine
    translated: Flag = False


class Party(Model):
    """One side that signed: a state or organisation, and the body that acted for it."""

    country: PartyCode
    body: Line | None = None
    certainty: Annotated[str, Coded("certainties")] | None = None
    note: Prose | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """The code alone, or a mapping."""
        return [long["properties"]["country"], long]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        return {"country": data} if isinstance(data, str) else data


# Which date stands for the act in lists and chains, best known first.
CHRONOLOGY = (
    "signed", "announced", "reported", "in_force", "provisional", "approved", "initialled",
    "inferred",
)  # fmt: skip


class Dates(Model):
    """The days of an agreement's life, each as precisely as a source gives it."""

    signed: Fact[DateOrBlank]
    announced: Fact[DateOrBlank] | None = None
    reported: Fact[DateOrBlank] | None = None
    approved: Fact[DateOrBlank] | None = None
    initialled: Fact[DateOrBlank] | None = None
    ratified: Fact[DateOrBlank] | None = None
    provisional: Fact[DateOrBlank] | None = None
    in_force: Fact[DateOrBlank] | None = None
    expires: Fact[DateOrBlank] | None = None
    terminated: Fact[DateOrBlank] | None = None
    inferred: Fact[DateOrBlank] | None = None

    @cached_property
    def chronology(self) -> tuple[str, EdtfDate] | None:
        """The best known date that places the act in time, and which date it is."""
        for name in CHRONOLOGY:
            fact = getattr(self, name)
            if fact is not None and isinstance(fact.value, EdtfDate):
                return name, fact.value
        return None


class Duration(Model):
    """How long the agreement runs, in its own words."""

    term: Fact[LineOrBlank] | None = None
    renewal: Fact[LineOrBlank] | None = None
    note: Prose | None = None


class Archive(Model):
    """A copy kept elsewhere, with the day and the hash of what was seen."""

    url: Url
    date: Date | None = None
    sha256: Sha256 | None = None


class Text(Model):
    """Whether the agreement's own words can be read, and where."""

    availability: Annotated[str, Coded("text_availability")]
    url: Url | None = None
    archive: Archive | None = None
    sha256: Sha256 | None = None
    languages: tuple[Lang, ...] = ()
    source: Key | None = None
    as_of: Date | None = None
    note: Prose | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """The availability alone, or a mapping."""
        return [long["properties"]["availability"], long]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        return {"availability": data} if isinstance(data, str) else data


class Pillar(Model):
    """One field of cooperation the agreement names, and how far it goes."""

    as_worded: Line | None = None
    depth: Annotated[str, Coded("depths")] | None = None
    sensitive: Flag | None = None
    source: Key | None = None
    note: Prose | None = None


class Pillars(Model):
    """Pillar code → detail, or an honest blank."""

    items: dict[Annotated[str, Coded("pillars")], Pillar] = {}
    blank: str | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """A list of codes, a mapping of codes to details, or a blank."""
        return [
            {"type": "array", "items": {"type": "string", "x-vocabulary": "pillars"}},
            {
                **long["properties"]["items"],
                "propertyNames": {"type": "string", "x-vocabulary": "pillars"},
            },
            _BLANK_SCHEMA,
        ]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        if isinstance(data, list):
            words = [item for item in data if isinstance(item, str)]
            if len(words) < len(data):
                raise wrong("bad-list", "A short list of pillars holds codes only",
                            "`[education, research]`, or a mapping for details")  # fmt: skip
            return {"items": {word: {} for word in words}}
        if isinstance(data, str):
            return {"blank": _blank_only(data, "pillars")}
        return {"items": {code: detail or {} for code, detail in data.items()}}


class Commitment(Model):
    """Something the text promises that could later be seen to happen, or not."""

    type: Annotated[str, Coded("commitments")]
    quantity: Line | None = None
    unit: Line | None = None
    detail: Prose | None = None
    as_worded: Prose | None = None
    deadline: DateOrBlank | None = None
    funder: Line | None = None
    source: Key | None = None


class Commitments(Model):
    """The commitments coded from the text, or an honest blank."""

    items: tuple[Commitment, ...] = ()
    blank: str | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """A list of commitments, or a blank."""
        return [long["properties"]["items"], _BLANK_SCHEMA]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"blank": _blank_only(data, "commitments")}
        return {"items": data}


def _blank_only(value: str, field: str) -> Blank:
    if filled(value) not in BLANKS:
        raise wrong("bad-blank", f"`{value}` is not a list of {field}",
                    "a list, or one of " + ", ".join(BLANKS))  # fmt: skip
    return Blank(value)


class Identifier(Model):
    """The agreement's number in another register."""

    scheme: Key
    value: Line


class Relation(Model):
    """How the agreement bears on another record."""

    type: Annotated[str, Coded("relations")]
    to: Id
    note: Prose | None = None


class SourceItem(Model):
    """Where a statement was read: who published it, when, and whether it can be checked."""

    id: Key
    outlet: OutletKey | None = None
    url: Url | None = None
    item: Annotated[str, Coded("source_items")] = "item"
    title: LongLine | None = None
    lang: Lang | None = None
    published: DateOrBlank | None = None
    accessed: DateOrBlank | None = None
    archive: Archive | None = None
    role: Annotated[str, Coded("source_roles")] | None = None
    syndicates: Key | None = None
    quote: Prose | None = None
    seen: Annotated[str, Coded("source_seen")] | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _findable(self) -> SourceItem:
        if self.url is None and self.title is None:
            raise wrong("source-without-place", f"The source `{self.id}` has neither url nor title",
                        "an address, or the title by which it can be found")  # fmt: skip
        return self

    @property
    def checkable(self) -> bool:
        """Whether a reader can follow the source to the item itself."""
        return self.url is not None and self.item == "item"


class Evidence(Model):
    """One source's bearing on a claim."""

    source: Key
    bears: Annotated[str, Coded("bearings")]


class Search(Model):
    """Where something was looked for: what makes an absence worth stating."""

    where: Line
    query: Line | None = None
    lang: Lang | None = None
    date: DateOrBlank | None = None
    found: Line | None = None


class Outcome(Model):
    """What became of something foreseen: whether it came, when that was seen, and from which source."""

    value: Seen
    date: Date
    source: Key | None = None
    note: Prose | None = None


class Claim(Model):
    """One checkable statement, with what kind of statement it is and what it rests on."""

    id: Key
    says: Prose
    about: Line | None = None
    modality: Annotated[str, Coded("modalities")]
    as_of: Date | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence | None = None
    review_by: Date | None = None
    searched: tuple[Search, ...] = ()
    outcome: Outcome | None = None
    """Of a forecast: what became of it."""
    note: Prose | None = None

    @model_validator(mode="after")
    def _absence_was_looked_for(self) -> Claim:
        if self.modality == "absence" and not self.searched:
            raise wrong("absence-without-search", f"The absence `{self.id}` does not say where it "
                        "was looked for", "`searched:` with at least one {where, date}")  # fmt: skip
        return self

    @model_validator(mode="after")
    def _only_a_forecast_has_an_outcome(self) -> Claim:
        if self.outcome is not None and self.modality != "forecast":
            raise wrong("outcome-without-forecast", f"The claim `{self.id}` is no forecast, and has "
                        "an outcome", "`modality: forecast`, or a claim of its own for what came"
                        )  # fmt: skip
        return self


class Step(Model):
    """One rung of the follow-through ladder, with its day and source."""

    date: DateOrBlank
    rung: Annotated[str, Coded("rungs")]
    what: Prose
    source: Key | None = None
    note: Prose | None = None


class Watch(Model):
    """Something that would tell whether the agreement came to life, and by when."""

    what: Prose
    by: Date | None = None
    outcome: Outcome | None = None


class Coding(Model):
    """Who coded the record, when, and how sure of it."""

    coder: Line
    date: Date | None = None
    confidence: Confidence | None = None
    note: Prose | None = None


class Change(Model):
    """One entry of the record's public history."""

    date: Date
    kind: Annotated[str, Coded("change_kinds")]
    what: Prose


class Withdrawn(Model):
    """Why the record no longer stands; its page becomes a tombstone."""

    date: Date
    why: Prose


_WORDLESS: dict[str, Any] = {"title": "", "titles": (), "summary": None, "note": None}
WORDS = frozenset(_WORDLESS)
"""The fields of an agreement that hold the desk's words about the whole of it, and nothing to count."""


class Agreement(Model):
    """One agreement: an act between two or more parties, as far as it is known."""

    id: Id = Field(json_schema_extra={"x-derived": True})
    path: str = Field(json_schema_extra={"x-derived": True})

    title: LongLine
    titles: tuple[Titles, ...] = ()
    summary: Prose | None = None
    instrument: Fact[Annotated[str, Coded("instruments", blanks=True)]]
    binding: Fact[Annotated[str, Coded("bindings", blanks=True)]] | None = None
    level: Fact[Annotated[str, Coded("levels", blanks=True)]] | None = None
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    dates: Dates
    place: Fact[LineOrBlank] | None = None
    status: Fact[Annotated[str, Coded("statuses", blanks=True)]] | None = None
    duration: Duration | None = None
    text: Text | None = None
    pillars: Pillars | None = None
    commitments: Commitments | None = None
    identifiers: tuple[Identifier, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: Annotated[tuple[SourceItem, ...], Field(min_length=1)]
    claims: tuple[Claim, ...] = ()
    follow_through: tuple[Step, ...] = ()
    watch: tuple[Watch, ...] = ()
    note: Prose | None = None
    coding: Coding | None = None
    published: Date | None = None
    changes: tuple[Change, ...] = ()
    aliases: tuple[Id, ...] = ()
    withdrawn: Withdrawn | None = None
    draft: Flag = False

    @property
    def bare(self) -> Agreement:
        """The act without its words: what is made of it cannot depend on them."""
        fields = self.__dict__ | _WORDLESS
        fields.pop("title_lang", None)  # the one thing that is worked out of words
        return self.taking(fields)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The distinct parties, sorted by code."""
        return tuple(sorted({party.country for party in self.parties}))

    @cached_property
    def title_lang(self) -> str | None:
        """The language of `title`, where `titles` has the same words as an original.

        Without such an entry the title is in the site's language.
        """
        same = (one.lang for one in self.titles if one.text == self.title and not one.translated)
        return next(same, None)

    @property
    def other_titles(self) -> tuple[Titles, ...]:
        """The titles that say something else than `title`."""
        return tuple(one for one in self.titles if one.text != self.title)

    @property
    def lateralism(self) -> Literal["domestic", "bilateral", "plurilateral"]:
        """Derived from the number of distinct parties."""
        number = len(self.codes)
        return "bilateral" if number == 2 else "plurilateral" if number > 2 else "domestic"

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of parties the act joins directly: one if bilateral, none otherwise.

        A plurilateral act of n parties would add n(n-1)/2 pairs that never met for it.
        """
        return tuple(combinations(self.codes, 2)) if len(self.codes) == 2 else ()

    @cached_property
    def formula(self) -> tuple[str, ...]:
        """The pillar formula: the sorted set of pillar codes."""
        return tuple(sorted(self.pillars.items)) if self.pillars else ()

    @cached_property
    def when(self) -> EdtfDate | None:
        """The best known date that places the act in time."""
        return self.dates.chronology[1] if self.dates.chronology else None

    @cached_property
    def newest(self) -> str:
        """The newest day on which the desk published or changed the record; empty if unknown."""
        days = [change.date for change in self.changes]
        return latest([self.published, *days] if self.published else days)

    @cached_property
    def order(self) -> tuple[tuple[int, int, int, str], str]:
        """A sort key in time, undated records first, ties broken by id."""
        return (self.when.order if self.when else (0, 0, 0, ""), self.id)

    @cached_property
    def source_by_id(self) -> dict[str, SourceItem]:
        """The sources by their id in this record."""
        return {source.id: source for source in self.sources}
