"""Who does the heavy work of a build: processes forked from it, or an executor that is named.

(empty)               a process for each core, forked with all that is in memory
processes://N         N processes that inherit nothing, as those of other machines do
dask://HOST:PORT      a Dask cluster; its workers see the project's folder at the same path
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from tessera.errors import TesseraError


def single() -> None:
    """Let numeric libraries, loaded from here on, start no threads: every core has a process already.

    Their threads wait for work by turning in circles, on a core that another process could use.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def forked(
    ready: Callable[[], object] | None = None, *, beside: bool = False
) -> ProcessPoolExecutor:
    """A process for each core, forked with all that is in memory by then.

    `beside` leaves a core to this process, which works too.
    """
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(max(1, cores - beside), mp_context=fork, initializer=ready)


@contextmanager
def aside(work: Callable[[], object]) -> Iterator[None]:
    """Work done by a process forked with all that is in memory, which is waited for at the end."""
    process = multiprocessing.get_context("fork").Process(target=_undisturbed, args=(work,))
    process.start()
    del work  # which may hold much that only the other process needs
    try:
        yield
    finally:
        process.join()


def _undisturbed(work: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits for this is told to stop as well
    work()


@contextmanager
def named(url: str) -> Iterator[Executor]:
    """The executor at an address. Raises TesseraError."""
    scheme, _, rest = url.partition("://")
    if scheme == "processes" and rest.isdecimal() and int(rest):
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(int(rest), mp_context=spawn) as pool:
            yield pool
    elif scheme == "dask" and rest:
        with _dask(rest) as pool:
            yield pool
    else:
        raise TesseraError(
            f"`{url}` names no executor. Expected dask://HOST:PORT or processes://N."
        )


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise TesseraError(f"{error}. Install it: pip install 'tessera-briefings[dask]'") from None
    try:
        client = Client(f"tcp://{address}", timeout=10)  # type: ignore[no-untyped-call]  # theirs
    except OSError as error:
        raise TesseraError(f"No Dask scheduler answers at {address}: {error}") from None
    with client:
        executor: Executor = client.get_executor()  # type: ignore[no-untyped-call]  # theirs
        yield executor
