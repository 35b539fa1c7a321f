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
from tessera.outputs.view import Shown, View
from tessera.pattern import context, novelty, peers, visit
from tessera.pattern.context import Context
from tessera.pattern.index import Index
from tessera.pattern.likeness import Likeness
from tessera.pattern.novelty import Novelty

LISTED, ALIKE = 8, 5
"""Records listed behind a sentence, and look-alikes shown."""
_FIELDS = {"pillars": "pillar", "commitments": "kind of commitment", "levels": "level"}
_CODED = {"pillars": "pillars", "commitments": "commitments", "levels": "level"}


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


def place(act: Agreement, index: Index) -> str:
    """Where the act stands between its two parties, in the few words that a card can hold."""
    found = context.of(act, index)
    if found is None or act.when is None:
        return ""
    if found.first_known:
        return "none earlier on record"
    if not found.earlier:
        return ""
    later = "" if found.settled else " or later"
    return f"{words.ordinal(found.place)}{later} of the pair"


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
        text = (
            f"Within {visit.DAYS} days of it the two signed "
            f"{words.number(len(together), 'other document')}: perhaps on one visit."
        )
        yield text, together


def _formula(view: View, act: Agreement, code: str, found: Context) -> Sentence:
    name = view.library.parties.name(code, view.lang)
    pillars = "exactly these pillars" if len(act.formula) > 1 else "this pillar alone"
    if found.first_known:
        return f"No earlier act of {name} on record names {pillars}.", ()
    if not found.earlier:
        text = (
            f"No act of {name} that names {pillars} is known to be earlier, but "
            f"{words.number(len(found.before), 'act')} may be."
        )
        return text, found.before
    least = "the" if found.settled else "at least the"
    text = f"For {name} {least} {words.ordinal(found.place)} act on record that names {pillars}."
    return text, found.before


def _new(view: View, act: Agreement, found: Iterable[Novelty]) -> Iterator[Sentence]:
    """One sentence for what is new in a field, one for what cannot be said of it."""
    for field in novelty.FIELDS:
        of_field = [one for one in found if one.field == field]
        if not of_field:
            continue
        before, silent = of_field[0].before, of_field[0].silent
        things = words.listed([view.label(field, one.code).lower() for one in of_field])
        kind = words.number(len(of_field), _FIELDS[field]).partition(" ")[2]
        if silent and field != "pillars":
            continue  # few records are coded for it: to say so on every page would drown the rest
        if silent:
            text = (
                f"Whether {things} {'is' if len(of_field) == 1 else 'are'} new between the two "
                f"cannot be said: of {words.number(len(before), 'act')} that "
                f"{'is or may be' if len(before) == 1 else 'are or may be'} earlier, "
                f"{len(silent)} {'has' if len(silent) == 1 else 'have'} no {_CODED[field]} coded."
            )
            yield text, silent
            continue
        known = of_field[0].read
        text = (
            f"New between the two, as far as is on record: {things} ({kind}). "
            + (f"None of the {len(before)} acts" if len(before) > 1 else "The one act")
            + f" that {'are' if len(before) > 1 else 'is'} or may be earlier"
            + (" is" if len(before) > 1 else ", is not")
            + f" coded with {'it' if len(of_field) == 1 else 'them'}; "
            + (
                f"the text of {known} of them has been read."
                if known and len(before) > 1
                else "its text has been read." if known
                else f"no text of {'theirs' if len(before) > 1 else 'it'} has been read."
            )
        )  # fmt: skip
        yield text, before


def alike(view: View, found: Iterable[Likeness]) -> list[Shown]:
    """The nearest of the look-alikes found, each with why."""
    agreements = view.library.agreements
    return [
        {
            **view.act(agreements[one.id]),
            "when": view.when(agreements[one.id]),
            "names": view.names(agreements[one.id]),
            "why": words.sentence("; ".join(_reasons(view, one))),
            "score": f"{one.score:.2f}",
        }
        for one in islice(found, ALIKE)
    ]


def _reasons(view: View, one: Likeness) -> Iterator[str]:
    shared = [view.label("pillars", code).lower() for code in one.shared]
    same = len(shared) == one.union
    yield (
        f"{'the same pillars' if same and len(shared) > 1 else 'the same pillar' if same else 'in common'}: "
        f"{words.listed(shared)}" + ("" if same else f", of {one.union} that either names")
    )
    if one.level:
        yield "the same level"
    if one.instrument:
        yield "the same kind of paper"
    if one.parties:
        names = [view.library.parties.name(code, view.lang) for code in one.parties]
        yield f"{words.listed(names)} in both"
    if one.near:
        yield "less than a year apart"


STATES = {
    "present": "In the text",
    "reported": "Reported; the text has not been read",
    "absent": "Not in the text",
    "not-in-part": "Not in the part that was read",
    "unseen": "Text not read",
    "uncoded": "Not coded",
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
                "kind": "Pillar" if one.section == "pillars" else "Commitment",
                "state": one.state,
                "words": STATES[one.state],
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
