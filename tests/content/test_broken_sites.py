"""Every mistake an author can make, and the words with which `tessera check` tells it.

`tests/sites/broken/<code>/` holds the files that differ from `tests/sites/smallest/briefings/`,
and `expected.txt`: the exact output. `<code>--<case>` is another case of the same mistake.
`UPDATE_GOLDEN=1 pytest tests/content/test_broken_sites.py` writes the texts anew, to be read.
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tessera import content, errors
from tessera.cli import main
from tessera.content import translate

SITES = Path(__file__).resolve().parents[1] / "sites"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(briefings: Path) -> None:
        text = (briefings / name).read_text("utf-8")
        assert old in text
        (briefings / name).write_text(text.replace(old, new), "utf-8")

    return change


def symlink(briefings: Path) -> None:
    (briefings / "agreements" / "blr-irn-science.yml").symlink_to("/etc/hostname")


def symlinked_folder(briefings: Path) -> None:
    shutil.rmtree(briefings / "agreements")
    (briefings / "agreements").symlink_to("/etc")


def nameless(briefings: Path) -> None:
    (briefings / "agreements" / "blr-irn\u202egpj.yml").write_text("title: x\n", "utf-8")


def latin(briefings: Path) -> None:
    """É in UTF-8, ã in Latin-1: the column counts characters, not bytes."""
    path = briefings / "agreements" / "bra-prt-science.yml"
    path.write_bytes(b"title: Accord\nplace: \xc3\x89vora, S\xe3o Paulo\n")


def large(briefings: Path) -> None:
    path = briefings / "agreements" / "blr-irn-science.yml"
    path.write_text("title: x\nnote: " + "x" * 64 * 1024, "utf-8")


def picture(name: str, width: int = 2, height: int = 2) -> Callable[[Path], None]:
    def make(briefings: Path) -> None:
        (briefings / "analyses").mkdir(exist_ok=True)
        Image.new("1", (width, height)).save(briefings / "analyses" / name, "PNG")

    return make


# What git cannot hold, or would hold as a long copy for one changed line.
MADE: dict[str, Callable[[Path], None]] = {
    "not-a-file": symlink,
    "not-a-file--folder": symlinked_folder,
    "bad-file-name": nameless,
    "unreadable": lambda briefings: (briefings / "outlets.yml").unlink(),
    "not-utf-8": latin,
    "too-large": large,
    "no-briefings": shutil.rmtree,
    "bad-picture": picture("map.webp"),
    "bad-picture-name": picture("Map of Minsk.png"),
    "picture-too-large": picture("map.png", 2_001, 2_000),
    "picture-without-words": picture("map.png"),
    "missing-picture": picture("map.png"),
    "fixed-section": edit(
        "vocabulary.yml",
        "  cancelled: {",
        "  forgotten: {label: Forgotten, definition: Nobody speaks of it.}\n  cancelled: {",
    ),
    "missing-code": edit(
        "vocabulary.yml", "  mixed: {label: Mixed, definition: What mixed means.}\n", ""
    ),
    "missing-section": edit(
        "vocabulary.yml",
        "  ministry: {label: Ministry, definition: What ministry means.}\n",
        "",
    ),
    "unknown-section": edit("vocabulary.yml", "pillars:\n", "pilars:\n"),
}
CASES = sorted(path.name for path in (SITES / "broken").iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_at_its_place(case: str, tmp_path: Path) -> None:
    folder = SITES / "broken" / case
    briefings = tmp_path / "briefings"
    shutil.copytree(SITES / "smallest" / "briefings", briefings)
    shutil.copytree(
        folder, briefings, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt")
    )
    if case in MADE:
        MADE[case](briefings)

    result = CliRunner().invoke(main, ["check", "--root", str(tmp_path)])

    if UPDATE:
        (folder / "expected.txt").write_text(result.stdout, "utf-8")
    assert result.exit_code == 1
    assert result.stdout == (folder / "expected.txt").read_text("utf-8")
    assert f"[{case.partition('--')[0]}]" in result.stdout


def test_the_smallest_site_has_no_mistake() -> None:
    result = CliRunner().invoke(main, ["check", "--root", str(SITES / "smallest")])

    assert result.stdout.startswith("No problems in 1 agreement and 0 analyses.\n")


# Where the code of a problem stands among the arguments of each way to make one.
CODE_AT = {"Problem": 3, "Fault": 1, "wrong": 0, "report": 1, "problem": 1}
# `bad-value` stands for kinds of error that pydantic may word one day and does not today; what is known
# to be too costly is refused before it costs anything (test_guard.py has the rest).
UNREACHABLE = {"bad-value", "too-costly"}


def codes_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            func = node.func
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            arguments: list[ast.expr] = []
            for one in node.args:  # a starred place stands for a line and a column
                arguments += [one, one] if isinstance(one, ast.Starred) else [one]
            for code in arguments[CODE_AT[name] :][:1] if name in CODE_AT else ():
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value


def test_every_mistake_has_a_broken_site() -> None:
    sources = [*Path(content.__path__[0]).glob("*.py"), Path(errors.__file__)]
    told = {code for path in sources for code in codes_in(path.read_text("utf-8"))}
    told |= set(translate._CODES.values())

    assert told - UNREACHABLE == {case.partition("--")[0] for case in CASES}
