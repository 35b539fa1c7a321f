"""The interface of everything that makes files.

A producer is pure: it lists its keys, knows the address of each, and makes one file from one key.
A build runs them all, in worker processes if it is given some; the preview runs the one that a
reader asks for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import groupby, islice

from tessera.outputs.output import Output
from tessera.outputs.site import Site

CHUNK = 32
"""Files that a worker makes at a time: few, so that none of them works long when all is done."""


@dataclass(frozen=True, slots=True)
class Producer:
    """One kind of file. `keys(site)` → names; `uri(site, key)` → address; `make` → its body.

    Producers that are `together` share long work on all records: one worker makes all their files.
    """

    name: str
    keys: Callable[[Site], Iterable[str]]
    uri: Callable[[Site, str], str]
    make: Callable[[Site, str], str | bytes]
    together: bool = False


Job = tuple[tuple[int, str], ...]
"""Some files: for each the number of its producer in the registry, and its key."""


@dataclass(frozen=True, slots=True)
class Work:
    """A site and all that is to be made of it."""

    site: Site
    producers: tuple[Producer, ...]

    def jobs(self) -> Iterator[Job]:
        """The work in pieces, the long one first."""
        if long := tuple(self._files(together=True)):
            yield long
        rest = self._files(together=False)
        while some := tuple(islice(rest, CHUNK)):
            yield some

    def do(self, job: Job) -> list[Output]:
        """One piece."""
        site, made = self.site, []
        for number, key in job:
            producer = self.producers[number]
            made.append(Output(producer.uri(site, key), producer.make(site, key)))
        return made

    def _files(self, *, together: bool) -> Iterator[tuple[int, str]]:
        """Producers of the same keys take turns, so that what one works out serves the next."""
        chosen = [pair for pair in enumerate(self.producers) if pair[1].together == together]
        for keys, same in groupby(chosen, lambda pair: pair[1].keys):
            numbers = [number for number, _ in same]
            yield from ((number, key) for key in keys(self.site) for number in numbers)


def produce(
    site: Site, producers: Iterable[Producer], executor: Executor | None = None
) -> Iterator[Output]:
    """Every output of the site; those of one producer keep the order of its keys.

    The workers of an executor are forked, with `begin` as their initializer and the same site and
    producers as its arguments: a site is inherited, because sending it would cost more than work.
    """
    work = Work(site, tuple(producers))
    if executor is None:
        for job in work.jobs():
            yield from work.do(job)
        return
    begun = deque((job, executor.submit(_do, job)) for job in work.jobs())
    while begun:
        job, future = begun.popleft()  # dropped at once: no page is kept after it is written
        try:
            made = future.result()
        except Exception:  # noqa: BLE001  raised again here, where it has its own traceback
            made = work.do(job)
        yield from made


_work: list[Work] = []
"""In a worker process, what it was forked to do."""


def begin(site: Site, producers: Iterable[Producer]) -> None:
    """Make ready a worker."""
    _work[:] = [Work(site, tuple(producers))]


def _do(job: Job) -> list[Output]:
    return _work[0].do(job)


def addresses(site: Site, producers: Iterable[Producer]) -> Mapping[str, tuple[Producer, str]]:
    """Address → who makes it, for a server that is asked for one page at a time."""
    return {
        producer.uri(site, key): (producer, key)
        for producer in producers
        for key in producer.keys(site)
    }
