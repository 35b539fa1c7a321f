"""feedgen's entries, each turned into XML once, however many feeds list it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from feedgen.entry import FeedEntry

from tessera.outputs.feeds.items import Item


class Entries:
    """The entries of one site in one format; `make(item)` is the XML element of an item."""

    def __init__(self, make: Callable[[Item], Any]) -> None:
        self._make = make
        self._made: dict[str, _Ready] = {}

    def of(self, item: Item) -> FeedEntry:
        """The entry of an item, to be added to as many feeds as list it."""
        if item.tag not in self._made:
            self._made[item.tag] = _Ready(self._make(item))
        return self._made[item.tag]


class _Ready(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry that is XML already. A tree owns its elements, so each feed gets a copy."""

    def __init__(self, element: Any) -> None:
        super().__init__()
        self.element = element

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: ARG002  feedgen's signature
        return deepcopy(self.element)

    atom_entry = rss_entry
