"""Dates as precisely as they are known: EDTF (ISO 8601-2) level 0, and `?` `~` `%` of level 1.

Accepted: `2026-06-19`, `2026-06`, `2026`, each with `?` (uncertain), `~` (approximate) or `%`
(both). Refused: any day that is not in the calendar, and every other notation.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?", re.ASCII)
EXPECTED = "a date such as 2026-06-19, 2026-06, 2026 or 2026-06-19? (uncertain)"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date with the precision the source gave; `month` and `day` are 0 where not known.

    What follows from it is worked out once: a page compares the days of hundreds of acts.
    """

    year: int
    month: int = 0
    day: int = 0
    qualifier: str = ""
    first: datetime.date = field(init=False, repr=False, compare=False)
    """The earliest day this can be."""
    last: datetime.date = field(init=False, repr=False, compare=False)
    """The latest day this can be."""
    plain: str = field(init=False, repr=False, compare=False)
    """The date without its qualifier, for `datetime` attributes and data formats."""

    def __post_init__(self) -> None:
        year, month, day = self.year, self.month, self.day
        first = datetime.date(year, month or 1, day or 1)
        last = first if day else datetime.date(
            year, month or 12, monthrange(year, month)[1] if month else 31
        )  # fmt: skip
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)
        object.__setattr__(self, "plain", first.isoformat()[: 10 if day else 7 if month else 4])

    def __reduce__(self) -> tuple[Callable[[str], EdtfDate], tuple[str]]:
        return parse, (str(self),)  # most days are many records', and are worked out once

    def __str__(self) -> str:
        return self.plain + self.qualifier

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def order(self) -> tuple[int, int, int, str]:
        """A sort key: a vaguer date stands before the precise ones it contains."""
        return (self.year, self.month, self.day, self.qualifier)


@lru_cache(maxsize=8192)
def parse(text: str) -> EdtfDate:
    """Read one EDTF date; ValueError says what is wrong with it in an author's words."""
    shape = _SHAPE.fullmatch(text)
    if not shape:
        raise ValueError(f"`{text}` is not a date")
    year, month, day = (int(part or 0) for part in shape.groups()[:3])
    if year == 0:
        raise ValueError("the year 0000 is not a date of an agreement")
    if shape[2] is not None and not 1 <= month <= 12:
        raise ValueError(f"`{text}` has no month {month:02d}")
    if shape[3] is not None:
        try:
            datetime.date(year, month, day)
        except ValueError:
            raise ValueError(f"`{text}` is not in the calendar") from None
    return EdtfDate(year, month, day, shape[4] or "")


def suggest(text: str) -> str:
    """The EDTF date that a common other notation probably means, quoted, or an empty string."""
    numbers = re.fullmatch(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})", text.strip())
    if not numbers:
        return ""
    first, middle, last = numbers.groups()
    if len(first) == 4:
        candidate = f"{first}-{int(middle):02d}-{int(last):02d}"
    elif len(last) == 4:
        candidate = f"{last}-{int(middle):02d}-{int(first):02d}"
    else:
        return ""
    try:
        return f"`{parse(candidate)}`"
    except ValueError:
        return ""
