"""The cache in an object store, so that machines which build the same desk share it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from tessera.errors import TesseraError
from tessera.publishing.cache import opened, sealed


class Store:
    """`<url>/<kind>/<key>`, through fsspec; the same promises as `Cache`'s.

    A store that does not answer is an empty one. Nothing is swept: other builds may need it, and a
    bucket has its own rule for what is old.
    """

    def __init__(self, url: str) -> None:
        try:
            import fsspec

            self.files, self.root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError, TypeError) as error:
            raise TesseraError(f"The cache {url} cannot be reached: {error}") from None

    def get(self, kind: str, key: str) -> bytes | None:
        """What was put, or None: absent, half written, damaged and out of reach are the same."""
        stored: Any = None
        with suppress(Exception):
            stored = self.files.cat_file(f"{self.root}/{kind}/{key}")
        return opened(stored) if stored is not None else None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep `data`. A store that cannot be written is no error."""
        with suppress(Exception):
            self.files.makedirs(f"{self.root}/{kind}", exist_ok=True)
            self.files.pipe_file(f"{self.root}/{kind}/{key}", sealed(data))

    def sweep(self, kept: Collection[tuple[str, str]], kinds: Collection[str] = ()) -> int:  # noqa: ARG002  as `Cache`'s
        """Removes nothing."""
        return 0
