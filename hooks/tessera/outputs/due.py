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
from tessera.wording import IN_ENGLISH, Message, Wording, mark, message

END, FORECAST = mark("End of term"), mark("Forecast")


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
    message: Message | None = None
    """What it is in the site's words, where it is not in a record's."""

    @property
    def act(self) -> Agreement | None:
        """The agreement, where it is one."""
        return self.record if isinstance(self.record, Agreement) else None

    def words(self, wording: Wording) -> str:
        """What waits, in the site's language where the site says it."""
        return self.what if self.message is None else wording.tell(self.message)


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
        yield Due(review.last.isoformat(), mark("Briefing to review"), "", review, one)


@of.register
def _agreement(act: Agreement) -> Iterator[Due]:
    for one in act.watch:
        day = one.by.last.isoformat() if one.by else ""
        yield Due(day, mark("Watch for"), one.what, one.by, act, True, one.outcome)
    if (term := expectation.term(act)) is not None and term.open:
        day = term.day.isoformat()
        what = (
            message("Whether it was renewed, or ended.")
            if term.stated
            else message(
                "Counted from its term, {term}. Whether it was renewed, or ended.", term=term.words
            )
        )
        yield Due(day, END, IN_ENGLISH.tell(what), parse(day), act, message=what)
    for claim in act.claims:
        if day := evidence.due(claim):
            kind = FORECAST if claim.modality == "forecast" else mark("Claim to review")
            by = claim.review_by or parse(day)
            yield Due(day, kind, claim.says, by, act, kind == FORECAST, claim.outcome)
