"""What an act is among others, in sentences: each with the records that its number counts.

The words "first" and "new" are said only where no act on record that is or may be earlier
contradicts them, and always with how far the record can bear them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter

from tessera.content.agreement import Agreement
from tessera.outputs import words
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import context, novelty, peers, visit
from tessera.pattern.context import Context
from tessera.pattern.likeness import Likeness
from tessera.pattern.novelty import Novelty
from tessera.wording import mark, marks

LISTED, ALIKE = 8, 5
"""Records listed behind a sentence, and look-alikes shown."""
_NEW = {
    "pillars": marks(
        "New between the two, as far as is on record: {things} (pillar).",
        "New between the two, as far as is on record: {things} (pillars).",
    ),
    "commitments": marks(
        "New between the two, as far as is on record: {things} (kind of commitment).",
        "New between the two, as far as is on record: {things} (kinds of commitment).",
    ),
    "levels": marks(
        "New between the two, as far as is on record: {things} (level).",
        "New between the two, as far as is on record: {things} (levels).",
    ),
}


def sentences(view: View, act: Agreement) -> list[Shown]:
    """Each sentence as `{text, records, of}`: the latest `LISTED` records, and the number of all."""
    return [
        {
            "text": text,
            "records": [{**view.act(one), "when": view.when(one)} for one in records[-LISTED:]],
            "of": len(records),
        }
        for text, every in _sentences(view, act)
        for records in [sorted(every, key=_order)]
    ]


def texts(view: View, act: Agreement) -> list[str]:
    """The sentences alone."""
    return [text for text, _ in _sentences(view, act)]


_order = attrgetter("order")
Sentence = tuple[str, Iterable[Agreement]]


def place(act: Agreement, site: Site) -> str:
    """Where the act stands between its two parties, in the few words that a card can hold."""
    found = context.of(act, site.index)
    if found is None or act.when is None:
        return ""
    if found.first_known:
        return site.wording.say("none earlier on record")
    if not found.earlier:
        return ""
    nth = site.wording.ordinal(found.place)
    if found.settled:
        return site.wording.say("{nth} of the pair", nth=nth)
    return site.wording.say("{nth} or later of the pair", nth=nth)


def _sentences(view: View, act: Agreement) -> Iterator[Sentence]:
    index = view.site.index
    for code, found in context.with_formula(act, index).items():
        if act.when is not None:
            yield _formula(view, act, code, found)
    pair = context.of(act, index)
    if pair is None:
        return
    yield from _new(view, act, novelty.of(act, pair))
    if together := visit.with_it(act, pair):
        text = view.plural(
            "Within {days} days of it the two signed {n} other document: perhaps on one visit.",
            "Within {days} days of it the two signed {n} other documents: perhaps on one visit.",
            len(together),
            days=visit.DAYS,
        )
        yield text, together


def _formula(view: View, act: Agreement, code: str, found: Context) -> Sentence:
    name = view.name(code)
    pillars = (
        view.say("exactly these pillars") if len(act.formula) > 1 else view.say("this pillar alone")
    )
    if found.first_known:
        text = view.say(
            "No earlier act of {party} on record names {pillars}.", party=name, pillars=pillars
        )
        return text, ()
    if not found.earlier:
        text = view.plural(
            "No act of {party} that names {pillars} is known to be earlier, but {n} act may be.",
            "No act of {party} that names {pillars} is known to be earlier, but {n} acts may be.",
            len(found.before),
            party=name,
            pillars=pillars,
        )
        return text, found.before
    known = {"party": name, "nth": view.wording.ordinal(found.place), "pillars": pillars}
    if found.settled:
        text = view.say("For {party} the {nth} act on record that names {pillars}.", **known)
    else:
        text = view.say(
            "For {party} at least the {nth} act on record that names {pillars}.", **known
        )
    return text, found.before


def _new(view: View, act: Agreement, found: Iterable[Novelty]) -> Iterator[Sentence]:
    """One sentence for what is new in a field, one for what cannot be said of it."""
    for field in novelty.FIELDS:
        of_field = [one for one in found if one.field == field]
        if not of_field:
            continue
        before, silent = of_field[0].before, of_field[0].silent
        things = view.wording.listed([view.label(field, one.code).lower() for one in of_field])
        if silent and field != "pillars":
            continue  # few records are coded for it: to say so on every page would drown the rest
        if silent:
            text = view.plural(
                "Whether this is new between the two cannot be said: {things}. Of the {all} that may be "
                "earlier, {n} has no pillars coded.",
                "Whether this is new between the two cannot be said: {things}. Of the {all} that may be "
                "earlier, {n} have no pillars coded.",
                len(silent),
                things=things,
                all=view.plural("{n} act", "{n} acts", len(before)),
            )
            yield text, silent
            continue
        one, many = _NEW[field]
        new = view.plural(one, many, len(of_field), things=things)
        yield f"{new} {_none_before(view, len(before), of_field[0].read)}", before


def _none_before(view: View, acts: int, read: int) -> str:
    """How many earlier acts do not have it, and of how many the text could tell."""
    none = view.plural(
        "The one act that is or may be earlier is not coded with it;",
        "None of the {n} acts that are or may be earlier is coded with it;",
        acts,
    )
    if acts == 1:
        told = (
            view.say("its text has been read.")
            if read
            else view.say("no text of it has been read.")
        )
    elif read:
        told = view.plural(
            "the text of {n} of them has been read.", "the text of {n} of them has been read.", read
        )
    else:
        told = view.say("no text of theirs has been read.")
    return f"{none} {told}"


def alike(view: View, found: Iterable[Likeness]) -> list[Shown]:
    """The nearest of the look-alikes found, each with why."""
    agreements = view.library.agreements
    return [
        {
            **view.act(agreements[one.id]),
            "when": view.when(agreements[one.id]),
            "names": view.names(agreements[one.id]),
            "why": words.sentence(view.say("; ").join(_reasons(view, one))),
            "score": view.wording.decimal(one.score, 2),
        }
        for one in islice(found, ALIKE)
    ]


def _reasons(view: View, one: Likeness) -> Iterator[str]:
    shared = [view.label("pillars", code).lower() for code in one.shared]
    same = len(shared) == one.union
    pillars = view.wording.listed(shared)
    if same:
        yield view.plural(
            "the same pillar: {pillars}",
            "the same pillars: {pillars}",
            len(shared),
            pillars=pillars,
        )
    else:
        yield view.say(
            "in common: {pillars}, of {n} that either names", pillars=pillars, n=one.union
        )
    if one.level:
        yield view.say("the same level")
    if one.instrument:
        yield view.say("the same kind of paper")
    if one.parties:
        names = [view.name(code) for code in one.parties]
        yield view.say("{parties} in both", parties=view.wording.listed(names))
    if one.near:
        yield view.say("less than a year apart")


STATES = {
    "present": mark("In the text"),
    "reported": mark("Reported; the text has not been read"),
    "absent": mark("Not in the text"),
    "not-in-part": mark("Not in the part that was read"),
    "unseen": mark("Text not read"),
    "uncoded": mark("Not coded"),
}


def usual(view: View, act: Agreement, alike: Iterable[Likeness]) -> Shown | None:
    """What peers usually carry, row by row; None for an act that no peer can be sought for."""
    if not act.formula:
        return None
    found = peers.of(act, alike, view.library.agreements)
    return {
        "least": peers.LEAST,
        "peers": [{**view.act(one), "when": view.when(one)} for one in found.acts],
        "rows": [
            {
                **view.term(one.section, one.code),
                "state": one.state,
                "words": view.say(STATES[one.state]),
                "worded": _worded(act, one.section, one.code),
                "having": len(one.having),
                "coded": one.coded,
            }
            for one in found.usual
        ],
    }


def _worded(act: Agreement, section: str, code: str) -> str | None:
    """How the act words it, where that is on record."""
    if section == "pillars":
        pillar = act.pillars.items.get(code) if act.pillars else None
        return pillar.as_worded if pillar else None
    items = act.commitments.items if act.commitments else ()
    return next((one.as_worded or one.detail for one in items if one.type == code), None)
