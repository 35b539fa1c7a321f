"""Writes outputs into the folder of a build, and refuses what could not stand beside the rest."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from tessera.errors import TesseraError
from tessera.outputs.output import Output

MANIFEST = "manifest.json"
OURS_FIRST = frozenset({"404.html", "sitemap.xml"})
"""What the host writes for its own pages and an output may replace."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


class OutputError(TesseraError):
    """Two files at one address, or an address outside the site: every such case, together."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Writer:
    """One build's folder, with what the host has already written there.

    `last` is the last good site: a file that has not changed is linked to its old self, keeping
    its inode and time, so that what is copied elsewhere afterwards is only what changed.
    """

    def __init__(self, folder: Path, last: Path | None = None) -> None:
        self.folder = folder
        self.last = last
        self.digests: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for uri in files(folder):
            self._claim(uri)

    def write(self, outputs: Iterable[Output], tick: Callable[[int], None] | None = None) -> None:
        """Write every output; `tick` is told how many there are so far.

        Raises OutputError, after the last one, for those that had no place of their own.
        """
        faults = []
        for number, output in enumerate(outputs, start=1):
            if fault := self._fault(output):
                faults.append(fault)
                continue
            data = output.data
            self.digests[output.uri] = sha256(data).hexdigest()
            self._put(output.uri, data)
            if tick:
                tick(number)
        if faults:
            raise OutputError(faults)

    @property
    def uris(self) -> Collection[str]:
        """Every address of the site so far, the host's own included."""
        return self._files.values()

    def manifest(self) -> Mapping[str, str]:
        """Write `manifest.json`, the SHA-256 of every other file of the site, and return it."""
        digests = {
            uri: self.digests.get(uri) or sha256((self.folder / uri).read_bytes()).hexdigest()
            for uri in sorted(files(self.folder))
            if uri != MANIFEST
        }
        text = json.dumps(digests, ensure_ascii=False, indent=0)
        (self.folder / MANIFEST).write_text(f"{text}\n", "utf-8")
        return digests

    def _fault(self, output: Output) -> str:
        """Why the output cannot be written, or an empty string and its place is taken."""
        uri = output.uri
        parts = uri.split("/")
        where = f" (from {', '.join(output.sources)})" if output.sources else ""
        if _CONTROL.search(uri) or any(part in {"", ".", ".."} or ":" in part for part in parts):
            return f"`{uri}` is not an address inside the site{where}"
        if any(len(part.encode()) > 255 for part in parts):
            return f"`{uri}` has a name longer than 255 bytes{where}"
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
            self._files.pop(_fold(name), None)
            (self.folder / name).unlink(missing_ok=True)

    def _put(self, uri: str, data: bytes) -> None:
        path = self.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.last is not None:
            old = self.last / uri
            with suppress(OSError):
                if old.read_bytes() == data and not old.is_symlink():
                    path.hardlink_to(old)
                    return
        path.write_bytes(data)


def files(folder: Path) -> Iterator[str]:
    """The address of every file below `folder`."""
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name).relative_to(folder).as_posix()


def _fold(uri: str) -> str:
    return uri.lower() if uri.isascii() else normalize("NFC", uri.casefold())
