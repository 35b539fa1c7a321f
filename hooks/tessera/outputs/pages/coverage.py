"""What the sample is and is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tessera.outputs import words
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.slices import refusals, slices
from tessera.outputs.view import Shown, View
from tessera.pattern import coverage, effort
from tessera.pattern.coverage import Slice
from tessera.pattern.effort import Effort, Look

TOP = 40
"""Parties listed; the rest are counted in one line."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("coverage",)


def uri(site: Site, key: str) -> str:
    """`coverage/`."""
    return "coverage/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: what the records rest on, by period, party, language and ownership."""
    site = site.bare
    library, index = site.library, site.index
    view = view_of(site, uri(site, key))
    acts = list(library.agreements.values())
    periods = slices(site)
    everything = coverage.together(periods.values())
    parties = sorted(index.by_party.items(), key=lambda item: (-len(item[1]), item[0]))
    looks = effort.looks(library)
    spans = {one.label: one for one in site.settings.periods}
    lede = view.plural(
        "{n} record found by one desk in what it could reach. This page says what it rests on, so "
        "that nobody takes the collection for the world.",
        "{n} records found by one desk in what it could reach. This page says what they rest on, so "
        "that nobody takes the collection for the world.",
        len(acts),
    )
    page = Page(uri(site, key), "coverage.html", title=view.say("Coverage"), description=lede)
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Coverage")}],
        periods=[
            _row(view.say(label), part,
                 effort.of(effort.period(looks, spans[label])) if label in spans else None)
            for label, part in periods.items()
        ]
        + [_row(view.say("All records"), everything, effort.of(looks))],
        reasons=[view.wording.tell(one) for one in refusals(site)],
        rule={"dated": coverage.MIN_DATED, "shift": f"{coverage.MAX_SHIFT * 100:.0f}"},
        parties=[
            {
                **_row(view.name(code), coverage.measure(found, library),
                       effort.of(effort.party(looks, code))),
                **view.party(code),
            }
            for code, found in parties[:TOP]
        ],
        others=len(parties) - TOP,
        languages=_languages(site, looks),
        ownerships=_ownerships(site),
        searches=_searches(site, view),
        textless=everything.records - everything.text_seen,
    )  # fmt: skip


def _searches(site: Site, view: View) -> list[Shown]:
    """The log of searches, newest first: what an absence rests on."""
    found = sorted(
        site.library.further.searches.items(), key=lambda item: (str(item[1].date), item[0])
    )
    return [
        {
            "id": key,
            "where": one.where,
            "query": one.query,
            "lang": words.language(one.lang, view.lang) if one.lang else None,
            "parties": [view.party(code) for code in one.parties],
            "date": view.day(one.date),
            "found": one.found,
            "note": one.note,
        }
        for key, one in reversed(found)
    ]


def _row(label: str, part: Slice, looked: Effort | None) -> Shown:
    return {
        "name": label,
        "records": part.records,
        "searches": looked.searches if looked else "",
        "legal": part.kinds.get("legal-text", 0),
        "official": part.kinds.get("official-statement", 0),
        "press": part.kinds.get("press", 0),
        "one_voice": part.one_voice,
        "one_side": part.one_side,
        "to_the_day": part.signed_to_the_day,
        "text_seen": part.text_seen,
    }


def _languages(site: Site, looks: Iterable[Look]) -> list[Shown]:
    searched = Counter(one.lang for one in looks)
    counts = Counter(
        source.lang or "" for act in site.library.agreements.values() for source in act.sources
    )
    lang = site.settings.language
    return [
        {"name": words.language(code, lang) if code else site.wording.say("Not coded"), "count": counts[code],
         "searches": searched[code]}
        for code in sorted({*counts, *searched}, key=lambda code: (-counts[code], code))
    ]  # fmt: skip


def _ownerships(site: Site) -> list[Shown]:
    """Items by who owns the outlet: a sample of state media is a sample of what states say."""
    counts: Counter[str] = Counter()
    for act in site.library.agreements.values():
        for source in act.sources:
            outlet = site.library.outlets.get(source.outlet or "")
            counts[outlet.ownership if outlet else ""] += 1
    label = site.library.vocabulary.label
    return [
        {
            "name": label("ownerships", code) if code else site.wording.say("No outlet named"),
            "count": count,
        }
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
