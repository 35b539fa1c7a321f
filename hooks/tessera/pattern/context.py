"""Where one agreement stands among the acts of its pair.

Only dated acts can be put in order. An undated act of the same pair might be earlier than any
other, so it is listed apart, and the word "first" is used only where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.pattern.index import Index


@dataclass(frozen=True, slots=True)
class Context:
    """The acts known between the same two parties, before and after one of them."""

    earlier: tuple[Agreement, ...] = ()
    later: tuple[Agreement, ...] = ()
    undated: tuple[Agreement, ...] = ()

    @property
    def first_known(self) -> bool:
        """Whether no known act of the pair is, or could be, earlier."""
        return not self.earlier and not self.undated


def of(agreement: Agreement, index: Index) -> Context | None:
    """The context of a bilateral act; None for any other.

    Two acts whose dates overlap (2023 and 2023-03-13) are put in the order of their lists: the
    vaguer one first. For an undated act everything dated stands under neither heading.
    """
    if not agreement.pairs:
        return None
    chain = [act for act in index.by_pair[agreement.pairs[0]] if act.id != agreement.id]
    undated = tuple(act for act in chain if act.when is None)
    if agreement.when is None:
        return Context((), tuple(act for act in chain if act.when is not None), undated)
    return Context(
        tuple(act for act in chain if act.when and act.order < agreement.order),
        tuple(act for act in chain if act.when and act.order > agreement.order),
        undated,
    )


def gap(earlier: EdtfDate, later: EdtfDate) -> tuple[int, int, bool]:
    """Whole years and months between two dates, and whether both are known to the day.

    With a vaguer date the gap is counted from the first day that each can be, to the precision
    that both have: between two years, months are 0.
    """
    months = (later.year - earlier.year) * 12
    if earlier.month and later.month:
        months += later.month - earlier.month
        if earlier.day and later.day and later.day < earlier.day:
            months -= 1
    months = max(months, 0)
    exact = bool(earlier.day and later.day) and not (earlier.qualifier or later.qualifier)
    return months // 12, months % 12, exact
