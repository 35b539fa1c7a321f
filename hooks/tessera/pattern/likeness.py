"""Which acts of other pairs are most like one act, and why.

The likeness of two acts lies between 0 and 1: the share of pillars they have in common among all
that either names (Jaccard, weight 0.6), and 0.1 each for the same level, the same kind of paper, a
party in common and signature within a year. Only coded fields can agree. A tie goes to the act
nearest in time, then to the id. Acts of the same pair are left out: they are its chain.

Acts are looked for under the formulas nearest to the act's own, and under one formula among those
nearest in time, so that the cost of one act does not grow with the register.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.pattern.index import Index, Shape

LEAST = 0.5
"""Acts that are less alike than this are not look-alikes."""
FORMULAS, NEAREST = 12, 24
"""Formulas that are looked under, and acts under one that are compared."""
YEAR = 366


@dataclass(frozen=True, slots=True)
class Likeness:
    """An act, how like the given one it is, and what the two have in common."""

    id: str
    score: float
    shared: tuple[str, ...]
    """Pillars that both name."""
    union: int
    """How many pillars at least one of them names."""
    parties: tuple[str, ...]
    level: bool
    instrument: bool
    near: bool
    read: bool


def of(
    agreement: Agreement, index: Index, fit: Callable[[Shape], bool] = lambda _: True
) -> list[Likeness]:
    """Every look-alike that was found and is `fit`, the most alike first."""
    if not agreement.formula:
        return []
    here = Shape.of(agreement)
    found = [
        (one, distance)
        for formula in _near(agreement.formula, index)
        for shape in _nearest(here.day, index.shapes[formula])
        if shape.id != here.id and shape.parties != here.parties and fit(shape)
        for one, distance in [_compare(here, agreement.formula, shape, formula)]
        if one.score >= LEAST
    ]
    found.sort(key=lambda pair: (-pair[0].score, pair[1], pair[0].id))
    return [one for one, _ in found]


def _near(formula: tuple[str, ...], index: Index) -> list[tuple[str, ...]]:
    """The formulas that acts above the least likeness can have, the nearest first."""
    near: list[tuple[str, ...]] = index.once.get((_near, formula), lambda: _nearby(formula, index))
    return near


def _nearby(formula: tuple[str, ...], index: Index) -> list[tuple[str, ...]]:
    wanted = frozenset(formula)
    # 0.6 of the score is the pillars' and 0.4 the rest's: a least score asks for some of the first.
    needed = (LEAST - 0.4) / 0.6
    scored = []
    for other in index.shapes:
        common = len(wanted.intersection(other))
        share = common / (len(wanted) + len(other) - common)
        if common and share >= needed:
            scored.append((-share, other))
    return [other for _, other in sorted(scored)[:FORMULAS]]


def _nearest(day: int, shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    """The shapes nearest in time; the list is in order of time, undated ones first."""
    if len(shapes) <= NEAREST:
        yield from shapes
        return
    at = bisect_left(shapes, day, key=lambda shape: shape.day)
    first = min(max(0, at - NEAREST // 2), len(shapes) - NEAREST)
    yield from shapes[first : first + NEAREST]


def _compare(
    here: Shape, formula: tuple[str, ...], there: Shape, other: tuple[str, ...]
) -> tuple[Likeness, int]:
    """The likeness, and the days between the two for a tie."""
    shared = tuple(code for code in formula if code in other)
    union = len({*formula, *other})
    parties = tuple(code for code in here.parties if code in there.parties)
    level = bool(here.level) and here.level == there.level
    instrument = here.instrument == there.instrument
    dated = bool(here.day and there.day)
    distance = abs(here.day - there.day) if dated else 10**6
    near = dated and distance < YEAR
    score = 0.6 * len(shared) / union + 0.1 * sum((level, instrument, bool(parties), near))
    return (
        Likeness(
            there.id, round(score, 6), shared, union, parties, level, instrument, near, there.read
        ),
        distance,
    )
