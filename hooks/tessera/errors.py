"""Everything that can be wrong with what an author wrote, told in one way.

    TesseraError            anything a command reports in a sentence and exits 1 for
    └── ContentError        the problems of all files under briefings/, together

A `Problem` is data. The terminal, the preview, GitHub annotations and JSON are views of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Literal

MAX_IN_FILE = 100
"""Problems told of one file: more come of one slip, or of ill will, and nobody reads them."""
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_QUOTED = re.compile(r"`([^`]{80})[^`]+`")


class TesseraError(Exception):
    """A failure that the reader of the message can do something about."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake at one place: what is wrong, what was expected, what was probably meant.

    A `warning` is an editor's query, and keeps nothing from being built. `line` and `column` count from
    1. `code` names the kind of mistake and never changes. The words
    may quote what a stranger wrote, so they are kept to one line and a readable length.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    expected: str = ""
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def __post_init__(self) -> None:
        for name in ("message", "expected", "hint"):
            object.__setattr__(self, name, _readable(getattr(self, name)))

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {kind}{self.sentence} [{self.code}]"

    @property
    def sentence(self) -> str:
        """The problem in words, without its place."""
        parts = [f"{self.message}."]
        if self.expected:
            parts.append(f"Expected {self.expected}.")
        if self.hint:
            parts.append(f"Did you mean {self.hint}?")
        return " ".join(parts)


class ContentError(TesseraError):
    """Every problem found under briefings/, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(as_text(self.problems))


def _readable(words: str) -> str:
    words = _QUOTED.sub(r"`\1…`", " ".join(words.split()))
    return words if len(words) <= 600 else f"{words[:600]}…"


def visible(text: str) -> str:
    """The text with characters that cannot be seen written as U+202E, and tabs as spaces."""
    return _HIDDEN.sub(lambda char: f"<U+{ord(char[0]):04X}>", text.replace("\t", " "))


def capped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problems of one file, and a last one that says so if there are more."""
    found = sorted(set(problems))
    if len(found) <= MAX_IN_FILE:
        return tuple(found)
    unsaid = found[MAX_IN_FILE]
    more = Problem(unsaid.file, unsaid.line, unsaid.column, "more-problems",
                   f"There are more than {MAX_IN_FILE} problems in this file",
                   "the ones above to be mended first")  # fmt: skip
    return (*found[:MAX_IN_FILE], more)


def count(problems: Iterable[Problem]) -> str:
    """`3 problems in 2 files`, for a last line."""
    found = list(problems)
    files = len({problem.file for problem in found})
    return (
        f"{len(found)} problem{'s' if len(found) != 1 else ''} "
        f"in {files} file{'s' if files != 1 else ''}"
    )


def as_text(problems: Iterable[Problem]) -> str:
    """One problem a line, as editors and terminals parse it."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands that put each problem beside its line in a pull request."""
    return "\n".join(
        f"::{problem.severity} file={_escape(problem.file, ',:')},line={problem.line},col={problem.column},"
        f"title={_escape(problem.code, ',:')}::{_escape(problem.sentence)}"
        for problem in problems
    )


def _escape(text: str, also: str = "") -> str:
    """Percent-encode what would end a workflow command or one of its properties."""
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def closest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str:
    """The choice that was probably meant, quoted, or an empty string; `cutoff` is difflib's ratio."""
    word, choices = word.lower(), list(choices)
    whole = [one for one in choices if word.startswith(f"{one}-") or one.startswith(f"{word}-")]
    found = whole[:1] if len(whole) == 1 else get_close_matches(word, choices, n=1, cutoff=cutoff)
    return f"`{found[0]}`" if found else ""
