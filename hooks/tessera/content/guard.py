"""One contribution at a time, within limits of time and memory: a breach is a problem of that file.

What a file may hold is limited already, so that reading it is quick; this is for what nobody thought
of. Time is that of the processor, so that a busy machine refuses nothing. Where a limit cannot be
set (outside the main thread, on a system without it) nothing is limited.
"""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tessera.errors import Problem

SECONDS = 2.0
MEMORY = 256 * 2**20
_STATM, _PAGE = "/proc/self/statm", resource.getpagesize()


class BreachError(Exception):
    """A limit was reached; the words say which."""

    def problem(self, file: str, line: int = 1) -> Problem:
        """The breach as a problem of a file."""
        return Problem(file, line, 1, "too-costly", str(self), "a shorter or a simpler file")


@contextmanager
def guarded(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raises BreachError if the block takes longer than `seconds`, or `memory` bytes more than before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGVTALRM) is not _stop:  # set once: nobody else has this signal
        signal.signal(signal.SIGVTALRM, _stop)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    _limit(memory, soft, hard)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _OverError:
        raise BreachError(f"Reading this takes more than {seconds:g} seconds") from None
    except MemoryError:
        raise BreachError(f"Reading this takes more than {memory // 2**20} MB of memory") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class _OverError(BaseException):
    """Raised wherever the time was up: no `except Exception` of a parser may swallow it."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _OverError


def _limit(memory: int, soft: int, hard: int) -> None:
    try:
        file = os.open(_STATM, os.O_RDONLY)  # `open` takes three times as long, for each record
    except OSError:
        return  # a system that does not say what is taken
    try:
        taken = int(os.read(file, 64).split()[0]) * _PAGE
    finally:
        os.close(file)
    most = taken + memory
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
