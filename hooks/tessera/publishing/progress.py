"""What a build is doing, told to whoever waits: each step as it begins, its count as it grows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 2.0
"""Seconds between two signs of life."""


class Progress:
    """Says its lines through `say`. No thread: a build that forks workers must stay single."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock

    @contextmanager
    def step(self, words: str) -> Iterator[Callable[[int], None]]:
        """Announce a step; the block tells the count it has reached."""
        start = told = self._clock()
        self._say(words)

        def tick(count: int) -> None:
            nonlocal told
            if (now := self._clock()) - told >= EVERY:
                told = now
                self._say(f"{words}: {count:,}")

        yield tick
        if (took := self._clock() - start) >= EVERY:
            self._say(f"{words}: done in {took:.1f} s")
