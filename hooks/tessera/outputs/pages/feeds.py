"""Every feed, for people: what can be followed, and where."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs import streams
from tessera.outputs.feeds import calendar, opml
from tessera.outputs.hubs import FEEDS
from tessera.outputs.pages.country import bundle
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown
from tessera.wording import mark

KINDS = {
    "site": mark("The whole site"), "country": mark("Countries and parties"), "pair": mark("Pairs"),
    "group": mark("Groups"), "pillar": mark("Pillars"), "instrument": mark("Instruments"),
    "year": mark("Years"), "outlet": mark("Outlets"), "author": mark("Authors"),
}  # fmt: skip


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("feeds",)


def uri(site: Site, key: str) -> str:
    """`feeds/`."""
    return "feeds/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page."""
    site = site.bare
    view = view_of(site, uri(site, key))
    groups: dict[str, list[Shown]] = {kind: [] for kind in KINDS}
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
    for one in streams.streams(site).values():
        groups[one.kind].append({
            "label": one.title,
            "href": view.href(one.home),
            "items": len(one),
            "feeds": [
                {"label": label, "href": view.href(f"{one.address}{name}"), "type": kind}
                for name, label, kind in FEEDS
            ],
        })  # fmt: skip
    for row, code in zip(groups["country"], site.index.by_party, strict=True):
        row["feeds"] = [*row["feeds"], *bundle(site, view, code)]
    lede = view.say(
        "Follow the whole site, or exactly the slice you work on. Each feed carries the full "
        "text, and a correction comes as an update of the item you already have."
    )
    page = Page(uri(site, key), "feeds.html", title=view.say("Feeds"), description=lede, hub="")
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Feeds")}],
        groups=[{"id": kind, "title": view.say(KINDS[kind]),
                 "rows": rows if kind == "site" else sorted(rows, key=lambda row: row["label"])}
                for kind, rows in groups.items() if rows],
        opml=view.href(opml.URI),
        calendar=view.href(calendar.SITE),
        slices=_slices(site),
        fields=[{"code": code, "label": view.label("pillars", code)}
                for code in sorted(site.index.by_pillar)],
        root=site.settings.absolute(""),
    )  # fmt: skip


def _slices(site: Site) -> list[Shown]:
    """Each party with the pillars that it can be followed by, for the form."""
    parties = [
        {
            "code": code.lower(),
            "name": site.name(code),
            "fields": " ".join(sorted({name for act in acts for name in act.formula})),
        }
        for code, acts in site.index.by_party.items()
    ]
    return sorted(parties, key=lambda one: one["name"])
