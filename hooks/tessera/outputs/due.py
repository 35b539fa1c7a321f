"""Everything that waits for a day or an answer: for the page that lists it and the calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from tessera.content.agreement import Agreement, Outcome
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate, parse
from tessera.content.library import Library
from tessera.outputs.days import Record
from tessera.pattern import evidence, expectation

END = "End of term"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits. `day` is the last one it has (ISO), empty where none is set."""

    day: str
    kind: str
    what: str
    by: EdtfDate | None
    record: Record
    foreseen: bool = False
    outcome: Outcome | None = None

    @property
    def act(self) -> Agreement | None:
        """The agreement, where it is one."""
        return self.record if isinstance(self.record, Agreement) else None


def due(library: Library) -> Iterator[Due]:
    """All of it, in the order of the records."""
    for act in library.agreements.values():
        yield from of(act)
    for analysis in library.analyses.values():
        yield from of(analysis)


def dated(records: Iterable[Record]) -> Iterator[Due]:
    """What waits for a day and has no answer yet."""
    return (one for record in records for one in of(record) if one.day and one.outcome is None)


@singledispatch
def of(record: Record) -> Iterator[Due]:
    """What one record waits for."""
    raise TypeError(record)


@of.register
def _analysis(one: Analysis) -> Iterator[Due]:
    if (review := one.review_by) is not None:
        yield Due(review.last.isoformat(), "Briefing to review", "", review, one)


@of.register
def _agreement(act: Agreement) -> Iterator[Due]:
    for one in act.watch:
        day = one.by.last.isoformat() if one.by else ""
        yield Due(day, "Watch for", one.what, one.by, act, True, one.outcome)
    if (term := expectation.term(act)) is not None and term.open:
        day = term.day.isoformat()
        what = "" if term.stated else f"Counted from its term, {term.words}. "
        yield Due(day, END, f"{what}Whether it was renewed, or ended.", parse(day), act)
    for claim in act.claims:
        if day := evidence.due(claim):
            kind = "Forecast" if claim.modality == "forecast" else "Claim to review"
            by = claim.review_by or parse(day)
            yield Due(day, kind, claim.says, by, act, kind == "Forecast", claim.outcome)
