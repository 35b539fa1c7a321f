"""What reading gave, kept from run to run, so that a file that has not changed is not validated again.

A file stands as long as its bytes, the desk's lists and Tessera's own code do. Records are kept as
pickles, in some hundred parts, so that one edit writes one of them; a pickle can run anything, so
`get` must give back nothing but what this user's own `put` was given.
"""

from __future__ import annotations

import pickle
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

import tessera
from tessera.content.fields import Model
from tessera.content.records import Read

PARTS = 128


def installed() -> Iterator[str]:
    """Python and every package, with their versions: what else decides what the code does."""
    yield sys.version
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


class Snapshot:
    """Files read without a problem, by name. `get(key)` → what `put(key, data)` kept, or None."""

    def __init__(
        self, get: Callable[[str], bytes | None], put: Callable[[str, bytes], None]
    ) -> None:
        self._get, self._put = get, put
        self._stored: dict[int, dict[str, str]] = {}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The parts' names, which change with the code that reads."""
        made = blake2b("\n".join(installed()).encode(), digest_size=8)
        for path in sorted(Path(tessera.__file__).parent.rglob("*.py")):
            made.update(path.read_bytes())
        return tuple(f"{made.hexdigest()}-{number}" for number in range(PARTS))

    def load(self) -> dict[str, Read]:
        """What was kept; whether it still stands is for whoever reads the files."""
        found: dict[str, Read] = {}
        for number, key in enumerate(self.keys):
            part = _loads(self._get(key))
            self._stored[number] = _digests(part)
            found.update(part)
        return found

    def keep(self, read: Mapping[str, Read]) -> None:
        """Keep the files, part by part where one of a part has changed."""
        parts: list[dict[str, Read]] = [{} for _ in range(PARTS)]
        for name, one in read.items():
            if not one.problems:
                parts[crc32(name.encode()) % PARTS][name] = one
        for number, part in enumerate(parts):
            if self._stored.get(number, {}) != (now := _digests(part)):
                self._put(self.keys[number], _dumps(part))
                self._stored[number] = now


def _digests(part: Mapping[str, Read]) -> dict[str, str]:
    return {name: one.digest for name, one in part.items()}


def _called(model: type[Model]) -> str | tuple[Callable[[type[Model]], type[Model]], tuple[Any]]:
    """A model by its name; one that pydantic made of a generic model, by that model's.

    They differ in what they let in, and what is kept has been let in already.
    """
    origin = model.__pydantic_generic_metadata__["origin"]
    return (_itself, (origin,)) if origin else model.__qualname__


def _itself(model: type[Model]) -> type[Model]:
    return model


class _Pickler(pickle.Pickler):
    """Knows models by what `_called` says."""

    dispatch_table = {type(Model): _called}


def _dumps(part: Mapping[str, Read]) -> bytes:
    into = BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(part)
    return into.getvalue()


def _loads(data: bytes | None) -> dict[str, Read]:
    found: dict[str, Read] = pickle.loads(data) if data else {}  # noqa: S301  see above
    return found
