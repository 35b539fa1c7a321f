"""What might be expected of an agreement next, and when its term would have run out.

Neither is a finding. A *term* is read from `dates.expires` or from the words of `duration.term` ("5
years", "2019 to 2020"); years are counted from the entry into force, or else from the signature. Past
it, with no renewal, end or supersession on record, an act is *presumed* lapsed, unless it is said to
renew itself. A *next step* is what the agreements that are on record at the same rung were next
seen to reach; most were never seen to reach anything, so the count of all of them stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank
from tessera.pattern import follow_through
from tessera.pattern.follow_through import CLIMB, ENDINGS

LEAST_ACTS, LEAST_ONWARD = 20, 5
"""Fewer agreements at a rung, or fewer that were seen to go on, carry no expectation."""
ENDED = ("expired", "terminated", "superseded")
"""Statuses that answer what the end of a term leaves open."""
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_YEARS = re.compile(r"(\d{1,2}|" + "|".join(_NUMBERS) + r") years?", re.IGNORECASE)
_UNTIL = re.compile(r"(?:(?:19|20)\d\d *(?:to|[-–—]) *|to |until )((?:19|20)\d\d)", re.IGNORECASE)
_ALONE = re.compile(r"automatic|tacit|renews itself", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """When a term ends, as a source states it or as it is counted."""

    day: date
    stated: bool
    """`dates.expires` says so; otherwise it is counted from `words`."""
    words: str = ""
    since: str = ""
    """The date that the count starts from: `in_force`, `signed`, or empty where the words name years."""
    renews: bool = False
    """It is said to renew itself."""
    open: bool = True
    """Neither an end nor a renewal is on record."""


def term(act: Agreement) -> Term | None:
    """The end of the act's term; None where no source gives one that can be counted."""
    duration = act.duration
    renewal = duration.renewal.value if duration and duration.renewal else ""
    renews = not isinstance(renewal, Blank) and bool(_ALONE.search(renewal))
    ended = act.status is not None and str(act.status.value) in ENDED
    seen = {step.rung for step in act.follow_through} & {"renewed", *ENDINGS}
    is_open = not ended and not seen
    expires = act.dates.expires.value if act.dates.expires else None
    if isinstance(expires, EdtfDate):
        return Term(expires.last, True, renews=renews, open=is_open)
    words = duration.term.value if duration and duration.term else None
    if words is None or isinstance(words, Blank):
        return None
    if until := _UNTIL.fullmatch(words):
        return Term(date(int(until[1]), 12, 31), False, words, "", renews, is_open)
    years = _YEARS.fullmatch(words)
    for name in ("in_force", "signed") if years else ():
        fact = getattr(act.dates, name)
        if fact is not None and isinstance(fact.value, EdtfDate):
            assert years is not None, "the loop runs only for years"
            number = _NUMBERS.get(years[1].lower()) or int(years[1])
            return Term(_after(fact.value.last, number), False, words, name, renews, is_open)
    return None


def _after(day: date, years: int) -> date:
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True, slots=True)
class Onward:
    """Of `acts` that are on record at a rung, `onward` were seen above it too."""

    acts: int
    onward: int
    next: tuple[tuple[str, int], ...]
    """The rung next above it that they were seen at → how many; most first, ties by the ladder."""

    @property
    def tells(self) -> bool:
        """Whether there is enough to speak of an expectation."""
        return self.acts >= LEAST_ACTS and self.onward >= LEAST_ONWARD


def highest(act: Agreement) -> str | None:
    """The highest rung of the climb that the act is on record as having reached."""
    rungs = reached(act)
    return rungs[-1] if rungs else None


def reached(act: Agreement) -> list[str]:
    """The rungs of the climb that the act is on record as having reached, in their order."""
    return [code for code in follow_through.rungs(act) if code not in ENDINGS]


def onward(agreements: Iterable[Agreement]) -> Mapping[str, tuple[Onward, ...]]:
    """Rung → how agreements went on from it (one entry)."""
    acts, gone = Counter[str](), Counter[str]()
    following: dict[str, Counter[str]] = {rung: Counter() for rung in CLIMB}
    for act in agreements:
        rungs = reached(act)
        acts.update(rungs)
        for code, above in pairwise(rungs):
            gone[code] += 1
            following[code][above] += 1
    return {
        code: (Onward(acts[code], gone[code],
                      tuple(sorted(following[code].items(), key=lambda one: (-one[1], CLIMB.index(one[0]))))),)
        for code in CLIMB
    }  # fmt: skip
