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
    library, outlet = site.library, site.library.outlets[key]
    view = view_of(site, uri(site, key))
    cited = site.index.by_outlet.get(key, ())
    acts = {act.id: act for act, _ in cited}
    ownership = view.label("ownerships", outlet.ownership)
    stats: list[Shown] = [
        {"value": ownership, "label": "ownership", "href": view.term("ownerships", outlet.ownership)["href"]},
        {"value": library.parties.name(outlet.country) if outlet.country else "Not coded",
         "label": "country", **({"href": view.party(outlet.country)["href"]} if outlet.country else {})},
        {"value": len(cited), "label": f"{'item' if len(cited) == 1 else 'items'} used here"},
    ]  # fmt: skip
    return hub_page(
        site, f"outlets/{key}/",
        index=("Outlets", "outlets/"),
        kind="Outlet",
        title=outlet.name,
        description=f"{outlet.name}: {ownership.lower()}; "
        f"{words.number(len(acts), 'agreement')} on record draw on it.",
        lede=_lede(view, outlet),
        acts=acts.values(),
        subject=schema.outlet(site, key),
        stats=stats,
        definition=outlet.note,
        acts_title="Agreements that draw on it",
        empty="No record draws on this outlet yet.",
    )  # fmt: skip


def _lede(view: View, outlet: Outlet) -> str | None:
    """`Newspaper, in Persian and English.`, as far as it is coded."""
    kind = view.label("source_kinds", outlet.kind) if outlet.kind else "Outlet"
    languages = words.listed([words.language(code, view.lang) for code in outlet.languages])
    if languages:
        return f"{kind}, in {languages}."
    return f"{kind}." if outlet.kind else None
