"""One file of the site at a time, by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment

from tessera.outputs.output import Output
from tessera.outputs.producer import Producer, addresses
from tessera.outputs.site import Site


@dataclass(frozen=True, slots=True)
class Records:
    """A site and who makes each of its files; nothing is made before it is asked for."""

    site: Site
    makers: Mapping[str, tuple[Producer, str]]

    @classmethod
    def of(cls, site: Site, producers: Iterable[Producer]) -> Records:
        return cls(site, addresses(site, producers))

    def find(self, uri: str) -> Output | None:
        """The file at an address, made now, or None if there is none."""
        if uri not in self.makers:
            return None
        producer, key = self.makers[uri]
        return Output(uri, producer.make(self.site, key))


class Reload:
    """Makes the records anew. `make` returns a site from what stands in briefings/ now.

    Templates stay compiled until one of them changes: that takes ten times as long as a page.
    """

    def __init__(self, make: Callable[[], Site], producers: Iterable[Producer]) -> None:
        self._make = make
        self._producers = tuple(producers)
        self._templates: Environment | None = None

    def __call__(self, changed: frozenset[Path]) -> Records:
        site = self._make()
        if self._templates is None or any(path.suffix == ".html" for path in changed):
            self._templates = site.templates
        site = replace(site, templates=self._templates)
        return Records(site, addresses(site, self._producers))
