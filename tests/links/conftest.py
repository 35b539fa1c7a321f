"""A host that fails in every way, on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"


def answer(status: str, **headers: str) -> bytes:
    """An answer without a body; header names are written with underscores."""
    lines = [f"HTTP/1.1 {status}", "Content-Length: 0", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def redirect(to: str, status: int = 301) -> bytes:
    return answer(f"{status} Elsewhere", Location=to)


@dataclass
class Host:
    """Raw sockets, so that what is said need not be HTTP. Path → what is sent, or what is done."""

    says: dict[str, bytes | Callable[[socket.socket, str], None]] = field(default_factory=dict)
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    """When, method and path of every question."""
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def times(self, path: str) -> int:
        return Counter(one[2] for one in self.asked)[path]

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                one, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(one,), daemon=True).start()

    def _answer(self, one: socket.socket) -> None:
        with one:
            try:
                head = one.recv(65536).decode("latin-1")
                method, path, *_ = head.split(" ")
                self.asked.append((time.monotonic(), method, path))
                said = self.says.get(path.split("?")[0], answer("404 Not Found"))
                if callable(said):
                    said(one, method)
                else:
                    one.sendall(said)
            except (OSError, ValueError):
                pass  # who asked has gone away


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made.port = listening.getsockname()[1]
        threading.Thread(target=made.serve, args=(listening,), daemon=True).start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
