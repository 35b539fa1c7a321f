"""The interface of everything that makes files.

A producer is pure: it lists its keys, knows the address of each, and makes one file from one key.
A build runs them all; the preview runs the one that a reader asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tessera.outputs.output import Output
from tessera.outputs.site import Site


@dataclass(frozen=True, slots=True)
class Producer:
    """One kind of file. `keys(site)` → names; `uri(site, key)` → address; `make` → its body."""

    name: str
    keys: Callable[[Site], Iterable[str]]
    uri: Callable[[Site, str], str]
    make: Callable[[Site, str], str | bytes]


def produce(site: Site, producers: Iterable[Producer]) -> Iterator[Output]:
    """Every output of the site, in the order of the registry."""
    for producer in producers:
        for key in producer.keys(site):
            yield Output(producer.uri(site, key), producer.make(site, key))


def addresses(site: Site, producers: Iterable[Producer]) -> Mapping[str, tuple[Producer, str]]:
    """Address → who makes it, for a server that is asked for one page at a time."""
    return {
        producer.uri(site, key): (producer, key)
        for producer in producers
        for key in producer.keys(site)
    }
