"""Values by name, kept from run to run in some hundred parts, so that one edit writes one of them.

They are kept as pickles, and a pickle can run anything: `get` must give back nothing but what this
user's own `put` was given.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Generic, TypeVar
from zlib import crc32

from tessera.content.fields import Model

V = TypeVar("V")
PARTS = 128
Get = Callable[[str], bytes | None]
Put = Callable[[str, bytes], None]


class Parts(Generic[V]):
    """A mapping whose parts are called `<name>-<number>`.

    `digest` tells of a value whether it has changed; `get(key)` gives what `put(key, data)` kept,
    or None. What was kept with another `stamp` is not opened: its classes may be gone.
    """

    def __init__(
        self, name: str, digest: Callable[[V], str], get: Get, put: Put, stamp: bytes = b""
    ) -> None:
        self._digest, self._get, self._put, self._stamp = digest, get, put, stamp
        self.keys = tuple(f"{name}-{number}" for number in range(PARTS))
        self._stored: dict[str, dict[str, str]] = {}

    def load(self) -> dict[str, V]:
        """What was kept; whether it still stands is for whoever asks."""
        found: dict[str, V] = {}
        for key in self.keys:
            part: dict[str, V] = loads(self._get(key), self._stamp) or {}
            self._stored[key] = self._digests(part)
            found.update(part)
        return found

    def keep(self, values: Mapping[str, V]) -> None:
        """Keep the values, part by part where one of a part has changed."""
        parts: list[dict[str, V]] = [{} for _ in self.keys]
        for name, value in values.items():
            parts[crc32(name.encode()) % PARTS][name] = value
        for key, part in zip(self.keys, parts, strict=True):
            if self._stored.get(key, {}) != (now := self._digests(part)):
                self._put(key, dumps(part, self._stamp))
                self._stored[key] = now

    def _digests(self, part: Mapping[str, V]) -> dict[str, str]:
        return {name: self._digest(value) for name, value in part.items()}


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


def dumps(value: Any, stamp: bytes = b"") -> bytes:
    """A value as it is kept, after its stamp."""
    into = BytesIO()
    into.write(stamp)
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(value)
    return into.getvalue()


def loads(data: bytes | None, stamp: bytes = b"") -> Any:
    """A value that was kept with this stamp; None where there is none."""
    if not data or not data.startswith(stamp):
        return None
    return pickle.loads(data[len(stamp) :])  # noqa: S301  see above
