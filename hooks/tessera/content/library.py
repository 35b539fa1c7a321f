"""All that the desk has written, in a form that cannot be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from tessera.content import query
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.further import Further
from tessera.content.lasting import Lasting
from tessera.content.lookups import BARE, Lookups, Need, paused, summed, watched
from tessera.content.outlets import Outlet
from tessera.content.parties import Parties
from tessera.content.pictures import Picture
from tessera.content.query import Countable
from tessera.content.records import Record
from tessera.content.references import References
from tessera.content.vocabulary import Vocabulary

T = TypeVar("T")

BEGINNING = "1970-01-01"
"""The day of a library in which nothing is dated."""


class _Countables(Mapping[str, tuple[Countable, ...]]):
    """Party → what can be counted of its acts, made when it is first asked for; "" → of all."""

    def __init__(self, acts: Iterable[Agreement]) -> None:
        self._acts: dict[str, list[Agreement]] = {"": [*acts]}
        for act in self._acts[""]:
            for code in act.codes:
                self._acts.setdefault(code, []).append(act)
        self._each: dict[str, Countable] = {}
        self._made: dict[str, tuple[Countable, ...]] = {}

    def many(self, code: str) -> int:
        """How many acts the party has."""
        return len(self._acts.get(code, ()))

    def __getitem__(self, code: str) -> tuple[Countable, ...]:
        if code not in self._made:
            self._made[code] = tuple(map(self._of, self._acts[code]))
        return self._made[code]

    def _of(self, act: Agreement) -> Countable:
        """What can be counted of an act, which each of its parties has."""
        if act.id not in self._each:
            self._each[act.id] = Countable.of(act)
        return self._each[act.id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._acts)

    def __len__(self) -> int:
        return len(self._acts)


@dataclass(frozen=True)
class Library:
    """All that the desk has written, in a form that cannot be changed.

    Agreements and analyses are in order of time, ties broken by id; withdrawn ones are kept apart,
    and drafts are left out unless the loader was asked for them.
    """

    agreements: Mapping[str, Agreement]
    analyses: Mapping[str, Analysis]
    withdrawn: Mapping[str, Agreement | Analysis]
    vocabulary: Vocabulary
    outlets: Mapping[str, Outlet]
    parties: Parties
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Analysis's id → the names its text refers to."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Path under the project's root → a picture that stands beside some analysis."""
    further: Further = field(default_factory=Further)
    """Groups, patterns, searches and positions, where the desk keeps them."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Record's id → a hash of its file and of the desk's own lists; "" → of those lists alone."""
    bare_digests: Mapping[str, str] = field(default_factory=dict)
    """Agreement's id → the same of all that the file says beside the act's words."""
    lookups: Lookups | None = None
    """Who is told what of the library is looked up, if anybody is."""
    earlier: Lasting | None = field(default=None, repr=False, compare=False)
    """What earlier runs have worked out, where that is kept."""

    def through(self, lookups: Lookups) -> Library:
        """The same library, whose records are read through `lookups`."""
        return replace(
            self,
            agreements=watched(self.agreements, "agreements", lookups),
            analyses=watched(self.analyses, "analyses", lookups),
            withdrawn=watched(self.withdrawn, "withdrawn", lookups),
            lookups=lookups,
        )

    @cached_property
    def bare(self) -> Library:
        """The same, whose acts are without their words: for pages that count them, and say no more.

        They stand while words change.
        """
        with paused(self.lookups):
            bare = {name: act.bare for name, act in self.agreements.items()}
        return replace(
            self, agreements=watched(MappingProxyType(bare), f"{BARE}agreements", self.lookups)
        )

    def lasting(self, name: str, made_of: str, make: Callable[[], T]) -> T:
        """A value that depends on nothing but `made_of`: the last run's, if that was the same."""
        earlier = self.earlier
        return earlier.value(name, made_of, make) if earlier is not None else make()

    def lasting_each(self, name: str, keys: Iterable[str], make: Callable[[str], T]) -> Iterator[T]:
        """A value for each key: the last build's, if nothing has changed that was looked up for it.

        `make` looks up whatever it uses, so that there is a note of it.
        """
        lookups = self.lookups
        if lookups is None or lookups.lasting is None:
            yield from map(make, keys)
            return

        def noted(key: str) -> tuple[T, tuple[Need, ...]]:
            with lookups.noting() as needs:
                value = make(key)
            return value, summed(needs)

        for value, needs in lookups.lasting.each(name, keys, noted):
            lookups.note(*needs)
            yield value

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Party → where it stands in the picture of the network: fractions of width and height."""
        placed = self.further.positions
        return {code: (float(one.x), float(one.y)) for code, one in placed.items()}

    @cached_property
    def references(self) -> References:
        """What `[[…]]` may name."""
        return References(self.agreements, self.analyses, self.parties, self.vocabulary)

    def picture(self, analysis: Analysis, name: str) -> Picture | None:
        """The picture that the analysis calls `name`: a file beside its own."""
        return self.pictures.get(f"{analysis.path.rpartition('/')[0]}/{name}")

    def number(self, text: str) -> tuple[int, int | None]:
        """A living number's value now and at publication; raises `QueryError`."""
        found, was = self._counted(text)
        return len(found), was

    def counted(self, text: str) -> tuple[tuple[Agreement, ...], int | None]:
        """The agreements that a living number counts, and its value at publication.

        Raises `QueryError`.
        """
        found, was = self._counted(text)
        return tuple(self.agreements[name] for name in found), was

    def _counted(self, text: str) -> tuple[list[str], int | None]:
        """Ids of the acts that a living number counts: of the party with the fewest, if it names any."""
        asked = query.parse(text, self.vocabulary, self.parties)
        fewest = min(sorted(asked.parties), key=self._countable.many, default="")
        among = self.countable.get(fewest, ())
        return [act.id for act in among if asked.matches(act)], asked.was

    @property
    def countable(self) -> Mapping[str, tuple[Countable, ...]]:
        """Party → what living numbers look at of its acts; "" → of all acts."""
        return watched(self._countable, "countable", self.lookups)

    @cached_property
    def _countable(self) -> _Countables:
        with paused(self.lookups):
            return _Countables(self.agreements.values())

    @cached_property
    def newest(self) -> str:
        """The newest day the desk published or changed anything: ISO date, the build's clock."""
        records: tuple[Record, ...] = (*self.agreements.values(), *self.analyses.values())
        return max((record.newest for record in records), default="") or BEGINNING
