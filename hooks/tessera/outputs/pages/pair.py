"""Two parties: every act between them in order of time, with the silences."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.hubs import pair_address, pair_name
from tessera.outputs.pages import schema, years
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.pages.place import timeline
from tessera.outputs.site import Site
from tessera.pattern import follow_through
from tessera.pattern.index import Pair


def keys(site: Site) -> Iterable[str]:
    """`BLR-IRN` for every pair with a bilateral act, or that an analysis refers to."""
    return ("-".join(pair) for pair in site.index.by_pair)


def uri(site: Site, key: str) -> str:
    """`pairs/<a>-<b>/`."""
    return f"{pair_address(_pair(key))}index.html"


def _pair(key: str) -> Pair:
    first, second = key.split("-")
    return first, second


def make(site: Site, key: str) -> Drawn:
    """The page of the pair `A-B`."""
    pair = _pair(key)
    acts, shared = site.index.by_pair[pair], site.index.between(pair)
    view = view_of(site, uri(site, key))
    name = pair_name(pair, site.library)
    hub = site.hubs.get(pair_address(pair))
    dated = [act for act in acts if act.when]
    known = [act.when.year for act in dated if act.when]
    followed = sum(1 for act in acts if follow_through.beyond_signature(act))
    lede = f"No act between {name} is on record here."
    if acts:
        lede = f"{words.sentence(words.number(len(acts), 'act'))} on record between the two"
        if known:
            first, last = min(known), max(known)
            lede += f", from {first} to {last}" if last > first else f", of {first}"
        lede += f"; {followed or 'none'} with a step after the signature on record."
    return hub_page(
        site, pair_address(pair),
        index=("Pairs", "pairs/"),
        kind="Pair",
        title=name,
        description=lede,
        lede=lede,
        acts=acts,
        subject=[node for code in pair for node in schema.party(site, code)],
        analyses=hub.analyses if hub else (),
        card=cards.pair(site, pair) if acts else None,
        data=bool(acts),
        also=_orders(site, pair),
        found=len(acts) + len(shared) != 1,
        more=None,
        empty=f"No act between {name} is on record here. That says something about this "
        "collection, and nothing yet about the two.",
        timeline=timeline(view, dated),
        grid=years.grid(view, acts),
        undated=[view.act(act) for act in acts if act.when is None],
        shared=[{**view.act(act), "when": view.when(act)} for act in shared],
        parties=[view.party(code) for code in pair],
    )  # fmt: skip


def _orders(site: Site, pair: Pair) -> list[str]:
    """The pair as readers may type it: `Iran and Belarus`, `Belarus Iran`, `Iran Belarus`."""
    first, second = sorted(site.library.parties.name(code) for code in pair)
    return [f"{second} and {first}", f"{first} {second}", f"{second} {first}"]
