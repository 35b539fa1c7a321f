"""What an earlier build has worked out and the next one need not work out again.

A value stands while what it was made of is the same: either the caller says what that is, or it is
all that was looked up meanwhile, in the state that it was in. Both only on the same `basis`, a digest
of whatever else the work depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar

from tessera.content.parts import Get, Parts, Put, dumps, loads

T = TypeVar("T")
Looks = tuple[tuple[str, Any], ...]
"""Lists with the keys that were asked for, as in lookups.py."""


class _Stood(NamedTuple):
    """A value, what was looked up for it, and the digest of the states of all that."""

    value: Any
    looks: Looks
    states: str


class Lasting:
    """One value a name, with what it was made of. See `Parts` for `get` and `put`.

    `basis` is what else the work depends on: code and packages.
    """

    def __init__(self, basis: str, get: Get, put: Put) -> None:
        self._basis, self._get, self._put = basis, get, put

    def value(self, name: str, made_of: str, make: Callable[[], T]) -> T:
        """The value of this name, made anew where it was made of something else."""
        stamp = _digest((self._basis, made_of))
        found: tuple[T] | None = loads(self._get(name), stamp)
        if found is not None:
            return found[0]
        value = make()
        self._put(name, dumps((value,), stamp))
        return value


class LastingEach:
    """A value for each of many keys, with what was looked up for it.

    `basis` is whatever no look shows, `state` that of a list at a key.
    """

    def __init__(
        self, basis: str, state: Callable[[tuple[str, Any]], str], get: Get, put: Put
    ) -> None:
        self._stamp, self._state, self._get, self._put = _digest((basis,)), state, get, put

    def each(
        self, name: str, keys: Iterable[str], make: Callable[[str], tuple[T, Looks]]
    ) -> Iterator[tuple[T, Looks]]:
        """The value of each key with what was looked up for it, in the keys' order.

        What is new is kept when the last one was asked for.
        """
        parts = Parts[_Stood](name, lambda one: one.states, self._get, self._put, self._stamp)
        known, now = parts.load(), dict[str, _Stood]()
        for key in keys:
            one = known.get(key)
            if one is None or one.states != self._states(one.looks):
                value, looks = make(key)
                one = _Stood(value, looks, self._states(looks))
            now[key] = one
            yield one.value, one.looks
        parts.keep(now)

    def _states(self, looks: Looks) -> str:
        return _digest(map(self._state, looks)).hex()


def _digest(parts: Iterable[str]) -> bytes:
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(f"{part}\n".encode())
    return made.digest()
