"""What a file was made from: every list that was looked into meanwhile, and at which key.

A build that is to know next time what an edit touches reads the library and its index through
`Watched` mappings. They note each look in the `Lookups` they share, so that no producer has to say,
or could forget to say, what its file depends on. A library without lookups is read directly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from tessera.content.lasting import LastingEach
from tessera.content.shelf import Shelf

K = TypeVar("K")
V = TypeVar("V")

WHOLE, KEYS, COUNT = "*", "*keys", "*count"
"""In place of a key: all of a list in its order; its keys in their order; how many there are."""


BARE = "bare "
"""What the name of a list begins with whose acts are without their words."""
TODAY, PAST = "today", "past"
"""What is no list: the day on which age is judged, and whether a day (the key) lies before it."""
MANY = 256
"""Who looks at more keys of a list than this is taken to depend on all of it."""


Need = tuple[str, Any]
"""One look: the list's name, and the key as it was asked for, found or not."""


def summed(needs: Collection[Need]) -> tuple[Need, ...]:
    """The needs, with one for the whole of each list of which many keys were asked for."""
    if len(needs) <= MANY:
        return tuple(needs)
    asked = Counter(name for name, _ in needs)
    many = sorted(name for name in asked if asked[name] > MANY)
    return (
        *((TODAY if name == PAST else name, WHOLE) for name in many),
        *(need for need in needs if need[0] not in many),
    )


class Lookups:
    """Notes looks while something is made. One thread: a build's worker, never a preview."""

    def __init__(self) -> None:
        self.noted: set[Need] | None = None
        """What has been noted so far; None while nobody asks."""
        self.shelf: Shelf | None = None
        """What the workers of a build make for each other, while there are some."""
        self.lasting: LastingEach | None = None
        """What earlier builds have worked out, where it is kept."""

    def note(self, *needs: Need) -> None:
        """Add to what is noted, if anybody is noting."""
        if self.noted is not None:
            self.noted.update(needs)

    def noting(self) -> _Noting:
        """The looks of the block alone; whoever noted before goes on afterwards without them."""
        return _Noting(self)

    @contextmanager
    def sharing(self, folder: Path) -> Iterator[None]:
        """Let the workers of the block find what others of them have made, through the folder."""
        with Shelf.within(folder) as self.shelf:
            try:
                yield
            finally:
                self.shelf = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Note nothing: a list is being made that will itself be watched."""
        before, self.noted = self.noted, None
        try:
            yield
        finally:
            self.noted = before


class _Noting:
    """As a generator would do it, in a third of the time: there are some ten for each file."""

    __slots__ = ("_before", "_lookups")

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def __enter__(self) -> set[Need]:
        self._before, noted = self._lookups.noted, set[Need]()
        self._lookups.noted = noted
        return noted

    def __exit__(self, *_: object) -> None:
        self._lookups.noted = self._before


class Watched(Mapping[K, V]):
    """A mapping whose readers are noted, by key where they name one."""

    __slots__ = ("_list", "_lookups", "_name")

    def __init__(self, list_: Mapping[K, V], name: str, lookups: Lookups) -> None:
        self._list, self._name, self._lookups = list_, name, lookups

    def __getitem__(self, key: K) -> V:
        if (noted := self._lookups.noted) is not None:  # not `note`: a page looks hundreds of times
            noted.add((self._name, key))
        return self._list[key]

    def get(self, key: K, default: Any = None) -> Any:
        # A mapping's own asks by `[]`, where to have nothing is an exception, which takes long.
        if (noted := self._lookups.noted) is not None:
            noted.add((self._name, key))
        return self._list.get(key, default)

    def __contains__(self, key: object) -> bool:
        if (noted := self._lookups.noted) is not None:
            noted.add((self._name, key))
        return key in self._list

    def __iter__(self) -> Iterator[K]:
        return iter(self._as(KEYS))

    def __len__(self) -> int:
        return len(self._as(COUNT))

    def keys(self) -> KeysView[K]:
        return self._as(KEYS).keys()

    def values(self) -> ValuesView[V]:
        return self._as(WHOLE).values()

    def items(self) -> ItemsView[K, V]:
        return self._as(WHOLE).items()

    def __eq__(self, other: object) -> bool:
        return self._as(WHOLE) == other

    __hash__ = None  # type: ignore[assignment]  # as every mapping

    def _as(self, what: str) -> Mapping[K, V]:
        self._lookups.note((self._name, what))
        return self._list


def copied(list_: Mapping[K, V]) -> dict[K, V]:
    """The same as a dict. `dict` alone looks up every key of a MappingProxyType, which takes long."""
    return list_.copy() if isinstance(list_, MappingProxyType) else dict(list_)


def watched(list_: Mapping[K, V], name: str, lookups: Lookups | None) -> Mapping[K, V]:
    """The list as it is to be read: through `lookups`, where there are some."""
    return list_ if lookups is None else Watched(list_, name, lookups)


def paused(lookups: Lookups | None) -> Any:
    """A block in which nothing is noted."""
    return nullcontext() if lookups is None else lookups.paused()


class Kept(Generic[V]):
    """Values that were worked out once, by key. Whoever asks again needs what the first one needed.

    With a `limit`, the value that was made first is forgotten first; with the name of a `shelf`
    another worker of the build has it still. Safe in threads, which may both make a value that
    neither has found.
    """

    def __init__(self, lookups: Lookups | None = None, limit: int = 0, shelf: str = "") -> None:
        self._lookups, self._limit, self._shelf = lookups, limit, shelf
        self._values: dict[Any, tuple[V, Collection[Need]]] = {}
        self._lock = Lock()

    def get(self, key: Any, make: Callable[[], V]) -> V:
        """The value at `key`, made if it is not there."""
        known = self._values.get(key)
        if known is None:
            known = self._shelved(key, make) if self._shelf else self._make(make)
            with self._lock:
                self._values[key] = known
                if 0 < self._limit < len(self._values):
                    del self._values[next(iter(self._values))]
        if self._lookups is not None and self._lookups.noted is not None:
            self._lookups.noted.update(known[1])
        return known[0]

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Forget at the end what was made in the block: nobody else will ask for it."""
        before = {*self._values}
        try:
            yield
        finally:
            with self._lock:
                for key in self._values.keys() - before:
                    del self._values[key]

    def _shelved(self, key: Any, make: Callable[[], V]) -> tuple[V, Collection[Need]]:
        """The value as another worker has made it, or made here for the others."""
        shelf = self._lookups.shelf if self._lookups is not None else None
        if shelf is None:
            return self._make(make)
        known: tuple[V, Collection[Need]] | None = shelf.get(self._shelf, key)
        if known is None:
            known = self._make(make)
            shelf.put(self._shelf, key, known)
        return known

    def _make(self, make: Callable[[], V]) -> tuple[V, Collection[Need]]:
        if self._lookups is None:
            return make(), ()
        with self._lookups.noting() as needs:
            value = make()
        few = len(needs) <= MANY and not self._shelf
        return value, frozenset(needs) if few else summed(needs)  # a set knows its hashes
