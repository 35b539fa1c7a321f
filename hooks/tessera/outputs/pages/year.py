"""A year: the acts whose best known date falls in it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View


def keys(site: Site) -> Iterable[str]:
    """Every year with an act."""
    return (str(year) for year in site.index.by_year)


def uri(site: Site, key: str) -> str:
    """`years/<yyyy>/`."""
    return f"years/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the year."""
    acts = site.index.by_year[int(key)]
    view = view_of(site, uri(site, key))
    years = list(site.index.by_year)
    place = years.index(int(key))
    return hub_page(
        site, f"years/{key}/",
        index=(view.say("Years"), "years/"),
        kind=view.say("Year"),
        title=key,
        description=view.plural(
            "{n} agreement whose best known date falls in {year}.",
            "{n} agreements whose best known date falls in {year}.",
            len(acts), year=key,
        ),
        lede=view.plural(
            "{n} agreement whose best known date falls in {year}: the signature where it is known, else "
            "an announcement, report or entry into force, as each row says.",
            "{n} agreements whose best known date falls in {year}: the signature where it is known, else "
            "an announcement, report or entry into force, as each row says.",
            len(acts), year=key,
        ),
        acts=acts,
        earlier=_link(view, years[place - 1]) if place else None,
        later=_link(view, years[place + 1]) if place + 1 < len(years) else None,
    )  # fmt: skip


def _link(view: View, year: int) -> Shown:
    return {"label": str(year), "href": view.href(f"years/{year}/")}
