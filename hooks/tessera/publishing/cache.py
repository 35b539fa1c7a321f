"""Results worth keeping between builds, found again by the hash of everything they depend on.

Deleting the folder, or any part of it, changes nothing but the time a build takes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_DIGEST = sha256().digest_size


def sealed(data: bytes) -> bytes:
    """The data after their hash."""
    return sha256(data).digest() + data


def opened(stored: bytes) -> bytes | None:
    """What was sealed, or None if it is not whole."""
    data = stored[_DIGEST:]
    return data if stored[:_DIGEST] == sha256(data).digest() else None


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of `<kind>/<key>`. Frozen, so that worker processes get it by pickling.

    `kind` and `key` are file names; a key is a hex digest of the inputs, made by the caller.
    """

    root: Path

    def get(self, kind: str, key: str) -> bytes | None:
        """What was put, or None: absent, half written or damaged are the same."""
        try:
            stored = (self.root / kind / key).read_bytes()
        except OSError:
            return None
        return opened(stored)

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep `data`, whole or not at all. A cache that cannot be written is no error."""
        folder = self.root / kind
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sealed(data))
                Path(name).replace(folder / key)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def sweep(self, kept: Collection[tuple[str, str]], kinds: Collection[str] = ()) -> int:
        """Remove every entry that is not among the (kind, key) pairs, nor of one of the kinds.

        Returns how many went.
        """
        gone = 0
        for path in self._entries():
            if path.parent.name not in kinds and (path.parent.name, path.name) not in kept:
                with suppress(OSError):
                    path.unlink()
                    gone += 1
        return gone

    def _entries(self) -> Iterator[Path]:
        with suppress(OSError):
            for folder in sorted(self.root.iterdir()):
                if folder.is_dir() and not folder.is_symlink():
                    yield from sorted(folder.iterdir())
