"""`data/events.csv`: everything with a day: the act's own dates, what followed, the record's edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank
from tessera.outputs.data.parts_csv import TO_AGREEMENT, Row, parts, place
from tessera.outputs.data.table import Column, Table
from tessera.outputs.view import DATE_LABELS


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or whose day is honestly blank."""

    kind: str
    code: str
    date: EdtfDate | Blank
    what: str | None = None
    source: str | None = None
    note: str | None = None


def _events(act: Agreement) -> Iterator[Event]:
    for name in DATE_LABELS:
        fact = getattr(act.dates, name)
        if fact is not None:
            yield Event("date", name, fact.value, None, fact.source, fact.note)
    for step in act.follow_through:
        yield Event("follow-through", step.rung, step.date, step.what, step.source, step.note)
    if act.published:
        yield Event("record", "published", act.published)
    for change in act.changes:
        yield Event("record", change.kind, change.date, change.what)


E = Column[Row[Event]]
TABLE = Table(
    "events",
    "Events",
    "One row a day in the life of an agreement or of its record.",
    parts(_events),
    (
        *place("event"),
        E("kind", "date: of the act; follow-through: what came of it; record: the desk's work.",
          lambda _, row: row[2].kind),
        E("code", "Which date; which of `rungs`; published, or which of `change_kinds`.",
          lambda _, row: row[2].code),
        E("date", "EDTF date, or a blank.", lambda _, row: row[2].date),
        E("what", "In words.", lambda _, row: row[2].what),
        E("source", "Id of a source of the record.", lambda _, row: row[2].source),
        E("note", "The desk's remark.", lambda _, row: row[2].note),
    ),
    key=("agreement", "position"),
    refers=TO_AGREEMENT,
)  # fmt: skip
