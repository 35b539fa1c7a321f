"""All outputs of a site, made here or by worker processes."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import pytest

from tessera.outputs.producer import CHUNK, Producer, Work
from tessera.outputs.sharing import AHEAD, OTHERS, begin, run
from tessera.outputs.site import Site

SINGLE = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # forking, from 3.12
NUMBERS = Producer(
    "numbers",
    keys=lambda site: map(str, range(3 * CHUNK + 1)),
    uri=lambda site, key: f"numbers/{key}.txt",
    make=lambda site, key: f"{site.settings.site_name} {key}",
)
LETTERS = Producer("letters", lambda _: "ab", lambda _, key: key, lambda _, key: key.encode())
MAKERS = Producer("makers", lambda _: "c", lambda _, key: key, lambda *_: str(os.getpid()))


@contextmanager
def workers(work: Work) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, mp_context=context, initializer=begin, initargs=(work,)) as pool:
        yield pool


@SINGLE
def test_workers_make_the_same_outputs_in_the_same_order(make_site: Callable[..., Site]) -> None:
    work = Work(make_site({}), (NUMBERS, LETTERS))
    with workers(work) as pool:
        assert [*run(work, pool)] == [*run(work)]


@SINGLE
def test_another_process_makes_them(make_site: Callable[..., Site]) -> None:
    work = Work(make_site({}), (MAKERS,))
    with workers(work) as pool:
        (made,) = run(work, pool)
    assert made.body != str(os.getpid())


@SINGLE
def test_this_process_works_beside_them(make_site: Callable[..., Site]) -> None:
    """Once each worker has a job, the next is made where everything is in memory."""
    here = Producer("here", lambda _: map(str, range(CHUNK * (AHEAD + 3))), lambda _, key: key,
                    lambda *_: str(os.getpid()))  # fmt: skip
    work = Work(make_site({}), (here,))
    with workers(work) as pool:
        makers = [one.body for one in run(work, pool)]
    assert makers[0] != str(os.getpid())
    assert makers[CHUNK * OTHERS] == str(os.getpid())
    assert len(set(makers)) > 1


@SINGLE
def test_this_process_takes_back_what_waits_for_them(make_site: Callable[..., Site]) -> None:
    """While it is at a long job, all that is left lies ready for the workers; it shares that."""
    begun: list[str] = []

    def slow(_: Site, key: str) -> str:
        begun.append(key)
        time.sleep(0.01)
        return str(os.getpid())

    long = Producer("long", lambda _: "ab", lambda _, key: f"long/{key}", slow, together="long")
    wide = Producer("wide", lambda _: "cd", lambda _, key: f"wide/{key}", slow, together="wide")
    rest = Producer("rest", lambda _: map(str, range(CHUNK * 20)), lambda _, key: key, slow)
    work = Work(make_site({}), (long, wide, rest))
    with workers(work) as pool:
        made = [*run(work, pool)]

    assert [(one.producer, one.key) for one in made] == [
        (one.producer, one.key) for one in run(work)
    ]
    here = [one.key for one in made if one.body == str(os.getpid())]
    assert {"c", "d"} <= {*here}
    assert len(here) > 2 + CHUNK


@SINGLE
def test_a_fault_here_is_told_in_its_turn(make_site: Callable[..., Site]) -> None:
    """What was made before it is handed on first, whoever made it."""
    at = CHUNK * OTHERS

    def fail(site: Site, key: str) -> str:
        if key == str(at):
            raise ZeroDivisionError(key)
        return key

    failing = Producer("failing", lambda _: map(str, range(at + CHUNK)), lambda _, key: key, fail)
    work = Work(make_site({}), (failing,))
    with workers(work) as pool:
        files = run(work, pool)
        assert [next(files).uri for _ in range(at)] == [str(n) for n in range(at)]
        with pytest.raises(ZeroDivisionError):
            next(files)


@SINGLE
def test_a_fault_in_a_worker_is_raised_as_if_it_had_happened_here(
    make_site: Callable[..., Site],
) -> None:
    """With its own type and its own traceback, which a message about a template's line needs."""

    def fail(site: Site, key: str) -> str:
        raise ZeroDivisionError(key)

    failing = Producer("failing", lambda _: "x", lambda _, key: key, fail)
    work = Work(make_site({}), (failing,))
    with workers(work) as pool, pytest.raises(ZeroDivisionError, match="x") as raised:
        list(run(work, pool))
    assert raised.value.__cause__ is None
    assert raised.traceback[-1].name == "fail"


@SINGLE
def test_a_worker_that_dies_is_replaced_by_slower_work(make_site: Callable[..., Site]) -> None:
    """A machine short of memory kills workers; the site is made all the same."""
    here = os.getpid()

    def die(site: Site, key: str) -> str:
        if os.getpid() != here:
            os._exit(1)
        return key

    dying = Producer("dying", lambda _: "x", lambda _, key: key, die)
    work = Work(make_site({}), (dying, LETTERS))
    with workers(work) as pool:
        assert [one.uri for one in run(work, pool)] == ["x", "a", "b"]
