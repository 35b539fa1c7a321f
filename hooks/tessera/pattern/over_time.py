"""What a list of acts did over the years: the pillars they named, the partners they added.

Years are those of the best known date; acts without one are left out and counted. Spans are of equal
length and without gaps, so that a silence is as wide as it was long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tessera.content.agreement import Agreement

WIDTHS = (1, 2, 5, 10, 20, 50, 100)
MOST = 12
"""Spans at most."""


@dataclass(frozen=True, slots=True)
class Years:
    """Some years, both ends among them."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        same = self.first // 100 == self.last // 100
        return f"{self.first}–{self.last % 100:02}" if same else f"{self.first}–{self.last}"


def spans(years: Iterable[int], most: int = MOST) -> tuple[Years, ...]:
    """The spans of the smallest width that needs no more than `most`; empty without a year."""
    known = sorted(set(years))
    if not known:
        return ()
    for width in WIDTHS:
        first = known[0] // width * width
        count = (known[-1] - first) // width + 1
        if count <= most:
            break
    return tuple(Years(first + n * width, first + (n + 1) * width - 1) for n in range(count))


@dataclass(frozen=True, slots=True)
class Grid:
    """How many acts of each span name each pillar."""

    spans: tuple[Years, ...]
    pillars: Mapping[str, tuple[int, ...]]
    """Code → a count for each span; the pillar that most acts name first, ties by code."""
    acts: tuple[int, ...]
    """Dated acts in each span."""
    uncoded: tuple[int, ...]
    """Those of them in which no pillar was coded."""
    undated: int


def pillars(acts: Iterable[Agreement], most: int = MOST) -> Grid:
    """The pillars of the acts, span by span."""
    acts = list(acts)
    dated = [(act.when.year, act) for act in acts if act.when is not None]
    columns = spans((year for year, _ in dated), most)
    place = {year: n for n, one in enumerate(columns) for year in range(one.first, one.last + 1)}
    counts: dict[str, Counter[int]] = {}
    every: Counter[int] = Counter()
    silent: Counter[int] = Counter()
    for year, act in dated:
        every[place[year]] += 1
        silent[place[year]] += not act.formula
        for code in act.formula:
            counts.setdefault(code, Counter())[place[year]] += 1
    width = range(len(columns))
    ranked = sorted(counts, key=lambda code: (-counts[code].total(), code))
    return Grid(
        columns,
        {code: tuple(counts[code][n] for n in width) for code in ranked},
        tuple(every[n] for n in width),
        tuple(silent[n] for n in width),
        len(acts) - len(dated),
    )


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The partners with whom a party's first dated act on record falls into each span."""

    spans: tuple[Years, ...]
    partners: tuple[tuple[str, ...], ...]
    """In the order of their first acts."""
    undated: tuple[str, ...]
    """Partners of acts of which none is dated: when they came is not known."""


def new_partners(code: str, acts: Iterable[Agreement], most: int = MOST) -> Arrivals:
    """The arrivals of a party's partners; `acts` are its acts in order of time."""
    first: dict[str, int] = {}
    every: dict[str, None] = {}
    for act in acts:
        for other in act.codes:
            if other != code:
                every.setdefault(other)
                if act.when is not None:
                    first.setdefault(other, act.when.year)
    columns = spans(first.values(), most)
    return Arrivals(
        columns,
        tuple(
            tuple(other for other, year in first.items() if one.first <= year <= one.last)
            for one in columns
        ),
        tuple(other for other in every if other not in first),
    )
