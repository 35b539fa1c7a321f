"""Where this tile sits: the acts of the same pair around it, and the records related to it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.outputs.view import Shown, View
from tessera.pattern import context
from tessera.pattern.context import Context, Gap
from tessera.wording import Wording, mark

SILENCE = 2
"""A timeline says every gap of at least so many years."""
WHOLE, NEAR = 12, 5
"""A chain of more acts than `WHOLE` is shown as far as `NEAR` to either side of this one."""


def place(view: View, act: Agreement) -> Shown:
    """What the section shows: a sentence, and for an act of two parties their acts in order."""
    found = context.of(act, view.site.index)
    if found is None:
        return {"sentence": _alone(view, act), "pair": None, "timeline": [], "undated": []}
    dated = [*found.earlier, *found.unsettled, *found.later, *([act] if act.when else [])]
    pair = view.pair(act.pairs[0])
    return {
        "sentence": _sentence(view, act, found),
        "pair": pair,
        "timeline": _around(view, act, sorted(dated, key=lambda one: one.order), pair["href"]),
        "undated": [view.act(one) for one in found.undated[:WHOLE]],
    }


def told(view: View, act: Agreement) -> str:
    """The sentence alone."""
    found = context.of(act, view.site.index)
    return _sentence(view, act, found) if found is not None else _alone(view, act)


def _around(view: View, act: Agreement, chain: list[Agreement], whole: str) -> list[Shown]:
    """The timeline of the chain, or of its part around the act, with links to the `whole`."""
    first, last = 0, len(chain)
    if last > WHOLE:
        at = chain.index(act) if act in chain else 0
        first, last = max(0, at - NEAR), at + NEAR + 1
    shown = timeline(view, chain[first:last], here=act.id)
    if first:
        shown.insert(
            0,
            {
                "more": view.plural("{n} act before these", "{n} acts before these", first),
                "href": whole,
            },
        )
    if left := len(chain[last:]):
        shown.append(
            {
                "more": view.plural("{n} act after these", "{n} acts after these", left),
                "href": whole,
            }
        )
    return shown


def _alone(view: View, act: Agreement) -> str:
    if act.lateralism == "domestic":
        return view.say("An act between bodies of one party. It stands in the list of that party.")
    return view.say(
        "An act of {n} parties. It stands in the list of each of them.", n=len(act.codes)
    )


def _sentence(view: View, act: Agreement, found: Context) -> str:
    """What is known of the order. It never calls an act new, and the first only to deny it."""
    names = view.names(act)
    if act.when is None:
        others = len(found.unsettled) + len(found.undated)
        if not others:
            return view.say(
                "The date of this act is not known. No other act between {pair} is on record here.",
                pair=names,
            )
        return view.plural(
            "The date of this act is not known, so it cannot be put in order with {n} other act known "
            "between {pair}.",
            "The date of this act is not known, so it cannot be put in order with {n} other acts known "
            "between {pair}.",
            others,
            pair=names,
        )
    going_by = (
        ""
        if _signed(act, *found.earlier, *found.later)
        else view.say(", going by the best known date of each")
    )
    doubt = _doubt(view, act, found)
    if found.first_known:
        return view.say(
            "No earlier act between {pair} is on record here{going_by}. That is not to say that there "
            "was none.",
            pair=names,
            going_by=going_by,
        )
    if not found.earlier:
        told = view.say(
            "No act between {pair} is known to be earlier{going_by}.", pair=names, going_by=going_by
        )
        return f"{told} {doubt}"
    years = list(dict.fromkeys(str(one.when.year) for one in found.earlier if one.when))
    if len(years) > WHOLE:
        years = [
            view.say(
                "in {n} years from {first} to {last}", n=len(years), first=years[0], last=years[-1]
            )
        ]
    last = _latest(one.when for one in found.earlier if one.when)
    told = view.plural(
        "Not the first: {n} dated act between {pair} is on record before it{going_by}: {years}. The gap "
        "to it is {gap}.",
        "Not the first: {n} dated acts between {pair} are on record before it{going_by}: {years}. The "
        "gap to the last of them is {gap}.",
        len(found.earlier),
        pair=names,
        going_by=going_by,
        years=view.wording.listed(years),
        gap=span(view.wording, context.gap(last, act.when)),
    )
    return f"{told} {doubt}".rstrip()


def _latest(dates: Iterable[EdtfDate]) -> EdtfDate:
    """The date that can be the latest: of 2023 and March 2023 it is the vaguer one."""
    return max(dates, key=lambda date: date.last)


def _signed(*acts: Agreement) -> bool:
    """Whether every act stands at the certain date of its signature."""
    return all(
        act.dates.chronology is not None
        and act.dates.chronology[0] == "signed"
        and not act.dates.chronology[1].qualifier
        for act in acts
    )


def _doubt(view: View, act: Agreement, found: Context) -> str:
    """The acts that may be earlier or later; empty where there are none."""
    told = []
    if same := [
        one for one in found.unsettled if act.when and act.when.day and one.when == act.when
    ]:
        told.append(
            view.plural(
                "{n} other act of the same date", "{n} other acts of the same date", len(same)
            )
        )
    if overlapping := len(found.unsettled) - len(same):
        told.append(
            view.plural(
                "{n} act whose date overlaps with its own",
                "{n} acts whose date overlaps with its own",
                overlapping,
            )
        )
    if found.undated:
        told.append(view.plural("{n} undated act", "{n} undated acts", len(found.undated)))
    if not told:
        return ""
    return view.say("Before or after it: {acts}.", acts=view.wording.listed(told))


def span(wording: Wording, gap: Gap) -> str:
    """A gap in words that are true of it: `3 years and 2 months`, `about 5 years`."""
    if gap.precision == "year" and (gap.years, gap.months) == (1, 0):
        return wording.say("less than 2 years")
    if gap.precision == "month" and (gap.years, gap.months) == (0, 1):
        return wording.say("less than 2 months")
    text = wording.span(gap.years, gap.months)
    exact = gap.precision == "day" and gap.certain
    return (
        text if exact or not (gap.years or gap.months) else wording.say("about {span}", span=text)
    )


def timeline(view: View, acts: Iterable[Agreement], here: str = "") -> list[Shown]:
    """Dated acts in order of time, with a gap said wherever years of silence lie between two."""
    shown: list[Shown] = []
    before: EdtfDate | None = None
    for act in acts:
        if before is not None and act.when and before.last < act.when.first:
            gap = context.gap(before, act.when)
            if gap.years >= SILENCE:
                shown.append({"gap": span(view.wording, gap)})
        before = _latest(filter(None, (before, act.when)))
        shown.append({
            "date": {"text": view.when(act), "iso": act.when.plain if act.when else None},
            "title": act.title,
            "href": view.href(f"agreements/{act.id}/"),
            "kind": view.instrument(act),
            "pillars": [chip["label"] for chip in view.chips(act)],
            "here": act.id == here,
            **view.tongue(act.title_lang),
        })  # fmt: skip
    return shown


INVERSE = {
    "implements": mark("Implemented by"),
    "renews": mark("Renewed by"),
    "amends": mark("Amended by"),
    "supersedes": mark("Superseded by"),
    "cites": mark("Cited by"),
    "follows": mark("Followed by"),
    "same-package": mark("Same package as"),
    "same-text-as": mark("Same text as"),
}
MUTUAL = ("same-package", "same-text-as")


def relations(view: View, act: Agreement) -> list[Shown]:
    """The relations that the record declares, then those that others declare to it.

    A mutual relation that both records declare is told once.
    """
    library = view.library
    told = {(one.type, one.to) for one in act.relations if one.type in MUTUAL}
    own = [
        (view.label("relations", one.type), library.agreements[one.to], one.note)
        for one in act.relations
        if one.to in library.agreements
    ]
    others = [
        (view.say(INVERSE[relation.type]), other, relation.note)
        for other, relation in view.site.index.incoming.get(act.id, ())
        if (relation.type, other.id) not in told
    ]
    return [
        {"type": label, **view.act(other), "when": view.when(other), "note": note}
        for label, other, note in (*own, *others)
    ]
