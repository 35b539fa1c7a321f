"""Tells open pages that what they show has changed, over Server-Sent Events."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from threading import Condition

HEARTBEAT = 15.0
"""Seconds after which a silent connection is written to, so that a closed one is noticed."""


class Channel:
    """A version that only grows, and everyone who waits for the next one.

    The name of the process is part of it: a page of a server that was restarted is stale too.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)  # a run that began anew may have the same process id
        self._count = 0
        self._changed = Condition()

    @property
    def version(self) -> str:
        return f"{self._run}-{self._count}"

    def announce(self) -> None:
        """There is something new to see."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def events(self, since: str) -> Iterator[bytes]:
        """An event stream for a page that shows version `since`: one `reload`, when it is due."""
        yield b"retry: 500\n\n"
        while True:
            with self._changed:
                due = self._changed.wait_for(lambda: self.version != since, HEARTBEAT)
            if due:
                yield f"event: reload\ndata: {self.version}\n\n".encode()
                return
            yield b": still here\n\n"
