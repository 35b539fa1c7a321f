"""Dates as precisely as they are known: EDTF (ISO 8601-2) level 0, and `?` `~` `%` of level 1.

Accepted: `2026-06-19`, `2026-06`, `2026`, each with `?` (uncertain), `~` (approximate) or `%`
(both). Refused: any day that is not in the calendar, and every other notation.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?", re.ASCII)
EXPECTED = "a date such as 2026-06-19, 2026-06, 2026 or 2026-06-19? (uncertain)"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date with the precision the source gave; `month` and `day` are 0 where not known."""

    year: int
    month: int = 0
    day: int = 0
    qualifier: str = ""

    def __str__(self) -> str:
        parts = f"{self.year:04d}"
        if self.month:
            parts += f"-{self.month:02d}"
        if self.day:
            parts += f"-{self.day:02d}"
        return parts + self.qualifier

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> datetime.date:
        """The earliest day this can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The latest day this can be."""
        if self.day:
            return self.first
        if not self.month:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def order(self) -> tuple[int, int, int, str]:
        """A sort key: a vaguer date stands before the precise ones it contains."""
        return (self.year, self.month, self.day, self.qualifier)

    @property
    def plain(self) -> str:
        """The date without its qualifier, for `datetime` attributes and data formats."""
        return str(self).rstrip("?~%")


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
