"""What is due when: things to watch for, claims and briefings to look at again, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tessera.content.agreement import Agreement, Outcome
from tessera.content.dates import EdtfDate, parse
from tessera.content.library import BEGINNING
from tessera.outputs import words
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import evidence, expectation

RESOLVED = 20
"""Forecasts and watched things that must have an answer before their record is turned into a rate."""
MOST = 200
"""Rows of a table; the tables to download hold the rest."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for a day, or for an answer."""

    day: str
    """The last day it has (ISO); empty where none is set."""
    kind: str
    what: str
    by: EdtfDate | None
    link: Shown
    foreseen: bool = False
    act: Agreement | None = None
    outcome: Outcome | None = None


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("watch",)


def uri(site: Site, key: str) -> str:
    """`watch/`."""
    return "watch/index.html"


def make(site: Site, key: str) -> str:
    """The page: what is overdue, what is due month by month, what has no day, and what was foreseen."""
    view = view_of(site, uri(site, key))
    items = sorted(_items(site, view), key=lambda item: (item.day, item.kind, item.what))
    waiting = [item for item in items if item.outcome is None]
    today = site.today
    due = [item for item in waiting if item.day >= today]
    lede = (
        "What would tell whether an agreement came to life, and what the desk has to look at again."
    )
    if today != BEGINNING:
        lede += f" Judged on {words.date(parse(today), view.lang)}."
    page = Page(uri(site, key), "watch.html", title="Watch", description=lede)
    return render(
        site, page, view,
        lede=lede,
        trail=[{"label": "Home", "href": view.href("")}, {"label": "Watch"}],
        overdue=_rows(view, [item for item in waiting if item.day and item.day < today]),
        due=[
            {"month": words.date(parse(month), view.lang), "key": month,
             **_rows(view, list(group))}
            for month, group in groupby(due[:MOST], lambda item: item.day[:7])
        ],
        later=max(0, len(due) - MOST),
        undated=_rows(view, [item for item in waiting if not item.day]),
        foreseen=_rows(view, [item for item in items if item.foreseen]),
        answered=sum(1 for item in items if item.outcome and item.outcome.value != "unclear"),
        came=sum(1 for item in items if item.outcome and item.outcome.value == "came"),
        resolved=RESOLVED,
    )  # fmt: skip


def _items(site: Site, view: View) -> Iterator[Item]:
    for act in site.library.agreements.values():
        link = view.act(act)
        for one in act.watch:
            day = one.by.last.isoformat() if one.by else ""
            yield Item(day, "Watch for", one.what, one.by, link, True, act, one.outcome)
        if (term := expectation.term(act)) is not None and term.open:
            day = term.day.isoformat()
            what = "" if term.stated else f"Counted from its term, {term.words}. "
            yield Item(
                day, "End of term", f"{what}Whether it was renewed, or ended.", parse(day), link
            )
        for claim in act.claims:
            if day := evidence.due(claim):
                kind = "Forecast" if claim.modality == "forecast" else "Claim to review"
                by = claim.review_by or parse(day)
                foreseen = claim.modality == "forecast"
                yield Item(day, kind, claim.says, by, link, foreseen, act, claim.outcome)
    for analysis in site.library.analyses.values():
        if (review := analysis.review_by) is not None:
            link = {"label": analysis.title, "href": view.href(f"analyses/{analysis.id}/")}
            yield Item(review.last.isoformat(), "Briefing to review", "", review, link)


def _rows(view: View, items: list[Item]) -> Shown:
    """The first `MOST` of the items, and how many there are."""
    return {"rows": [_shown(view, item) for item in items[:MOST]], "of": len(items)}


def _shown(view: View, item: Item) -> Shown:
    return {
        "by": view.day(item.by),
        "kind": item.kind,
        "what": item.what,
        "link": item.link,
        "outcome": view.outcome(item.act, item.outcome) if item.act else None,
    }
