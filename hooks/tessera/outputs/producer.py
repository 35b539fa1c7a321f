"""The interface of everything that makes files, and the work of making them all.

A producer is pure: it lists its keys, knows the address of each, and makes one file from one key.
A build runs them all (sharing.py); the preview runs the one that a reader asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple, Protocol

from tessera.content.lookups import Need, summed
from tessera.outputs import heap
from tessera.outputs.output import Output
from tessera.outputs.site import Site

CHUNK = 32
"""Files that a worker makes at a time: few, so that none of them works long when all is done."""
EASE, MANY = 16, 2048
"""How many files can be kept while one is made, or more; of less than many of a kind each may have
changed, as every pillar has with an act, and pieces of so many would not be shared.
"""


@dataclass(frozen=True, slots=True)
class Producer:
    """One kind of file. `keys(site)` → names; `uri(site, key)` → address; `make` → its body.

    Producers of one `together` share long work on all records: one worker makes all their files.
    """

    name: str
    keys: Callable[[Site], Iterable[str]]
    uri: Callable[[Site, str], str]
    make: Callable[[Site, str], str | bytes]
    together: str = ""


Stamp = tuple[int, ...]
"""What tells, without reading a file, that nobody has written to it since."""


class Place(Protocol):
    """Where the worker that made a file puts it, so that it need not be sent to be written."""

    def put(self, output: Output) -> str:
        """Write it; returns the SHA-256 of its data."""

    def keep(self, uri: str, digest: str, stamp: Stamp = ()) -> bool:
        """Put the last site's file there again, if it still is what the stamp or the digest says."""


class Made(NamedTuple):
    """One file that was made, or kept: what it is, and all that it was made from.

    `kept` is a file of the last site, of which no need is told again, and `stamp` is how it stood
    there. `body` is there only where the worker had no place to put it.
    """

    producer: str
    key: str
    uri: str
    digest: str
    needs: tuple[Need, ...] = ()
    body: str | bytes | None = None
    kept: bool = False
    stamp: Stamp = ()


Before = Mapping[tuple[str, str], Made]
"""(producer, key) → the file of an earlier build."""
Job = tuple[tuple[int, str], ...]
"""Some files: for each the number of its producer in the registry, and its key."""
Done = list[Made | None]
"""What came of a job, file by file; None for what was kept."""


@dataclass(frozen=True, slots=True)
class Work:
    """A site, all that is to be made of it, where to put it, and what need not be made again."""

    site: Site
    producers: tuple[Producer, ...]
    place: Place | None = None
    before: Before = field(default_factory=dict, repr=False)
    stands: Callable[[tuple[str, str]], bool] = lambda _: False
    """Whether nothing has changed since that this file of an earlier build was made from."""
    afar: Callable[[Job], list[Made]] | None = None
    """What does a piece where nothing was inherited: it can be sent, and brings what it needs."""

    def jobs(self) -> Iterator[Job]:
        """The work in pieces, the long ones first: last come those that even out what is left."""
        for group in dict.fromkeys(one.together for one in self.producers if one.together):
            if long := tuple(chain.from_iterable(self._files(group))):
                yield long
        many = []
        for files in self._files(""):
            few = tuple(islice(files, CHUNK))
            if len(few) < CHUNK:
                yield few
            else:
                many.append(chain(few, files))
        for files in many:
            whole = [*files]
            ease = EASE if len(whole) > MANY else 1
            files = iter(whole)
            while some := tuple(self._some(files, ease)):
                yield some

    def _some(self, files: Iterator[tuple[int, str]], ease: int) -> Iterator[tuple[int, str]]:
        """The next few: as many as `CHUNK`, or more where some may be kept."""
        room = CHUNK * ease
        for number, key in files:
            yield number, key
            room -= 1 if (self.producers[number].name, key) in self.before else ease
            if room <= 0:
                return

    def do(self, job: Job) -> list[Made]:
        """One piece. What long work has worked out is large, and serves nothing but its own files."""
        if self.long(job):
            with self.site.once.passing():
                done = self._do(job)
            heap.give_back()
            return done
        return self._do(job)

    def long(self, job: Job) -> bool:
        """Whether it is long work on all records."""
        return bool(job) and bool(self.producers[job[0][0]].together)

    def _do(self, job: Job) -> list[Made]:
        return [self.kept(number, key) or self._made(number, key) for number, key in job]

    def kept(self, number: int, key: str) -> Made | None:
        """The file of an earlier build, put into its place, if nothing has changed."""
        file = self.producers[number].name, key
        made = self.before.get(file)
        if made is None or self.place is None or not self.stands(file):
            return None
        return made if self.place.keep(made.uri, made.digest, made.stamp) else None

    def told(self, job: Job, done: Iterable[Made | None]) -> list[Made]:
        """What a worker has done, which does not tell again of what was kept."""
        return [
            one or self.before[self.producers[number].name, key]
            for (number, key), one in zip(job, done, strict=True)
        ]

    def _made(self, number: int, key: str) -> Made:
        producer, lookups = self.producers[number], self.site.library.lookups
        if lookups is None:
            return self._put(producer, key)
        with lookups.noting() as needs:
            return self._put(producer, key, needs)

    def _put(self, producer: Producer, key: str, needs: Collection[Need] = ()) -> Made:
        output = Output(producer.uri(self.site, key), producer.make(self.site, key))
        if self.place is None:
            return Made(producer.name, key, output.uri, "", summed(needs), output.body)
        return Made(producer.name, key, output.uri, self.place.put(output), summed(needs))

    def _files(self, together: str) -> Iterator[Iterator[tuple[int, str]]]:
        """Producers of the same keys take turns, so that what one works out serves the next.

        Those of other keys stand apart: a page of the whole site is a piece of work of its own.
        """
        same: dict[Callable[[Site], Iterable[str]], list[int]] = {}
        for number, producer in enumerate(self.producers):
            if producer.together == together:
                same.setdefault(producer.keys, []).append(number)
        for keys, numbers in same.items():
            yield self._each(keys, numbers)

    def _each(
        self, keys: Callable[[Site], Iterable[str]], numbers: Iterable[int]
    ) -> Iterator[tuple[int, str]]:
        return ((number, key) for key in keys(self.site) for number in numbers)


def addresses(site: Site, producers: Iterable[Producer]) -> Mapping[str, tuple[Producer, str]]:
    """Address → who makes it, for a server that is asked for one page at a time."""
    return {
        producer.uri(site, key): (producer, key)
        for producer in producers
        for key in producer.keys(site)
    }
