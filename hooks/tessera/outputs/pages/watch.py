"""What is due when: things to watch for, claims and briefings to look at again."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.dates import EdtfDate, parse
from tessera.content.library import BEGINNING
from tessera.outputs import words
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown

Item = tuple[str, str, Shown]
ENDED = ("expired", "terminated", "superseded")
"""Statuses that answer what the end of a term leaves open."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("watch",)


def uri(site: Site, key: str) -> str:
    """`watch/`."""
    return "watch/index.html"


def make(site: Site, key: str) -> str:
    """The page: what is overdue, what is due, and what has no day."""
    view = view_of(site, uri(site, key))
    items: list[Item] = []

    def add(by: EdtfDate | None, kind: str, what: str, link: Shown) -> None:
        day = by.last.isoformat() if by else ""
        items.append((day, what, {"by": view.day(by), "kind": kind, "what": what, "link": link}))

    for act in site.library.agreements.values():
        link = view.act(act)
        for one in act.watch:
            add(one.by, "Watch for", one.what, link)
        expires = act.dates.expires.value if act.dates.expires else None
        ended = act.status is not None and str(act.status.value) in ENDED
        if isinstance(expires, EdtfDate) and not ended:
            add(expires, "End of term", "Whether it was renewed, or ended.", link)
        for claim in act.claims:
            if claim.review_by:
                add(claim.review_by, "Claim to review", claim.says, link)
    for analysis in site.library.analyses.values():
        if analysis.review_by:
            link = {"label": analysis.title, "href": view.href(f"analyses/{analysis.id}/")}
            add(analysis.review_by, "Briefing to review", "", link)
    items.sort(key=lambda item: item[:2])
    today = site.today
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
        overdue=[shown for day, _, shown in items if day and day < today],
        due=[shown for day, _, shown in items if day >= today],
        undated=[shown for day, _, shown in items if not day],
    )  # fmt: skip
