"""One file of the site at a time, by its address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock

from jinja2 import Environment

from tessera.outputs.output import Output
from tessera.outputs.producer import Producer, addresses
from tessera.outputs.site import Site

HOSTS = "assets/"
"""Where the theme's files stand: no producer writes there, and every page asks for several."""


class Records:
    """A site, and who makes each of its files. Safe in threads.

    Nothing is made before it is asked for, not even a producer's list of addresses: the addresses
    of cards are hashes of what they show, and a page does not wait for those.
    """

    def __init__(self, site: Site, producers: Iterable[Producer]) -> None:
        self.site = site
        self._waiting = list(producers)
        self._known: list[Mapping[str, tuple[Producer, str]]] = []
        self._lock = Lock()

    def find(self, uri: str) -> Output | None:
        """The file at an address, made now, or None if there is none."""
        if uri.startswith(HOSTS):
            return None
        for makers in self._makers():
            if uri in makers:
                producer, key = makers[uri]
                return Output(uri, producer.make(self.site, key))
        return None

    def _makers(self) -> Iterator[Mapping[str, tuple[Producer, str]]]:
        """Address → maker, a producer at a time, in the order of the registry."""
        position = 0
        while True:
            with self._lock:
                if position == len(self._known):
                    if not self._waiting:
                        return
                    self._known.append(addresses(self.site, [self._waiting[0]]))
                    del self._waiting[0]  # only now: a list that cannot be made is tried again
            yield self._known[position]
            position += 1


class Reload:
    """Makes the records anew. `make` returns a site after these files have changed.

    Templates stay compiled until one of them changes: that takes ten times as long as a page. So
    do the lists of the index that a change does not touch.
    """

    def __init__(
        self, make: Callable[[Collection[Path] | None], Site], producers: Iterable[Producer]
    ) -> None:
        self._make = make
        self._producers = tuple(producers)
        self._templates: Environment | None = None
        self._last: Site | None = None

    def __call__(self, changed: frozenset[Path]) -> Records:
        # Nothing named is everything: the first time, and when the host has made its own anew.
        records = [path for path in changed if path.suffix != ".html"]
        site = self._make(records if changed else None)
        if self._templates is None or any(path.suffix == ".html" for path in changed):
            self._templates = site.templates
        index = self._last.index.after(site.library) if self._last else site.index
        self._last = replace(site, templates=self._templates, index=index)
        return Records(self._last, self._producers)
