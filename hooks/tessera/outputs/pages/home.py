"""The front page: what this is, what is new, and the pattern at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.slices import refusals
from tessera.outputs.view import Shown, View
from tessera.pattern import follow_through
from tessera.pattern.index import Acts

BRIEFINGS, NEWEST = 3, 6
MOST_TILES = 800
"""A register with more acts than this shows one tile for several of them."""
GAP = 5
"""The mosaic draws fewer empty years in a row than this; more become dots."""
SHADES = 5
"""Pillar counts from this on share the strongest tile."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("",)


def uri(site: Site, key: str) -> str:
    """The site's root."""
    return "index.html"


def make(site: Site, key: str) -> Drawn:
    """The front page."""
    acts = site.bare.library.agreements
    view = view_of(site, uri(site, key))
    each = max(1, -(-len(acts) // MOST_TILES))
    newest = sorted(acts.values(), key=lambda act: act.order, reverse=True)
    years = _years(site if each == 1 else site.bare, view, each)
    page = Page(
        uri(site, key), "home.html",
        title=site.settings.site_name,
        description=site.settings.site_description,
        hub="",
    )  # fmt: skip
    return draw(
        site, page, view,
        briefings=[view.briefing(one) for one in _latest_briefings(site)],
        newest=[view.entry(view.site.whole(act)) for act in newest[:NEWEST]],
        stats=_stats(site.bare, view),
        years=years,
        each=each,
        undated=sum(1 for act in newest if act.when is None),
        refusal=refusals(site),
        shades=_shades(view, years),
        records=len(newest),
    )  # fmt: skip


def _latest_briefings(site: Site) -> list[Analysis]:
    ordered = sorted(site.library.analyses.values(), key=lambda one: one.order, reverse=True)
    return ordered[:BRIEFINGS]


def _stats(site: Site, view: View) -> list[Shown]:
    acts = list(site.library.agreements.values())
    followed = sum(1 for act in acts if follow_through.beyond_signature(act))
    unseen = sum(
        1 for act in acts if act.text is None or act.text.availability not in ("full", "partial")
    )
    formulas = sorted(site.index.by_formula.items(), key=lambda item: (-len(item[1]), item[0]))
    stats = [
        {"value": len(acts), "label": view.say("agreements on record"), "href": view.href("agreements/")},
        {"value": len(site.index.by_party), "label": view.say("parties"), "href": view.href("countries/")},
        {"value": sum(1 for acts in site.index.by_pair.values() if acts), "label": view.say("pairs"),
         "href": view.href("pairs/")},
        {"value": followed, "label": view.say("with a step after the signature on record"),
         "href": view.href("pattern/#follow-through")},
        {"value": unseen, "label": view.say("whose text the desk has not found"),
         "href": view.href("coverage/")},
    ]  # fmt: skip
    if formulas:
        formula, found = formulas[0]
        names = view.wording.listed([view.label("pillars", code).lower() for code in formula])
        stats.append({"value": len(found), "label": view.say("share the commonest set of pillars: {names}", names=names),
                      "href": view.href("pattern/#formulas")})  # fmt: skip
    return stats


def _years(site: Site, view: View, each: int) -> list[Shown]:
    """One column a year, shaded by the number of pillars; a long gap is said.

    A tile is one act, or `each` of a large register's: then it leads to the list of its year.
    """
    shown: list[Shown] = []
    before: int | None = None
    for year, acts in sorted(site.index.by_year.items()):
        empty = range(before + 1, year) if before is not None else range(0)
        if len(empty) < GAP:
            shown.extend({"label": str(one), "tiles": []} for one in empty)
        else:
            shown.append({"gap": True})
        shown.append({"label": str(year), "tiles": _tiles(view, year, acts, each)})
        before = year
    return shown


def _tiles(view: View, year: int, acts: Acts, each: int) -> list[Shown]:
    if each == 1:
        return [_tile(view, act) for act in acts]
    by_shade = sorted(acts, key=lambda act: len(act.formula))
    return [
        {
            "href": view.href(f"years/{year}/"),
            "label": str(year),
            "shade": min(len(by_shade[at].formula), SHADES),
        }
        for at in range(each // 2, len(by_shade) + each // 2, each)
        if at < len(by_shade)
    ]


def _shades(view: View, years: Iterable[Shown]) -> list[Shown]:
    """What the tiles that are drawn stand for, palest first."""
    drawn = {tile["shade"] for year in years for tile in year.get("tiles", ())}
    labels = {0: view.say("no pillar on record"), SHADES: view.say("{n} or more", n=SHADES)}
    return [
        {
            "shade": shade,
            "label": labels.get(shade) or view.plural("{n} pillar", "{n} pillars", shade),
        }
        for shade in sorted(drawn)
    ]


def _tile(view: View, act: Agreement) -> Shown:
    return {
        "href": view.href(f"agreements/{act.id}/"),
        "label": f"{view.names(act)}: {act.title}",
        "shade": min(len(act.formula), SHADES),
    }
