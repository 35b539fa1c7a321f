"""The index pages: every record, and every hub of one kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from tessera.outputs import words
from tessera.outputs.pages import country, instrument, outlet, pair, pillar, year
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.rows import rows as rows_of
from tessera.outputs.search.found import Found
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import follow_through

INDEXES = (
    "agreements",
    "analyses",
    "countries",
    "pairs",
    "pillars",
    "instruments",
    "years",
    "outlets",
    "groups",
)


def keys(site: Site) -> Iterable[str]:
    """The names of the index pages."""
    return INDEXES


def uri(site: Site, key: str) -> str:
    """`<name>/`."""
    return f"{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The index page with this name."""
    view = view_of(site, uri(site, key))
    title, lede, template, context = _MAKERS[key](site if key in _LISTS else site.bare, view)
    page = Page(
        uri(site, key), template,
        title=title,
        description=lede,
        found=Found(view.say("List"), head_only=True, titles=(title,)),
        hub=f"{key}/" if f"{key}/" in site.hubs else None,
    )  # fmt: skip
    trail = [view.home(), {"label": title}]
    return draw(site, page, view, lede=lede, trail=trail, **context)


Made = tuple[str, str, str, dict[str, Any]]


def _agreements(site: Site, view: View) -> Made:
    listed = rows_of(view, site.library.agreements.values())
    lede = view.plural(
        "{n} agreement, newest first. Filter by party, pillar, instrument, level, status, year and "
        "text; the address keeps the state.",
        "{n} agreements, newest first. Filter by party, pillar, instrument, level, status, year and "
        "text; the address keeps the state.",
        len(listed),
    )
    return view.say("Agreements"), lede, "agreements.html", {"rows": listed}


def _analyses(site: Site, view: View) -> Made:
    entries = [view.briefing(one) for one in reversed(list(site.library.analyses.values()))]
    lede = view.say("Briefings of the desk, newest first.")
    return view.say("Analyses"), lede, "analyses.html", {"entries": entries}


def _countries(site: Site, view: View) -> Made:
    """A to Z; parties with nothing on record are listed too, apart."""
    groups: dict[str, list[Shown]] = {}
    without: list[Shown] = []
    for code in country.keys(site):
        party = view.party(code)
        count = len(site.index.by_party.get(code, ()))
        item = {
            "label": party["name"],
            "href": party["href"],
            "flag": party["flag"],
            "count": count or None,
        }
        if not count:
            without.append({**item, "flag": None})
        elif site.library.parties.kind(code) == "state":
            groups.setdefault(_letter(str(party["name"])), []).append(item)
        else:
            groups.setdefault(view.say("Unions, blocs, organisations and others"), []).append(item)
    ordered = sorted(groups, key=lambda letter: (len(letter) > 1, letter))
    shown = [{"label": letter, "items": _sorted(groups[letter])} for letter in ordered]
    present = sum(len(items) for items in groups.values())
    lede = view.plural(
        "{n} party with agreements on record.", "{n} parties with agreements on record.", present
    )
    context = {"groups": shown, "without": _sorted(without)}
    return view.say("Countries and parties"), lede, "countries.html", context


def _letter(name: str) -> str:
    return unicodedata.normalize("NFD", name)[0].upper()


def _sorted(items: list[Shown]) -> list[Shown]:
    return sorted(items, key=lambda item: words.alphabetical(str(item["label"])))


def _pairs(site: Site, view: View) -> Made:
    rows = []
    for key in pair.keys(site):
        first, second = key.split("-")
        acts = site.index.by_pair[first, second]
        years = [act.when.year for act in acts if act.when]
        rows.append({
            **view.pair((first, second)),
            "count": len(acts),
            "first": min(years) if years else "",
            "latest": max(years) if years else "",
            "followed": sum(1 for act in acts if follow_through.beyond_signature(act)),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["count"], row["label"]))
    lede = view.plural(
        "{n} pair of parties with a bilateral act on record. A pair that is not here has none on "
        "record, which is not to say that it has none.",
        "{n} pairs of parties with a bilateral act on record, most acts first. A pair that is not here "
        "has none on record, which is not to say that it has none.",
        len(rows),
    )
    return view.say("Pairs"), lede, "pairs.html", {"rows": rows}


def _pillars(site: Site, view: View) -> Made:
    rows = [
        {
            **view.term("pillars", code),
            "definition": site.library.vocabulary.term("pillars", code).definition,
            "count": len(site.index.by_pillar.get(code, ())),
            "sensitive": site.library.vocabulary.term("pillars", code).sensitive,
        }
        for code in pillar.keys(site)
    ]
    lede = view.say("The fields of cooperation that agreements name, as the desk codes them.")
    context = {"rows": rows, "term": view.say("Pillar"), "coded": True}
    return view.say("Pillars"), lede, "terms.html", context


def _instruments(site: Site, view: View) -> Made:
    vocabulary = site.library.vocabulary
    rows = []
    for code in instrument.keys(site):
        section = "instruments" if code in vocabulary.sections["instruments"] else "blanks"
        rows.append({
            "label": site.instrument_name(code),
            "href": view.href(f"instruments/{code}/"),
            "definition": vocabulary.term(section, code).definition,
            "count": len(site.index.by_instrument.get(code, ())),
            "sensitive": False,
        })  # fmt: skip
    lede = view.say("What the papers call themselves, or what their sources call them.")
    context = {"rows": rows, "term": view.say("Instrument"), "coded": True}
    return view.say("Instruments"), lede, "terms.html", context


def _years(site: Site, view: View) -> Made:
    rows: list[Shown] = [
        {
            "label": key,
            "href": view.href(f"years/{key}/"),
            "count": len(site.index.by_year[int(key)]),
        }
        for key in year.keys(site)
    ]
    undated = [act for act in site.library.agreements.values() if act.when is None]
    lede = view.say(
        "Agreements by the year of their best known date. Counts of records, not of the world."
    )
    context = {
        "rows": rows[::-1],
        "most": max((row["count"] for row in rows), default=0),
        "undated": [
            {**view.act(view.site.whole(act)), "names": view.names(act)} for act in undated
        ],
    }
    return view.say("Years"), lede, "years.html", context


def _outlets(site: Site, view: View) -> Made:
    rows: list[Shown] = []
    for key in outlet.keys(site):
        one = site.library.outlets[key]
        rows.append({
            "label": one.name,
            "href": view.href(f"outlets/{key}/"),
            "country": site.name(one.country) if one.country else view.say("Unknown"),
            "ownership": view.label("ownerships", one.ownership),
            "count": len(site.index.by_outlet.get(key, ())),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["count"], row["label"].casefold()))
    lede = view.say("Who published what the records rest on. Ownership is the desk's own reading.")
    return view.say("Outlets"), lede, "outlets.html", {"rows": rows}


def _groups(site: Site, view: View) -> Made:
    rows: list[Shown] = [
        {
            "label": group.label,
            "href": view.href(f"groups/{key}/"),
            "definition": group.definition,
            "count": len(site.index.by_group.get(key, ())),
            "sensitive": False,
        }
        for key, group in site.library.further.groups.items()
    ]
    lede = view.say(
        "Named sets of parties, with the agreements that their members signed among themselves."
    )
    context = {"rows": rows, "term": view.say("Group"), "coded": False}
    return view.say("Groups"), lede, "terms.html", context


_LISTS = ("agreements", "analyses")
"""The pages that list records; the others count them."""
_MAKERS = {
    "agreements": _agreements,
    "analyses": _analyses,
    "countries": _countries,
    "pairs": _pairs,
    "pillars": _pillars,
    "instruments": _instruments,
    "years": _years,
    "outlets": _outlets,
    "groups": _groups,
}
