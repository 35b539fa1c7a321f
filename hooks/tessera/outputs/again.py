"""What of the last build still stands: which files nothing has changed under since.

A build remembers of each file what was looked up for it, and the state that each of those lists was
in (`Memory`). The next one works out the states anew: files whose lists are all as they were need
not be made again (`unchanged`). What no look-up shows (settings, templates, code, the theme, the
desk's own lists) is the `basis`, and if that has changed nothing stands. A file of the last site is
used again only if its bytes still have the digest that was remembered, so a site that somebody has
touched, or a memory that is lost or damaged, costs time and nothing else.
"""

from __future__ import annotations

import json
import sys
import sysconfig
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import tessera
from tessera.content.lookups import COUNT, KEYS, WHOLE, Need
from tessera.outputs.producer import Before, Made
from tessera.outputs.site import Site

_RECORDS = frozenset({"agreements", "analyses", "withdrawn"})


class Memory:
    """What `unchanged` asks for at the next build, gathered file by file."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._needs: dict[Need, int] = {}
        self._files: list[tuple[str, str, str, str, array[int]]] = []

    def note(self, made: Iterable[Made]) -> Iterator[Made]:
        """The files as they come, remembered."""
        for one in made:
            numbers = (self._needs.setdefault(need, len(self._needs)) for need in one.needs)
            self._files.append((one.producer, one.key, one.uri, one.digest, array("L", numbers)))
            yield one

    def data(self) -> bytes:
        """All of it."""
        states = States(self._site)
        needs = [(*need, states.of(need)) for need in self._needs]
        files = [(*one[:4], one[4].tolist()) for one in self._files]
        return json.dumps({"basis": basis(self._site), "needs": needs, "files": files}).encode()


def unchanged(site: Site, memory: bytes | None) -> Before:
    """(producer, key) → the file that the last build made and this one would make again."""
    try:
        told = json.loads(memory or b"{}")
    except ValueError:
        return {}
    if told.get("basis") != basis(site):
        return {}
    states = States(site)
    needs = [(name, _key(key)) for name, key, _ in told["needs"]]
    stand = [
        states.of(need) == state
        for need, (_, _, state) in zip(needs, told["needs"], strict=True)
    ]  # fmt: skip
    return {
        (producer, key): Made(producer, key, uri, digest, tuple(needs[one] for one in numbers))
        for producer, key, uri, digest, numbers in told["files"]
        if all(stand[one] for one in numbers)
    }


def _key(key: Any) -> Any:
    """A key as it was before JSON made a list of it: pairs and formulas are tuples."""
    return tuple(key) if isinstance(key, list) else key


class States:
    """The state of each list of a site, as a digest of all records in it and their order."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[Need, str] = {}

    def of(self, need: Need) -> str:
        """The state of the list at the key; empty where there is nothing."""
        if need not in self._known:
            self._known[need] = self._of(*need)
        return self._known[need]

    def _of(self, name: str, key: Any) -> str:
        site = self._site
        if name == "today":
            return site.today
        lists = getattr(site.library, name) if name in _RECORDS else site.index[name]
        if key == COUNT:
            return str(len(lists))
        if key == KEYS:
            return _digest(map(str, lists))
        if key == WHOLE:
            return _digest(f"{one} {self._state(value)}" for one, value in lists.items())
        return self._state(lists[key]) if key in lists else ""

    def _state(self, value: Any) -> str:
        """Of a record, or of the records in a list, which may each stand with what it gives to it."""
        if not isinstance(value, tuple):
            return self._site.library.digests.get(value.id, "")
        return _digest(self._state(one[0] if isinstance(one, tuple) else one) for one in value)


def basis(site: Site) -> str:
    """A digest of all that every file depends on."""
    return _digest(_basis(site))


def _basis(site: Site) -> Iterator[str]:
    yield sys.version
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    yield site.settings.model_dump_json(exclude={"root"})
    yield site.library.digests.get("", "")
    yield from site.docs
    yield from sorted(site.flags)
    yield from site.shells.get("agreements", 2).pieces
    for folder in (Path(tessera.__file__).parent, site.settings.root / "overrides"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".json", ".css", ".js"} and path.is_file():
                yield path.name
                yield blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _digest(parts: Iterable[str]) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(f"{part}\n".encode())
    return made.hexdigest()
