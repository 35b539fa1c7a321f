"""Every list that pages need, made in one pass over the records and looked up afterwards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from tessera.content.agreement import Agreement, Relation, SourceItem
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.lookups import Kept, copied, paused, watched
from tessera.pattern import expectation, formulas
from tessera.pattern.expectation import Onward
from tessera.pattern.formulas import Near
from tessera.pattern.groups import acts as acts_of

Pair = tuple[str, str]
Acts = tuple[Agreement, ...]
_PAIR = re.compile(r"[A-Z0-9]+-[A-Z0-9]+")
K = TypeVar("K")
V = TypeVar("V")


Entries = Iterable[tuple[Any, Any]]


class Shape(NamedTuple):
    """What look-alikes are told by: an act without its words.

    A page that looks for an act's like depends on shapes, and not on every word of every record.
    `day` is the middle of the best known date as an ordinal, 0 where none is known.
    """

    id: str
    day: int
    instrument: str
    level: str
    parties: frozenset[str]
    read: bool
    """Whether the desk has seen the text, or a part of it."""

    @classmethod
    def of(cls, act: Agreement) -> Shape:
        """The shape of an act."""
        when = act.when
        return cls(
            act.id,
            (when.first.toordinal() + when.last.toordinal()) // 2 if when else 0,
            str(act.instrument.value),
            str(act.level.value) if act.level else "",
            frozenset(act.codes),
            act.text is not None and act.text.availability in TEXT_SEEN,
        )


_MADE = ("near", "onward", "by_pair", "by_group", "analyses_of", "analyses_by_party")
"""The lists that are not made act by act."""

RECENT = 16
"""Answers that stay at hand for the parts of one page."""

TEXT_SEEN = ("full", "partial")
"""The availabilities of a text of which the desk has read something."""

_LISTS: Mapping[str, Callable[[Agreement], Entries]] = {
    "by_party": lambda act: [(code, act) for code in act.codes],
    "by_pillar": lambda act: [(code, act) for code in act.formula],
    "by_formula": lambda act: [(act.formula, act)] if act.formula else [],
    "by_party_formula": lambda act: [
        ((code, *act.formula), act) for code in act.codes if act.formula
    ],
    "shapes": lambda act: [(act.formula, Shape.of(act))] if act.formula else [],
    "by_instrument": lambda act: [(str(act.instrument.value), act)],
    "by_year": lambda act: [(act.when.year, act)] if act.when is not None else [],
    "by_outlet": lambda act: [
        (source.outlet, (act, source)) for source in act.sources if source.outlet is not None
    ],
    "incoming": lambda act: [(relation.to, (act, relation)) for relation in act.relations],
    "bilateral": lambda act: [(both, act) for both in act.pairs],
    "ties": lambda act: [(both, act.id) for both in act.pairs],
    "plurilateral": lambda act: [] if act.pairs else [(code, act) for code in act.codes],
}
"""What each agreement adds to each list: (key, value) pairs."""


@dataclass(frozen=True)
class Index:
    """Records by what they have in common, each list in order of time (undated acts first).

    Every list is made in one pass over the records when it is first asked for: a preview that
    shows one page after an edit pays for the lists of that page only.
    """

    library: Library
    _lists: dict[str, Mapping[Any, Any]] = field(default_factory=dict, repr=False, compare=False)
    _watched: dict[str, Mapping[Any, Any]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def once(self) -> Kept[Any]:
        """What is worked out once for these records: see outputs/once.py."""
        return Kept(self.library.lookups)

    @cached_property
    def recent(self) -> Kept[Any]:
        """What several parts of one page ask for; the next page asks for something else."""
        return Kept(self.library.lookups, RECENT)

    def __getitem__(self, name: str) -> Mapping[Any, tuple[Any, ...]]:
        """A list by the name of its property, read without a note of it."""
        made = self._lists.get(name)
        if made is None:
            with paused(self.library.lookups):
                made = self._lists[name] = self._make(name)
        return made

    def complete(self) -> None:
        """Make every list now."""
        for name in (*_LISTS, *_MADE):
            self[name]

    def _list(self, name: str) -> Mapping[Any, Any]:
        list_ = self._watched.get(name)
        if list_ is None:
            list_ = self._watched[name] = watched(
                self[name], self.called(name), self.library.lookups
            )
        return list_

    def called(self, name: str) -> str:
        """What readers of a list are noted to have looked into."""
        return name

    @property
    def by_party(self) -> Mapping[str, Acts]:
        """Party code → its acts."""
        return self._list("by_party")

    @property
    def by_pair(self) -> Mapping[Pair, Acts]:
        """Pair → its bilateral acts; a pair that an analysis refers to is there without any."""
        return self._list("by_pair")

    @property
    def bilateral(self) -> Mapping[Pair, Acts]:
        """Pair → its bilateral acts."""
        return self._list("bilateral")

    @property
    def ties(self) -> Mapping[Pair, tuple[str, ...]]:
        """Pair → the ids of its bilateral acts, for whoever counts them and shows no more of them."""
        return self._list("ties")

    @property
    def plurilateral(self) -> Mapping[str, Acts]:
        """Party code → its acts that are not bilateral."""
        return self._list("plurilateral")

    @property
    def by_pillar(self) -> Mapping[str, Acts]:
        """Pillar code → the acts that name it."""
        return self._list("by_pillar")

    @property
    def by_formula(self) -> Mapping[tuple[str, ...], Acts]:
        """Pillar formula → the acts that name exactly these pillars."""
        return self._list("by_formula")

    @property
    def by_party_formula(self) -> Mapping[tuple[str, ...], Acts]:
        """(party, *formula) → the party's acts that name exactly these pillars."""
        return self._list("by_party_formula")

    @property
    def shapes(self) -> Mapping[tuple[str, ...], tuple[Shape, ...]]:
        """Pillar formula → the shapes of its acts."""
        return self._list("shapes")

    @property
    def near(self) -> Mapping[tuple[str, ...], tuple[Near, ...]]:
        """Pillar formula → the formulas nearest to it, itself first."""
        return self._list("near")

    @property
    def onward(self) -> Mapping[str, tuple[Onward, ...]]:
        """Rung → how agreements on record at it went on (one entry)."""
        return self._list("onward")

    @property
    def by_instrument(self) -> Mapping[str, Acts]:
        """Instrument code, or the blank that stands for it → its acts."""
        return self._list("by_instrument")

    @property
    def by_year(self) -> Mapping[int, Acts]:
        """Year of the best known date → its acts."""
        return self._list("by_year")

    @property
    def by_outlet(self) -> Mapping[str, tuple[tuple[Agreement, SourceItem], ...]]:
        """Outlet key → the items of it that records use, with the record."""
        return self._list("by_outlet")

    @property
    def incoming(self) -> Mapping[str, tuple[tuple[Agreement, Relation], ...]]:
        """Agreement's id → the relations that others declare to it."""
        return self._list("incoming")

    @property
    def by_group(self) -> Mapping[str, Acts]:
        """Group's key → the acts that its members signed among themselves."""
        return self._list("by_group")

    @property
    def analyses_of(self) -> Mapping[str, tuple[Analysis, ...]]:
        """Agreement's id → the briefings that use it."""
        return self._list("analyses_of")

    @property
    def analyses_by_party(self) -> Mapping[str, tuple[Analysis, ...]]:
        """Party code → the briefings about it."""
        return self._list("analyses_by_party")

    def between(self, pair: Pair) -> Acts:
        """The plurilateral acts in which both parties take part."""
        first, second = pair
        return tuple(act for act in self.plurilateral.get(first, ()) if second in act.codes)

    def after(self, library: Library) -> Index:
        """The index of the next library; a list in which acts only changed places is kept."""
        index, old, new = Index(library), self.library.agreements, library.agreements
        if library.analyses is self.library.analyses:
            kept = ("analyses_of", "named")
            index._lists.update({name: self[name] for name in kept if name in self._lists})
        if [*old] != [*new]:
            return index
        changed = [(old[name], act) for name, act in new.items() if old[name] is not act]
        for name, entries in _LISTS.items():
            if name in self._lists and (list_ := _exchanged(self[name], changed, entries)):
                index._lists[name] = list_
        if "near" in self._lists and "shapes" in index._lists:  # of the same formulas
            index._lists["near"] = self["near"]
        if "onward" in self._lists and all(
            expectation.reached(old) == expectation.reached(new) for old, new in changed
        ):
            index._lists["onward"] = self["onward"]
        return index

    def _make(self, name: str) -> Mapping[Any, tuple[Any, ...]]:
        library = self.library
        match name:
            case "by_pair":
                bilateral, named = self["bilateral"], self["named"]
                if named.keys() <= bilateral.keys():
                    return bilateral
                every: dict[Pair, Acts] = copied(named) | copied(bilateral)
                return MappingProxyType({both: every[both] for both in sorted(every)})
            case "analyses_of":
                return _grouped(
                    (act, one) for one in library.analyses.values() for act in one.agreements
                )
            case "analyses_by_party":
                return _grouped(
                    (code, one)
                    for one in library.analyses.values()
                    for code in analysis_parties(one, library)
                )
            case "near":
                known = [*self["shapes"]]
                near = library.lasting("near", repr(known), lambda: dict(formulas.near(known)))
                return MappingProxyType(near)
            case "onward":
                return MappingProxyType(dict(expectation.onward(library.agreements.values())))
            case "by_group":
                groups = library.further.groups
                return _grouped(
                    (key, act)
                    for key in groups
                    for act in acts_of(key, library, library.agreements.values()).among
                )
            case "named":
                return MappingProxyType(dict(self._named()))
        return _grouped(chain.from_iterable(map(_LISTS[name], library.agreements.values())))

    def _named(self) -> Iterator[tuple[Pair, Acts]]:
        """The pairs that analyses refer to, without acts."""
        resolve = self.library.references.resolve
        names = {name for names in self.library.mentions.values() for name in names}
        for name in sorted(names):
            target = resolve(name) if _PAIR.fullmatch(name) else None
            _, folder, key = target.address.split("/")[:3] if target else ("", "", "")
            if folder == "pairs":
                first, _, second = key.upper().partition("-")
                yield (first, second), ()


def _exchanged(
    lists: Mapping[K, tuple[V, ...]],
    changed: Iterable[tuple[Agreement, Agreement]],
    entries: Callable[[Agreement], Entries],
) -> Mapping[K, tuple[V, ...]] | None:
    """The lists with what the old acts added exchanged for the new acts'; None if keys differ."""
    copy: dict[Any, tuple[Any, ...]] = copied(lists)
    for old, new in changed:
        before, after = [*entries(old)], [*entries(new)]
        if [key for key, _ in before] != [key for key, _ in after]:
            return None
        places = [(key, _place(copy[key], value)) for key, value in before]
        for (key, at), (_, value) in zip(places, after, strict=True):
            copy[key] = (*copy[key][:at], value, *copy[key][at + 1 :])
    return MappingProxyType(copy)


def _place(values: tuple[Any, ...], value: Any) -> int:
    """Where the value stands. Records are told apart by themselves: to compare them takes long."""
    if isinstance(value, Agreement):
        return next(at for at, one in enumerate(values) if one is value)
    if type(value) is tuple:  # an act with what it gives to the list
        return next(
            at for at, one in enumerate(values) if one[0] is value[0] and one[1:] == value[1:]
        )
    return values.index(value)


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
