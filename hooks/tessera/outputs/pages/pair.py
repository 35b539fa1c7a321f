"""Two parties: every act between them in order of time, with the silences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from tessera.outputs.cards import of as cards
from tessera.outputs.hubs import pair_address
from tessera.outputs.pages import schema, years
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.pages.place import timeline
from tessera.outputs.site import Site
from tessera.outputs.view import View
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
    name = site.pair_name(pair)
    hub = site.hubs.get(pair_address(pair))
    dated = [act for act in acts if act.when]
    known = [act.when.year for act in dated if act.when]
    followed = sum(1 for act in acts if follow_through.beyond_signature(act))
    say = view.say
    nothing = say("No act between {pair} is on record here.", pair=name)
    lede = nothing
    if acts:
        lede = view.plural(
            "{n} act on record between the two{years}; {followed} with a step after the signature on "
            "record.",
            "{n} acts on record between the two{years}; {followed} with a step after the signature on "
            "record.",
            len(acts), years=_years(view, known), followed=followed or say("none"),
        )  # fmt: skip
    return hub_page(
        site, pair_address(pair),
        index=(say("Pairs"), "pairs/"),
        kind=say("Pair"),
        title=name,
        description=lede,
        lede=lede,
        acts=acts,
        subject=[node for code in pair for node in schema.party(site, code)],
        analyses=hub.analyses if hub else (),
        card=partial(cards.pair, site, pair) if acts else None,
        data=bool(acts),
        also=_orders(site, pair),
        found=len(acts) + len(shared) != 1,
        more=None,
        empty=say(
            "{nothing} That says something about this collection, and nothing yet about the two.",
            nothing=nothing,
        ),
        timeline=timeline(view, dated),
        grid=years.grid(view, acts),
        undated=[view.act(act) for act in acts if act.when is None],
        shared=[{**view.act(act), "when": view.when(act)} for act in shared],
        parties=[view.party(code) for code in pair],
    )  # fmt: skip


def _years(view: View, known: list[int]) -> str:
    if not known:
        return ""
    first, last = min(known), max(known)
    if last > first:
        return view.say(", from {first} to {last}", first=str(first), last=str(last))
    return view.say(", of {year}", year=str(first))


def _orders(site: Site, pair: Pair) -> list[str]:
    """The pair as readers may type it: `Iran and Belarus`, `Belarus Iran`, `Iran Belarus`."""
    first, second = sorted(site.name(code) for code in pair)
    return [site.wording.listed([second, first]), f"{first} {second}", f"{second} {first}"]
