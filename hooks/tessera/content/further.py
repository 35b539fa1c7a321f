"""The lists that a desk may keep beside the three it must: each is left out where it is not needed.

groups.yml      named sets of parties, with dates of membership and where that is known from
patterns.yml    rules: what the desk holds to be a pattern, to be tested against chance
searches.yml    where was looked, for what, in which language, when, and what was found
positions.yml   where each party stands in the picture of the network (`tessera arrange`)
links.yml       when each source's address was last seen to answer (`tessera links`)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from tessera.content import keep
from tessera.content.dates import EdtfDate
from tessera.content.fields import (
    Coded,
    Date,
    DateOrBlank,
    Filled,
    Lang,
    Line,
    Model,
    PartyCode,
    Prose,
    Url,
    wrong,
)
from tessera.content.parties import Membership, Parties, PartySource
from tessera.errors import Problem, closest

NAMES = ("groups.yml", "patterns.yml", "searches.yml", "positions.yml", "links.yml")
WRITTEN = frozenset({"positions.yml", "links.yml"})
"""Lists that commands write: their keys are no codes of the desk."""


class Member(Membership):
    """One party's time in a group, and where that is known from."""

    source: PartySource | None = None


class Group(Model):
    """A named set of parties: listed here, or the members of an entry of parties.yml."""

    label: Line
    definition: Prose
    of: PartyCode | None = None
    members: tuple[Member, ...] = ()
    source: PartySource | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _has_members(self) -> Group:
        if bool(self.members) == bool(self.of):
            raise wrong("group-without-members", "A group has its members from one place",
                        "`members:`, or `of:` with a key of parties.yml, and not both"
                        )  # fmt: skip
        return self


class Rule(Model):
    """A pattern that the desk holds to be there: between whom, naming what, when."""

    label: Line
    why: Prose
    between: tuple[Line, ...] = ()
    """Groups and parties: one side of the pair, or both where `and` is left out; all acts without it."""
    and_: tuple[Line, ...] = Field(default=(), alias="and")
    pillars: tuple[Annotated[str, Coded("pillars")], ...] = ()
    instrument: tuple[Annotated[str, Coded("instruments")], ...] = ()
    level: tuple[Annotated[str, Coded("levels")], ...] = ()
    since: Date
    until: Date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Rule:
        if not self.between and (self.and_ or not self.says):
            raise wrong("empty-rule", "The rule says neither between whom nor of what",
                        "`between:`, or a content: `pillars`, `instrument` or `level`")  # fmt: skip
        return self

    @property
    def says(self) -> bool:
        """Whether the rule asks for a content."""
        return bool(self.pillars or self.instrument or self.level)


class SearchLog(Model):
    """One search: what an absence, and every rate, rests on."""

    where: Line
    query: Line | None = None
    lang: Lang | None = None
    parties: tuple[PartyCode, ...] = ()
    since: Date | None = None
    until: Date | None = None
    date: DateOrBlank
    found: Line | None = None
    note: Prose | None = None


def _fraction(value: str) -> str:
    try:
        if 0 <= float(value) <= 1:
            return value
    except ValueError:
        pass
    raise wrong("bad-position", f"`{value}` is not a place in the picture",
                "a number from 0 (left, top) to 1 (right, bottom)")  # fmt: skip


Fraction = Annotated[str, Filled, AfterValidator(_fraction)]


class Position(Model):
    """Where a party stands: fractions of the picture's width and height."""

    x: Fraction
    y: Fraction


LinkState = Literal["answers", "moved", "refuses", "gone", "fails"]


class Link(Model):
    """What a source's address did when it was last asked, and since when it does that.

    `answers`: the page is there; `moved`: for good, to `to`; `refuses`: something is there that does
    not speak with programs; `gone`: the host says so, or sends to its front page; `fails`: no answer.
    """

    state: LinkState
    asked: Date
    since: Date
    seen: Date | None = None
    """The last day on which it answered or had moved; absent where it never did."""
    why: Line | None = None
    to: Url | None = None
    copy_: Url | None = Field(default=None, alias="copy")
    """A copy in an archive, which the record does not name yet."""

    @property
    def lost(self) -> bool:
        """Whether a reader would not find the page: gone, or without an answer for two weeks."""
        return self.state == "gone" or (
            self.state == "fails" and (self.asked.first - self.since.first).days >= PATIENCE
        )


PATIENCE = 14
"""Days without an answer after which a page counts as lost."""


@dataclass(frozen=True)
class Further:
    """The lists as they were read; empty where a file is not there."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    patterns: Mapping[str, Rule] = field(default_factory=dict)
    searches: Mapping[str, SearchLog] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)

    def members(self, key: str, parties: Parties) -> tuple[Member, ...]:
        """The members of a group, or the party itself as its only one."""
        group = self.groups.get(key)
        if group is None:
            return (Member.model_construct(party=parties.resolve(key)),)
        if group.of is None:
            return group.members
        return tuple(
            Member.model_construct(party=one.party, from_=one.from_, until=one.until)
            for one in parties.entries[group.of].members
        )


def belongs(member: Member, when: EdtfDate | None) -> bool:
    """Whether the party was a member at that date, as far as both are known.

    A date that overlaps with the membership is taken to be in it; an act without a date is only
    in a membership that has neither beginning nor end.
    """
    if when is None:
        return member.from_ is None and member.until is None
    return not (
        (member.from_ is not None and when.last < member.from_.first)
        or (member.until is not None and member.until.last < when.first)
    )


MODELS: Mapping[str, type[Model]] = {
    "groups.yml": Group,
    "patterns.yml": Rule,
    "searches.yml": SearchLog,
    "positions.yml": Position,
    "links.yml": Link,
}
Place = Callable[..., tuple[int, int]]


def check(
    name: str,
    entries: Mapping[str, Any],
    parties: Parties,
    groups: Mapping[str, Group],
    place: Place,
) -> Iterator[Problem]:
    """What the entries of one list must agree on with the others; `place(path, key=)` → line, column."""
    file = f"briefings/{name}"

    def party(code: str, path: tuple[Any, ...], *, key: bool = False) -> Iterator[Problem]:
        if code in groups:
            return
        try:
            parties.resolve(code)
        except ValueError:
            yield Problem(file, *place(path, key=key), "unknown-group",
                          f"`{code}` is neither a group nor a party",
                          "a key of groups.yml, or a party's code", closest(code, groups))  # fmt: skip

    for key, entry in entries.items():
        if isinstance(entry, Group) and entry.of and not _listed(parties, entry.of):
            yield Problem(file, *place((key, "of")), "group-without-members",
                          f"`{entry.of}` has no members in parties.yml",
                          "a key of parties.yml that lists its members")  # fmt: skip
        if isinstance(entry, Rule):
            for name_, side in (("between", entry.between), ("and", entry.and_)):
                for number, code in enumerate(side):
                    yield from party(code, (key, name_, number))
        if isinstance(entry, Position):
            yield from party(key, (key,), key=True)


def _listed(parties: Parties, code: str) -> bool:
    entry = parties.entries.get(code)
    return entry is not None and bool(entry.members)


def keep_positions(root: Path, positions: Mapping[str, tuple[float, float]]) -> Path:
    """Write positions.yml whole, aside and then renamed; returns its path."""
    lines = [
        "# Where each party stands in the picture of the network. Written by `tessera arrange`, which",
        "# leaves what stands here in its place; move one by hand if two names run into each other.",
        *(f"{code}: {{x: {x:.3f}, y: {y:.3f}}}" for code, (x, y) in sorted(positions.items())),
    ]
    return keep.keep(keep.path_of(root, "positions.yml"), "\n".join(lines) + "\n")


def keep_links(root: Path, links: Mapping[str, Link]) -> Path:
    """Write links.yml whole, aside and then renamed; returns its path."""
    lines = [
        "# When each source's address was last asked, and what it did. Written by `tessera links`.",
        *(f"{_json(url)}: {{{_fields(link)}}}" for url, link in sorted(links.items())),
    ]
    return keep.keep(keep.path_of(root, "links.yml"), "\n".join(lines) + "\n")


def _fields(link: Link) -> str:
    given = ((one.alias or name, getattr(link, name)) for name, one in Link.model_fields.items())
    return ", ".join(f"{name}: {_json(str(value))}" for name, value in given if value is not None)


def _json(text: str) -> str:
    """Text in quotes, as YAML reads it too; plain where it needs none."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*")
