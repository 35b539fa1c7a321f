"""Where one agreement stands among the acts of its pair.

Only dates that do not overlap put two acts in order: 2023 may be before 13 March 2023 or after it.
The date is the best known one of each act, which need not be that of its signature; whoever puts
this into words says so. An act without any date might be earlier than every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.pattern.index import Acts, Index


@dataclass(frozen=True, slots=True)
class Context:
    """The other acts of a series (of a pair, or of a party with a formula), in order of time."""

    earlier: tuple[Agreement, ...] = ()
    later: tuple[Agreement, ...] = ()
    unsettled: tuple[Agreement, ...] = ()
    """Dated acts of the same day, or of a date that overlaps with this one's."""
    undated: tuple[Agreement, ...] = ()

    @property
    def first_known(self) -> bool:
        """Whether no other act of the series is, or by its date could be, as early as this one."""
        return not self.before

    @property
    def before(self) -> tuple[Agreement, ...]:
        """The acts that are earlier, or by their dates may be."""
        return (*self.undated, *self.earlier, *self.unsettled)

    @property
    def settled(self) -> bool:
        """Whether the order of this act in the series is certain."""
        return not (self.unsettled or self.undated)

    @property
    def place(self) -> int:
        """1 for the first, 2 for the second…; if not `settled`, the least that it can be."""
        return len(self.earlier) + 1


def of(agreement: Agreement, index: Index) -> Context | None:
    """The context of a bilateral act; None for any other.

    Of an act without a date nothing is earlier or later: every dated act is unsettled.
    """
    if not agreement.pairs:
        return None
    return _series(agreement, index, index.by_pair, agreement.pairs[0])


def with_formula(agreement: Agreement, index: Index) -> dict[str, Context]:
    """Party → the context among all acts of that party that name exactly the same pillars.

    Empty for an act whose pillars are not coded.
    """
    if not agreement.formula:
        return {}
    return {
        code: _series(agreement, index, index.by_party_formula, (code, *agreement.formula))
        for code in agreement.codes
    }


def _series(
    agreement: Agreement, index: Index, lists: Mapping[Any, Acts], key: tuple[str, ...]
) -> Context:
    """The context of the act in one of its series, worked out once for all that a page says of it."""
    found: Context = index.recent.get(
        ("context", key, agreement.id), lambda: among(agreement, lists[key])
    )
    return found


def among(agreement: Agreement, acts: Iterable[Agreement]) -> Context:
    """The context of an act in a series of acts, which may hold the act itself."""
    here, name = agreement.when, agreement.id
    earlier, later, unsettled, undated = [], [], [], []
    for act in acts:
        when = act.when
        if act.id == name:
            continue
        if when is None:
            undated.append(act)
        elif here and when.last < here.first:
            earlier.append(act)
        elif here and here.last < when.first:
            later.append(act)
        else:
            unsettled.append(act)
    return Context(tuple(earlier), tuple(later), tuple(unsettled), tuple(undated))


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole years and months between two dates, as far as the vaguer of them lets one count.

    `precision` is `day`, `month` or `year`. Counted in months, the true gap lies less than a month
    to either side of this one; counted in years, less than a year. Counted from day to day it is
    true to the day, unless `certain` is false: then a source left a date open.
    """

    years: int
    months: int
    precision: str
    certain: bool


def gap(earlier: EdtfDate, later: EdtfDate) -> Gap:
    """The gap between two dates that do not overlap."""
    certain = not (earlier.qualifier or later.qualifier)
    years = later.year - earlier.year
    if not (earlier.month and later.month):
        return Gap(years, 0, "year", certain)
    months = years * 12 + later.month - earlier.month
    if not (earlier.day and later.day):
        return Gap(months // 12, months % 12, "month", certain)
    months -= later.day < earlier.day
    return Gap(months // 12, months % 12, "day", certain)
