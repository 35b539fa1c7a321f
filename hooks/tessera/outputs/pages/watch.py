"""What is due when: things to watch for, claims and briefings to look at again, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tessera.content.dates import parse
from tessera.content.library import BEGINNING
from tessera.outputs import days, words
from tessera.outputs.due import Due, due
from tessera.outputs.feeds import calendar
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View

RESOLVED = 20
"""Forecasts and watched things that must have an answer before their record is turned into a rate."""
MOST = 200
"""Rows of a table; the tables to download hold the rest."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("watch",)


def uri(site: Site, key: str) -> str:
    """`watch/`."""
    return "watch/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: what is overdue, what is due month by month, what has no day, and what was foreseen."""
    view = view_of(site, uri(site, key))
    items = sorted(due(site.bare.library), key=lambda item: (item.day, item.kind, item.what))
    waiting = [item for item in items if item.outcome is None]
    today = site.today
    ahead = [item for item in waiting if item.day >= today]
    lede = view.say(
        "What would tell whether an agreement came to life, and what the desk has to look at again."
    )
    if today != BEGINNING:
        lede += " " + view.say("Judged on {date}.", date=words.date(parse(today), view.wording))
    page = Page(uri(site, key), "watch.html", title=view.say("Watch"), description=lede)
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Watch")}],
        overdue=_rows(view, [item for item in waiting if item.day and item.day < today]),
        due=[
            {"month": words.date(parse(month), view.wording), "key": month,
             **_rows(view, list(group))}
            for month, group in groupby(ahead[:MOST], lambda item: item.day[:7])
        ],
        later=max(0, len(ahead) - MOST),
        undated=_rows(view, [item for item in waiting if not item.day]),
        foreseen=_rows(view, [item for item in items if item.foreseen]),
        answered=sum(1 for item in items if item.outcome and item.outcome.value != "unclear"),
        came=sum(1 for item in items if item.outcome and item.outcome.value == "came"),
        resolved=RESOLVED,
        calendar=view.href(calendar.SITE),
    )  # fmt: skip


def _rows(view: View, items: list[Due]) -> Shown:
    """The first `MOST` of the items, and how many there are."""
    return {"rows": [_shown(view, item) for item in items[:MOST]], "of": len(items)}


def _shown(view: View, item: Due) -> Shown:
    record = view.site.whole(item.act) if item.act else item.record
    return {
        "by": view.day(item.by),
        "kind": view.say(item.kind),
        "what": item.words(view.wording),
        "link": {
            "label": record.title,
            "href": view.href(f"{days.folder(record)}/{record.id}/"),
        },
        "outcome": view.outcome(item.act, item.outcome) if item.act else None,
    }
