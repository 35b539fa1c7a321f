"""What both kinds of record have: where they stand, when they went online and were last changed."""

from __future__ import annotations

from datetime import date

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate

Record = Agreement | Analysis


def folder(record: Record) -> str:
    """`agreements` or `analyses`."""
    return "agreements" if isinstance(record, Agreement) else "analyses"


def published(record: Record) -> EdtfDate | None:
    """The day the record went online; for a record that does not say, the day it was coded."""
    if isinstance(record, Analysis) or record.published is not None:
        return record.published
    return record.coding.date if record.coding else None


def updated(record: Record) -> EdtfDate | None:
    """The last day on which the desk published or changed the record, if any is known."""
    days = [published(record)]
    if isinstance(record, Analysis):
        days += [record.updated, *(one.date for one in record.corrections)]
    else:
        days += [change.date for change in record.changes]
    return max((day for day in days if day is not None), key=lambda day: day.first, default=None)


def recency(record: Record) -> tuple[date, tuple[tuple[int, int, int, str], str]]:
    """A sort key: by the day it went online, then by the record's own order."""
    day = published(record)
    return day.first if day else date.min, record.order
