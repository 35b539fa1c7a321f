"""What might come next for one agreement, and whether its term has run out: told as presumptions."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.outputs.view import Shown, View
from tessera.pattern import expectation, follow_through
from tessera.pattern.expectation import Term
from tessera.wording import mark

SINCE = {
    "in_force": mark("counted from its entry into force, the term being {term}"),
    "signed": mark("counted from its signature, the term being {term}"),
}


def expected(view: View, act: Agreement) -> Shown | None:
    """How agreements on record at the same rung went on; None for one that ended, or was never signed."""
    rung = expectation.highest(act)
    if rung is None or any(step.rung in follow_through.ENDINGS for step in act.follow_through):
        return None
    (found,) = view.site.index.onward[rung]
    at = view.label("rungs", rung)
    acts = view.plural("{n} agreement", "{n} agreements", found.acts)
    if not found.onward:
        return {
            "text": view.say(
                "What usually comes after “{rung}” cannot be said: of {all} on record at that rung, "
                "none was seen to go on.",
                rung=at,
                all=acts,
            )
        }
    if not found.tells:
        return {
            "text": view.plural(
                "What usually comes after “{rung}” cannot be said: of {all} on record at that rung, "
                "{n} was seen to go on.",
                "What usually comes after “{rung}” cannot be said: of {all} on record at that rung, "
                "{n} were seen to go on.",
                found.onward,
                rung=at,
                all=acts,
            )
        }
    code, number = found.next[0]
    return {
        "text": view.say(
            "Expected next, if anything: “{next}”. Of {all} on record at “{rung}”, {onward} were seen "
            "to go on, {number} of them to that. Of the others nothing further was seen.",
            next=view.label("rungs", code),
            all=acts,
            rung=at,
            onward=found.onward,
            number=number,
        ),
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
        "how": _how(view, term),
        "state": view.say(_state(term, past=past)),
        "presumed": term.open and past and not term.renews,
    }


def _how(view: View, term: Term) -> str:
    if term.stated:
        return view.say("as its sources state")
    if not term.since:
        return view.say("by the words of its term, “{term}”", term=term.words)
    return view.say(SINCE[term.since], term=term.words)


def _state(term: Term, *, past: bool) -> str:
    if not term.open:
        return mark("What came of it is on record.")
    if term.renews:
        return mark("It is said to renew itself, so it may run on.")
    if past:
        return mark(
            "No renewal, end or successor is on record. It is presumed lapsed: no source says so."
        )
    return mark("Until then nothing is known to end it.")
