"""Every feed, for people: what can be followed, and where."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.hubs import FEEDS
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site

KINDS = {
    "site": "The whole site", "country": "Countries and parties", "pair": "Pairs",
    "group": "Groups", "pillar": "Pillars", "instrument": "Instruments", "year": "Years", "outlet": "Outlets",
}  # fmt: skip


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("feeds",)


def uri(site: Site, key: str) -> str:
    """`feeds/`."""
    return "feeds/index.html"


def make(site: Site, key: str) -> str:
    """The page."""
    view = view_of(site, uri(site, key))
    groups: dict[str, list[dict[str, object]]] = {kind: [] for kind in KINDS}
    for hub in site.hubs.values():
        groups[hub.kind].append({
            "label": hub.title,
            "href": view.href(hub.address),
            "items": len(hub.agreements) + len(hub.analyses),
            "feeds": [
                {"label": label, "href": view.href(f"{hub.address}{name}"), "type": kind}
                for name, label, kind in FEEDS
            ],
        })  # fmt: skip
    lede = (
        "Follow the whole site, or exactly the slice you work on. Each feed carries the full "
        "text, and a correction comes as an update of the item you already have."
    )
    page = Page(uri(site, key), "feeds.html", title="Feeds", description=lede, hub="")
    return render(
        site, page, view,
        lede=lede,
        trail=[{"label": "Home", "href": view.href("")}, {"label": "Feeds"}],
        groups=[{"id": kind, "title": KINDS[kind],
                 "rows": rows if kind == "site" else sorted(rows, key=lambda row: str(row["label"]))}
                for kind, rows in groups.items() if rows],
        opml=view.href("feeds/feeds.opml"),
    )  # fmt: skip
