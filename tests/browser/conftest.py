"""The site as readers get it: built by the real command, served as plain files, opened in Chromium.

built_site              the finished site's folder, built once for all workers
build_site(site_url)    the same for another address, such as one under a sub-path
serve(folder, prefix)   a static host for a folder; answers with its address
browser                 one headless Chromium a worker
site                    the address of the built site on a static host
sample                  a test that takes it runs once for each kind of page, with its address
page                    a fresh page; the test fails on any script error, console error,
                        broken local file or request that leaves this machine
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

SITE_URL = "https://tessera.example/"
LOCAL = "127.0.0.1"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",  # containers and CI run as root, which Chromium's sandbox refuses
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOCAL}",  # nothing else can be reached
)

SAMPLES = {
    "home": "",
    "agreement": "agreements/blr-irn-2026-education-research-technology-culture/",
    "agreement of many": "agreements/sco-2013-scientific-technical/",
    "agreement in dispute": "agreements/blr-dza-2025-research-innovation/",
    "agreement followed up": "agreements/chn-irn-2017-st-agreement/",
    "agreement without a date": "agreements/blr-hun-education/",
    "analysis": "analyses/iran-belarus-memorandum-2026/",
    "country": "countries/irn/",
    "country without a record": "countries/fra/",
    "bloc": "countries/brics/",
    "pair": "pairs/blr-irn/",
    "pillar": "pillars/technology/",
    "instrument": "instruments/memorandum/",
    "year": "years/2025/",
    "outlet": "outlets/irna/",
    "agreements": "agreements/",
    "analyses": "analyses/",
    "countries": "countries/",
    "pairs": "pairs/",
    "pillars": "pillars/",
    "instruments": "instruments/",
    "years": "years/",
    "outlets": "outlets/",
    "pattern": "pattern/",
    "figure": "pattern/network/",
    "group": "groups/eu-measures/",
    "conflicts": "conflicts/",
    "coverage": "coverage/",
    "watch": "watch/",
    "changes": "changes/",
    "codebook": "codebook/",
    "sheet": "countries/irn/sheet/",
    "feeds": "feeds/",
    "data": "data/",
    "about": "about/",
    "methodology": "methodology/",
    "not found": "404.html",
}
"""One page of each kind, and the agreements that differ most from each other."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `sample` once for each kind of page."""
    if "sample" in metafunc.fixturenames:
        metafunc.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


@pytest.fixture(scope="session")
def build_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`build_site(site_url)` builds the project's own site for an address, once for all workers.

    `TESSERA_SITE=folder` names a site that is already built, for quick work on one test.
    """

    def build(site_url: str) -> Path:
        if (ready := os.environ.get("TESSERA_SITE")) and site_url == SITE_URL:
            return Path(ready).resolve()
        shared = tmp_path_factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            shared = shared.parent
        site = shared / f"site-{hashlib.sha256(site_url.encode()).hexdigest()[:8]}"
        with (shared / f"{site.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not site.exists():
                _mkdocs_build(root, site, site_url)
        return site

    return build


def _mkdocs_build(root: Path, site: Path, site_url: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(site, ignore_errors=True)
        pytest.fail(f"mkdocs build --strict failed:\n{done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def built_site(build_site: Callable[[str], Path]) -> Path:
    """The folder of the project's own site, built by `mkdocs build --strict`."""
    return build_site(SITE_URL)


class _StaticHost(SimpleHTTPRequestHandler):
    """Files as a static host gives them: index.html for folders, 404.html for the rest."""

    protocol_version = "HTTP/1.1"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".xml": "application/xml",
    }

    def __init__(self, *args: object, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # the server's own

    @property
    def inside(self) -> bool:
        return self.path.startswith(f"{self.prefix}/")

    def translate_path(self, path: str) -> str:
        if not self.inside:
            return str(Path(self.directory) / "nothing stands above the prefix")
        return super().translate_path(path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not self.inside or not missing.exists():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Nothing: a test tells what went wrong."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder, prefix="")` hosts a folder and answers with its address, ending in a slash.

    A prefix such as `/briefings` mounts the folder there and nothing above it.
    """
    running: dict[tuple[Path, str], ThreadingHTTPServer] = {}

    def start(folder: Path, prefix: str = "") -> str:
        prefix = prefix.rstrip("/")
        if (folder, prefix) not in running:
            handler = partial(_StaticHost, prefix=prefix, directory=str(folder))
            server = ThreadingHTTPServer((LOCAL, 0), handler)
            server.daemon_threads = True
            Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            running[folder, prefix] = server
        return f"http://{LOCAL}:{running[folder, prefix].server_port}{prefix}/"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(built_site: Path, serve: Callable[..., str]) -> str:
    """The address of the built site on a static host, ending in a slash."""
    return serve(built_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the one that `CHROMIUM` names, or the first on PATH."""
    names = (os.environ.get("CHROMIUM", ""), *CHROMIUM)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            "No Chromium or Chrome on PATH. `make test` installs one on Debian; elsewhere install "
            "it, name it in CHROMIUM, or leave these tests out: pytest -m 'not browser'",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile that must not err and must not leave this machine.

    Opening an address that answers 404 is no error: that is how 404.html is tested.
    """
    faults: list[str] = []
    opened: set[str] = set()

    def leaves(url: str) -> bool:
        return urlsplit(url).hostname not in {LOCAL, None}  # None: data: and blob:

    def on_request(request: Request) -> None:
        if leaves(request.url):
            faults.append(f"asked for {request.url}")

    def on_response(response: Response) -> None:
        if response.request.is_navigation_request():
            opened.add(response.url)
        elif response.status >= HTTPStatus.BAD_REQUEST:
            faults.append(f"{response.status} for {response.url}")

    def on_console(message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type == "error" and not (
            place in opened and message.text.startswith("Failed to load resource")
        ):
            faults.append(f"console: {message.text} ({place})")

    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    context.route(leaves, lambda route: route.abort())
    # A web socket shows up nowhere else; unanswered, it is never connected.
    context.route_web_socket(leaves, lambda socket: faults.append(f"asked for {socket.url}"))
    context.on("request", on_request)
    context.on("response", on_response)
    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    yield context.new_page()
    context.close()
    if faults:
        pytest.fail("The page misbehaved:\n  " + "\n  ".join(dict.fromkeys(faults)), pytrace=False)
