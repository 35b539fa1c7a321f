"""What of the last build still stands: which files nothing has changed under since.

A build remembers of each file what was looked up for it, and the state that each of those lists was
in. The next one works out the states anew: files whose lists are all as they were need not be made
again. What no look-up shows (settings, templates, code, the theme, the desk's own lists) is the
`basis`, and if that has changed nothing stands. A file of the last site is used again only if nobody
has written to it since, by its inode, size and time, or else if its bytes have the digest that was
remembered, so a site that somebody has touched, or a memory that is lost or damaged, costs time and
nothing else.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import compress, count
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

import tessera
from tessera import theme
from tessera.content.lookups import COUNT, KEYS, PAST, TODAY, WHOLE, Need, copied
from tessera.content.query import Countable
from tessera.content.snapshot import code, installed
from tessera.outputs.producer import Made, Stamp
from tessera.outputs.site import Site
from tessera.pattern.expectation import Onward
from tessera.pattern.formulas import Near
from tessera.pattern.index import Shape

TOGETHER = 1024
"""Files that are written down at a time."""
_SAME, _CHANGED = 1, 2
"""Of the state of a list; 0 where nobody has asked yet."""
_LIBRARY = frozenset({"agreements", "analyses", "withdrawn", "countable"})
"""The lists that are the library's own; all others are its index's."""


def stamps(stored: bytes | None) -> Iterator[tuple[str, Stamp]]:
    """The address of each file that the last build made, and how it stood there."""
    for *_, uri, _, stamp, _ in _told(stored).get("files", ()):
        yield uri, tuple(stamp)


def _told(stored: bytes | None) -> dict[str, Any]:
    """What a memory tells that the same code has written: another may have other addresses."""
    try:
        told = from_json(stored or b"{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) and told.get("code") == code() else {}


class Memory:
    """What the last build made, and what this one makes, file by file.

    `recall` takes the `data` of the last build's memory, or None. `uris` are the addresses of all files
    that the last build made, `before` those that this one may make again by the same `basis`, which is
    what every file depends on. Whether one `stands` is found out by whoever is to make it.
    """

    def __init__(self, site: Site) -> None:
        self._states, self.basis = States(site), basis(site)
        self._needs: dict[Need, int] = {}
        self._last: list[tuple[Need, str]] = []
        self._judged = bytearray()
        self._made_of: dict[tuple[str, str], array[int]] = {}
        self._files: list[tuple[str, str, str, str, array[int]]] = []
        self.uris: tuple[str, ...] = ()
        self.before: dict[tuple[str, str], Made] = {}

    def recall(self, stored: bytes | None) -> None:
        """Remember what the last build made, and of what."""
        told = _told(stored)
        self.uris = tuple(uri for *_, uri, _, _, _ in told.get("files", ()))
        if told.get("basis") != self.basis:
            return
        self._last = [((name, _key(key)), state) for name, key, state in told["needs"]]
        self._needs = {need: number for number, (need, _) in enumerate(self._last)}
        self._judged = bytearray(len(self._last))
        for producer, key, uri, digest, stamp, numbers in told["files"]:
            made = Made(producer, key, uri, digest, (), None, True, tuple(stamp))
            self.before[producer, key] = made
            self._made_of[producer, key] = array("I", numbers)

    def stands(self, file: tuple[str, str]) -> bool:
        """Whether every list that the file was made from is as it was."""
        judged = self._judged
        for number in self._made_of[file]:
            if not judged[number]:
                need, was = self._last[number]
                judged[number] = _SAME if self._states.of(need) == was else _CHANGED
            if judged[number] == _CHANGED:
                return False
        return True

    def state(self, need: Need) -> str:
        """The state of a list at a key, as a digest."""
        return self._states.of(need)

    def note(self, made: Iterable[Made]) -> Iterator[Made]:
        """The files as they come, remembered."""
        for one in made:
            if one.kept:
                numbers = self._made_of[one.producer, one.key]
                for number in numbers:
                    self._judged[number] = _SAME  # or the worker would not have kept it
            else:
                numbers = array("I", map(self._number, one.needs))
            self._files.append((one.producer, one.key, one.uri, one.digest, numbers))
            yield one

    def _number(self, need: Need) -> int:
        """The number of a need, whose state is worked out here: at the end nobody would do the rest."""
        number = self._needs.get(need)
        if number is None:
            number = self._needs[need] = len(self._needs)
            self._states.of(need)
        return number

    def data(self, stamp: Callable[[str], Stamp]) -> bytes:
        """All that is to be known at the next build; `stamp` is that of the file at an address."""
        asked = bytearray(len(self._needs))
        for *_, numbers in self._files:
            for number in numbers:
                asked[number] = 1
        number_of = {} if all(asked) else dict(zip(compress(count(), asked), count()))
        needs = [
            (*need, self._state(need, number))
            for number, need in enumerate(self._needs)
            if asked[number]
        ]
        told = to_json({"code": code(), "basis": self.basis, "needs": needs}).removesuffix(b"}")
        return b'%b,"files":[%b]}' % (told, b",".join(self._written(number_of, stamp)))

    def _state(self, need: Need, number: int) -> str:
        """The state of a need; what a file was kept for is as it was, whoever has looked."""
        same = number < len(self._last) and self._judged[number] == _SAME
        return self._last[number][1] if same else self._states.of(need)

    def _written(
        self, number_of: Mapping[int, int], stamp: Callable[[str], Stamp]
    ) -> Iterator[bytes]:
        """The files as JSON, some at a time: as lists all of them would fill the memory.

        Needs are numbered anew by `number_of`; where it is empty, all numbers stay.
        """
        for at in range(0, len(self._files), TOGETHER):
            some = self._files[at : at + TOGETHER]
            lists = [
                (
                    *told,
                    stamp(told[2]),
                    [number_of[number] for number in numbers] if number_of else numbers.tolist(),
                )
                for *told, numbers in some
            ]
            yield to_json(lists)[1:-1]


def _key(key: Any) -> Any:
    """A key as it was before JSON made a list of it: pairs and formulas are tuples."""
    return tuple(key) if isinstance(key, list) else key


class States:
    """The state of each list of a site, as a digest of all records in it and their order."""

    def __init__(self, site: Site) -> None:
        self._site, self._digests = site, copied(site.library.digests)
        self._known: dict[Need, str] = {}

    def of(self, need: Need) -> str:
        """The state of the list at the key; empty where there is nothing."""
        state = self._known.get(need)
        if state is None:
            state = self._known[need] = self._of(*need)
        return state

    def _of(self, name: str, key: Any) -> str:
        site = self._site
        if name == TODAY:
            return site.today
        if name == PAST:
            return str(site.past(key))
        lists = getattr(site.library, name) if name in _LIBRARY else site.index[name]
        if key == COUNT:
            return str(len(lists))
        if key == KEYS:
            return _digest(map(str, lists))
        if key == WHOLE:
            return _digest(f"{one} {self._state(value)}" for one, value in lists.items())
        return self._state(lists[key]) if key in lists else ""

    def _state(self, value: Any) -> str:
        """Of a record, or of the records in a list, which may each stand with what it gives to it.

        The entries of a list are all of one kind.
        """
        digests = self._digests
        if not isinstance(value, tuple):
            return digests.get(value.id, "")
        if not value:
            return _NOTHING
        told = _TOLD.get(type(value[0]))
        if told is not None:
            return _digest(map(told, value))
        if isinstance(value[0], tuple):
            return _digest([digests.get(one[0].id, "") for one in value])
        return _digest([digests.get(one.id, "") for one in value])


def _shape(one: Shape) -> str:
    return repr((*one[:4], sorted(one.parties), one.read))


_TOLD: Mapping[type, Callable[[Any], str]] = {
    str: str, Near: repr, Onward: repr, Countable: repr, Shape: _shape,
}  # fmt: skip
"""What lists have that is no record, and what tells that it is another."""


STANDARD = ("agreements", 2)
"""The section and depth of the shell that stands for the theme."""


def basis(site: Site) -> str:
    """A digest of all that every file depends on."""
    return _digest(_basis(site))


def _basis(site: Site) -> Iterator[str]:
    yield from installed()
    yield site.settings.model_dump_json(exclude={"root", "executor", "cache"})
    yield site.library.digests.get("", "")
    yield from site.docs
    yield from sorted(site.flags)
    yield from site.shells.get(*STANDARD).pieces
    for folder in (Path(tessera.__file__).parent, *theme.folders(site.settings.root)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".json", ".css", ".js", ".po"} and path.is_file():
                yield path.name
                yield blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\n".join((*parts, "")).encode(), digest_size=16).hexdigest()


_NOTHING = _digest(())
"""The state of a list that is there and has nothing in it."""
