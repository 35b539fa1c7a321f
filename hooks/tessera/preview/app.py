"""A WSGI application over the records, with the host's own application behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import parse_qs, quote

from tessera.outputs.output import Output
from tessera.outputs.search.index import is_part
from tessera.preview import responses
from tessera.preview.channel import Channel
from tessera.preview.faults import Fault
from tessera.preview.heard import hear
from tessera.preview.remembered import Remembered

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Site = TypeVar("Site")

OWN = "/_tessera/"
_HERE = Path(__file__).parent


class Preview(Generic[Site]):
    """Answers for everything made from briefings/; asks `host` for the rest.

    `reload` makes the site anew after some files changed and raises if it cannot; `find` makes
    the one file at an address, or returns None. Both raise freely: what they raise is shown above
    the last good page. `mount` is the path of the site's address. `indexed` is a site that was
    built before: its search index answers, for there is no newer one.
    """

    def __init__(
        self,
        host: WSGIApplication,
        *,
        reload: Callable[[frozenset[Path]], Site],
        find: Callable[[Site, str], Output | None],
        log: logging.Logger,
        mount: str = "/",
        indexed: Path | None = None,
    ) -> None:
        self.channel = Channel()
        self._host = host
        self._reload = reload
        self._find = find
        self._log = log
        self._mount = mount
        self._indexed = indexed
        self._site: Site | None = None
        self._fault: Fault | None = None
        self._host_fault: Fault | None = None
        self._good = Remembered()
        self._lock = Lock()

    def refresh(self, changed: frozenset[Path] = frozenset()) -> None:
        """Read again what changed and tell the open pages, whether it went well or not."""
        if changed:
            self._log.info("Changed: %s", ", ".join(sorted(path.name for path in changed)))
        with self._lock:
            try:
                self._site = self._reload(changed)
                self._fault = None
            except Exception as error:  # noqa: BLE001  a preview outlives whatever was written
                self._fault = self._told(error, "The records could not be read")
        self.channel.announce()

    def guarding(
        self, rebuild: Callable[..., None], host_log: logging.Logger
    ) -> Callable[..., None]:
        """The host's own rebuild, as one that never raises and whose failure is shown.

        MkDocs lets every request wait until a rebuild goes well, and does not say so in the page.
        """

        def guarded(*given: object) -> None:
            with hear(host_log) as messages:
                try:
                    rebuild(*given)
                except Exception as error:  # noqa: BLE001  told on every page
                    host_log.error(str(error))
                    self.host_failed(messages)
                    return
            self.host_rebuilt()

        return guarded

    def host_failed(self, messages: Sequence[str]) -> None:
        """The host could not rebuild its own pages: say why on every page."""
        self._host_fault = Fault("The hand-written pages could not be rebuilt", tuple(messages))
        self.channel.announce()

    def host_rebuilt(self) -> None:
        """The host's pages and theme are new: so is every page that stands in the theme."""
        self._host_fault = None
        self.refresh()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN), environ, start_response)
        if path.startswith(self._mount):
            uri = path.removeprefix(self._mount)
            if not uri or uri.endswith("/"):
                uri += "index.html"
            body, fault = self._made(uri)
            if body is not None or fault:
                return self._answer(uri, body, fault, start_response)
            if self._made(f"{uri}/index.html")[0] is not None:
                return responses.redirect(start_response, f"{quote(path)}/")
            if (index := self._index(uri)) is not None:
                return responses.send(start_response, uri, index)
        return responses.pages_of(self._host, environ, start_response, self._dress)

    def _made(self, uri: str) -> tuple[bytes | None, Fault | None]:
        """The file at an address; or its last good form, if any, and why there is no newer one."""
        if self._site is None:
            return None, self._fault if uri.endswith(".html") else None
        try:
            output = self._find(self._site, uri)
        except Exception as error:  # noqa: BLE001  told on the page that could not be made
            return self._good.get(uri), self._told(error, f"`{uri}` could not be made")
        if output is None:
            return None, None
        self._good.keep(uri, output.data)
        return output.data, None

    def _answer(
        self, uri: str, body: bytes | None, fault: Fault | None, start_response: StartResponse
    ) -> Iterable[bytes]:
        status = responses.OK if body is not None else "500 Internal Server Error"
        if uri.endswith(".html"):
            page = (
                body if body is not None else b"<!doctype html><html lang=en><body></body></html>"
            )
            return responses.send(start_response, uri, self._dress(page, fault), status)
        if body is None and fault is not None:
            return responses.send(start_response, "x.txt", "\n".join(fault.lines).encode(), status)
        return responses.send(start_response, uri, body or b"", status)

    def _dress(self, body: bytes, own: Fault | None = None) -> bytes:
        """A page with all that is wrong at its head, and the script that follows changes."""
        faults = dict.fromkeys(fault for fault in (self._host_fault, self._fault, own) if fault)
        banners = "".join(fault.html(self._mount) for fault in faults)
        return responses.dress(
            body,
            f'<link rel="stylesheet" href="{OWN}client.css">'
            f'<script src="{OWN}client.js" data-version="{self.channel.version}"></script>'
            + (f'<div id="tessera-preview" role="alert">{banners}</div>' if banners else ""),
        )

    def _own(
        self, name: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        if name == "events":
            since = parse_qs(environ.get("QUERY_STRING", "")).get("since", [""])[0]
            start_response(
                responses.OK,
                [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")],
            )
            return self.channel.events(since)
        if name in {"client.js", "client.css"}:
            return responses.send(start_response, name, (_HERE / name).read_bytes())
        return responses.send(start_response, "x.txt", b"Not found", "404 Not Found")

    def _index(self, uri: str) -> bytes | None:
        """A file of the search index of the last build, if there was one."""
        if self._indexed is None or not is_part(uri) or ".." in uri.split("/"):
            return None
        path = self._indexed / uri
        return path.read_bytes() if path.is_file() else None

    def _told(self, error: Exception, title: str) -> Fault:
        fault = Fault.of(error, title)
        for line in fault.lines:
            self._log.error(line)
        return fault
