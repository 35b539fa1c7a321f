"""Writes outputs into the folder of a build, and refuses what could not stand beside the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from pydantic_core import to_json

from tessera.errors import TesseraError
from tessera.outputs.output import Output
from tessera.outputs.producer import Made, Stamp

MANIFEST = "manifest.json"
OURS_FIRST = frozenset({"404.html", "sitemap.xml"})
"""What the host writes for its own pages and an output may replace."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_PLAIN = re.compile(r"(?:[\w-][\w.-]{0,250}/)*[\w-][\w.-]{0,250}", re.ASCII)
"""Nearly every address of a site, in which there is nothing wrong."""


class OutputError(TesseraError):
    """Two files at one address, or an address outside the site: every such case, together."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Folder:
    """Where one build's files go, by whichever process has made them.

    `last` is the last good site: a file that has not changed is linked to its old self, keeping
    its inode and time, so that what is copied elsewhere afterwards is only what changed.
    """

    folder: Path
    last: Path | None = None

    def put(self, output: Output) -> str:
        """Write it; returns the SHA-256 of its data. An address outside the site is not written."""
        data = output.data
        digest = sha256(data).hexdigest()
        if not misplaced(output.uri) and not self._link(output.uri, lambda old: old == data):
            self._write(output.uri, data)
        return digest

    def keep(self, uri: str, digest: str, stamp: Stamp = ()) -> bool:
        """Link the last site's file, if it still has this stamp, or its data this SHA-256."""
        if misplaced(uri) or self.last is None:
            return False
        if stamp and self.link(uri, stamp):
            return True
        return self._link(uri, lambda old: sha256(old).hexdigest() == digest)

    def link(self, uri: str, stamp: Stamp) -> bool:
        """Link the last site's file, if it still has this stamp; whether it is here, or was before."""
        if self.stamp(uri) == stamp:
            return True
        return _stamp(f"{self.last}/{uri}") == stamp and self._linked(uri)

    def stamp(self, uri: str) -> Stamp:
        """Inode, size and time of a file of this build: whoever writes to it changes one of them."""
        return _stamp(f"{self.folder}/{uri}")

    def _write(self, uri: str, data: bytes) -> None:
        path = f"{self.folder}/{uri}"
        try:
            file = os.open(path, _NEW, 0o666)
        except FileNotFoundError:
            _room_for(path)
            file = os.open(path, _NEW, 0o666)
        except FileExistsError:  # it may be linked to the last site's
            os.unlink(path)  # noqa: PTH108
            file = os.open(path, _NEW, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def _link(self, uri: str, same: Callable[[bytes], bool]) -> bool:
        if self.last is None:
            return False
        try:
            old = os.open(f"{self.last}/{uri}", os.O_RDONLY | os.O_NOFOLLOW)
            with open(old, "rb", buffering=0) as file:  # noqa: PTH123
                return same(file.readall()) and self._linked(uri)
        except OSError:  # nothing there
            return False

    def _linked(self, uri: str) -> bool:
        old, path = f"{self.last}/{uri}", f"{self.folder}/{uri}"
        try:
            try:
                os.link(old, path)
            except FileNotFoundError:
                _room_for(path)
                os.link(old, path)
            except FileExistsError:  # linked before, or the host's own
                if not os.path.samefile(old, path):  # noqa: PTH121
                    os.unlink(path)  # noqa: PTH108
                    os.link(old, path)
        except OSError:  # a disk without links
            return False
        return True


def _stamp(path: str) -> Stamp:
    try:
        return stamp_of(os.lstat(path))
    except OSError:
        return ()


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp of a file as the system tells of it."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def _room_for(path: str) -> None:
    """Make the folder of a file: most often the one above is there."""
    folder = os.path.dirname(path)  # noqa: PTH120  once for every other file
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        pass  # another worker was sooner


class Writer:
    """One build's folder, with what the host has already written there.

    `last` is the last good site: see `Folder`.
    """

    def __init__(self, folder: Path, last: Path | None = None) -> None:
        self.folder = folder
        self.place = Folder(folder, last if last and last.is_dir() else None)
        self.digests: dict[str, str] = {}
        self._given_up: set[str] = set()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for uri in files(folder):
            self._claim(uri)

    def write(self, outputs: Iterable[Output], tick: Callable[[int], None] | None = None) -> None:
        """Write every output; `tick` is told how many there are so far.

        Raises OutputError, after the last one, for those that had no place of their own.
        """
        put = self.place.put
        self._each(((one.uri, one.sources, partial(put, one)) for one in outputs), tick)

    def take(self, made: Iterable[Made], tick: Callable[[int], None] | None = None) -> None:
        """Take up what workers have put into the folder themselves; raises as `write` does."""

        def digest(one: Made) -> str:
            return one.digest if one.body is None else self.place.put(Output(one.uri, one.body))

        self._each(((one.uri, (), partial(digest, one)) for one in made), tick)

    def _each(
        self,
        files: Iterable[tuple[str, Iterable[str], Callable[[], str]]],
        tick: Callable[[int], None] | None,
    ) -> None:
        """Give each address its place, and take down the digest that its file is put there with."""
        faults = []
        for number, (uri, sources, put) in enumerate(files, start=1):
            if fault := self._fault(uri, sources):
                faults.append(fault)
                continue
            self.digests[uri] = put()
            if tick:
                tick(number)
        if faults:
            raise OutputError(faults)

    @property
    def uris(self) -> Collection[str]:
        """Every address of the site so far, the host's own included."""
        return self._files.values()

    def digest(self, uri: str) -> str:
        """The SHA-256 of a file of the site, the host's own included."""
        return self.digests.get(uri) or sha256((self.folder / uri).read_bytes()).hexdigest()

    def manifest(self) -> Mapping[str, str]:
        """Write `manifest.json`, the SHA-256 of every other file of the site, and return it."""
        for uri in self._given_up.difference(self.digests):
            (self.folder / uri).unlink(missing_ok=True)
        digests = {uri: self.digest(uri) for uri in sorted(self.uris) if uri != MANIFEST}
        (self.folder / MANIFEST).write_bytes(to_json(digests, indent=0) + b"\n")
        return digests

    def drop(self, uris: Iterable[str]) -> None:
        """Remove what stands at addresses that nobody has claimed, with folders that are empty then."""
        for uri in uris:
            if _fold(uri) not in self._files:
                path = self.folder / uri
                path.unlink(missing_ok=True)
                with suppress(OSError):
                    for above in path.relative_to(self.folder).parents[:-1]:
                        (self.folder / above).rmdir()

    def _fault(self, uri: str, sources: Iterable[str] = ()) -> str:
        """Why the output cannot be written, or an empty string and its place is taken."""
        where = f" (from {', '.join(sources)})" if sources else ""
        if fault := misplaced(uri):
            return f"`{uri}` {fault}{where}"
        if uri in OURS_FIRST and uri not in self.digests:
            self._release(uri)
        taken = self._claim(uri)
        if taken == uri:
            return f"`{uri}` is written twice{where}"
        if taken:
            return f"`{uri}` and `{taken}` cannot both stand on every disk{where}"
        return ""

    def _claim(self, uri: str) -> str:
        """Take the address; returns the one that bars it, if any.

        Barred is what differs only by case or accents' form, and a file where a folder is.
        """
        key = _fold(uri)
        if taken := self._files.get(key) or self._folders.get(key):
            return taken
        folder = uri.rpartition("/")[0]
        if self._folders.get(_fold(folder)) == folder:  # as most are: spelled so by an earlier file
            self._files[key] = uri
            return ""
        parents = [uri[:at] for at, char in enumerate(uri) if char == "/"]
        keys = [_fold(parent) for parent in parents]
        for parent, folded in zip(parents, keys, strict=True):
            if folded in self._files:
                return self._files[folded]
            if (spelled := self._folders.get(folded, parent)) != parent:
                return spelled
        self._files[key] = uri
        self._folders.update(zip(keys, parents, strict=True))
        return ""

    def _release(self, uri: str) -> None:
        """Give up the host's own file, with the packed copy that would go stale beside it."""
        for name in (uri, f"{uri}.gz"):
            if name not in self.digests and self._files.pop(_fold(name), ""):
                self._given_up.add(name)


def misplaced(uri: str) -> str:
    """What is wrong with an address by itself, or an empty string."""
    if _PLAIN.fullmatch(uri):
        return ""
    parts = uri.split("/")
    if _CONTROL.search(uri) or any(part in {"", ".", ".."} or ":" in part for part in parts):
        return "is not an address inside the site"
    if any(len(part.encode()) > 255 for part in parts):
        return "has a name longer than 255 bytes"
    return ""


def files(folder: Path) -> Iterator[str]:
    """The address of every file below `folder`."""
    root = f"{folder}{os.sep}"
    for parent, _, names in os.walk(folder):
        inside = f"{parent}{os.sep}".removeprefix(root).replace(os.sep, "/")
        for name in names:
            yield f"{inside}{name}"


def _fold(uri: str) -> str:
    """What no two files may have in common; mostly the address itself, kept once."""
    folded = uri.lower() if uri.isascii() else normalize("NFC", uri.casefold())
    return uri if folded == uri else folded
