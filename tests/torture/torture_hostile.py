"""Every naughty string in every field that takes words, built, and opened in a browser.

BLNS names a list of strings (JSON), such as the Big List of Naughty Strings. What is refused must be
refused by its place; what is taken must be text on the page, unchanged, and run nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Dialog, sync_playwright
from tests.publishing.conftest import Project
from tests.torture.conftest import Figures

from tessera.content import lists, records

ROOT = Path(__file__).resolve().parents[2]
BLNS = os.environ.get("BLNS", "")
FIELDS = (
    "title",
    "summary",
    "note",
    "says",
    "what",
    "watch",
    "quote",
    "source",
    "place",
    "body",
    "changes",
)


def record(word: str) -> dict[str, object]:
    """A record with one string in every field that takes words."""
    return {
        "title": word,
        "titles": [{"lang": "ru", "text": word}],
        "summary": word,
        "instrument": "agreement",
        "parties": [{"country": "BLR", "body": word, "note": word}, "IRN"],
        "dates": {"signed": {"value": "1998-05-14", "note": word}},
        "place": word,
        "sources": [{"id": "text", "title": word, "quote": word, "note": word}],
        "claims": [{"id": "one", "says": word, "modality": "reported", "note": word}],
        "follow_through": [{"date": "1999", "rung": "talked", "what": word, "note": word}],
        "watch": [{"what": word}],
        "note": word,
        "changes": [{"date": "2026-01-01", "kind": "update", "what": word}],
    }


def shown(word: str) -> str:
    """A string as a page shows it: white space is one space."""
    return " ".join(word.split())


@pytest.mark.skipif(not BLNS, reason="BLNS names no list of naughty strings")
def test_nothing_runs_and_every_harmless_text_is_unchanged(
    tmp_path: Path, figures: Figures
) -> None:
    words = [one for one in json.loads(Path(BLNS).read_text("utf-8")) if one.strip()]
    project, desk = Project.make(tmp_path), lists.read(ROOT)
    for path in (project.folder / "briefings" / "agreements").iterdir():
        path.unlink()
    taken: dict[str, str] = {}
    refused = size = 0
    for number, word in enumerate(words):
        text = yaml.safe_dump(record(word), allow_unicode=True)
        name = f"blr-irn-1998-{number:04}"
        read = records.of_text(text, Path(f"{name}.yml"), f"{name}.yml", desk)
        if read.problems:
            refused += 1
            assert all(one.file == f"{name}.yml" and one.line > 0 for one in read.problems)
        else:
            taken[name] = word
            size += len(text.encode())
            (project.folder / "briefings" / "agreements" / f"{name}.yml").write_text(text, "utf-8")
    built = project.build("--strict")
    assert built.returncode == 0, built.stderr

    executed, altered = 0, []
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=project.site,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        base = server.stdout.readline().split("(")[1].split(")")[0]
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(java_script_enabled=True)
            ran: list[str] = []

            def dismiss(one: Dialog, ran: list[str] = ran) -> None:
                ran.append(one.message)
                one.dismiss()

            page.on("dialog", dismiss)
            page.on("pageerror", lambda one: ran.append(str(one)))
            page.on(
                "request",
                lambda one: (
                    ran.append(one.url) if not one.url.startswith((base, "data:")) else None
                ),
            )
            for name, word in taken.items():
                page.goto(f"{base}agreements/{name}/", wait_until="load")
                said = " ".join(page.locator("main").text_content().split())  # type: ignore[union-attr]
                if unicodedata.normalize("NFC", shown(word)) not in unicodedata.normalize(
                    "NFC", said
                ):
                    altered.append(word)
            for address in (
                "",
                "agreements/",
                "changes/",
                "watch/",
                "countries/irn/",
                "pairs/blr-irn/",
            ):
                page.goto(f"{base}{address}", wait_until="load")
            page.keyboard.press("/")
            for asked in ("script", "alert", "<img", "svg onload"):
                page.locator("#search-field").fill(asked)
                page.wait_for_timeout(700)
            # A feed shown by a program that takes it for a page, without a policy; the rest as a
            # browser shows it, or hands it on to another program.
            for address in ("feed.xml", "atom.xml"):
                page.set_content((project.site / address).read_text("utf-8"), wait_until="load")
            for address in ("feed.json", "agreements/index.json", "llms.txt", "sitemap.xml"):
                page.goto(f"{base}{address}", wait_until="load")
            executed = len(ran)
            browser.close()
    finally:
        server.kill()
        server.communicate()
    out = sum(
        path.stat().st_size
        for name in taken
        for path in (project.site / "agreements" / name).rglob("*")
        if path.is_file()
    )
    figures(
        strings=len(words), strings_refused=refused, strings_taken=len(taken), executed=executed,
        altered=len(altered), bytes_out_per_byte_in=round(out / size, 1),
    )  # fmt: skip
    assert len(taken) > len(words) // 2
    assert executed == 0, ran
    assert altered == []
    assert out / size < 200
