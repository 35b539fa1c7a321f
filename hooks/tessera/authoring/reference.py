"""The reference pages that are written from the code: every command, and every setting.

They are kept in docs/ as text, so that they can be read and compared without running anything.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import click

from tessera import settings
from tessera.settings import Settings

COMMANDS, SETTINGS = "docs/commands.md", "docs/settings.md"
WIDTH = 76
"""Characters of a line of help: as many as a page has room for."""
_HEAD = """\
---
description: {description}
lang: en
---

# {title}

"""


def commands(group: click.Group) -> str:
    """Every command with its help, as the terminal prints it."""
    head = _HEAD.format(
        title="Commands", description="Every command of tessera, with its options and an example."
    )
    lead = (
        "In the environment that `make site` sets up, each is `.venv/bin/tessera COMMAND`. This page is written by\n"
        "`tessera reference` from the commands themselves.\n\n"
    )
    parts = [f"## {name}\n\n```text\n{text}\n```\n" for name, text in _helps(group, "tessera")]
    return head + lead + "\n".join(parts)


def _helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    with click.Context(
        command, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    ) as context:  # fmt: skip
        if name != "tessera":
            yield name, command.get_help(context).strip()
        if isinstance(command, click.Group):
            for one in command.list_commands(context):
                inner = command.get_command(context, one)
                assert inner is not None, "it has just been listed"
                yield from _helps(inner, f"{name} {one}")


def options() -> str:
    """Every setting of `extra.tessera`, with its default and what it decides."""
    head = _HEAD.format(
        title="Settings", description="What a desk decides about its site in mkdocs.yml."
    )
    lead = (
        "Under `extra.tessera` in `mkdocs.yml`. Name, address, description and language of the site are MkDocs' own settings.\n"
        "This page is written by `tessera reference` from `hooks/tessera/settings.py`.\n\n"
    )
    rows = [
        f"`{name}`\n:   {text} Default: {_shown(default)}\n" for name, text, default in _settings()
    ]
    return head + lead + "\n".join(rows)


HOSTS = frozenset(
    {"root", "csp", "site_name", "site_url", "site_description", "repo_url", "edit_uri", "language"}
)
"""Settings that come from elsewhere in mkdocs.yml."""


def _settings() -> Iterator[tuple[str, str, Any]]:
    """(name, what it decides, default) in the order of the class."""
    words = _docstrings()
    for name, field in Settings.model_fields.items():
        if name not in HOSTS:
            yield name, words[name], field.default


def _docstrings() -> dict[str, str]:
    """Field → the text that stands under it; raises KeyError later for one that has none."""
    (body,) = (node.body for node in ast.parse(inspect.getsource(settings)).body
               if isinstance(node, ast.ClassDef) and node.name == "Settings")  # fmt: skip
    return {
        field.target.id: " ".join(str(text.value.value).split())
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }  # fmt: skip


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return f"`{str(default).lower()}`."
    if isinstance(default, tuple):
        shown = ", ".join(f"`{getattr(one, 'label', one)}`" for one in default)
        return f"{shown}."
    return f"`{default}`." if default not in ("", None) else "empty."
