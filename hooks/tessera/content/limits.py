"""How much of what a body may hold: beyond this the Markdown parser takes minutes, not moments.

Its patterns look ahead from every bracket, so their cost grows with the square of a paragraph and
faster with brackets that stay open. No briefing comes near these numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tessera.content.code_blocks import fenced

MAX_PARAGRAPH = 10_000
MAX_BRACKETS = 20
MAX_FENCES = 100
MAX_DEFINITIONS = 100
_BRACKETS = re.compile(r"\\.|\]\(|[\[\])]")
_DEFINITION = re.compile(r"[ \t]*:[ \t]|[ ]{0,3}\[[^\]]*\]:")

Excess = tuple[int, str, str]
"""Where it begins (an offset), what is too much, and what was expected."""


def excesses(body: str, text: str) -> Iterator[Excess]:
    """Each thing there is too much of in `body`; `text` is the body with code blanked out."""
    lines = body.split("\n")
    fences = fenced(lines)
    if len(fences) > MAX_FENCES:
        at = sum(len(line) + 1 for line in lines[: fences[MAX_FENCES][0]])
        yield at, "There are too many blocks of code", f"at most {MAX_FENCES}"
    for first, last in fences:
        lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
    for start, end in _paragraphs(lines):
        paragraph = text[start:end]
        if end - start > MAX_PARAGRAPH:
            yield start, "The paragraph is too long", f"at most {MAX_PARAGRAPH:,} characters"
        elif (deep := _too_deep(paragraph)) >= 0:
            yield (start + deep, "Brackets are nested too deeply, or are never closed",
                   f"at most {MAX_BRACKETS} that are open at once")  # fmt: skip
        elif sum(map(bool, map(_DEFINITION.match, paragraph.split("\n")))) > MAX_DEFINITIONS:
            yield (start, "There are too many definitions without an empty line",
                   f"at most {MAX_DEFINITIONS}")  # fmt: skip


def _paragraphs(lines: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where lines follow each other without an empty one: the first offset, and one past the last."""
    start = at = 0
    inside = False
    for line in (*lines, ""):
        if line.strip() and not inside:
            start, inside = at, True
        elif inside and not line.strip():
            yield start, at - 1
            inside = False
        at += len(line) + 1


def _too_deep(paragraph: str) -> int:
    """The offset of the bracket that is one too many, or -1."""
    open_: list[str] = []
    for match in _BRACKETS.finditer(paragraph):
        mark = match[0]
        if mark in ("]", "](") and "[" in open_:
            while open_.pop() != "[":
                pass
        elif mark == ")" and open_ and open_[-1] == "(":
            open_.pop()
        if mark in ("[", "]("):
            open_.append("(" if mark == "](" else mark)
        if len(open_) > MAX_BRACKETS:
            return match.start()
    return -1
