"""Doing the work: all of it here, shared with workers that were forked, or sent to others afar."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from tessera.errors import ContentError, Problem
from tessera.outputs.output import Output
from tessera.outputs.producer import Done, Job, Made, Producer, Work
from tessera.outputs.site import Site

OTHERS = max(1, (os.cpu_count() or 1) - 1)
"""Workers beside this process."""
AHEAD, LONG, KEPT = 2 * (OTHERS + 1), 128 * OTHERS, 1024 * OTHERS
"""Jobs that lie ready for workers, so that none waits while this process is at one, or a long one.

What comes of them waits for this process, with all needs of each file: more would fill the memory
of a large build. Where most files are kept, jobs are short, and tell nothing.
"""

AFAR = 16
"""Jobs that go out together where each brings all that it needs."""


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
        own = None if many else next((_Begun(job, Future()) for job in jobs), None)
        if own is not None:
            begun.append(own)
        else:
            own = next((one for one in begun if one.taken_back()), None)
        send(_ahead(work, own.job) if own is not None else AHEAD)
        while begun and begun[0].future.done():
            one = begun.popleft()  # dropped at once: nothing is kept after it is handed on
            yield one.job, one.future
        if own is not None:
            _do_here(work, own.job, own.future)
        elif begun:
            begun[0].future.exception()  # nothing is left to do but wait for it
        else:
            return


def _ahead(work: Work, job: Job) -> int:
    """How many jobs are to lie ready while this one is done here."""
    return AHEAD if not work.long(job) else KEPT if work.before else LONG


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
