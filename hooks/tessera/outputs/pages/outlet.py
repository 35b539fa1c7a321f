"""An outlet: who owns it, as the desk reads it, and what the desk took from it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.outlets import Outlet
from tessera.outputs import words
from tessera.outputs.pages import schema
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View


def keys(site: Site) -> Iterable[str]:
    """Every entry of outlets.yml."""
    return site.library.outlets


def uri(site: Site, key: str) -> str:
    """`outlets/<key>/`."""
    return f"outlets/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the outlet with this key."""
    outlet = site.library.outlets[key]
    view = view_of(site, uri(site, key))
    cited = site.index.by_outlet.get(key, ())
    acts = {act.id: act for act, _ in cited}
    ownership = view.label("ownerships", outlet.ownership)
    stats: list[Shown] = [
        {"value": ownership, "label": view.say("ownership"), "href": view.term("ownerships", outlet.ownership)["href"]},
        {"value": view.name(outlet.country) if outlet.country else view.say("Not coded"),
         "label": view.say("country"), **({"href": view.party(outlet.country)["href"]} if outlet.country else {})},
        {"value": len(cited), "label": view.plural("item used here", "items used here", len(cited))},
    ]  # fmt: skip
    return hub_page(
        site, f"outlets/{key}/",
        index=(view.say("Outlets"), "outlets/"),
        kind=view.say("Outlet"),
        title=outlet.name,
        description=view.plural(
            "{outlet}: {ownership}; {n} agreement on record draws on it.",
            "{outlet}: {ownership}; {n} agreements on record draw on it.",
            len(acts), outlet=outlet.name, ownership=ownership.lower(),
        ),
        lede=_lede(view, outlet),
        acts=acts.values(),
        subject=schema.outlet(site, key),
        stats=stats,
        definition=outlet.note,
        acts_title=view.say("Agreements that draw on it"),
        empty=view.say("No record draws on this outlet yet."),
    )  # fmt: skip


def _lede(view: View, outlet: Outlet) -> str | None:
    """`Newspaper, in Persian and English.`, as far as it is coded."""
    kind = view.label("source_kinds", outlet.kind) if outlet.kind else view.say("Outlet")
    languages = view.wording.listed([words.language(code, view.lang) for code in outlet.languages])
    if languages:
        return view.say("{kind}, in {languages}.", kind=kind, languages=languages)
    return f"{kind}." if outlet.kind else None
