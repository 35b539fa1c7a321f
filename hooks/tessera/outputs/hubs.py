"""The pages that gather records, each of which can be followed by feed.

A hub is an address, a title and what it lists. Pages, feeds, OPML and the subscribe page all read
this one list, so that none of them can name a feed that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.lookups import Kept
from tessera.pattern.index import Index
from tessera.wording import Wording, mark

FEEDS = (
    ("feed.xml", "RSS", "application/rss+xml"),
    ("atom.xml", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)

_WHOLE = {
    "": mark("Everything new"),
    "agreements/": mark("Agreements"),
    "analyses/": mark("Analyses"),
}


@dataclass(frozen=True, slots=True)
class Hub:
    """`address` from the site's root (`countries/irn/`), `kind` for grouping, what it gathers."""

    kind: str
    address: str
    title: str
    agreements: tuple[Agreement, ...] = ()
    analyses: tuple[Analysis, ...] = ()


class Hubs(Mapping[str, Hub]):
    """Address → hub, for every hub with at least one record; each is made when it is asked for."""

    def __init__(self, library: Library, index: Index, wording: Wording) -> None:
        self._library, self._index, self._wording = library, index, wording
        self._made: Kept[Hub | None] = Kept(library.lookups)
        self._makers = {
            "countries": self._countries, "pairs": self._pairs, "pillars": self._pillars,
            "instruments": self._instruments, "years": self._years, "outlets": self._outlets,
            "groups": self._groups,
        }  # fmt: skip

    def __getitem__(self, address: str) -> Hub:
        hub = self._made.get(address, lambda: self._make(address))
        if hub is None:
            raise KeyError(address)
        return hub

    def title(self, address: str) -> str | None:
        """The hub's title, or None where there is none; those of the whole site need no look."""
        if address in _WHOLE:
            return self._wording.say(_WHOLE[address])
        kind, _, key = address.rstrip("/").partition("/")
        if kind == "countries":  # whoever names it depends on its being there, and not on its acts
            known = key.upper() in self._index.by_party.keys()  # noqa: SIM118
            return self._party(key) if known else None
        hub = self.get(address)
        return hub.title if hub is not None else None

    def __iter__(self) -> Iterator[str]:
        """The whole site first, then kind by kind."""
        index = self._index
        yield from ("", "agreements/", "analyses/")
        yield from (f"countries/{code.lower()}/" for code in index.by_party)
        yield from (
            pair_address(pair)
            for pair, acts in index.by_pair.items()
            if acts or index.between(pair)
        )
        yield from (f"pillars/{code}/" for code in index.by_pillar)
        yield from (f"instruments/{code}/" for code in index.by_instrument)
        yield from (f"years/{year}/" for year in index.by_year)
        yield from (f"outlets/{key}/" for key in index.by_outlet)
        yield from (f"groups/{key}/" for key in index.by_group)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _make(self, address: str) -> Hub | None:
        kind, _, key = address.rstrip("/").partition("/")
        make = self._makers.get(kind) if key else self._whole
        return make(address, key) if make else None

    def _whole(self, address: str, _: str) -> Hub | None:
        if address not in _WHOLE:
            return None
        # Only what the hub gathers is looked at: a briefing's page does not depend on every act.
        acts = () if address == "analyses/" else tuple(self._library.agreements.values())
        analyses = () if address == "agreements/" else tuple(self._library.analyses.values())
        return Hub("site", address, self._wording.say(_WHOLE[address]), acts, analyses)

    def _countries(self, address: str, key: str) -> Hub | None:
        code = key.upper()
        about = self._index.analyses_by_party.get(code, ())
        acts = self._index.by_party.get(code)
        return Hub("country", address, self._party(key), acts, about) if acts else None

    def _party(self, key: str) -> str:
        return self._library.parties.name(key.upper(), self._wording.lang)

    def _pairs(self, address: str, key: str) -> Hub | None:
        first, _, second = key.upper().partition("-")
        pair = (first, second)
        if pair not in self._index.by_pair:
            return None
        both = self._index.by_pair[pair] + self._index.between(pair)
        acts = tuple(sorted(both, key=lambda act: act.order))
        name = pair_name(pair, self._library, self._wording)
        return Hub("pair", address, name, acts, self._about(acts)) if acts else None

    def _pillars(self, address: str, key: str) -> Hub | None:
        acts = self._index.by_pillar.get(key)
        if not acts:
            return None
        label = self._library.vocabulary.label("pillars", key)
        return Hub("pillar", address, label, acts, self._about(acts))

    def _instruments(self, address: str, key: str) -> Hub | None:
        acts = self._index.by_instrument.get(key)
        name = instrument_name(key, self._library, self._wording) if acts else ""
        return Hub("instrument", address, name, acts) if acts else None

    def _years(self, address: str, key: str) -> Hub | None:
        acts = self._index.by_year.get(int(key)) if key.isdecimal() else None
        return Hub("year", address, key, acts) if acts else None

    def _outlets(self, address: str, key: str) -> Hub | None:
        acts = {act.id: act for act, _ in self._index.by_outlet.get(key, ())}
        if not acts:
            return None
        return Hub("outlet", address, self._library.outlets[key].name, tuple(acts.values()))

    def _groups(self, address: str, key: str) -> Hub | None:
        acts = self._index.by_group.get(key)
        label = self._library.further.groups[key].label if acts else ""
        return Hub("group", address, label, acts, self._about(acts)) if acts else None

    def _about(self, acts: tuple[Agreement, ...]) -> tuple[Analysis, ...]:
        about = self._index.analyses_of
        found = {one.id: one for act in acts for one in about.get(act.id, ())}
        return tuple(sorted(found.values(), key=lambda analysis: analysis.order))


def instrument_name(code: str, library: Library, wording: Wording) -> str:
    """The instrument's label; a blank says of what it is one."""
    label = library.vocabulary.label("instruments", code)
    coded = code in library.vocabulary.sections["instruments"]
    return label if coded else wording.say("Instrument: {blank}", blank=label.lower())


def pair_address(pair: tuple[str, str]) -> str:
    """`pairs/blr-irn/`: alphabetical, lower case."""
    return f"pairs/{'-'.join(sorted(pair)).lower()}/"


def pair_name(pair: tuple[str, str], library: Library, wording: Wording) -> str:
    """`Belarus and Iran`, in the order of the names."""
    return wording.listed(sorted(library.parties.name(code, wording.lang) for code in pair))
