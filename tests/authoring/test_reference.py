"""The reference is what the code says, and nothing is left out of it."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from tessera.authoring import reference
from tessera.cli import main
from tessera.settings import Settings


def test_the_pages_are_as_the_code_is(root: Path) -> None:
    done = CliRunner().invoke(main, ["reference", "--check", "--root", str(root)])

    assert done.exit_code == 0, f"run `tessera reference`: {done.output}"


def test_a_page_that_is_behind_is_named_and_written_anew(tmp_path: Path) -> None:
    run = ["reference", "--root", str(tmp_path)]
    assert CliRunner().invoke(main, [*run, "--check"]).exit_code == 1
    assert not (tmp_path / "docs").exists()
    assert CliRunner().invoke(main, run).exit_code == 0
    assert CliRunner().invoke(main, [*run, "--check"]).exit_code == 0


def test_no_help_shows_a_mark_that_was_meant_for_the_formatter() -> None:
    assert "\\b" not in reference.commands(main)


def test_every_command_and_every_setting_is_there() -> None:
    text = reference.commands(main)

    def walk(group: click.Group, name: str) -> None:
        for one, command in group.commands.items():
            assert f"## {name} {one}\n" in text
            assert "Example: tessera" in (command.help or ""), f"{name} {one} has no example"
            for option in command.params:
                assert not option.opts or option.opts[0] in text
            if isinstance(command, click.Group):
                walk(command, f"{name} {one}")

    walk(main, "tessera")
    told = reference.options()
    for name in Settings.model_fields.keys() - reference.HOSTS:
        assert f"`{name}`\n:   " in told
