"""The last good form of the pages somebody looked at."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock


class Remembered:
    """A bounded mapping from address to file; the oldest is forgotten first. Safe in threads."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def keep(self, uri: str, data: bytes) -> None:
        with self._lock:
            self._files[uri] = data
            self._files.move_to_end(uri)
            while len(self._files) > self._limit:
                self._files.popitem(last=False)

    def get(self, uri: str) -> bytes | None:
        with self._lock:
            return self._files.get(uri)
