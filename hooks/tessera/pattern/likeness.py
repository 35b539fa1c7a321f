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
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from tessera.content.agreement import Agreement
from tessera.pattern.index import Index, Shape

LEAST = 0.5
"""Acts that are less alike than this are not look-alikes."""
NEAREST = 12
"""Acts under one formula that are compared, those nearest in time."""
YEAR, UNDATED = 366, 10**6


class Likeness(NamedTuple):
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


class LookAlikes:
    """The look-alikes of one act, the most alike first; each is told when it is asked for."""

    def __init__(self, agreement: Agreement, index: Index) -> None:
        self._here, self._formula = Shape.of(agreement), agreement.formula
        self._found = sorted(_found(self._here, self._formula, index))

    def __iter__(self) -> Iterator[Likeness]:
        for score, distance, _, shape, formula in self._found:
            yield _told(self._here, self._formula, shape, formula, -score, distance)


def _found(
    here: Shape, own: tuple[str, ...], index: Index
) -> Iterator[tuple[float, int, str, Shape, tuple[str, ...]]]:
    """(score below zero, days between, id, shape, formula) of every look-alike."""
    shapes = index.shapes
    for share, formula in index.near.get(own, ()):
        for shape in _nearest(here.day, shapes[formula]):
            if shape.parties == here.parties:
                continue
            dated = here.day and shape.day
            distance = abs(here.day - shape.day) if dated else UNDATED
            agreeing = (
                (bool(here.level) and here.level == shape.level)
                + (here.instrument == shape.instrument)
                + (not here.parties.isdisjoint(shape.parties))
                + (distance < YEAR)
            )
            score = 0.6 * share + 0.1 * agreeing
            if score > LEAST - 1e-9:
                yield -round(score, 6), distance, shape.id, shape, formula


def _told(
    here: Shape, own: tuple[str, ...], there: Shape, other: tuple[str, ...], score: float,
    distance: int,
) -> Likeness:  # fmt: skip
    return Likeness(
        there.id,
        score,
        tuple(code for code in own if code in other),
        len({*own, *other}),
        tuple(sorted(here.parties & there.parties)),
        bool(here.level) and here.level == there.level,
        here.instrument == there.instrument,
        distance < YEAR,
        there.read,
    )


def _nearest(day: int, shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The shapes nearest in time; the list is in order of time, undated ones first."""
    if len(shapes) <= NEAREST:
        return shapes
    at = bisect_left(shapes, day, key=_day)
    first = min(max(0, at - NEAREST // 2), len(shapes) - NEAREST)
    return shapes[first : first + NEAREST]


_day = attrgetter("day")
