"""A cache that gives back only what this user has put there.

Whoever can write into a project can write into its `.cache/`: a pull request, an archive, another
user of the machine. What is opened without being checked again must come from here, so it is signed
with a key that lies in the user's own folder and never in a project.
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from tessera.publishing.cache import Cache

SIZE = 32
"""Bytes of a key, and of a signature (HMAC-SHA256)."""


class Signed:
    """Entries of one kind in a cache, each under the key's signature."""

    def __init__(self, cache: Cache, kind: str, key: bytes) -> None:
        self._cache, self._kind, self._key = cache, kind, key

    def get(self, name: str) -> bytes | None:
        """What was put, or None: absent, damaged, another's or moved are the same."""
        stored = self._cache.get(self._kind, name) or b""
        data = stored[SIZE:]
        return data if hmac.compare_digest(stored[:SIZE], self._signature(name, data)) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep the data, signed together with their name."""
        self._cache.put(self._kind, name, self._signature(name, data) + data)

    def _signature(self, name: str, data: bytes) -> bytes:
        signed = hmac.new(self._key, f"{self._kind}/{name}\n".encode(), "sha256")
        signed.update(data)
        return signed.digest()


def own_key(project: Path) -> bytes | None:
    """The user's key, made at first; None where there is no place for one that is theirs alone.

    A folder of the user's that lies in the project is no such place: others write there too.
    """
    path = user_state_path("tessera") / "cache.key"
    if not path.is_absolute() or path.resolve().is_relative_to(project.resolve()):
        return None
    with suppress(OSError):
        if not path.exists():
            _make(path)
        about = path.stat()
        if about.st_uid == os.geteuid() and not about.st_mode & 0o077:
            key = path.read_bytes()
            return key if len(key) == SIZE else None
    return None


def _make(path: Path) -> None:
    """Whole or not at all; of several at once the first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
        with suppress(FileExistsError):
            path.hardlink_to(unfinished)
    finally:
        unfinished.unlink()
