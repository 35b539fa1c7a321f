"""The interface of everything that makes files, and the work of making them all.

A producer is pure: it lists its keys, knows the address of each, and makes one file from one key.
A build runs them all, in worker processes if it is given some; the preview runs the one that a
reader asks for.
"""

from __future__ import annotations

import ctypes
import gc
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, Protocol

from tessera.content.lookups import Need, summed
from tessera.errors import ContentError, Problem
from tessera.outputs.output import Output
from tessera.outputs.site import Site

CHUNK = 32
"""Files that a worker makes at a time: few, so that none of them works long when all is done."""

OTHERS = max(1, (os.cpu_count() or 1) - 1)
"""Workers beside this process."""
AHEAD, LONG, KEPT = 2 * (OTHERS + 1), 128 * OTHERS, 1024 * OTHERS
"""Jobs that lie ready for workers, so that none waits while this process is at one, or a long one.

What comes of them waits for this process, with all needs of each file: more would fill the memory
of a large build. Where most files are kept, jobs are short, and tell nothing.
"""

AFAR = 16
"""Jobs that go out together where each brings all that it needs."""


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


class Place(Protocol):
    """Where the worker that made a file puts it, so that it need not be sent to be written."""

    def put(self, output: Output) -> str:
        """Write it; returns the SHA-256 of its data."""

    def keep(self, uri: str, digest: str) -> bool:
        """Put the last site's file there again, if that one still is what the digest says."""


class Made(NamedTuple):
    """One file that was made, or kept: what it is, and all that it was made from.

    `kept` is a file of the last site, of which no need is told again. `body` is there only where
    the worker had no place to put it.
    """

    producer: str
    key: str
    uri: str
    digest: str
    needs: tuple[Need, ...] = ()
    body: str | bytes | None = None
    kept: bool = False


def _give_back() -> None:
    """Let the system have what was freed. The C library keeps it, a hundred megabytes after long work."""
    with suppress(AttributeError, OSError):  # where it has no such call
        ctypes.CDLL(None).malloc_trim(0)


Before = Mapping[tuple[str, str], Made]
"""(producer, key) → the file of an earlier build that nothing has changed since."""
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
    afar: Callable[[Job], list[Made]] | None = None
    """What does a piece where nothing was inherited: it can be sent, and brings what it needs."""

    def jobs(self) -> Iterator[Job]:
        """The work in pieces, the long ones first."""
        for group in dict.fromkeys(one.together for one in self.producers if one.together):
            if long := tuple(chain.from_iterable(self._files(group))):
                yield long
        for files in self._files(""):
            while some := tuple(islice(files, CHUNK)):
                yield some

    def do(self, job: Job) -> list[Made]:
        """One piece. What long work has worked out is large, and serves nothing but its own files."""
        if self.long(job):
            with self.site.once.passing():
                done = self._do(job)
            _give_back()
            return done
        return self._do(job)

    def long(self, job: Job) -> bool:
        """Whether it is long work on all records."""
        return bool(job) and bool(self.producers[job[0][0]].together)

    def _do(self, job: Job) -> list[Made]:
        return [self.kept(number, key) or self._made(number, key) for number, key in job]

    def ahead(self, job: Job) -> int:
        """How many jobs are to lie ready while this one is done here."""
        return AHEAD if not self.long(job) else KEPT if self.before else LONG

    def kept(self, number: int, key: str) -> Made | None:
        """The file of an earlier build, put into its place, if nothing has changed."""
        made = self.before.get((self.producers[number].name, key))
        if made is None or self.place is None or not self.place.keep(made.uri, made.digest):
            return None
        return made

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
            yield ((number, key) for key in keys(self.site) for number in numbers)


def run(work: Work, executor: Executor | None = None) -> Iterator[Made]:
    """Every file of the work; those of one producer keep the order of its keys.

    The workers of an executor are forked, with `begin` as their initializer and the same work as
    its argument: a site is inherited, because sending it would cost more than making its files.
    """
    problems: list[Problem] = []
    for made in _each(work, executor):
        try:
            yield from made()
        except ContentError as error:  # told together with those of other files
            problems += error.problems
    if problems:
        raise ContentError(problems)


def _each(work: Work, executor: Executor | None) -> Iterator[Callable[[], list[Made]]]:
    """What gives the files of each job, in their order."""
    if executor is None:
        yield from (partial(work.do, job) for job in work.jobs())
        return
    if work.afar is not None:
        yield from _each_afar(work, executor, work.afar)
        return
    for job, future in _shared(work, executor):
        failed = future.exception()
        # Whatever else went wrong in a worker is done again here, where it has its own traceback.
        again = failed is not None and not isinstance(failed, ContentError)
        yield partial(work.do, job) if again else partial(_told, work, job, future)


def _told(work: Work, job: Job, future: Future[Done]) -> list[Made]:
    return work.told(job, future.result())


def _shared(work: Work, executor: Executor) -> Iterator[tuple[Job, Future[Done]]]:
    """Each job with what came of it, in their order: workers do some, and this process the others.

    It has everything in memory already, so that it is the cheapest worker of all. The next job is
    its own as soon as every worker has one, so that they share the long ones, which come first.
    While it is at a long one much is sent to the workers; of that it takes back what comes next.
    """
    jobs = work.jobs()
    begun: deque[_Begun] = deque()
    sent: list[Future[Done]] = []

    def send(most: int) -> None:
        for job in islice(jobs, max(0, most - len(sent))):
            begun.append(_Begun(job, _there(work, job, executor)))
            sent.append(begun[-1].future)

    while True:
        sent[:] = [one for one in sent if not one.done()]
        send(OTHERS)
        many = len(sent) > AHEAD
        own = next((_Begun(job, Future()) for job in jobs), None) if not many else None
        if own is not None:
            begun.append(own)
        else:
            own = next((one for one in begun if one.taken_back()), None)
        send(work.ahead(own.job) if own is not None else AHEAD)
        while begun and begun[0].future.done():
            one = begun.popleft()  # dropped at once: nothing is kept after it is handed on
            yield one.job, one.future
        if own is not None:
            _do_here(work, own.job, own.future)
        elif begun:
            begun[0].future.exception()  # nothing is left to do but wait for it
        else:
            return


@dataclass(slots=True)
class _Begun:
    """A job, and what will come of it."""

    job: Job
    future: Future[Done]

    def taken_back(self) -> bool:
        """Whether no worker had begun with it, so that this process may do it."""
        if not self.future.cancel():
            return False
        self.future = Future()
        return True


def _there(work: Work, job: Job, executor: Executor) -> Future[Done]:
    """A job sent to a worker; where no worker is left, done here."""
    try:
        return executor.submit(_do, job)
    except BrokenExecutor:
        done = Future[Done]()
        _do_here(work, job, done)
        return done


def _do_here(work: Work, job: Job, done: Future[Done]) -> None:
    """A job done here and now."""
    try:
        done.set_result([*work.do(job)])
    except Exception as error:  # noqa: BLE001  told where the job's turn comes, as a worker's is
        done.set_exception(error)


def _each_afar(
    work: Work, executor: Executor, do: Callable[[Job], list[Made]]
) -> Iterator[Callable[[], list[Made]]]:
    """What has not changed is here; the rest goes out in larger pieces, since each brings its own."""
    jobs, sent = work.jobs(), []
    while some := [*islice(jobs, AFAR)]:
        here, missing = [], []
        for pair in chain.from_iterable(some):
            kept = work.kept(*pair)
            here.append(kept) if kept else missing.append(pair)
        sent.append((here, executor.submit(do, tuple(missing)) if missing else None))
    for here, future in sent:
        yield partial(list, here)
        if future is not None:
            yield future.result


def produce(site: Site, producers: Iterable[Producer]) -> Iterator[Output]:
    """Every output of the site, made here and now."""
    for made in run(Work(site, tuple(producers))):
        assert made.body is not None, "without a place, what is made is in the body"
        yield Output(made.uri, made.body)


_work: list[Work] = []
"""In a worker process, what it was forked to do."""


def begin(work: Work) -> None:
    """Make ready a worker."""
    gc.disable()  # it would walk through every record; what a page leaves behind has few cycles
    _work[:] = [work]


def _do(job: Job) -> Done:
    return [None if one.kept else one for one in _work[0].do(job)]


def addresses(site: Site, producers: Iterable[Producer]) -> Mapping[str, tuple[Producer, str]]:
    """Address → who makes it, for a server that is asked for one page at a time."""
    return {
        producer.uri(site, key): (producer, key)
        for producer in producers
        for key in producer.keys(site)
    }
