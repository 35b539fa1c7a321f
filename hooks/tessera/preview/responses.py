"""Pieces of WSGI: whole answers, what a host answered, pages with something put at their head."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

OK = "200 OK"
_KINDS = {"webp": "image/webp"}  # which Python knows only from 3.13 on
_UNKNOWN = "application/octet-stream"
_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


def send(start_response: StartResponse, uri: str, body: bytes, status: str = OK) -> Iterable[bytes]:
    """One whole answer; its type follows from the name."""
    start_response(
        status,
        [
            ("Content-Type", content_type(uri)),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ],
    )
    return [body]


def redirect(start_response: StartResponse, path: str) -> Iterable[bytes]:
    start_response("302 Found", [("Location", path), ("Content-Length", "0")])
    return []


def content_type(uri: str) -> str:
    kind = _KINDS.get(uri.rpartition(".")[2]) or mimetypes.guess_type(uri)[0] or _UNKNOWN
    text = kind.startswith("text/") or kind.endswith(("json", "javascript", "xml"))
    return f"{kind}; charset=utf-8" if text else kind


def dress(body: bytes, extra: str) -> bytes:
    """A page with `extra` as the first thing in its body."""
    match = _BODY.search(body)
    at = match.end() if match else 0
    return body[:at] + extra.encode() + body[at:]


def pages_of(
    app: WSGIApplication,
    environ: WSGIEnvironment,
    start_response: StartResponse,
    change: Callable[[bytes], bytes],
) -> Iterable[bytes]:
    """What `app` answers, with `change` applied to every HTML page."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def begin(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[..., object]:
        begun.append((status, headers))
        return lambda _: None

    answer = app(environ, begin)
    status, headers = begun[-1]
    kinds = [value for name, value in headers if name.lower() == "content-type"]
    if not any(kind.startswith("text/html") for kind in kinds):
        start_response(status, headers)
        return answer
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    return send(start_response, "index.html", change(body), status)
