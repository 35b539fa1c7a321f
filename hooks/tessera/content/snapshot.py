"""What reading gave, kept from run to run, so that a file that has not changed is not validated again.

A file stands as long as its bytes, the desk's lists and Tessera's own code do.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import tessera
from tessera.content.parts import Get, Parts, Put
from tessera.content.records import Read


def installed() -> Iterator[str]:
    """Python and every package, with their versions: what else decides what the code does."""
    yield sys.version
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def code() -> str:
    """A digest of Tessera's own code, and of all that it runs on."""
    made = blake2b("\n".join(installed()).encode(), digest_size=8)
    for path in sorted(Path(tessera.__file__).parent.rglob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()


class Snapshot:
    """Files read without a problem, by name, in parts that are kept by `put` and found by `get`."""

    def __init__(self, get: Get, put: Put) -> None:
        self._get, self._put = get, put

    @cached_property
    def _parts(self) -> Parts[Read]:
        return Parts(code(), lambda one: one.digest, self._get, self._put)

    @property
    def keys(self) -> tuple[str, ...]:
        """The parts' names, which change with the code that reads."""
        return self._parts.keys

    def load(self) -> dict[str, Read]:
        """What was kept; whether it still stands is for whoever reads the files."""
        return self._parts.load()

    def keep(self, read: Mapping[str, Read]) -> None:
        """Keep the files that have no problem."""
        self._parts.keep({name: one for name, one in read.items() if not one.problems})
