"""The command: what it prints, where, and with which status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tessera import __version__
from tessera.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def desk(tmp_path: Path, sites: Path) -> Path:
    """The smallest site, to be changed."""
    shutil.copytree(sites / "smallest" / "briefings", tmp_path / "briefings")
    return tmp_path


@pytest.fixture
def broken(desk: Path) -> Path:
    """The same with an empty title."""
    path = desk / "briefings" / "agreements" / "blr-irn-science.yml"
    path.write_text(
        "title:\ninstrument: agreement\nparties: [BLR, IRN]\n"
        "dates: {signed: 1998}\nsources: [{id: text, title: A text}]\n"
    )
    return desk


PLACE = "briefings/agreements/blr-irn-science.yml"


def test_check_is_silent_about_what_is_right(desk: Path) -> None:
    done = run("check", "--root", desk)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("No problems in 1 agreement and 0 analyses.\n")


BRIEFING = """\
---
title: Two nouns
standfirst: What two nouns can carry.
authors: [{name: Ada Byron}]
published: 2026-07-02
as_of: 2026-07-01
---
Plain words.

So it is the first
of its kind.
"""


def test_check_asks_what_an_editor_would_and_lets_it_pass(desk: Path) -> None:
    (desk / "briefings" / "analyses").mkdir(exist_ok=True)
    (desk / "briefings" / "analyses" / "two-nouns.md").write_text(BRIEFING, "utf-8")

    done = run("check", "--root", desk)
    review = run("check", "--root", desk, "--review")
    annotated = run("check", "--root", desk, "--review", "--format", "github")
    listed = json.loads(run("check", "--root", desk, "--review", "--format", "json").stdout)

    assert (done.exit_code, review.exit_code) == (0, 0)
    assert "tessera check --review lists" in done.stdout
    assert "briefings/analyses/two-nouns.md:10:14: warning: `first` is a claim" in review.stdout
    assert "::warning file=briefings/analyses/two-nouns.md,line=10,col=14" in annotated.stdout
    assert ("loaded-word", "warning") in {(one["code"], one["severity"]) for one in listed}


def test_check_lists_problems_and_counts_them_apart(broken: Path) -> None:
    done = run("check", "--root", broken)

    assert done.exit_code == 1
    assert done.stdout.startswith(f"{PLACE}:1:7: `title` is empty. ")
    assert done.stderr == "1 problem in 1 file. Nothing was built.\n"


def test_check_speaks_to_pull_requests(broken: Path) -> None:
    done = run("check", "--root", broken, "--format", "github")

    assert done.exit_code == 1
    assert done.stdout.startswith(f"::error file={PLACE},line=1,col=7,title=empty::")


def test_check_speaks_to_programs_and_to_nobody_else(broken: Path, sites: Path) -> None:
    done = run("check", "--root", broken, "--format", "json")

    assert (done.exit_code, done.stderr) == (1, "")
    assert [one["code"] for one in json.loads(done.stdout)] == ["empty"]
    assert run("check", "--root", sites / "smallest", "--format", "json").stdout == "[]\n"


def test_check_reads_drafts_too(broken: Path) -> None:
    with (broken / PLACE).open("a") as file:
        file.write("draft: true\n")

    assert run("check", "--root", broken).exit_code == 1


def test_schema_writes_what_is_out_of_date_and_says_so(desk: Path) -> None:
    names = [
        "agreement", "analysis", "groups", "outlets", "parties", "patterns", "searches", "vocabulary",
    ]  # fmt: skip
    first = run("schema", "--root", desk)

    assert sorted(first.stdout.splitlines()) == [
        f"wrote: docs/schema/{name}.json" for name in names
    ]
    assert (first.exit_code, run("schema", "--root", desk).stdout) == (0, "")


def test_schema_check_writes_nothing(desk: Path) -> None:
    done = run("schema", "--root", desk, "--check")

    assert done.exit_code == 1
    assert "out of date: docs/schema/agreement.json" in done.stdout
    assert not (desk / "docs").exists()
    run("schema", "--root", desk)
    assert run("schema", "--root", desk, "--check").exit_code == 0


def test_schema_tells_a_vocabulary_that_cannot_be_read(desk: Path) -> None:
    (desk / "briefings" / "vocabulary.yml").unlink()
    done = run("schema", "--root", desk)

    assert done.exit_code == 1
    assert done.stdout.startswith("briefings/vocabulary.yml:1:1: Cannot be read")


def test_the_schemas_of_the_shipped_site_are_in_date(root: Path) -> None:
    assert run("schema", "--root", root, "--check").exit_code == 0


def test_a_folder_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    assert run("check", "--root", tmp_path / "none").exit_code == 2
    assert run("check", "--format", "xml").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_the_version_is_the_packages() -> None:
    assert run("--version").stdout == f"tessera, version {__version__}\n"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_says_what_it_does_and_gives_an_example(name: str) -> None:
    command = main.commands[name]
    text = run(name, "--help").stdout

    assert command.help
    assert "Example: tessera" in text
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


def test_arrange_places_what_is_new_and_keeps_the_rest(desk: Path) -> None:
    first = run("arrange", "--root", desk)
    path = desk / "briefings" / "positions.yml"
    placed = path.read_text("utf-8")
    again = run("arrange", "--root", desk)

    assert first.exit_code == again.exit_code == 0
    assert " 0 kept" in first.stdout
    assert again.stdout.startswith("0 placed")
    assert path.read_text("utf-8") == placed
    assert run("check", "--root", desk).exit_code == 0


def test_impact_says_what_to_do_about_a_name_of_nothing(desk: Path) -> None:
    done = run("impact", "nothing", "--root", desk)

    assert done.exit_code == 1
    assert "there is no agreement `nothing`. Give an id" in done.output
