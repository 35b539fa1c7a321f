"""What the records say together: each figure with its table, and the rates that are refused."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.charts import figures, filtered
from tessera.outputs.pages import tested
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.slices import refusals
from tessera.outputs.view import Shown, View
from tessera.pattern import follow_through

ROWS = 12
"""Rows of a figure's table that stand on this page; the figure's own page has all of them."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("pattern",)


def uri(site: Site, key: str) -> str:
    """`pattern/`."""
    return "pattern/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: every figure beside its table, under one filter."""
    view = view_of(site, uri(site, key))
    acts = list(site.bare.library.agreements.values())
    lede = view.say(
        "One agreement matters little. This page counts what they have in common: who signs with "
        "whom, which fields they name together, and what was seen to follow."
    )
    page = Page(uri(site, key), "pattern.html", title=view.say("The pattern"), description=lede)
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("The pattern")}],
        reasons=[view.wording.tell(one) for one in refusals(site)],
        figures=[
            {"figure": figure, "href": view.href(f"pattern/{name}/"), "rows": ROWS,
             "name": view.say(figures.NAMES[name])}
            for name, figure in figures.figures(site).items()
        ],
        tested=tested.patterns(site, view),
        choices=filtered.choices(site, view),
        rungs=_rungs(site, view),
        followed=sum(1 for act in acts if follow_through.beyond_signature(act)),
        records=len(acts),
    )  # fmt: skip


def _rungs(site: Site, view: View) -> list[Shown]:
    """How many agreements are on record as having reached each rung."""
    counts = follow_through.reached(site.bare.library.agreements.values())
    codes = (*follow_through.CLIMB, *follow_through.ENDINGS)
    return [
        {"label": view.label("rungs", code), "href": view.href(f"codebook/#rungs-{code}"),
         "count": counts[code]}
        for code in codes
    ]  # fmt: skip
