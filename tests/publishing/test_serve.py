"""Plain `mkdocs serve`, from outside: pages on request, errors in the page, never a hang."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.publishing.conftest import Project

PAGE = "/agreements/blr-irn-1998-science/"
TITLE = "Agreement on cooperation in science"


def _interruptible() -> None:
    """Whoever runs the tests in the background may have interrupts ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Server:
    """A running preview, and what a browser asks it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = project.folder / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"],
                cwd=project.folder,
                env=project.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_interruptible,  # noqa: PLW1509  it does nothing that threads could hold
            )

    @property
    def record(self) -> Path:
        return self.project.folder / "briefings" / "agreements" / "blr-irn-1998-science.yml"

    def get(self, path: str, timeout: float = 10) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def until(self, path: str, text: str, seconds: float = 20) -> str:
        """The page, as soon as it has `text`."""
        end = time.monotonic() + seconds
        body = ""
        while time.monotonic() < end:
            try:
                body = self.get(path)[1]
            except OSError:
                body = ""
            if text in body:
                return body
            time.sleep(0.02)
        raise AssertionError(f"{text!r} never came: {body[-2000:]}\n{self.log.read_text()}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def server(project: Project) -> Iterator[Server]:
    server = Server(project)
    try:
        server.until(PAGE, TITLE)
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_an_edit_reaches_the_open_page_by_itself(server: Server) -> None:
    version = server.get(PAGE)[1].split('data-version="')[1].split('"')[0]
    events = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    events.request("GET", f"/_tessera/events?since={version}")
    stream = events.getresponse()
    assert stream.readline() == b"retry: 500\n"

    server.record.write_text(server.record.read_text().replace(TITLE, "A new title"))

    assert b"event: reload" in stream.read()
    assert "A new title" in server.get(PAGE)[1]
    events.close()


def test_an_error_stands_in_the_page_as_in_the_terminal_and_goes_when_it_is_mended(
    server: Server,
) -> None:
    good = server.record.read_text()
    server.record.write_text(good.replace("1998-05-14", "1998-13-14"))

    page = server.until(PAGE, "1998-13-14")
    assert f"<h1>{TITLE}" in page.replace(' class="headline"', "")
    line = next(line for line in server.log.read_text().splitlines() if "1998-13-14" in line)
    assert line.split("ERROR   -  ")[1].split("`")[0] in page
    assert "1998-13-14" in server.get("/about/")[1]

    server.record.write_text(good)
    server.until(PAGE, TITLE)
    page = server.get(PAGE)[1]
    for _ in range(100):
        if "1998-13-14" not in (page := server.get(PAGE)[1]):
            break
        time.sleep(0.05)
    assert "1998-13-14" not in page


def test_after_a_failed_rebuild_of_the_host_nothing_hangs_and_mending_restores(
    server: Server,
) -> None:
    config = server.project.folder / "mkdocs.yml"
    good = config.read_text()
    config.write_text(good.replace('"about.md"', '"about.md", "Gone'))

    page = server.until(PAGE, "could not be rebuilt")
    assert TITLE in page
    status, about = server.get("/about/")
    assert (status, "Who we are." in about) == (200, True)
    assert "could not be rebuilt" in about

    config.write_text(good)
    (server.project.folder / "docs" / "about.md").write_text("# About\n\nSomebody else.\n")
    assert "could not be rebuilt" not in server.until("/about/", "Somebody else.")
    assert "could not be rebuilt" not in server.get(PAGE)[1]


def test_an_edit_of_the_theme_reaches_the_pages_of_records(project: Project) -> None:
    theme = project.folder / "theme"
    theme.mkdir()
    for source in (project.folder / "overrides").resolve().iterdir():
        if source.name != "pages":
            (theme / source.name).symlink_to(source)
    (theme / "main.html").unlink()
    main = (project.folder / "overrides" / "main.html").read_text()
    (theme / "main.html").write_text(main)
    project.configure(custom_dir="theme")
    server = Server(project)
    try:
        server.until(PAGE, TITLE)
        (theme / "main.html").write_text(main.replace("<title>", "<!-- edited --><title>"))
        server.until(PAGE, "<!-- edited -->")
    finally:
        server.process.kill()
        server.process.wait()


def test_an_edit_of_a_hook_starts_the_preview_again_and_a_broken_one_does_not(
    project: Project,
) -> None:
    hooks = project.folder / "hooks"
    hooks.mkdir()
    hook = hooks / "own.py"
    hook.write_text("def on_page_content(html, **_):\n    return html + 'one'\n")
    config = json.loads((project.folder / "mkdocs.yml").read_text())
    config["hooks"].append("hooks/own.py")
    (project.folder / "mkdocs.yml").write_text(json.dumps(config))
    server = Server(project)
    try:
        server.until("/about/", "one")
        version = server.get(PAGE)[1].split('data-version="')[1].split('"')[0]
        compiled = hook.stat()  # the edit is as long, and of the same moment
        hook.write_text("def on_page_content(html, **_):\n    return html + 'two'\n")
        os.utime(hook, ns=(compiled.st_atime_ns, compiled.st_mtime_ns))
        server.until("/about/", "two")
        assert version != server.get(PAGE)[1].split('data-version="')[1].split('"')[0]

        hook.write_text("def on_page_content(\n")
        end = time.monotonic() + 20
        while "own.py:1" not in server.log.read_text() and time.monotonic() < end:
            time.sleep(0.02)
        assert "own.py:1" in server.log.read_text()
        assert "two" in server.get("/about/")[1]
        assert server.process.poll() is None
    finally:
        server.process.kill()
        server.process.wait()


def test_the_preview_writes_nothing_beside_the_project_and_ends_when_it_is_told(
    server: Server,
) -> None:
    before = {path.name for path in server.project.folder.iterdir()}

    assert server.stop() == 0
    assert {path.name for path in server.project.folder.iterdir()} == before
    assert "Traceback" not in server.log.read_text()


@pytest.mark.browser
def test_a_reader_far_down_the_page_sees_the_error_come_and_go(server: Server) -> None:
    with ThreadPoolExecutor(1) as alone:  # this thread may hold the other tests' browser
        alone.submit(_read_far_down, server).result()


def _read_far_down(server: Server) -> None:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    good = server.record.read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 800, "height": 400})
        page.goto(f"http://127.0.0.1:{server.port}{PAGE}")
        page.locator("footer").scroll_into_view_if_needed()

        server.record.write_text(good.replace("1998-05-14", "1998-13-14"))
        banner = page.locator("#tessera-preview")
        banner.wait_for()
        box = banner.bounding_box()
        assert box is not None
        assert box["y"] == 0
        assert page.evaluate("scrollY") > 0

        server.record.write_text(good)
        banner.wait_for(state="detached")
        browser.close()
