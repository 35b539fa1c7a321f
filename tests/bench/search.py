"""What search costs: the making of its index alone, and what a reader's browser loads of it.

    python -m tests.bench.search [--agreements 10000] [WORDS …]

Builds a made-up desk, makes the index over the finished pages once more in a process of its own, and
asks in Chromium: bytes are those of the files, as a host sends them that packs nothing, and packed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, Response, expect, sync_playwright
from tests.bench import corpus, measure
from tests.bench.compare import desk_folder

from tessera.outputs.search.index import is_part
from tessera.publishing import indexing
from tessera.publishing.keeping import Nothing
from tessera.publishing.writer import Writer, files

QUESTIONS = ("memorandum", "cooperation in research", "iran", "образования", "教育")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def make_index(site: Path) -> None:
    """The index of a site that has none."""
    indexing.index(Writer(site), Nothing(), Nothing(), "", lambda _: None)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which the site can be read meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def asked(page: Page, address: str, question: str) -> tuple[list[int], list[int], str]:
    """Bytes that opening search loads, and those of the question, each also packed; what was said."""
    bodies: list[bytes] = []

    def note(answer: Response) -> None:
        bodies.append(answer.body())

    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.on("response", note)
    page.keyboard.press("/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    opened = len(bodies)
    page.get_by_role("textbox", name="Search").fill(question)
    status = page.get_by_role("status")
    expect(status).to_contain_text(f"“{question}”")
    page.wait_for_load_state("networkidle")
    sizes = [
        [sum(map(len, some)), sum(len(gzip.compress(body, mtime=0)) for body in some)]
        for some in (bodies[:opened], bodies[opened:])
    ]
    return sizes[0], sizes[1], status.inner_text()


def measured(folder: Path, questions: Sequence[str]) -> Iterator[str]:
    """What was found, line by line, in a desk's folder."""
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([mkdocs, "build", "-q", "-d", "out"], cwd=folder, check=True, env=quiet)
    site = folder / "out"
    for uri in filter(is_part, files(site)):
        (site / uri).unlink()
    again = [sys.executable, "-m", "tests.bench.search", "--index", str(site)]
    cost = measure.run(again, folder, site / "search", {"PYTHONPATH": os.pathsep.join(sys.path)})
    yield (
        f"index: {cost.wall:.1f} s, {cost.cpu:.1f} s of processor time, {cost.memory / 1e6:.0f} MB, "
        f"{cost.files:,} files of {cost.bytes / 1e6:.0f} MB"
    )
    with served(site) as address, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for question in questions:
            page = browser.new_page()
            opened, more, said = asked(page, f"{address}about/", question)
            page.close()
            yield (
                f"{question}: opened {opened[0] / 1e3:.0f} kB ({opened[1] / 1e3:.0f} packed), "
                f"asked {more[0] / 1e3:.0f} kB ({more[1] / 1e3:.0f}). {said}"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search")
    parser.add_argument("--agreements", type=int, default=10_000, metavar="N")
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("questions", nargs="*", default=QUESTIONS, metavar="WORDS")
    given = parser.parse_args()
    if given.index:
        make_index(given.index)
        return
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="tessera-search-", dir=memory if memory.is_dir() else None) as made:  # fmt: skip
        folder = Path(made) / "desk"
        desk_folder(corpus.desk(given.agreements), folder, also="search")
        for line in measured(folder, given.questions):
            print(line, flush=True)


if __name__ == "__main__":
    main()
