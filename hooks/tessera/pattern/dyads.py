"""Pairs of parties year by year, as ATOP's dyad-year files have them.

A row is a pair and a year in which it signed alone at least once. A pair-year that is not here has no
record: that is no zero, because the desk collects what it can find. Acts of more than two parties are
counted beside, for those rows only: an act of n parties would otherwise make n(n-1)/2 dyads that never
met for it. Years are those of the best known date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tessera.content.library import Library
from tessera.pattern import evidence, follow_through
from tessera.pattern.index import TEXT_SEEN, Pair


class Deed(NamedTuple):
    """An act as dyad-years see it, without its words: while only words change, they stand."""

    id: str
    parties: tuple[str, ...]
    year: int | None
    pillars: tuple[str, ...]
    read: bool
    """Whether the desk has read its text, at least in part."""
    followed: bool
    """Whether a step after the signature is on record."""
    sides: tuple[str, ...]
    """The sides from which its voices speak."""


def deeds(library: Library) -> tuple[Deed, ...]:
    """The acts of the library, in their order."""
    return tuple(
        Deed(
            act.id,
            act.codes,
            act.when.year if act.when else None,
            act.formula,
            act.text is not None and act.text.availability in TEXT_SEEN,
            follow_through.beyond_signature(act),
            tuple(sorted(evidence.sides(act, library))),
        )
        for act in library.agreements.values()
    )


@dataclass(frozen=True, slots=True)
class DyadYear:
    """A pair in one year."""

    pair: Pair
    year: int
    acts: tuple[Deed, ...]
    """Its bilateral acts of the year."""
    with_others: int
    """Acts of more than two parties of that year in which both take part."""
    until_now: int
    """Its dated bilateral acts until the end of the year."""

    @property
    def pillars(self) -> tuple[str, ...]:
        """The pillars that any of the acts names, sorted."""
        return tuple(sorted({code for act in self.acts for code in act.pillars}))

    @property
    def texts(self) -> int:
        """Acts whose text the desk has read, at least in part."""
        return sum(act.read for act in self.acts)

    @property
    def followed(self) -> int:
        """Acts with a step after the signature on record."""
        return sum(act.followed for act in self.acts)


def years(acts: Iterable[Deed]) -> Iterator[DyadYear]:
    """Every dyad-year, by pair and then by year."""
    alone: dict[Pair, dict[int, list[Deed]]] = defaultdict(lambda: defaultdict(list))
    together: dict[tuple[str, int], list[Deed]] = defaultdict(list)
    for act in acts:
        if act.year is None:
            continue
        if len(act.parties) == 2:
            first, second = act.parties
            alone[first, second][act.year].append(act)
        else:
            for code in act.parties:
                together[code, act.year].append(act)
    for pair in sorted(alone):
        first, second = pair
        until = 0
        for year, own in sorted(alone[pair].items()):
            until += len(own)
            others = sum(second in act.parties for act in together.get((first, year), ()))
            yield DyadYear(pair, year, tuple(own), others, until)


@dataclass(frozen=True, slots=True)
class Directed:
    """A dyad-year seen from one of the two."""

    party: str
    partner: str
    dyad: DyadYear
    acts_of_party: int
    """Bilateral acts of the party in that year, with anybody."""
    told_by_party: int
    """Acts for which a voice of the party's own side stands."""
    told_by_partner: int


def directed(dyads: Iterable[DyadYear]) -> Iterator[Directed]:
    """Both directions of each dyad-year."""
    dyads = list(dyads)
    activity: Counter[tuple[str, int]] = Counter()
    for one in dyads:
        for code in one.pair:
            activity[code, one.year] += len(one.acts)
    for one in dyads:
        told = Counter(side for act in one.acts for side in act.sides)
        for party, partner in (one.pair, one.pair[::-1]):
            yield Directed(
                party, partner, one, activity[party, one.year], told[party], told[partner]
            )
