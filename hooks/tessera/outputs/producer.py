"""The interface of everything that makes files.

A producer is pure: it lists its keys, knows the address of each, and makes one file from one key.
A build runs them all; the preview runs the one that a reader asks for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice

from tessera.outputs.output import Output
from tessera.outputs.site import Site

CHUNK = 32
"""Files a worker makes at a time: few enough that none of them is late at the end."""


@dataclass(frozen=True, slots=True)
class Producer:
    """One kind of file. `keys(site)` → names; `uri(site, key)` → address; `make` → its body."""

    name: str
    keys: Callable[[Site], Iterable[str]]
    uri: Callable[[Site, str], str]
    make: Callable[[Site, str], str | bytes]


Job = tuple[int, tuple[str, ...]]
"""The number of a producer in the registry, and some of its keys."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A site and all that is to be made of it; `outputs` keep the order of the registry."""

    site: Site
    producers: tuple[Producer, ...]

    def outputs(self, executor: Executor | None = None) -> Iterator[Output]:
        """Every output. An executor's workers must have been begun with this workshop."""
        if executor is None:
            for job in self._jobs():
                yield from self.make(job)
            return
        waiting = deque((job, executor.submit(_make, job)) for job in self._jobs())
        while waiting:
            job, made = waiting.popleft()  # and let go of, so that a page is in memory once
            try:
                outputs = made.result()
            except Exception:  # noqa: BLE001  whatever it is, it is raised again here, in full
                outputs = self.make(job)
            yield from outputs

    def begin(self) -> None:
        """Called in a worker, which got the workshop by being forked: a site is not sent."""
        global _workshop  # noqa: PLW0603  a worker has one workshop for life
        _workshop = self

    def make(self, job: Job) -> list[Output]:
        """The outputs of one job."""
        number, keys = job
        producer, site = self.producers[number], self.site
        return [Output(producer.uri(site, key), producer.make(site, key)) for key in keys]

    def _jobs(self) -> Iterator[Job]:
        for number, producer in enumerate(self.producers):
            keys = iter(producer.keys(self.site))
            while some := tuple(islice(keys, CHUNK)):
                yield number, some


_workshop: Workshop | None = None


def _make(job: Job) -> list[Output]:
    assert _workshop is not None, "Workshop.begin is the initializer of every worker"
    return _workshop.make(job)


def addresses(site: Site, producers: Iterable[Producer]) -> Mapping[str, tuple[Producer, str]]:
    """Address → who makes it, for a server that is asked for one page at a time."""
    return {
        producer.uri(site, key): (producer, key)
        for producer in producers
        for key in producer.keys(site)
    }
