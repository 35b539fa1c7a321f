"""Every list that pages need, made in one pass over the records and looked up afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from tessera.content.agreement import Agreement, Relation, SourceItem
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.references import REFERENCE

Pair = tuple[str, str]
Acts = tuple[Agreement, ...]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Index:
    """Records by what they have in common, each list in order of time (undated acts first).

    `by_pair` holds bilateral acts, and an empty list for a pair that an analysis refers to.
    `incoming` holds, for each agreement, the relations that others declare to it.
    """

    by_party: Mapping[str, Acts]
    by_pair: Mapping[Pair, Acts]
    by_pillar: Mapping[str, Acts]
    by_instrument: Mapping[str, Acts]
    by_year: Mapping[int, Acts]
    by_formula: Mapping[tuple[str, ...], Acts]
    by_outlet: Mapping[str, tuple[tuple[Agreement, SourceItem], ...]]
    incoming: Mapping[str, tuple[tuple[Agreement, Relation], ...]]
    analyses_of: Mapping[str, tuple[Analysis, ...]]
    analyses_by_party: Mapping[str, tuple[Analysis, ...]]

    def between(self, pair: Pair) -> Acts:
        """The plurilateral acts in which both parties take part."""
        first, second = pair
        return tuple(
            act
            for act in self.by_party.get(first, ())
            if act.lateralism == "plurilateral" and second in act.codes
        )


def build(library: Library) -> Index:
    """The index of a library: linear in the number of records."""
    party: dict[str, list[Agreement]] = defaultdict(list)
    pair: dict[Pair, list[Agreement]] = defaultdict(list)
    pillar: dict[str, list[Agreement]] = defaultdict(list)
    instrument: dict[str, list[Agreement]] = defaultdict(list)
    year: dict[int, list[Agreement]] = defaultdict(list)
    formula: dict[tuple[str, ...], list[Agreement]] = defaultdict(list)
    outlet: dict[str, list[tuple[Agreement, SourceItem]]] = defaultdict(list)
    incoming: dict[str, list[tuple[Agreement, Relation]]] = defaultdict(list)
    for act in library.agreements.values():
        for code in act.codes:
            party[code].append(act)
        for both in act.pairs:
            pair[both].append(act)
        for code in act.formula:
            pillar[code].append(act)
        if act.formula:
            formula[act.formula].append(act)
        instrument[str(act.instrument.value)].append(act)
        if act.when is not None:
            year[act.when.year].append(act)
        for source in act.sources:
            if source.outlet is not None:
                outlet[source.outlet].append((act, source))
        for relation in act.relations:
            incoming[relation.to].append((act, relation))
    of: dict[str, list[Analysis]] = defaultdict(list)
    about: dict[str, list[Analysis]] = defaultdict(list)
    for analysis in library.analyses.values():
        for name in analysis.agreements:
            of[name].append(analysis)
        for code in analysis_parties(analysis, library):
            about[code].append(analysis)
        for both in _pairs_named(analysis, library):
            pair.setdefault(both, [])
    return Index(
        _frozen(party), _frozen(pair), _frozen(pillar), _frozen(instrument), _frozen(year),
        _frozen(formula), _frozen(outlet), _frozen(incoming), _frozen(of), _frozen(about),
    )  # fmt: skip


def analysis_parties(analysis: Analysis, library: Library) -> tuple[str, ...]:
    """The parties an analysis is about: those it names, and those of its agreements."""
    codes = set(analysis.countries)
    for name in analysis.agreements:
        if name in library.agreements:
            codes.update(library.agreements[name].codes)
    return tuple(sorted(codes))


def _pairs_named(analysis: Analysis, library: Library) -> Iterable[Pair]:
    for match in REFERENCE.finditer(analysis.body):
        target = library.references.resolve(match[1].strip())
        if target is not None and target.address.startswith("/pairs/"):
            first, second = target.address[7:-1].upper().split("-")
            yield first, second


def _frozen(lists: Mapping[K, list[V]]) -> Mapping[K, tuple[V, ...]]:
    return MappingProxyType(
        {key: tuple(lists[key]) for key in sorted(lists)}  # type: ignore[type-var]
    )
