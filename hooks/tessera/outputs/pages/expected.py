"""What might come next for one agreement, and whether its term has run out: told as presumptions."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.outputs import words
from tessera.outputs.view import Shown, View
from tessera.pattern import expectation, follow_through
from tessera.pattern.expectation import Term

SINCE = {"in_force": "entry into force", "signed": "signature"}


def expected(view: View, act: Agreement) -> Shown | None:
    """How agreements on record at the same rung went on; None for one that ended, or was never signed."""
    rung = expectation.highest(act)
    if rung is None or any(step.rung in follow_through.ENDINGS for step in act.follow_through):
        return None
    (found,) = view.site.index.onward[rung]
    at = view.label("rungs", rung)
    if not found.tells:
        return {
            "text": f"What usually comes after “{at}” cannot be said: of "
            f"{words.number(found.acts, 'agreement')} on record at that rung, "
            f"{found.onward or 'none'} {'was' if found.onward == 1 else 'were'} seen to go on.",
        }
    code, number = found.next[0]
    return {
        "text": f"Expected next, if anything: “{view.label('rungs', code)}”. Of "
        f"{words.number(found.acts, 'agreement')} on record at “{at}”, {found.onward} were seen to go "
        f"on, {number} of them to that. Of the others nothing further was seen.",
    }


def ending(view: View, act: Agreement) -> Shown | None:
    """The end of the act's term, and what may be presumed of it; None where no term is known."""
    term = expectation.term(act)
    if term is None:
        return None
    day = view.day(EdtfDate(term.day.year, term.day.month, term.day.day))
    past = view.site.past(term.day.isoformat())
    return {
        "day": day,
        "how": _how(term),
        "state": _state(term, past=past),
        "presumed": term.open and past and not term.renews,
    }


def _how(term: Term) -> str:
    if term.stated:
        return "as its sources state"
    if not term.since:
        return f"by the words of its term, “{term.words}”"
    return f"counted from its {SINCE[term.since]}, the term being {term.words}"


def _state(term: Term, *, past: bool) -> str:
    if not term.open:
        return "What came of it is on record."
    if term.renews:
        return "It is said to renew itself, so it may run on."
    if past:
        return (
            "No renewal, end or successor is on record. It is presumed lapsed: no source says so."
        )
    return "Until then nothing is known to end it."
