"""Where the workers of one build find what another has worked out already.

Workers share no memory. What one has made of a record for many files (its entry in feeds, its text
as HTML, its line of data) it puts into a file of a folder that lives as long as the build, and who
needs it next reads that.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

NAME = ".shelf."


class Shelf:
    """Values by name and key, in a folder of this build alone: what it holds it has written itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    @contextmanager
    def within(cls, folder: Path) -> Iterator[Shelf]:
        """A new one in a folder, for as long as the block."""
        place = Path(tempfile.mkdtemp(prefix=NAME, dir=folder))  # which nobody else can enter
        try:
            yield cls(place)
        finally:
            rmtree(place, ignore_errors=True)

    def get(self, name: str, key: Any) -> Any:
        """The value; None where nobody has made it yet."""
        try:
            with open(self._path(name, key), "rb", buffering=0) as file:  # noqa: PTH123  often
                return pickle.loads(file.readall())  # noqa: S301  see the class
        except FileNotFoundError:
            return None

    def put(self, name: str, key: Any, value: Any) -> None:
        """Keep the value, which is whole for every reader or not there."""
        path = self._path(name, key)
        unfinished = f"{path}.{os.getpid()}"
        with open(unfinished, "wb") as file:  # noqa: PTH123  buffered: writes all, or raises
            pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        os.replace(unfinished, path)  # noqa: PTH105

    def _path(self, name: str, key: Any) -> str:
        return f"{self._folder}/{sha256(repr((name, key)).encode()).hexdigest()}"
