"""What one command costs: time, processor time, memory of all its processes, and what it wrote."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

EVERY = 0.1
"""Seconds between two looks at memory, at least."""
REST = 30
"""How much longer than a look the time between two is: looking stops a process for a while."""


@dataclass(frozen=True)
class Cost:
    """Seconds, bytes and counts. `memory` is the peak of the sum over processes, shared pages once."""

    wall: float
    cpu: float
    memory: int
    bytes: int
    files: int
    pages: int


class CommandError(Exception):
    """A command that was to be measured ended with an error."""


def run(
    command: Sequence[str], folder: Path, out: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run the command in `folder` and count what is in `out` afterwards."""
    log = folder / "bench.log"
    start = time.perf_counter()
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, cwd=folder, stdout=told, stderr=told, env={**os.environ, **(environment or {})}
        )
        with _looking(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text("utf-8", "replace").splitlines()[-20:]
        raise CommandError("\n".join([" ".join(command), *said]))
    sizes = [(path.suffix, path.stat().st_size) for path in out.rglob("*") if path.is_file()]
    return Cost(
        wall,
        usage.ru_utime + usage.ru_stime,
        max(peak) or usage.ru_maxrss * 1024,
        sum(size for _, size in sizes),
        len(sizes),
        sum(1 for suffix, _ in sizes if suffix == ".html"),
    )


@contextmanager
def _looking(pid: int) -> Iterator[list[int]]:
    """Look at the memory of a process and its children until the end of the block; what was seen.

    Another thread does, so that whoever waits for the process knows to the moment when it ends.
    """
    seen, ended = [0], Event()

    def look() -> None:
        pause = 0.0
        while not ended.wait(max(EVERY, pause)):
            begun = time.perf_counter()
            seen.append(sum(map(_memory, _tree(pid))))
            pause = REST * (time.perf_counter() - begun)

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _tree(int(child))


def _memory(pid: int) -> int:
    """A process's share of memory: a page of n processes counts as its nth part for each."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
