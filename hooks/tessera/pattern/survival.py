"""How long after a signature a further step was seen, with those for which it is too early to say.

An agreement is followed from its day of signature to its first recorded step beyond it, or, if none
is recorded, to the day on which the site is judged: then it is *censored*, and a young memorandum has
not failed. The curve is Kaplan and Meier's (1958) estimate, as `scipy.stats.ecdf` makes it from
right-censored data, with 95 % intervals by Greenwood's formula on the log-log scale.

Assumed: that agreements whose date is known to the month or the day stand for the others (a date is
taken at its middle), and that a step would have been recorded soon after it happened. The second is
doubtful for a desk that reads news, so the curve is of steps *seen*, a lower bound of steps taken.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.pattern import follow_through
from tessera.wording import Message, message

LEAST, EVENTS = 30, 5
"""Fewer agreements that can be followed, or fewer steps seen, carry no curve."""
WATCHED = 10
"""The curve ends where fewer agreements than this are still watched: beyond, one step is a leap."""
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Span:
    """How long one agreement was followed, in days, and whether that ended with a step."""

    days: int
    seen: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """The agreements that could be followed, and how many could not."""

    spans: tuple[Span, ...]
    left_out: int
    """Agreements that cannot be followed: no date of signature, or no date of their step."""


@dataclass(frozen=True, slots=True)
class Point:
    """The share with a step seen by `years` after signature, its 95 % interval, and who is left."""

    years: float
    share: float
    low: float
    high: float
    left: int
    """Agreements still followed at that age, without a step until then."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The estimate, or why there is none."""

    points: tuple[Point, ...]
    until: float
    """The age in years at which the curve ends."""
    refused: Message | None = None

    def at(self, years: float) -> Point | None:
        """The estimate at an age; None before the first step, or beyond the end."""
        reached = [point for point in self.points if point.years <= years]
        return reached[-1] if reached and years <= self.until else None


def span(agreement: Agreement, today: str) -> Span | None:
    """How long the agreement was followed by `today` (ISO); None if that cannot be told."""
    signed = agreement.dates.signed.value
    if not isinstance(signed, EdtfDate) or not signed.month:
        return None
    start, end = _middle(signed), date.fromisoformat(today)
    steps = [step.date for step in agreement.follow_through if step.rung in follow_through.ABOVE]
    after = [
        _middle(day) for day in steps if isinstance(day, EdtfDate) and day.last >= signed.first
    ]
    if after:
        return Span(max((min(after) - start).days, 0), seen=True)
    if any(not isinstance(day, EdtfDate) for day in steps):
        return None
    return Span((end - start).days, seen=False) if end > start else None


def _middle(day: EdtfDate) -> date:
    return date.fromordinal((day.first.toordinal() + day.last.toordinal()) // 2)


def follow(agreements: Iterable[Agreement], today: str) -> Followed:
    """How long each of the agreements was followed by `today` (ISO)."""
    found = [span(act, today) for act in agreements]
    return Followed(tuple(one for one in found if one is not None), found.count(None))


def curve(followed: Followed) -> Curve:
    """The share of agreements with a step seen, by age."""
    spans = followed.spans
    seen = sum(one.seen for one in spans)
    if len(spans) < LEAST or seen < EVENTS:
        why = message(
            "{spans} agreements can be followed and {steps} steps were seen; at least {least} and "
            "{events} are needed",
            spans=len(spans),
            steps=seen,
            least=LEAST,
            events=EVENTS,
        )
        return Curve((), _end(spans), why)
    return Curve(tuple(_estimate(spans)), _end(spans))


def _end(spans: Iterable[Span]) -> float:
    """The age in years beyond which too few are watched."""
    oldest = sorted((one.days for one in spans), reverse=True)
    return round(oldest[WATCHED - 1] / YEAR, 2) if len(oldest) >= WATCHED else 0.0


def _estimate(spans: tuple[Span, ...]) -> Iterable[Point]:
    from scipy import stats  # a second and a half, which only whoever draws the curve waits for

    data = stats.CensoredData(
        uncensored=[one.days for one in spans if one.seen],
        right=[one.days for one in spans if not one.seen],
    )
    survival = stats.ecdf(data).sf
    with (
        warnings.catch_warnings()
    ):  # where nothing is left to vary there is no interval, as is told
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = survival.confidence_interval(method="log-log")
    every = sorted(one.days for one in spans)
    seen = {one.days for one in spans if one.seen}
    for days, share, low, high in zip(
        survival.quantiles,
        survival.probabilities,
        interval.low.probabilities,
        interval.high.probabilities,
        strict=True,
    ):
        if len(every) - bisect_left(every, days) < WATCHED:
            break
        if days not in seen:
            continue  # nothing was seen on that day: the curve is level there
        yield Point(
            round(float(days) / YEAR, 3),
            round(1 - float(share), 4),
            # Where nothing is left to vary, the formula gives no interval.
            round(1 - float(high), 4) if high == high else 0.0,
            round(1 - float(low), 4) if low == low else 1.0,
            len(every) - bisect_right(every, days),
        )
