"""Every list that pages need, made in one pass over the records and looked up afterwards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from tessera.content.agreement import Agreement, Relation, SourceItem
from tessera.content.analysis import Analysis
from tessera.content.library import Library

Pair = tuple[str, str]
Acts = tuple[Agreement, ...]
_PAIR = re.compile(r"[A-Z0-9]+-[A-Z0-9]+")
K = TypeVar("K")
V = TypeVar("V")


Entries = Iterable[tuple[Any, Any]]

_LISTS: Mapping[str, Callable[[Agreement], Entries]] = {
    "by_party": lambda act: ((code, act) for code in act.codes),
    "by_pillar": lambda act: ((code, act) for code in act.formula),
    "by_formula": lambda act: [(act.formula, act)] if act.formula else [],
    "by_instrument": lambda act: [(str(act.instrument.value), act)],
    "by_year": lambda act: [(act.when.year, act)] if act.when is not None else [],
    "by_outlet": lambda act: (
        (source.outlet, (act, source)) for source in act.sources if source.outlet is not None
    ),
    "incoming": lambda act: ((relation.to, (act, relation)) for relation in act.relations),
    "bilateral": lambda act: ((both, act) for both in act.pairs),
    "plurilateral": lambda act: () if act.pairs else ((code, act) for code in act.codes),
}
"""What each agreement adds to each list: (key, value) pairs."""


@dataclass(frozen=True)
class Index:
    """Records by what they have in common, each list in order of time (undated acts first).

    Every list is made in one pass over the records when it is first asked for: a preview that
    shows one page after an edit pays for the lists of that page only.
    """

    library: Library

    @cached_property
    def by_party(self) -> Mapping[str, Acts]:
        """Party code → its acts."""
        return self._list("by_party")

    @cached_property
    def by_pair(self) -> Mapping[Pair, Acts]:
        """Pair → its bilateral acts; a pair that an analysis refers to is there without any."""
        if self._named.keys() <= self.bilateral.keys():
            return self.bilateral
        every: dict[Pair, Acts] = {**self._named, **self.bilateral}
        return MappingProxyType({both: every[both] for both in sorted(every)})

    @cached_property
    def bilateral(self) -> Mapping[Pair, Acts]:
        """Pair → its bilateral acts."""
        return self._list("bilateral")

    @cached_property
    def plurilateral(self) -> Mapping[str, Acts]:
        """Party code → its acts that are not bilateral."""
        return self._list("plurilateral")

    @cached_property
    def by_pillar(self) -> Mapping[str, Acts]:
        """Pillar code → the acts that name it."""
        return self._list("by_pillar")

    @cached_property
    def by_formula(self) -> Mapping[tuple[str, ...], Acts]:
        """Pillar formula → the acts that name exactly these pillars."""
        return self._list("by_formula")

    @cached_property
    def by_instrument(self) -> Mapping[str, Acts]:
        """Instrument code, or the blank that stands for it → its acts."""
        return self._list("by_instrument")

    @cached_property
    def by_year(self) -> Mapping[int, Acts]:
        """Year of the best known date → its acts."""
        return self._list("by_year")

    @cached_property
    def by_outlet(self) -> Mapping[str, tuple[tuple[Agreement, SourceItem], ...]]:
        """Outlet key → the items of it that records use, with the record."""
        return self._list("by_outlet")

    @cached_property
    def incoming(self) -> Mapping[str, tuple[tuple[Agreement, Relation], ...]]:
        """Agreement's id → the relations that others declare to it."""
        return self._list("incoming")

    @cached_property
    def analyses_of(self) -> Mapping[str, tuple[Analysis, ...]]:
        """Agreement's id → the briefings that use it."""
        return _grouped(
            (name, one) for one in self.library.analyses.values() for name in one.agreements
        )

    @cached_property
    def analyses_by_party(self) -> Mapping[str, tuple[Analysis, ...]]:
        """Party code → the briefings about it."""
        return _grouped(
            (code, one)
            for one in self.library.analyses.values()
            for code in analysis_parties(one, self.library)
        )

    def between(self, pair: Pair) -> Acts:
        """The plurilateral acts in which both parties take part."""
        first, second = pair
        return tuple(act for act in self.plurilateral.get(first, ()) if second in act.codes)

    def after(self, library: Library) -> Index:
        """The index of the next library; a list in which acts only changed places is kept."""
        index, old, new = Index(library), self.library.agreements, library.agreements
        if library.analyses is self.library.analyses:
            kept: dict[str, Any] = {
                name: vars(self)[name] for name in ("analyses_of", "_named") if name in vars(self)
            }
            vars(index).update(kept)
        if [*old] != [*new]:
            return index
        changed = [(old[name], act) for name, act in new.items() if old[name] is not act]
        for name, entries in _LISTS.items():
            if name in vars(self) and (list_ := _exchanged(vars(self)[name], changed, entries)):
                vars(index)[name] = list_
        return index

    def _list(self, name: str) -> Mapping[Any, tuple[Any, ...]]:
        entries = _LISTS[name]
        return _grouped(entry for act in self.library.agreements.values() for entry in entries(act))

    @cached_property
    def _named(self) -> Mapping[Pair, Acts]:
        """The pairs that analyses refer to, without acts."""
        resolve = self.library.references.resolve
        names = {name for names in self.library.mentions.values() for name in names}
        found = (resolve(name) for name in sorted(names) if _PAIR.fullmatch(name))
        parts = (target.address.split("/") for target in found if target is not None)
        pairs = (part[2].upper().partition("-") for part in parts if part[1] == "pairs")
        return {(first, second): () for first, _, second in pairs}


def _exchanged(
    lists: Mapping[K, tuple[V, ...]],
    changed: Iterable[tuple[Agreement, Agreement]],
    entries: Callable[[Agreement], Entries],
) -> Mapping[K, tuple[V, ...]] | None:
    """The lists with what the old acts added exchanged for the new acts'; None if keys differ."""
    copy: dict[Any, tuple[Any, ...]] = dict(lists)
    for old, new in changed:
        before, after = [*entries(old)], [*entries(new)]
        if [key for key, _ in before] != [key for key, _ in after]:
            return None
        places = [(key, copy[key].index(value)) for key, value in before]
        for (key, at), (_, value) in zip(places, after, strict=True):
            copy[key] = (*copy[key][:at], value, *copy[key][at + 1 :])
    return MappingProxyType(copy)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Lists by key, the keys sorted, each list in the order it came in."""
    lists: dict[Any, list[V]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return MappingProxyType({key: tuple(lists[key]) for key in sorted(lists)})


def build(library: Library) -> Index:
    """The index of a library."""
    return Index(library)


def analysis_parties(analysis: Analysis, library: Library) -> tuple[str, ...]:
    """The parties an analysis is about: those it names, and those of its agreements."""
    codes = set(analysis.countries)
    for name in analysis.agreements:
        if name in library.agreements:
            codes.update(library.agreements[name].codes)
    return tuple(sorted(codes))
