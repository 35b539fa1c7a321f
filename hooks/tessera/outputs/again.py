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
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

import tessera
from tessera import theme
from tessera.content.lookups import BARE, COUNT, KEYS, PAST, TODAY, WHOLE, Need, copied
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
_NOBODY: tuple[str, Any, str] = ("", "", "")
"""In place of a need, by its number."""
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
        self._count = 0
        self._last: list[tuple[Need, str]] = []
        self._judged = bytearray()
        self._made_of: dict[tuple[str, str], array[int]] = {}
        self._same: set[int] = set()
        self._asked: set[int] = set()
        self._files: list[tuple[str, str, str, str, Stamp, list[int]]] = []
        self._told: list[bytes] = []
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
        self._count = len(self._last)
        self._judged = bytearray(self._count)
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

    def note(self, made: Iterable[Made], stamp: Callable[[str], Stamp]) -> Iterator[Made]:
        """The files as they come, remembered; `stamp` is that of the one at an address."""
        for one in made:
            if one.kept:
                numbers = self._made_of[one.producer, one.key]
                self._same.update(numbers)  # or the worker would not have kept it
            else:
                numbers = array("I", map(self._number, one.needs))
                if self._last:
                    self._asked.update(numbers)
            yield one  # and whoever takes it may only now put it where it is to stand
            told = one.producer, one.key, one.uri, one.digest, stamp(one.uri), numbers.tolist()
            self._files.append(told)
            if len(self._files) == TOGETHER:
                self._write()
        if self._files:
            self._write()

    def _write(self) -> None:
        """Write some files down, while others are made: at the end nobody would do the rest.

        As lists all of them would fill the memory of a large build.
        """
        self._told.append(to_json(self._files)[1:-1])
        self._files.clear()

    def _number(self, need: Need) -> int:
        """The number of a need, whose state is worked out here, for the same reason."""
        number = self._needs.get(need)
        if number is None:
            number = self._needs[need] = self._count
            self._count += 1
            self._states.of(need)
        return number

    def data(self) -> bytes:
        """All that is to be known at the next build.

        A need that no file has any more leaves its number to nobody, so that all others keep theirs.
        """
        needs = [_NOBODY] * self._count
        for need, number in self._needs.items():
            if number in self._same:
                needs[number] = (*need, self._last[number][1])
            elif number in self._asked or number >= len(self._last):  # numbered when asked
                needs[number] = (*need, self._states.of(need))
        told = to_json({"code": code(), "basis": self.basis, "needs": needs}).removesuffix(b"}")
        return b'%b,"files":[%b]}' % (told, b",".join(self._told))


def _key(key: Any) -> Any:
    """A key as it was before JSON made a list of it: pairs and formulas are tuples."""
    return tuple(key) if isinstance(key, list) else key


class States:
    """The state of each list of a site, as a digest of all records in it and their order."""

    def __init__(self, site: Site) -> None:
        self._site, self._digests = site, copied(site.library.digests)
        self._bare = copied(site.library.bare_digests)
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
        bare = name.startswith(BARE)
        name, digests = (name.removeprefix(BARE), self._bare) if bare else (name, self._digests)
        lists = getattr(site.library, name) if name in _LIBRARY else site.index[name]
        if key == COUNT:
            return str(len(lists))
        if key == KEYS:
            return _digest(map(str, lists))
        if key == WHOLE:
            return _digest(f"{one} {_state(value, digests)}" for one, value in lists.items())
        return _state(lists[key], digests) if key in lists else ""


def _state(value: Any, digests: Mapping[str, str]) -> str:
    """Of a record, or of the records in a list, which may each stand with what it gives to it.

    The entries of a list are all of one kind.
    """
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
