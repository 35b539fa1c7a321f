"""Every list that pages need, made in one pass over the records and looked up afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from tessera.content.agreement import Agreement, Relation, SourceItem
from tessera.content.analysis import Analysis
from tessera.content.library import Library

Pair = tuple[str, str]
Acts = tuple[Agreement, ...]
K = TypeVar("K")
V = TypeVar("V")


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
        return _grouped((code, act) for act in self._acts for code in act.codes)

    @cached_property
    def by_pair(self) -> Mapping[Pair, Acts]:
        """Pair → its bilateral acts; a pair that an analysis refers to is there without any."""
        pairs = _grouped((both, act) for act in self._acts for both in act.pairs)
        named = {both: () for one in self.library.analyses.values() for both in self._named(one)}
        every: dict[Pair, Acts] = {**named, **pairs}
        return MappingProxyType({both: every[both] for both in sorted(every)})

    @cached_property
    def by_pillar(self) -> Mapping[str, Acts]:
        """Pillar code → the acts that name it."""
        return _grouped((code, act) for act in self._acts for code in act.formula)

    @cached_property
    def by_formula(self) -> Mapping[tuple[str, ...], Acts]:
        """Pillar formula → the acts that name exactly these pillars."""
        return _grouped((act.formula, act) for act in self._acts if act.formula)

    @cached_property
    def by_instrument(self) -> Mapping[str, Acts]:
        """Instrument code, or the blank that stands for it → its acts."""
        return _grouped((str(act.instrument.value), act) for act in self._acts)

    @cached_property
    def by_year(self) -> Mapping[int, Acts]:
        """Year of the best known date → its acts."""
        return _grouped((act.when.year, act) for act in self._acts if act.when is not None)

    @cached_property
    def by_outlet(self) -> Mapping[str, tuple[tuple[Agreement, SourceItem], ...]]:
        """Outlet key → the items of it that records use, with the record."""
        return _grouped(
            (source.outlet, (act, source))
            for act in self._acts
            for source in act.sources
            if source.outlet is not None
        )

    @cached_property
    def incoming(self) -> Mapping[str, tuple[tuple[Agreement, Relation], ...]]:
        """Agreement's id → the relations that others declare to it."""
        return _grouped(
            (relation.to, (act, relation)) for act in self._acts for relation in act.relations
        )

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
        return tuple(act for act in self._plurilateral.get(first, ()) if second in act.codes)

    @property
    def _acts(self) -> Iterable[Agreement]:
        return self.library.agreements.values()

    @cached_property
    def _plurilateral(self) -> Mapping[str, Acts]:
        return _grouped((code, act) for act in self._acts if not act.pairs for code in act.codes)

    def _named(self, analysis: Analysis) -> Iterator[Pair]:
        """The pairs that an analysis refers to."""
        for name in self.library.mentions.get(analysis.id, ()):
            target = self.library.references.resolve(name)
            if target is not None and target.address.startswith("/pairs/"):
                first, second = target.address[7:-1].upper().split("-")
                yield first, second


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
