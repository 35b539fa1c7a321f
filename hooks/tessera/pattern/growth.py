"""Whether a kind of act makes up more of all acts than it did before.

Counts grow where a collection grows. A share does not: of all acts of the same sides in each period,
how many are of the kind? The ratio of the two shares has Katz's interval on the log scale (Katz et al.
1978); whether they differ is Fisher's exact test, two-sided. Assumes that the acts of the two periods
were found by the same means, which coverage.py judges, and that acts are independent of each other,
which documents signed on one visit are not: the interval is then too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` acts."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of no acts."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Growth:
    """A share in a window beside that before it."""

    before: Share
    now: Share
    ratio: float | None
    """The share now in terms of the share before; None where there was none before."""
    interval: tuple[float, float]
    """95 %; (0, 0) without a ratio."""
    p: float


def compare(before: Share, now: Share) -> Growth | None:
    """The growth from one share to the other; None where a period has no act at all."""
    if not before.whole or not now.whole:
        return None
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import relative_risk

    table = [[now.part, now.whole - now.part], [before.part, before.whole - before.part]]
    p = float(fisher_exact(table).pvalue)
    if not before.part or not now.part:
        return Growth(before, now, 0.0 if before.part else None, (0.0, 0.0), p)
    found = relative_risk(now.part, now.whole, before.part, before.whole)
    low, high = found.confidence_interval()
    return Growth(before, now, float(found.relative_risk), (float(low), float(high)), p)
