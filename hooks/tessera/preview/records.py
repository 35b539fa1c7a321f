"""One file of the site at a time, by its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
