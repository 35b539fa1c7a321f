"""Where the workers of one build find what another has worked out already.

Workers share no memory. What one has made of a record for many files (its entry in feeds, its text
as HTML, its line of data) it writes at the end of its own file, in a folder that lives as long as
the build, and says in a file common to all where it stands; who needs it next reads that.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from struct import Struct
from typing import Any

NAME = ".shelf."
_KEY, _PLACE = 16, Struct("<16sIQQ")
"""How long a key's digest is, and a line of the common file: that, whose file has the value, from where, and how long."""
_LINES = 256
_NEW = os.O_RDWR | os.O_CREAT | os.O_APPEND


class Shelf:
    """Values by name and key, in a folder of this build alone: what it holds it has written itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = os.open(folder / "places", _NEW, 0o600)
        self._read = 0
        self._known: dict[bytes, bytes] = {}  # the lines as they are: there are many
        self._files: dict[int, int] = {}

    @classmethod
    @contextmanager
    def within(cls, folder: Path) -> Iterator[Shelf]:
        """A new one in a folder, for as long as the block."""
        place = Path(tempfile.mkdtemp(prefix=NAME, dir=folder))  # which nobody else can enter
        try:
            shelf = cls(place)
            try:
                yield shelf
            finally:
                shelf._close()
        finally:
            rmtree(place, ignore_errors=True)

    def get(self, name: str, key: Any) -> Any:
        """The value; None where nobody has made it yet."""
        digest = _digest(name, key)
        if digest not in self._known:
            self._catch_up()
        if (line := self._known.get(digest)) is None:
            return None
        _, whose, start, length = _PLACE.unpack(line)
        return pickle.loads(os.pread(self._file(whose), length, start))  # noqa: S301  see the class

    def put(self, name: str, key: Any, value: Any) -> None:
        """Keep the value, which is whole for every reader or not there."""
        me, data = os.getpid(), pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        file = self._file(me)
        start = os.lseek(file, 0, os.SEEK_END)
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        os.write(self._places, _PLACE.pack(_digest(name, key), me, start, len(data)))

    def _catch_up(self) -> None:
        """Read where whatever has been put since the last time stands."""
        size = _PLACE.size
        while len(new := os.pread(self._places, _LINES * size, self._read)) >= size:
            for at in range(0, len(new) - size + 1, size):
                self._known[new[at : at + _KEY]] = new[at : at + size]
                self._read += size

    def _file(self, whose: int) -> int:
        """The file of a process, which alone writes to it."""
        if (file := self._files.get(whose)) is None:
            file = self._files[whose] = os.open(self._folder / str(whose), _NEW, 0o600)
        return file

    def _close(self) -> None:
        for file in (self._places, *self._files.values()):
            os.close(file)


def _digest(name: str, key: Any) -> bytes:
    return blake2b(repr((name, key)).encode(), digest_size=_KEY).digest()
