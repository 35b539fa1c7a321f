"""feedgen's entries, each turned into XML once, however many feeds list it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml.etree import CDATA, Element, tostring

from tessera.content.lookups import Kept, Lookups
from tessera.outputs.feeds.items import KEPT, Item

_TEXTS = ("{*}content", "{http://purl.org/rss/1.0/modules/content/}encoded")
"""The elements that carry an item's text."""


class Entries:
    """The entries of one site in one format.

    `make(item)` is the XML element of an item; `namespaces` are the prefixes that the root of every
    feed declares; `end` is the tag before which a feed's entries stand.
    """

    def __init__(
        self,
        make: Callable[[Item], Any],
        end: bytes,
        lookups: Lookups | None,
        namespaces: Mapping[str, str] | None = None,
    ) -> None:
        self._make, self._end, self._namespaces = make, end, namespaces
        self._made: Kept[bytes] = Kept(lookups, KEPT)

    def into(self, feed: bytes, items: Iterable[Item]) -> bytes:
        """The feed, which has no entries yet, with those of the items."""
        at = feed.rindex(self._end)
        return b"".join((feed[:at], *map(self._of, items), feed[at:]))

    def _of(self, item: Item) -> bytes:
        return self._made.get(item.tag, lambda: self._xml(item))

    def _xml(self, item: Item) -> bytes:
        # In a root with the feed's prefixes, so that no entry declares them again.
        root = Element("feed", nsmap=self._namespaces)
        root.append(self._make(item))
        for part in root.iter(*_TEXTS):
            if part.text and "]]>" not in part.text:
                part.text = CDATA(part.text)  # escaped, it would be a third longer
        xml: bytes = tostring(root, encoding="utf-8")
        return xml[xml.index(b">") + 1 : xml.rindex(b"<")]
