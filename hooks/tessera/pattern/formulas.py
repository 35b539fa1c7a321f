"""Which pillar formulas are near to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Formula = tuple[str, ...]

NEAREST = 8
"""Formulas that are kept of those near to one."""
LEAST = 1 / 6
"""Jaccard's index below which two formulas have nothing to do with each other."""
ROWS = 256
"""Formulas that are compared with all others at a time: memory grows with their number only."""


class Near(NamedTuple):
    """A formula, and Jaccard's index of its pillars and the given formula's."""

    share: float
    formula: Formula


def near(formulas: Sequence[Formula]) -> Iterator[tuple[Formula, tuple[Near, ...]]]:
    """Each formula with those nearest to it, itself first; ties by the alphabet."""
    import numpy as np  # what has no formulas need not wait for it

    column = {code: n for n, code in enumerate(sorted({c for one in formulas for c in one}))}
    named = np.zeros((len(formulas), len(column)), dtype=np.float32)
    for row, formula in enumerate(formulas):
        named[row, [column[code] for code in formula]] = 1
    sizes = named.sum(axis=1)
    for first in range(0, len(formulas), ROWS):
        common = named[first : first + ROWS] @ named.T
        shares = common / (sizes[first : first + ROWS, None] + sizes - common)
        least = np.full(len(shares), LEAST - 1e-6)
        if len(formulas) > NEAREST:
            least = np.maximum(least, np.partition(shares, -NEAREST, axis=1)[:, -NEAREST])
        for row, (of, limit) in enumerate(zip(shares, least, strict=True), first):
            yield formulas[row], tuple(_ranked(formulas, row, np.flatnonzero(of >= limit).tolist()))


def _ranked(formulas: Sequence[Formula], row: int, chosen: Sequence[int]) -> list[Near]:
    own = set(formulas[row])
    found = []
    for other in chosen:
        common = len(own.intersection(formulas[other]))
        share = common / (len(own) + len(formulas[other]) - common)
        found.append((-share, formulas[other]))
    return [Near(-share, formula) for share, formula in sorted(found)[:NEAREST]]
