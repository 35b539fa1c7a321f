"""Documents that were signed together: what one visit brought."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.pattern.context import Context

DAYS = 3
"""Signatures of one pair within so many days are taken for one occasion, and said to be so."""


def with_it(agreement: Agreement, context: Context) -> tuple[Agreement, ...]:
    """The pair's other acts signed to the day within `DAYS` of this one."""
    day = _signed(agreement)
    if day is None:
        return ()
    return tuple(
        act
        for act in (*context.earlier, *context.unsettled, *context.later)
        if (other := _signed(act)) and abs((other.first - day.first).days) <= DAYS
    )


def _signed(act: Agreement) -> EdtfDate | None:
    """The certain day of signature."""
    value = act.dates.signed.value
    return value if isinstance(value, EdtfDate) and value.day and not value.qualifier else None
