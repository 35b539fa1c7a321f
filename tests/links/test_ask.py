"""What one address does, whatever it does."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time

import httpx
import pytest
from tests.links.conftest import OK, Host, answer, redirect

from tessera.links.ask import Answer, ask, public


async def _anyone(_host: str, _port: int) -> bool:
    return True


def asked(url: str, seconds: float = 5) -> Answer:
    async def once() -> Answer:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await ask(client, url, _anyone, seconds)

    return asyncio.run(once())


def drip(one: socket.socket, _method: str) -> None:
    """A head that never ends, one byte at a time."""
    one.sendall(b"HTTP/1.1 200 OK\r\n")
    with contextlib.suppress(OSError):
        for _ in range(200):
            one.sendall(b"X")
            time.sleep(0.05)


def flood(one: socket.socket, _method: str) -> None:
    """A body that never ends."""
    with contextlib.suppress(OSError):
        one.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            one.sendall(b"x" * 65536)


def reset(one: socket.socket, _method: str) -> None:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silence(_one: socket.socket, _method: str) -> None:
    time.sleep(3)


def no_head(one: socket.socket, method: str) -> None:
    one.sendall(answer("405 Method Not Allowed") if method == "HEAD" else OK)


@pytest.mark.parametrize(
    ("said", "state", "why"),
    [
        (OK, "answers", ""),
        (answer("204 No Content"), "answers", ""),
        (no_head, "answers", ""),
        (flood, "answers", ""),
        (redirect("/there", 302), "answers", ""),
        (redirect("/there"), "moved", ""),
        (redirect("/there", 308), "moved", ""),
        (redirect("/page/"), "answers", ""),  # the same page, with a closing slash
        (answer("404 Not Found"), "gone", "404 Not Found"),
        (answer("410 Gone"), "gone", "410 Gone"),
        (redirect("/"), "gone", "sends to a front page"),
        (answer("401 Unauthorized"), "refuses", "401 Unauthorized"),
        (answer("403 Forbidden"), "refuses", "403 Forbidden"),
        (answer("429 Slow down"), "refuses", "429 Too Many Requests"),
        (answer("451 Unavailable"), "refuses", "451 Unavailable For Legal Reasons"),
        (answer("500 Oh"), "fails", "500 Internal Server Error"),
        (answer("503 Later"), "fails", "503 Service Unavailable"),
        (answer("999 Odd"), "fails", "999"),
        (answer("302 Nowhere"), "fails", "302 without an address"),
        (redirect("/page"), "fails", "more than 5 redirects"),
        (redirect("file:///etc/passwd"), "fails", "leads to what is no web page"),
        (redirect("javascript:alert(1)"), "fails", None),
        (redirect("http://"), "fails", None),
        (redirect("http://[::bad/"), "fails", None),
        (redirect("http://nowhere.invalid/"), "fails", None),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "fails", None),
        (b"", "fails", None),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"y" * 300_000, "fails", None),
        (reset, "fails", None),
        (drip, "fails", "no answer within 1 s"),
        (silence, "fails", "no answer within 1 s"),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)[:40]),
)
def test_every_answer_is_read(host: Host, said: object, state: str, why: str | None) -> None:
    host.says = {"/page": said, "/page/": OK, "/there": OK, "/": OK}  # type: ignore[dict-item]

    found = asked(host.url("/page"), 1)

    assert found.state == state
    assert why is None or found.why == why
    assert found.why.isprintable()


def test_where_it_moved_to_is_told_in_plain_letters(host: Host) -> None:
    there = "/m\u00f6ved/\u202etxt.exe"
    host.says = {"/page": f"HTTP/1.1 301 X\r\nLocation: {there}\r\n\r\n".encode()}
    host.says["/m%C3%B6ved/%E2%80%AEtxt.exe"] = OK

    found = asked(host.url("/page"))

    assert found.state == "moved"
    assert found.to.isascii()


def test_a_port_where_nobody_listens(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert asked(f"http://127.0.0.1:{port}/").state == "fails"


def test_a_host_that_speaks_no_tls(host: Host) -> None:
    assert asked(f"https://127.0.0.1:{host.port}/").state == "fails"


@pytest.mark.parametrize(
    ("name", "is_public"),
    [("127.0.0.1", False), ("localhost", False), ("::1", False), ("10.0.0.1", False),
     ("169.254.169.254", False), ("0.0.0.0", False), ("::ffff:127.0.0.1", False), ("8.8.8.8", True)],
)  # fmt: skip
def test_only_hosts_of_the_public_network_are_asked(name: str, is_public: bool) -> None:
    assert asyncio.run(public(name, 80)) is is_public


def test_a_private_host_is_not_even_connected_to(host: Host) -> None:
    async def once() -> Answer:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await ask(client, host.url("/"))

    assert asyncio.run(once()) == Answer("fails", "leads into a private network")
    assert host.asked == []
