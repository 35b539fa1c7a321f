"""A country or a pair on two pages of paper: for a meeting, with every address written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tessera.content.agreement import Agreement
from tessera.outputs import days, due, words
from tessera.outputs.days import Record
from tessera.outputs.hubs import Hub
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import context, coverage, follow_through

ACTS, FIELDS, PARTNERS, WATCHED, BRIEFINGS = 10, 6, 8, 4, 3
"""What two pages have room for, the newest or the most of each."""
LAST = "9999-12-31"
"""Stands for a day that nobody has set."""
ABOUT = {"country": "countries/", "pair": "pairs/"}


def keys(site: Site) -> Iterable[str]:
    """The address of every country and pair with an agreement."""
    return (address for address in site.hubs if address.startswith(tuple(ABOUT.values())))


def uri(site: Site, key: str) -> str:
    """`countries/irn/sheet/`."""
    return f"{key}sheet/index.html"


def make(site: Site, key: str) -> Drawn:
    """The sheet of the hub at this address."""
    hub = site.hubs[key]
    view = view_of(site, uri(site, key))
    acts = sorted(hub.agreements, key=lambda act: act.order, reverse=True)
    page = Page(
        uri(site, key), "sheet.html",
        title=view.say("{title} on two pages", title=hub.title),
        description=view.say(
            "{title}: what is on record, what is not known, and what to watch, to print or keep as PDF.",
            title=hub.title,
        ),
        index=False,
    )  # fmt: skip
    measured = coverage.measure(acts, site.library)
    return draw(
        site, page, view,
        hub=hub,
        trail=[
            view.home(),
            {"label": view.say("Countries and parties") if hub.kind == "country" else view.say("Pairs"),
             "href": view.href(ABOUT[hub.kind])},
            {"label": hub.title, "href": view.href(key)},
            {"label": view.say("On two pages")},
        ],
        shows=[*_shows(view, hub, acts)],
        unknown=[*_unknown(view, acts, measured)],
        rows=[_row(view, act, _code(hub)) for act in acts[:ACTS]],
        analyses=[_briefing(view, one) for one in hub.analyses[: -BRIEFINGS - 1 : -1]],
        watched=[_watched(view, one) for one in _ahead(site, hub)],
        as_of=_as_of(view, hub),
        address=site.settings.absolute(key),
    )  # fmt: skip


def _code(hub: Hub) -> str:
    """The country's code; empty for a pair."""
    return hub.address.split("/")[1].upper() if hub.kind == "country" else ""


def _as_of(view: View, hub: Hub) -> Shown | None:
    """The last day on which the desk changed anything that is on the sheet."""
    records: list[Record] = [*hub.agreements, *hub.analyses]
    known = [day for one in records if (day := days.updated(one))]
    return view.day(max(known, key=lambda day: day.order)) if known else None


def _shows(view: View, hub: Hub, acts: Sequence[Agreement]) -> Iterator[str]:
    """What the records say together, a sentence each."""
    dated = [act for act in acts if act.when]
    say, plural = view.say, view.plural
    known = words.years([act.when.year for act in dated if act.when])
    yield (
        plural(
            "{n} agreement on record, dated {years}.",
            "{n} agreements on record, dated {years}.",
            len(acts),
            years=known,
        )
        if known
        else plural(
            "{n} agreement on record, without a known date.",
            "{n} agreements on record, none with a known date.",
            len(acts),
        )
    )
    fields = Counter(code for act in acts for code in act.formula).most_common()
    if fields:
        label = view.library.vocabulary.label
        named = [f"{label('pillars', code)} ({n})" for code, n in fields[:FIELDS]]
        yield say("Fields named: {list}.", list=_most(view, named, len(fields) - FIELDS))
    if code := _code(hub):
        partners = Counter(other for act in acts for other in act.codes if other != code)
        ordered = sorted(partners, key=lambda one: (-partners[one], one))
        named = [f"{view.name(one)} ({partners[one]})" for one in ordered[:PARTNERS]]
        yield say("Partners: {list}.", list=_most(view, named, len(ordered) - PARTNERS))
    elif silence := _silence(view, dated):
        yield silence
    followed = [act for act in acts if follow_through.beyond_signature(act)]
    if not followed:
        yield say("No step after the signature is on record for any of them.")
    else:
        rungs = follow_through.reached(followed)
        seen = [
            f"{view.label('rungs', code).lower()} ({rungs[code]})"
            for code in view.library.vocabulary.sections["rungs"]
            if rungs[code] and code not in ("talked", "signed")
        ]
        yield plural(
            "A step after the signature was seen for {n}: {steps}.",
            "A step after the signature was seen for {n}: {steps}.",
            len(followed),
            steps=say(", ").join(seen),
        )


def _most(view: View, named: list[str], left: int) -> str:
    """The first of many, and how many more there are."""
    told = view.say(", ").join(named)
    return view.say("{list}, and {n} more", list=told, n=left) if left > 0 else told


def _silence(view: View, newest_first: Sequence[Agreement]) -> str | None:
    """The longest time between two acts that follow each other."""
    chain = [(act, act.when) for act in reversed(newest_first) if act.when]
    gaps = [
        (context.gap(earlier, later), one, other)
        for (one, earlier), (other, later) in pairwise(chain)
        if earlier.last < later.first
    ]
    if not gaps:
        return None
    longest, one, other = max(gaps, key=lambda found: (found[0].years, found[0].months))
    if not longest.years:
        return None
    return view.say(
        "The longest silence on record: {span}, between “{earlier}” and “{later}”.",
        span=view.wording.span(longest.years, longest.months),
        earlier=view.when(one),
        later=view.when(other),
    )


def _unknown(view: View, acts: Sequence[Agreement], measured: coverage.Slice) -> Iterator[str]:
    """What nobody can read off them."""
    undated = sum(1 for act in acts if act.when is None)
    say = view.say
    yield say(
        "The text of {part} of {all} was not read: what it leaves out is not known.",
        part=len(acts) - measured.text_seen,
        all=len(acts),
    )
    if undated:
        yield view.plural("{n} act has no known date.", "{n} acts have no known date.", undated)
    if measured.one_voice:
        yield say(
            "{part} of {all} rest on one independent voice.", part=measured.one_voice, all=len(acts)
        )
    if measured.one_side:
        yield say(
            "{part} of {all} rest on one party's side alone.", part=measured.one_side, all=len(acts)
        )
    yield say(
        "The records are what the desk could find, not all that was signed. A year without a record is "
        "not a year without an agreement."
    )


def _row(view: View, act: Agreement, code: str) -> Shown:
    names = view.name
    return {
        **view.act(act),
        **view.tongue(act.title_lang),
        "label": words.cut(act.title, 110),
        "when": view.when(act),
        "with": words.cut(view.wording.listed([names(one) for one in act.codes if one != code]), 60)
        if code else view.instrument(act),
        "text": view.label("text_availability", act.text.availability) if act.text else view.say("Not coded"),
        "at": _at(view, f"agreements/{act.id}/"),
    }  # fmt: skip


def _briefing(view: View, one: Record) -> Shown:
    return {
        "label": one.title,
        "href": view.href(f"analyses/{one.id}/"),
        "at": _at(view, f"analyses/{one.id}/"),
    }


def _at(view: View, address: str) -> str:
    """An address as people write it."""
    return view.site.settings.absolute(address).partition("://")[2].rstrip("/")


def _ahead(site: Site, hub: Hub) -> list[due.Due]:
    """What would tell whether acts came to life, the next first; what the desk is to review is its own affair."""
    ahead = [
        one
        for act in hub.agreements
        for one in due.of(act)
        if (one.foreseen or one.kind == due.END)
        and one.outcome is None
        and not site.past(one.day or LAST)
    ]
    return sorted(ahead, key=lambda one: (one.day or LAST, one.record.id, one.what))[:WATCHED]


def _watched(view: View, one: due.Due) -> Shown:
    return {
        "day": view.day(one.by),
        "kind": view.say(one.kind),
        "what": words.cut(one.words(view.wording), 160) or words.cut(one.record.title, 160),
        "at": _at(view, f"{days.folder(one.record)}/{one.record.id}/"),
    }
