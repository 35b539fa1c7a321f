"""What a record rests on: independent voices, whose side they are on, and what has grown old.

A voice is a group of sources that cannot corroborate each other: reprints of one item, items of one
outlet, and the outlets of one state that, by the codebook, speak as one (`speaks_as_one` of an
ownership). The side of a voice is that of the source it goes back to. An outlet of a party's country
is on that party's side, whoever owns it: this is a reading of where a report comes from, and says
nothing of whether it is right. The agreement's own text is nobody's word and has no side: its copies
are one voice, and a state that prints it does not speak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tessera.content.agreement import Agreement, Claim, Dates, SourceItem
from tessera.content.library import Library

KINDS = ("legal-text", "official-statement", "press")
_KIND_OF_ROLE = {"primary-text": "legal-text", "official-statement": "official-statement"}
TEXT, THIRD, UNKNOWN = "text", "third", "unknown"
"""Sides beside the parties' own: the agreement itself, a third party, or no country known."""

AGES: Mapping[str, int | None] = {
    "in-text": None,
    "official-statement": 24,
    "reported": 12,
    "inference": 12,
    "forecast": 12,
    "absence": 6,
}
"""Modality → the months after which a claim has grown old; a text says what it says for ever."""
CHANGING = ("status", "text", "follow_through")
"""The fields that can change after the signature. What was signed, when and by whom cannot, so a claim
about it does not grow old; absences and forecasts always do."""


FACTS = ("instrument", "binding", "level", "place", "status")
DATES = tuple(Dates.model_fields)
"""The fields on which sources can disagree."""


class Voice(NamedTuple):
    """Sources that cannot corroborate each other, and the side they speak from."""

    sources: tuple[SourceItem, ...]
    side: str
    """A party's code, `text`, `third` or `unknown`."""


class Basis(NamedTuple):
    """What a record rests on: its strongest kind of source, and how little else there is."""

    kind: str
    one_voice: bool
    """Everything known comes from one voice, which is not the legal text."""
    one_side: bool
    """Everything known comes from one party's side, and no text was seen."""


def voices(agreement: Agreement, library: Library) -> tuple[Voice, ...]:
    """The independent voices of a record, in the order of their first sources."""
    return tuple(
        Voice(group, _side(group, agreement, library))
        for group in independent_groups(agreement, library)
    )


def independent_groups(
    agreement: Agreement, library: Library
) -> tuple[tuple[SourceItem, ...], ...]:
    """The sources in groups that cannot corroborate each other."""
    sources = agreement.sources
    if len(sources) == 1:
        return (tuple(sources),)
    voice = {source.id: source.id for source in sources}
    first: dict[tuple[str, str], str] = {}
    for source in sources:
        same = [source.syndicates] if source.syndicates else []
        same += [first.setdefault(mark, source.id) for mark in _marks(source, library)]
        for other in same:
            here, there = voice[source.id], voice[other]
            if here != there:
                voice = {name: here if one == there else one for name, one in voice.items()}
    groups: dict[str, list[SourceItem]] = {}
    for source in sources:
        groups.setdefault(voice[source.id], []).append(source)
    return tuple(map(tuple, groups.values()))


def _marks(source: SourceItem, library: Library) -> list[tuple[str, str]]:
    """What two sources must not share if they are to be two voices."""
    if _is_text(source):
        return [("text", "")]  # however many copies of it there are
    if source.outlet is None:
        return []
    marks = [("outlet", source.outlet)]
    outlet = library.outlets.get(source.outlet)
    owners = library.vocabulary.sections.get("ownerships", {})
    owner = owners.get(outlet.ownership) if outlet else None
    if outlet and outlet.country and owner and owner.speaks_as_one:
        marks.append(("state", outlet.country))
    return marks


def _is_text(source: SourceItem) -> bool:
    return source.role == "primary-text"


def _side(group: tuple[SourceItem, ...], agreement: Agreement, library: Library) -> str:
    if any(map(_is_text, group)):
        return TEXT
    root = next((one for one in group if not one.syndicates), group[0])
    outlet = library.outlets.get(root.outlet or "")
    if outlet is None or outlet.country is None:
        return UNKNOWN
    return outlet.country if outlet.country in agreement.codes else THIRD


def bearing_out(claim: Claim, agreement: Agreement, library: Library) -> Counter[str]:
    """Side → how many independent voices support the claim."""
    names = {one.source for one in claim.evidence if one.bears == "supports"}
    return Counter(
        voice.side
        for voice in voices(agreement, library)
        if any(source.id in names for source in voice.sources)
    )


def kind(agreement: Agreement) -> str:
    """The strongest kind of source: `legal-text`, `official-statement`, or else `press`."""
    kinds = {_KIND_OF_ROLE.get(source.role or "", "press") for source in agreement.sources}
    return next(one for one in KINDS if one in kinds)


def basis(agreement: Agreement, library: Library) -> Basis:
    """What the record rests on, in short."""
    groups, strongest = independent_groups(agreement, library), kind(agreement)
    found = {_side(group, agreement, library) for group in groups}
    return Basis(
        strongest,
        one_voice=strongest != "legal-text" and len(groups) == 1,
        one_side=len(found) == 1 and found <= set(agreement.codes),
    )


def sides(agreement: Agreement, library: Library) -> frozenset[str]:
    """The sides from which the voices of the record speak."""
    return frozenset(
        _side(group, agreement, library) for group in independent_groups(agreement, library)
    )


def disputed(agreement: Agreement) -> bool:
    """Whether sources disagree on a field of the record, or one of them contradicts a claim."""
    facts = [getattr(agreement, name) for name in FACTS]
    facts += [getattr(agreement.dates, name) for name in DATES]
    if agreement.duration:
        facts += [agreement.duration.term, agreement.duration.renewal]
    return any(fact is not None and fact.conflict for fact in facts) or any(
        map(contradicted, agreement.claims)
    )


def contradicted(claim: Claim) -> bool:
    """Whether a source bears against the claim."""
    return any(one.bears == "contradicts" for one in claim.evidence)


def due(claim: Claim) -> str:
    """The last day (ISO) on which the claim is fresh; empty if it never grows old.

    The desk's own `review_by` stands before the age of its kind.
    """
    if claim.review_by is not None:
        return claim.review_by.last.isoformat()
    age = AGES.get(claim.modality)
    if claim.about not in CHANGING and claim.modality not in ("absence", "forecast"):
        return ""
    if claim.as_of is None or age is None:
        return ""
    return _later(claim.as_of.last, age).isoformat()


def _later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
