"""What the C library does with memory that is freed; elsewhere than in glibc nothing is changed.

A build makes and drops blocks of any size while its records stay, and every worker has a heap of its
own, so that holes in it count as often as there are processes.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Names of parameters in <malloc.h>."""
LARGE = 1024 * 1024
"""Bytes from which a block stands by itself, and goes when it is freed.

glibc begins with 128 kB, below the buffer of a `csv.writer`, the one that a file is read into and a
matrix of all parties: tens of thousands of them would be asked of the system, and given back to it.
"""


def steady() -> None:
    """Let large blocks stay large: glibc counts more of them as small with each one that is freed."""
    with suppress(AttributeError, OSError):  # where there is no such call
        for parameter in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            ctypes.CDLL(None).mallopt(parameter, LARGE)


def give_back() -> None:
    """Let the system have what was freed, which the C library would keep for good."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
