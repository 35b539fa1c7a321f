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

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.pattern import evidence, follow_through
from tessera.pattern.index import TEXT_SEEN, Index, Pair


@dataclass(frozen=True, slots=True)
class DyadYear:
    """A pair in one year."""

    pair: Pair
    year: int
    acts: tuple[Agreement, ...]
    """Its bilateral acts of the year."""
    with_others: int
    """Acts of more than two parties of that year in which both take part."""
    until_now: int
    """Its dated bilateral acts until the end of the year."""

    @property
    def pillars(self) -> tuple[str, ...]:
        """The pillars that any of the acts names, sorted."""
        return tuple(sorted({code for act in self.acts for code in act.formula}))

    @property
    def texts(self) -> int:
        """Acts whose text the desk has read, at least in part."""
        return sum(act.text is not None and act.text.availability in TEXT_SEEN for act in self.acts)

    @property
    def followed(self) -> int:
        """Acts with a step after the signature on record."""
        return sum(map(follow_through.beyond_signature, self.acts))


def years(index: Index) -> Iterator[DyadYear]:
    """Every dyad-year, by pair and then by year."""
    shared: Counter[tuple[Pair, int]] = Counter()
    for pair, acts in index.bilateral.items():
        known = {act.when.year for act in acts if act.when is not None}
        for act in index.between(pair):
            if act.when is not None and act.when.year in known:
                shared[pair, act.when.year] += 1
        by_year: dict[int, list[Agreement]] = defaultdict(list)
        for act in acts:
            if act.when is not None:
                by_year[act.when.year].append(act)
        until = 0
        for year in sorted(by_year):
            until += len(by_year[year])
            yield DyadYear(pair, year, tuple(by_year[year]), shared[pair, year], until)


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


def directed(dyads: Iterable[DyadYear], library: Library) -> Iterator[Directed]:
    """Both directions of each dyad-year."""
    dyads = list(dyads)
    activity: Counter[tuple[str, int]] = Counter()
    for one in dyads:
        for code in one.pair:
            activity[code, one.year] += len(one.acts)
    for one in dyads:
        sides = Counter(
            side
            for act in one.acts
            for side in {voice.side for voice in evidence.voices(act, library)}
        )
        for party, partner in (one.pair, one.pair[::-1]):
            yield Directed(
                party, partner, one, activity[party, one.year], sides[party], sides[partner]
            )
