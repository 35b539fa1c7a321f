"""Problems at a terminal, in a summary, for code scanning; and the page that explains each of them."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html
from markdown_it import MarkdownIt
from rich.cells import cell_len

import tessera
from tessera.authoring import told
from tessera.cli import main
from tessera.errors import Problem

SITES = Path(__file__).resolve().parents[1] / "sites"
PLACE = "briefings/agreements/blr-irn-science.yml"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "smallest" / "briefings", tmp_path / "briefings")
    return tmp_path


def check(desk: Path, text: str, form: str) -> Result:
    (desk / PLACE).write_text(text, "utf-8")
    return CliRunner().invoke(main, ["check", "--root", str(desk), "--format", form])


BROKEN = ("title: A title\ninstrument: agrement\nparties: [BLR, IRN]\ndates: {signed: 24.07.2006}\n"
          "sources: [{id: text, title: 条約の全文, lang: Farsi}]\n")  # fmt: skip


def test_a_terminal_shows_each_line_with_a_mark_under_its_place(desk: Path) -> None:
    done = check(desk, BROKEN, "pretty")
    lines = done.stdout.splitlines()

    assert done.exit_code == 1
    assert lines[0] == PLACE
    for word in ("agrement", "24.07.2006", "Farsi"):
        number = next(n for n, line in enumerate(lines) if "│" in line and word in line)
        before = lines[number].partition(word)[0]
        assert cell_len(before) == len(lines[number + 1].partition("^")[0]), (
            "also behind wide letters"
        )
        assert "^" in lines[number + 1]
    assert "Did you mean `2006-07-24`? [bad-date]" in " ".join(done.stdout.split())


@pytest.mark.parametrize("form", ["pretty", "markdown"])
def test_nothing_in_a_file_can_move_a_terminal(desk: Path, form: str) -> None:
    hostile = "title: \x1b[2J\x1b]0;owned\x07 \u202etxt.exe\ninstrument: <img src=x> | **b** [l](javascript:x)\n"
    done = check(desk, hostile, form)

    assert done.exit_code == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", done.stdout)
    if form == "markdown":
        tree = html.document_fromstring(
            MarkdownIt("commonmark").enable("table").render(done.stdout)
        )
        assert not tree.xpath("//img | //a | //strong")
        assert len(tree.xpath("//tbody/tr")) == done.stdout.count("\n") - 3


def test_a_long_line_is_shown_where_the_problem_is() -> None:
    line = "x" * 500 + "HERE" + "y" * 500
    shown, at = told._window(line, 500)

    assert shown.index("HERE") == at
    assert len(shown) <= told.WINDOW + 2


def test_colour_is_for_terminals_that_want_it(desk: Path) -> None:
    problem = Problem(PLACE, 1, 1, "bad-date", "A message")

    assert "\x1b[" in told.pretty([problem], desk, colour=True)
    assert "\x1b" not in told.pretty([problem], desk)
    assert "A message" in told.pretty([Problem("gone.yml", 9, 1, "x", "A message")], desk), (
        "without its file"
    )


def test_sarif_has_every_problem_with_its_place(desk: Path) -> None:
    done = check(desk, BROKEN, "sarif")
    text = json.loads(check(desk, BROKEN, "json").stdout)
    log = json.loads(done.stdout)
    (run,) = log["runs"]

    assert (log["version"], done.exit_code) == ("2.1.0", 1)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] == "error"
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert place["physicalLocation"]["artifactLocation"] == {
            "uri": PLACE,
            "uriBaseId": "%SRCROOT%",
        }
        found.append((result["ruleId"], region["startLine"], region["startColumn"]))
    assert found == [(one["code"], one["line"], one["column"]) for one in text]


@pytest.mark.parametrize("form", ["json", "sarif", "markdown"])
def test_a_program_gets_its_format_also_where_nothing_is_wrong(form: str) -> None:
    done = CliRunner().invoke(main, ["check", "--root", str(SITES / "smallest"), "--format", form])

    assert done.exit_code == 0
    if form == "json":
        assert json.loads(done.stdout) == []
    elif form == "sarif":
        assert json.loads(done.stdout)["runs"][0]["results"] == []
    else:
        assert done.stdout == "No problems.\n\n"


# --- the page --------------------------------------------------------------------------------------


def codes() -> set[str]:
    """Every code that a problem can have, read from the calls that make one."""
    found = {path.name.partition("--")[0] for path in (SITES / "broken").iterdir()}
    for path in Path(tessera.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {
                    "Problem": 3,
                    "Fault": 1,
                    "BodyFault": 1,
                    "RefusedError": 0,
                    "wrong": 0,
                    "_bad": 9,
                }.get(node.func.id)
                named = node.args[at] if at is not None and len(node.args) > at else None
                if isinstance(named, ast.Constant):
                    found.add(str(named.value))
    return found


def test_every_problem_is_explained_and_nothing_else(root: Path) -> None:
    """Each with the words that the check prints. `UPDATE_GOLDEN=1` writes those anew."""
    page = root / "docs" / "problems.md"
    text = page.read_text("utf-8")
    headings = re.findall(r"^### ([a-z0-9-]+) \{#\1\}$", text, flags=re.MULTILINE)

    assert len(headings) == len(set(headings))
    assert set(headings) == codes()
    for code, shown in re.findall(r"^### (\S+) .*\n\n> (.*)$", text, flags=re.MULTILINE):
        printed = (SITES / "broken" / code / "expected.txt").read_text("utf-8").splitlines()[0]
        said = re.sub(r"^.+?:\d+:\d+: | \[[a-z0-9-]+\]$", "", printed)
        words = "`".join(
            part if inside % 2 else part.replace("<", "&lt;")
            for inside, part in enumerate(said.split("`"))
        )
        if UPDATE:
            text = text.replace(f"> {shown}\n", f"> {words}\n")
        else:
            assert shown == words
    if UPDATE:
        page.write_text(text, "utf-8")
    assert len(re.findall("^> ", text, flags=re.MULTILINE)) == len(
        {path.name for path in (SITES / "broken").iterdir() if "--" not in path.name}
    )
