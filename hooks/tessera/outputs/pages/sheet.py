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
    return (one.address for one in site.hubs.values() if one.kind in ABOUT and one.agreements)


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
        title=f"{hub.title} on two pages",
        description=f"{hub.title}: what is on record, what is not known, and what to watch, to print or "
        "keep as PDF.",
        index=False,
    )  # fmt: skip
    measured = coverage.measure(acts, site.library)
    return draw(
        site, page, view,
        hub=hub,
        trail=[
            {"label": "Home", "href": view.href("")},
            {"label": "Countries and parties" if hub.kind == "country" else "Pairs",
             "href": view.href(ABOUT[hub.kind])},
            {"label": hub.title, "href": view.href(key)},
            {"label": "On two pages"},
        ],
        shows=[*_shows(view, hub, acts)],
        unknown=[*_unknown(acts, measured)],
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
    many = words.sentence(words.number(len(acts), "agreement"))
    known = words.years([act.when.year for act in dated if act.when])
    yield (
        f"{many} on record, dated {known}."
        if known
        else f"{many} on record, none with a known date."
    )
    fields = Counter(code for act in acts for code in act.formula).most_common()
    if fields:
        label = view.library.vocabulary.label
        named = [f"{label('pillars', code)} ({n})" for code, n in fields[:FIELDS]]
        more = f", and {len(fields) - FIELDS} more" if len(fields) > FIELDS else ""
        yield f"Fields named: {', '.join(named)}{more}."
    if code := _code(hub):
        partners = Counter(other for act in acts for other in act.codes if other != code)
        ordered = sorted(partners, key=lambda one: (-partners[one], one))
        named = [
            f"{view.library.parties.name(one)} ({partners[one]})" for one in ordered[:PARTNERS]
        ]
        more = f", and {len(ordered) - PARTNERS} more" if len(ordered) > PARTNERS else ""
        yield f"Partners: {', '.join(named)}{more}."
    elif silence := _silence(view, dated):
        yield silence
    followed = [act for act in acts if follow_through.beyond_signature(act)]
    if not followed:
        yield "No step after the signature is on record for any of them."
    else:
        rungs = follow_through.reached(followed)
        seen = [
            f"{view.label('rungs', code).lower()} ({rungs[code]})"
            for code in view.library.vocabulary.sections["rungs"]
            if rungs[code] and code not in ("talked", "signed")
        ]
        yield f"A step after the signature was seen for {len(followed)}: {', '.join(seen)}."


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
    return (
        f"The longest silence on record: {words.span(longest.years, longest.months)}, between "
        f"“{view.when(one)}” and “{view.when(other)}”."
    )


def _unknown(acts: Sequence[Agreement], measured: coverage.Slice) -> Iterator[str]:
    """What nobody can read off them."""
    undated = sum(1 for act in acts if act.when is None)
    yield f"The text of {len(acts) - measured.text_seen} of {len(acts)} was not read: what it leaves out is not known."
    if undated:
        yield f"{words.sentence(words.number(undated, 'act has', 'acts have'))} no known date."
    if measured.one_voice:
        yield f"{measured.one_voice} of {len(acts)} rest on one independent voice."
    if measured.one_side:
        yield f"{measured.one_side} of {len(acts)} rest on one party's side alone."
    yield ("The records are what the desk could find, not all that was signed. A year without a record is "
           "not a year without an agreement.")  # fmt: skip


def _row(view: View, act: Agreement, code: str) -> Shown:
    names = view.library.parties.name
    return {
        **view.act(act),
        **view.tongue(act.title_lang),
        "label": words.cut(act.title, 110),
        "when": view.when(act),
        "with": words.cut(words.listed([names(one) for one in act.codes if one != code]), 60)
        if code else view.instrument(act),
        "text": view.label("text_availability", act.text.availability) if act.text else "Not coded",
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
        "kind": one.kind,
        "what": words.cut(one.what, 160) or words.cut(one.record.title, 160),
        "at": _at(view, f"{days.folder(one.record)}/{one.record.id}/"),
    }
