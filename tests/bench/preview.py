"""How long a writer waits: from saving a record to its page showing the change.

    python -m tests.bench.preview [--agreements 10000] [--edits 20]

Starts `mkdocs serve` over a made-up desk, edits one record again and again, then breaks and mends
it, and asks for its page until it shows what was saved.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench import corpus
from tests.bench.compare import desk_folder

PAUSE = 0.002
LONG = 120.0


class Preview:
    """A running preview of the desk in `folder`."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        mkdocs = str(Path(sys.executable).with_name("mkdocs"))
        with (folder / "serve.log").open("wb") as log:
            self.process = subprocess.Popen(
                [mkdocs, "serve", "-q", "-a", f"127.0.0.1:{self.port}"],
                cwd=folder,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
                stdout=log,
                stderr=log,
            )

    def until(self, address: str, shows: str) -> float:
        """Seconds until the page shows some text."""
        start = time.perf_counter()
        while shows not in self._get(address):
            if time.perf_counter() - start > LONG:
                raise TimeoutError(f"{address} does not show {shows}")
            time.sleep(PAUSE)
        return time.perf_counter() - start

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def _get(self, address: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request("GET", address)
            return connection.getresponse().read().decode()
        except OSError:
            return ""  # not listening yet
        finally:
            connection.close()


def measure(folder: Path, edits: int) -> dict[str, float]:
    """Seconds to the first page, without and with what was kept; the median of each kind of edit."""
    record = min((folder / "briefings" / "agreements").iterdir())
    address = f"/agreements/{record.stem}/"
    text = record.read_text("utf-8")
    preview = Preview(folder)
    cold = preview.until(address, "<h1")
    preview.stop()
    preview = Preview(folder)
    waits: dict[str, list[float]] = {"edit": [], "error": [], "mended": []}
    try:
        warm = preview.until(address, "<h1")
        for number in range(edits):
            record.write_text(text.replace("\ntitle: ", f"\ntitle: Edit {number} of ", 1), "utf-8")
            waits["edit"].append(preview.until(address, f"Edit {number} of "))
        for number in range(edits):
            record.write_text(f"{text}mistake-{number}: yes\n", "utf-8")
            waits["error"].append(preview.until(address, f"mistake-{number}"))
            mended = text.replace("\ntitle: ", f"\ntitle: Mended {number} of ", 1)
            record.write_text(mended, "utf-8")
            waits["mended"].append(preview.until(address, f"Mended {number} of "))
    finally:
        preview.stop()
    return {
        "start": cold,
        "start again": warm,
        **{kind: median(found) for kind, found in waits.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.preview")
    parser.add_argument("--agreements", type=int, default=10_000, metavar="N")
    parser.add_argument("--edits", type=int, default=20, metavar="N")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tessera-preview-"))
    try:
        desk_folder(corpus.desk(given.agreements), folder / "desk")
        for kind, seconds in measure(folder / "desk", given.edits).items():
            print(f"{kind:12} {1000 * seconds:8.0f} ms")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
