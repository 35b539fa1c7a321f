"""Where the builds of a project keep what serves the next ones, and who is believed.

That is `.cache/tessera` in the project's folder, or a store that the desk has named. Whoever can
write into a project can write into its cache: what is not checked again when it is opened must be
signed there by this user. A store is the desk's own, and believed, but never opened as a program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tessera.publishing.cache import Cache
from tessera.publishing.signed import Signed, own_key
from tessera.publishing.store import Store
from tessera.settings import Settings


class Entries(Protocol):
    """What is kept of one kind, by name."""

    def get(self, name: str) -> bytes | None:
        """What was put, or None."""

    def put(self, name: str, data: bytes) -> None:
        """Keep the data."""


def cache(settings: Settings) -> Cache | Store:
    """All that is kept, for whoever checks it again."""
    return Store(settings.cache) if settings.cache else Cache(settings.root / ".cache" / "tessera")


def own(settings: Settings, kind: str) -> Entries | None:
    """What this user has kept on this machine; None where nothing can be known to be theirs."""
    kept = cache(settings)
    key = own_key(settings.root) if isinstance(kept, Cache) else None
    return Signed(kept, kind, key) if key is not None and isinstance(kept, Cache) else None


def believed(settings: Settings, kind: str) -> Entries:
    """What may go into a site as it is: this user's, or the desk's own store's."""
    kept = cache(settings)
    return _Of(kept, kind) if isinstance(kept, Store) else own(settings, kind) or Nothing()


@dataclass(frozen=True, slots=True)
class _Of:
    store: Store
    kind: str

    def get(self, name: str) -> bytes | None:
        return self.store.get(self.kind, name)

    def put(self, name: str, data: bytes) -> None:
        self.store.put(self.kind, name, data)


class Nothing:
    """Keeps nothing."""

    def get(self, name: str) -> bytes | None:  # noqa: ARG002
        """Nothing."""
        return None

    def put(self, name: str, data: bytes) -> None:
        """Nowhere."""
