"""What is worked out once for a site and looked up afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from tessera.outputs.site import Site

T = TypeVar("T")


def per_site(make: Callable[[Site], T]) -> Callable[[Site], T]:
    """A function of a site that works once for each site.

    Its result is kept in the site itself, so that it goes when the site goes: a preview makes a new
    one for every change, and no module remembers the old.
    """

    @wraps(make)
    def kept(site: Site) -> T:
        return cast("T", site.once.get(make, lambda: make(site)))

    return kept
