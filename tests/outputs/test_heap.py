"""What is freed goes back to the system, where the C library can do that."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from tessera.outputs import heap

HOLES = """
import ctypes, sys
from tessera.outputs import heap

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]

def taken():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

def block(size):
    at = libc.malloc(size)
    ctypes.memset(at, 1, size)
    return at

if sys.argv[1] == "steady":
    heap.steady()
libc.free(block(16 * 2**20))  # from now on glibc takes 16 MB for small
before = taken()
kept = []
for _ in range(24):
    large = block(4 * 2**20)
    kept.append((large, block(100_000)))
for large, _ in kept:
    libc.free(large)
print(taken() - before)
"""
"""Large blocks with a smaller one after each, freed: what of them the process still has."""

GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt")


@pytest.mark.skipif(not GLIBC, reason="the C library is not glibc")
def test_large_blocks_leave_no_holes() -> None:
    left = {how: int(_run(how)) for how in ("steady", "as-it-is")}

    assert left["steady"] < 8 * 2**20
    assert left["as-it-is"] > 64 * 2**20, "glibc does by itself what steady() is for"


@pytest.mark.skipif(not GLIBC, reason="the C library is not glibc")
def test_what_was_freed_is_given_back() -> None:
    page = Path("/proc/self/statm")
    blocks = [bytes(400) for _ in range(200_000)]
    spread = blocks[::1000]
    before = int(page.read_text().split()[1])
    del blocks
    heap.give_back()

    assert int(page.read_text().split()[1]) < before
    assert len(spread) == 200


def _run(how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", HOLES, how], capture_output=True, text=True, check=True
    )
    return done.stdout
