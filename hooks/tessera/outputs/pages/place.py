"""Where this tile sits: the acts of the same pair around it, and the records related to it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.outputs import words
from tessera.outputs.view import Shown, View
from tessera.pattern import context
from tessera.pattern.context import Context, Gap

SILENCE = 2
"""A timeline says every gap of at least so many years."""
WHOLE, NEAR = 12, 5
"""A chain of more acts than `WHOLE` is shown as far as `NEAR` to either side of this one."""


def place(view: View, act: Agreement) -> Shown:
    """What the section shows: a sentence, and for an act of two parties their acts in order."""
    found = context.of(act, view.site.index)
    if found is None:
        return {"sentence": _alone(act), "pair": None, "timeline": [], "undated": []}
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
    return _sentence(view, act, found) if found is not None else _alone(act)


def _around(view: View, act: Agreement, chain: list[Agreement], whole: str) -> list[Shown]:
    """The timeline of the chain, or of its part around the act, with links to the `whole`."""
    first, last = 0, len(chain)
    if last > WHOLE:
        at = chain.index(act) if act in chain else 0
        first, last = max(0, at - NEAR), at + NEAR + 1
    shown = timeline(view, chain[first:last], here=act.id)
    if first:
        shown.insert(0, {"more": f"{words.number(first, 'act')} before these", "href": whole})
    if left := len(chain[last:]):
        shown.append({"more": f"{words.number(left, 'act')} after these", "href": whole})
    return shown


def _alone(act: Agreement) -> str:
    if act.lateralism == "domestic":
        return "An act between bodies of one party. It stands in the list of that party."
    return f"An act of {len(act.codes)} parties. It stands in the list of each of them."


def _sentence(view: View, act: Agreement, found: Context) -> str:
    """What is known of the order. It never calls an act new, and the first only to deny it."""
    names = view.names(act)
    if act.when is None:
        others = len(found.unsettled) + len(found.undated)
        if not others:
            return f"The date of this act is not known. No other act between {names} is on record here."
        return (
            "The date of this act is not known, so it cannot be put in order with "
            f"{words.number(others, 'other act')} known between {names}."
        )
    going_by = "" if _signed(act, *found.earlier, *found.later) else _BY_DATES
    if found.first_known:
        return (
            f"No earlier act between {names} is on record here{going_by}. "
            "That is not to say that there was none."
        )
    if not found.earlier:
        return f"No act between {names} is known to be earlier{going_by}. {_doubt(act, found)}"
    years = list(dict.fromkeys(str(one.when.year) for one in found.earlier if one.when))
    if len(years) > WHOLE:
        years = [f"in {len(years)} years from {years[0]} to {years[-1]}"]
    count = words.number(len(found.earlier), "dated act")
    last = _latest(one.when for one in found.earlier if one.when)
    told = (
        f"Not the first: {count} between {names} {'is' if len(found.earlier) == 1 else 'are'} "
        f"on record before it{going_by}: {words.listed(years)}. "
        f"The gap to the last of them is {span(context.gap(last, act.when))}."
    )
    return f"{told} {_doubt(act, found)}".rstrip()


_BY_DATES = ", going by the best known date of each"


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


def _doubt(act: Agreement, found: Context) -> str:
    """The acts that may be earlier or later; empty where there are none."""
    told = []
    if same := [
        one for one in found.unsettled if act.when and act.when.day and one.when == act.when
    ]:
        told.append(f"{words.number(len(same), 'other act')} of the same date")
    if overlapping := len(found.unsettled) - len(same):
        told.append(f"{words.number(overlapping, 'act')} whose date overlaps with its own")
    if found.undated:
        told.append(words.number(len(found.undated), "undated act"))
    return f"Before or after it: {words.listed(told)}." if told else ""


def span(gap: Gap) -> str:
    """A gap in words that are true of it: `3 years and 2 months`, `about 5 years`."""
    one = {"year": (1, 0), "month": (0, 1)}.get(gap.precision)
    if one == (gap.years, gap.months):
        return f"less than 2 {gap.precision}s"
    text = words.span(gap.years, gap.months)
    exact = gap.precision == "day" and gap.certain
    return text if exact or text.startswith("less") else f"about {text}"


def timeline(view: View, acts: Iterable[Agreement], here: str = "") -> list[Shown]:
    """Dated acts in order of time, with a gap said wherever years of silence lie between two."""
    shown: list[Shown] = []
    before: EdtfDate | None = None
    for act in acts:
        if before is not None and act.when and before.last < act.when.first:
            gap = context.gap(before, act.when)
            if gap.years >= SILENCE:
                shown.append({"gap": span(gap)})
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
    "implements": "Implemented by",
    "renews": "Renewed by",
    "amends": "Amended by",
    "supersedes": "Superseded by",
    "cites": "Cited by",
    "follows": "Followed by",
    "same-package": "Same package as",
    "same-text-as": "Same text as",
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
        (INVERSE[relation.type], other, relation.note)
        for other, relation in view.site.index.incoming.get(act.id, ())
        if (relation.type, other.id) not in told
    ]
    return [
        {"type": label, **view.act(other), "when": view.when(other), "note": note}
        for label, other, note in (*own, *others)
    ]
