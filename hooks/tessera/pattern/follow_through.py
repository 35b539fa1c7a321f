"""Whether anything followed the signature: the ladder of one agreement.

The rungs are the vocabulary's, in its order from `talked` to `renewed`; `lapsed` and `cancelled`
are endings and stand beside the climb. A rung that was not seen is not a rung that was not
reached.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tessera.content.agreement import Agreement, Step
from tessera.content.dates import EdtfDate
from tessera.content.vocabulary import RUNGS

ENDINGS = ("lapsed", "cancelled")
CLIMB = tuple(rung for rung in RUNGS if rung not in ENDINGS)
ABOVE = CLIMB[CLIMB.index("signed") + 1 :]
"""The rungs that come after the signature."""
SIGNED = frozenset(
    {"signed", "in-force", "provisional", "expired", "terminated", "superseded"}
)  # statuses that a signature comes before
SIGNED_BY = ("signed", "ratified", "provisional", "in_force")
"""The dates at which an agreement is signed, if not before."""


class Rung(NamedTuple):
    """One rung, whether it was seen reached, and the first known date of that."""

    code: str
    reached: bool
    date: EdtfDate | None = None


def steps(agreement: Agreement) -> tuple[Step, ...]:
    """The recorded steps in order of time; undated ones last."""
    return tuple(sorted(agreement.follow_through, key=_order))


def _order(step: Step) -> tuple[tuple[int, int, int, str], int]:
    order = step.date.order if isinstance(step.date, EdtfDate) else (10_000, 0, 0, "")
    return order, RUNGS.index(step.rung)


def ladder(agreement: Agreement) -> tuple[Rung, ...]:
    """Every rung of the climb, then the endings that happened."""
    found, dates = rungs(agreement), dict[str, EdtfDate]()
    for step in steps(agreement):
        if isinstance(step.date, EdtfDate):
            dates.setdefault(step.rung, step.date)
    if isinstance(agreement.dates.signed.value, EdtfDate):
        dates["signed"] = agreement.dates.signed.value
    return tuple(
        Rung(code, code in found, dates.get(code))
        for code in (*CLIMB, *ENDINGS)
        if code in CLIMB or code in found
    )


def reached(agreements: Iterable[Agreement]) -> Counter[str]:
    """Rung → how many of the agreements are on record as having reached it."""
    return Counter(code for act in agreements for code in rungs(act))


def rungs(agreement: Agreement) -> tuple[str, ...]:
    """The rungs that the agreement is on record as having reached, in the ladder's order."""
    found = {step.rung for step in agreement.follow_through}
    if signed(agreement):
        found.add("signed")
    return tuple([code for code in (*CLIMB, *ENDINGS) if code in found])


def signed(agreement: Agreement) -> bool:
    """Whether a signature is known, from its date or from what it must come before."""
    for name in SIGNED_BY:
        fact = getattr(agreement.dates, name)
        if fact is not None and isinstance(fact.value, EdtfDate):
            return True
    return agreement.status is not None and str(agreement.status.value) in SIGNED


def beyond_signature(agreement: Agreement) -> bool:
    """Whether any step after the signature was recorded.

    A meeting of an older committee before the signature is on the ladder, but does not count.
    """
    day = agreement.dates.signed.value
    return any(
        step.rung in ABOVE
        and not (
            isinstance(step.date, EdtfDate)
            and isinstance(day, EdtfDate)
            and step.date.last < day.first
        )
        for step in agreement.follow_through
    )
