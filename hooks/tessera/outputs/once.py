"""What is worked out once for a site and looked up afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Generic, TypeVar, cast

from tessera.outputs.site import Site

T = TypeVar("T")


def per_site(make: Callable[[Site], T]) -> Callable[[Site], T]:
    """A function of a site that works once for each site.

    Its result is kept in the site itself, as `cached_property` keeps its own, so that it goes when
    the site goes: a preview makes a new one for every change, and no module remembers the old.
    """

    @wraps(make)
    def kept(site: Site) -> T:
        known: dict[object, object] = vars(site).setdefault("_once", {})
        if make not in known:
            known[make] = make(site)
        return cast("T", known[make])

    return kept


class Recent(Generic[T]):
    """What was worked out for the latest of many keys, `limit` at most; a preview has threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._kept: dict[str, T] = {}

    def get(self, key: str, make: Callable[[], T]) -> T:
        """What is kept for the key, or what `make` gives."""
        made = self._kept.get(key)
        if made is None:
            made = make()
            with self._lock:
                self._kept[key] = made
                if len(self._kept) > self._limit:
                    del self._kept[next(iter(self._kept))]
        return made
