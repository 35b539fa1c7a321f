"""A kind of page as the files it gives: the page itself, and the page in Markdown beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tessera.content.lookups import Kept
from tessera.outputs.once import per_site
from tessera.outputs.pages.page import Drawn
from tessera.outputs.pages.twin import SUFFIX
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

KEPT = 2
"""Pages that stay at hand: the second file of a page is made right after the first."""


class Pages(Protocol):
    """A module that makes one kind of page."""

    def keys(self, site: Site) -> Iterable[str]:
        """What there is a page for."""

    def uri(self, site: Site, key: str) -> str:
        """The address of a page."""

    def make(self, site: Site, key: str) -> Drawn:
        """The page, drawn."""


@per_site
def _drawn(site: Site) -> Kept[Drawn]:
    return Kept(site.library.lookups, KEPT)


def page(name: str, kind: Pages, together: str = "") -> Producer:
    """The pages as HTML."""
    return Producer(
        name, kind.keys, kind.uri, lambda site, key: _of(site, kind, key).html(), together
    )


def twin(name: str, kind: Pages, together: str = "") -> Producer:
    """The pages as Markdown."""
    return Producer(
        f"{name} in Markdown",
        kind.keys,
        lambda site, key: f"{kind.uri(site, key)}{SUFFIX}",
        lambda site, key: _of(site, kind, key).markdown(),
        together,
    )


def _of(site: Site, kind: Pages, key: str) -> Drawn:
    return _drawn(site).get((kind, key), lambda: kind.make(site, key))
