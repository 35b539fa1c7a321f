"""Small desks on disk, made from the smallest valid one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tessera.content import lists
from tessera.content.library import Library
from tessera.content.lists import Desk
from tessera.content.loader import Loader
from tessera.errors import ContentError, Problem

Make = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def make(tmp_path: Path, sites: Path) -> Make:
    """`make({"agreements/x.yml": text})`: the smallest desk with these files put in; its folder."""
    shutil.copytree(sites / "smallest" / "briefings", tmp_path / "briefings")

    def files(changed: Mapping[str, str]) -> Path:
        for name, text in changed.items():
            path = tmp_path / "briefings" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return files


@pytest.fixture
def load(make: Make) -> Callable[..., Library]:
    """`load({name: text}, drafts=False)`: the library of such a desk."""

    def library(changed: Mapping[str, str], drafts: bool = False) -> Library:
        return Loader(make(changed), drafts=drafts).load()

    return library


@pytest.fixture
def problems(make: Make) -> Callable[[Mapping[str, str]], tuple[Problem, ...]]:
    """`problems({name: text})`: what is wrong with such a desk."""

    def told(changed: Mapping[str, str]) -> tuple[Problem, ...]:
        try:
            Loader(make(changed)).load()
        except ContentError as error:
            return error.problems
        return ()

    return told


@pytest.fixture(scope="session")
def shipped(root: Path) -> Desk:
    """The desk's real lists, which have no problem."""
    desk = lists.read(root)
    assert desk.problems == ()
    return desk


@pytest.fixture
def act() -> Callable[..., str]:
    """`act("more: lines", title=…)`: the YAML of the smallest agreement, with more lines."""

    def text(more: str = "", **fields: str) -> str:
        lines = {
            "title": "Agreement on science",
            "instrument": "agreement",
            "parties": "[BLR, IRN]",
            "dates": "{signed: 1998-05-14}",
            "sources": '[{id: text, url: "https://example.org/act/1"}]',
            **fields,
        }
        return "".join(f"{key}: {value}\n" for key, value in lines.items()) + more

    return text


@pytest.fixture
def briefing() -> Callable[..., str]:
    """`briefing(body, more="", published=…)`: the Markdown of the smallest analysis."""

    def text(body: str = "Words.\n", more: str = "", published: str = "2026-07-02") -> str:
        return (
            "---\n"
            "title: Two nouns\n"
            "standfirst: What two nouns can carry.\n"
            "authors: [{name: Ada Byron}]\n"
            f"published: {published}\n"
            "as_of: 2026-07-01\n"
            f"{more}---\n{body}"
        )

    return text
