"""Every change that the desk made to what it had published, and why: for pages, feeds and data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate
from tessera.content.library import Library
from tessera.outputs import days

CORRECTIONS = frozenset({"correction", "withdrawn"})
"""The kinds that say that something published was wrong."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one record. `kind` is a code of `change_kinds`, or `withdrawn`."""

    record: str
    title: str
    address: str
    """Of the record's page, from the site's root."""
    date: EdtfDate
    kind: str
    what: str
    name: str
    """What the change is called among those of its record, for ever: `2026-07-03-1`."""
    subject: Agreement | Analysis | None = None
    """The record; None for one that was withdrawn."""


def edits(library: Library) -> tuple[Edit, ...]:
    """All of them, newest first."""
    return tuple(
        sorted(
            _edits(library), key=lambda one: (one.date.order, one.record, one.name), reverse=True
        )
    )


def _edits(library: Library) -> list[Edit]:
    found = []
    for act in library.agreements.values():
        names = Counter[str]()
        for change in act.changes:
            name = _name(names, change.date)
            found.append(Edit(act.id, act.title, f"agreements/{act.id}/", change.date, change.kind,
                              change.what, name, act))  # fmt: skip
    for analysis in library.analyses.values():
        names = Counter[str]()
        for one in analysis.corrections:
            what = f"Was: {one.was} Now: {one.now} Why: {one.why}"
            found.append(Edit(analysis.id, analysis.title, f"analyses/{analysis.id}/", one.date,
                              "correction", what, _name(names, one.date), analysis))  # fmt: skip
    for record in library.withdrawn.values():
        if record.withdrawn:
            address = f"{days.folder(record)}/{record.id}/"
            found.append(Edit(record.id, record.title, address, record.withdrawn.date,
                              "withdrawn", record.withdrawn.why, "withdrawn"))  # fmt: skip
    return found


def _name(names: Counter[str], day: EdtfDate) -> str:
    names[day.plain] += 1
    return f"{day.plain}-{names[day.plain]}"
