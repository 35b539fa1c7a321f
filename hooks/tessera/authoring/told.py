"""Problems as authors meet them: at a terminal, in a pull request's summary, in code scanning.

The words are the problem's own. What strangers wrote is shown with its control characters written out,
so that nothing in a file can move a terminal's cursor or colour its output.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tessera import __version__
from tessera.errors import Problem, visible

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
WINDOW = 100
"""Cells of a line that are shown: the part with the place."""


def pretty(
    problems: Iterable[Problem], root: Path, *, width: int = 100, colour: bool = False
) -> str:
    """Each problem under the line that has it, with a mark at the place; one heading for each file."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None,
                      highlight=False, emoji=False)  # fmt: skip
    for file, found in groupby(sorted(problems), key=lambda one: one.file):
        console.print(Text(visible(file), style="bold"))
        lines = _lines(root / file)
        for one in found:
            _one(console, one, lines)
        console.print()
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).rstrip()


def _one(console: Console, one: Problem, lines: Sequence[str]) -> None:
    style = "yellow" if one.severity == "warning" else "red"
    number = f"{one.line:>5} "
    if 0 < one.line <= len(lines):
        shown, at = _window(lines[one.line - 1], one.column - 1)
        console.print(
            Text.assemble((f"{number}│ ", "dim"), shown),
            overflow="ignore",
            no_wrap=True,
            crop=False,
        )
        console.print(
            Text.assemble((f"{'':6}│ ", "dim"), " " * at, ("^", style)),
            overflow="ignore",
            no_wrap=True,
        )
    else:
        console.print(Text(f"{number}│", style="dim"))
    kind = "warning: " if one.severity == "warning" else ""
    words = Text.assemble((kind, style), visible(one.sentence), (f" [{one.code}]", "dim"))
    console.print(Padding(words, (0, 0, 0, 8)))


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around the place, and the cells before the place in it."""
    start = max(0, column - WINDOW // 2) if len(line) > WINDOW else 0
    before = "…" if start else ""
    part = line[start : start + WINDOW]
    after = "…" if len(line) > start + WINDOW else ""
    return f"{before}{visible(part)}{after}", cell_len(f"{before}{visible(line[start:column])}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []
    except OSError:
        return []


def markdown(problems: Sequence[Problem]) -> str:
    """A table for the summary of a pull request's check."""
    if not problems:
        return "No problems.\n"
    rows = "".join(
        f"| {_cell(one.file)}:{one.line}:{one.column} | {_cell(one.sentence)} | {_cell(one.code)} |\n"
        for one in sorted(problems)
    )
    return f"| Place | Problem | Code |\n| --- | --- | --- |\n{rows}"


def _cell(text: str) -> str:
    return re.sub(r"[\\|<>*_\[\]]", lambda char: f"&#{ord(char[0])};", visible(text))


def sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0 (OASIS), for code scanning and editors. Columns count characters."""
    rules = list(dict.fromkeys(one.code for one in problems))
    run = {
        "tool": {
            "driver": {
                "name": "tessera check",
                "version": __version__,
                "rules": [
                    {"id": code, "shortDescription": {"text": code.replace("-", " ").capitalize()}}
                    for code in rules
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [*_results(problems, rules)],
    }
    return json.dumps(
        {"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _results(problems: Iterable[Problem], rules: list[str]) -> Iterator[dict[str, object]]:
    for one in problems:
        place = {
            "artifactLocation": {"uri": quote(one.file), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": max(one.line, 1), "startColumn": max(one.column, 1)},
        }
        yield {
            "ruleId": one.code,
            "ruleIndex": rules.index(one.code),
            "level": one.severity,
            "message": {"text": one.sentence},
            "locations": [{"physicalLocation": place}],
        }
