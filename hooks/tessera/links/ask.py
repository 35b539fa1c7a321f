"""One address, asked politely: what it does today, and nothing of what is on it.

A stranger chose the address. So every hop must be http(s) at a public host, nothing is read beyond the
head of an answer, and the whole has one deadline, however slowly it drips.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx

from tessera import __version__
from tessera.content.further import LinkState

SECONDS = 30.0
"""For one address, redirects and all."""
HOPS = 6
NO_HEAD = frozenset({400, 403, 404, 405, 406, 410, 501, 503})
"""Answers to HEAD after which GET is tried: some hosts know no other."""
PERMANENT = frozenset({301, 308})
HEADERS = {
    "User-Agent": f"tessera-links/{__version__}",
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
Public = Callable[[str, int], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address did; `why` in a few words where it is not simply there."""

    state: LinkState
    why: str = ""
    to: str = ""
    wait: float = 0
    """Seconds that the host asks to be left alone."""


async def public(host: str, port: int) -> bool:
    """Whether every address of a host is one of the public network; raises OSError for no host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(place[4][0]).split("%")[0]).is_global for place in found)


async def ask(
    client: httpx.AsyncClient, url: str, allowed: Public = public, seconds: float = SECONDS
) -> Answer:
    """Ask one address. Raises nothing: whatever goes wrong is an answer, too."""
    try:
        async with asyncio.timeout(seconds):
            return await _follow(client, url, allowed)
    except TimeoutError:
        return Answer("fails", f"no answer within {seconds:.0f} s")
    except socket.gaierror:
        return Answer("fails", "no such host")
    except httpx.TransportError as error:
        return Answer("fails", _words(error))
    except (httpx.InvalidURL, httpx.HTTPError, OSError, ValueError) as error:
        return Answer("fails", _words(error))


async def _follow(client: httpx.AsyncClient, url: str, allowed: Public) -> Answer:
    at, permanent = url, True
    for _ in range(HOPS):
        parts = urlsplit(at)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return Answer("fails", "leads to what is no web page")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if not await allowed(parts.hostname, port):
            return Answer("fails", "leads into a private network")
        status, headers = await _status(client, at)
        if status not in {301, 302, 303, 307, 308}:
            return _read(url, at, status, headers, permanent=permanent)
        if not (to := headers.get("location", "")):
            return Answer("fails", f"{status} without an address")
        at = urljoin(at, to)
        permanent = permanent and status in PERMANENT
    return Answer("fails", f"more than {HOPS - 1} redirects")


async def _status(client: httpx.AsyncClient, url: str) -> tuple[int, httpx.Headers]:
    for method in ("HEAD", "GET"):
        async with client.stream(method, url) as answer:  # the body stays where it is
            status, headers = answer.status_code, answer.headers
        if status not in NO_HEAD:
            break
    return status, headers


def _read(url: str, at: str, status: int, headers: httpx.Headers, *, permanent: bool) -> Answer:
    """What the last answer means for the address that was asked for."""
    words = _status_words(status)
    if status in {404, 410}:
        return Answer("gone", words)
    if status in {401, 402, 403, 407, 429, 451}:
        return Answer("refuses", words, wait=_wait(headers))
    if not 200 <= status < 300:
        return Answer("fails", words, wait=_wait(headers))
    if at == url:
        return Answer("answers")
    at = str(httpx.URL(at))  # plain letters alone, whatever the host wrote
    if urlsplit(at).path in {"", "/"} and urlsplit(url).path not in {"", "/"}:
        return Answer("gone", "sends to a front page", at)
    return Answer("moved", "", at) if permanent and not _same(url, at) else Answer("answers")


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ only in scheme, `www.` or a closing slash."""
    (a, b) = (urlsplit(url) for url in (one, other))
    return (
        (a.hostname or "").removeprefix("www.") == (b.hostname or "").removeprefix("www.")
        and a.path.rstrip("/") == b.path.rstrip("/")
        and a.query == b.query
    )


def _wait(headers: httpx.Headers) -> float:
    told = headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdigit() else 0.0


def _status_words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _words(error: Exception) -> str:
    """An error in one short line without control characters."""
    said = " ".join(str(error).split()) or type(error).__name__
    return "".join(one for one in said if one.isprintable())[:120]
