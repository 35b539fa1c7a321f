"""Where a file's YAML and Markdown stand: front matter between two `---` lines, then the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tessera.content.yaml_source import forbidden_characters
from tessera.errors import Problem

_FENCE = re.compile(r"^---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """The YAML of a file with its first line's number, and fields taken from the rest of it."""

    front: str
    front_line: int = 1
    derived: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def whole(text: str, file: str) -> Document:  # noqa: ARG001  the shape of `split`
    """A file that is YAML from end to end."""
    return Document(text)


def split(text: str, file: str) -> Document:
    """A Markdown file: its front matter, and its body with the line it starts on."""
    found = _FENCE.match(text)
    if not found:
        problem = Problem(file, 1, 1, "no-front-matter", "The file does not begin with front matter",
                          "a line `---`, the fields, a line `---`, then the text")  # fmt: skip
        return Document("", 1, {}, (problem,))
    body = text[found.end() :]
    line = text[: found.end()].count("\n") + 1
    problems = tuple(forbidden_characters(body, file, line))
    return Document(found[1], 2, {"body": body, "body_line": line}, problems)
