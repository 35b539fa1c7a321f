"""docs/tested.md from the figures of the last run: `python -m tests.torture.report`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.torture.conftest import RESULTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tested.md"
HEAD = """\
---
description: What was done to this software to break it, how often, and what came of it.
---

# Tested

The file `SECURITY.md` of the repository says what is promised. This page says what was tried against it in the last run
of `make torture`, and is written by that run. The tests that take seconds run with every change and are not counted here.
"""
ROWS = (
    ("Builds that were killed (`kill -9`) at a random moment", "kills"),
    ("of them, sites that were neither the old nor the new one, or not as their manifest says", "torn"),
    ("Folders left over after the next build", "left_over"),
    ("Naughty strings, each in every field of a record that takes words", "strings"),
    ("of them, refused with file and line (control characters, mostly)", "strings_refused"),
    ("Scripts, dialogs or requests that any page of the others ran, in a browser", "executed"),
    ("Texts that were taken and are not on their page as they were written", "altered"),
    ("Bytes of pages and data for each byte of a record", "bytes_out_per_byte_in"),
    ("Files made to cost much (aliases of aliases, brackets, levels, tables …)", "bombs"),
    ("Processor time that the worst of them took, in seconds", "worst_seconds"),
    ("Memory that the worst of them took, in MB", "worst_mib"),
    ("Bytes of HTML for each byte of a text, at worst", "worst_body_out_per_byte_in"),
    ("Versions of Python that built the desk's own site", "pythons"),
    ("Files of it that were compared", "files_compared"),
    ("Files that differed", "files_differing"),
    ("Inputs of the coverage-guided fuzzer to the loader", "fuzz_loader"),
    ("to the Markdown path", "fuzz_markdown"),
    ("to the reader of dates", "fuzz_edtf"),
    ("to the query language", "fuzz_query"),
    ("of all these, crashes, breaches of the limits, or forbidden marks in what came out", "fuzz_faults"),
)  # fmt: skip


def page(found: dict[str, Any]) -> str:
    """The page; a figure that no run has measured is said to be not measured."""
    rows = "".join(f"| {words} | {_number(found.get(key))} |\n" for words, key in ROWS)
    return f"{HEAD}\n| What | How many |\n| --- | ---: |\n{rows}"


def _number(value: object) -> str:
    return "not measured" if value is None else f"{value:,}"


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(RESULTS.read_text())), "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
