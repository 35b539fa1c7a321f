"""Code in Markdown, blanked out: what stands in it is shown, and means nothing.

Linear in the length of the text, whatever the text is: it may come from a stranger.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_TICKS = re.compile(r"(?<![`\\])`+")


@lru_cache(maxsize=4)
def without_code(text: str) -> str:
    """The text with fenced blocks and code spans blanked out, every other character in place.

    Several checks of one text ask for it, one after the other.
    """
    lines = text.split("\n")
    fences = fenced(lines)
    inside = {number for first, last in fences for number in range(first, last + 1)}
    paragraph: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip() and number not in inside:
            paragraph.append(number)
            continue
        if paragraph:
            first, last = paragraph[0], paragraph[-1] + 1
            lines[first:last] = _without_spans("\n".join(lines[first:last])).split("\n")
        paragraph = []
        if number in inside:
            lines[number] = " " * len(line)
    return "\n".join(lines)


def fenced(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last line of each fenced block; an unclosed fence is text."""
    marks = {number: mark for number, line in enumerate(lines) if (mark := _FENCE.fullmatch(line))}
    closing: dict[str, list[int]] = defaultdict(list)
    for number, mark in marks.items():
        if not mark[2].strip():
            closing[mark[1]].append(number)
    found: list[tuple[int, int]] = []
    end = -1
    for number, mark in marks.items():
        ends = closing[mark[1]]
        after = bisect_right(ends, number)
        if number > end and after < len(ends):
            end = ends[after]
            found.append((number, end))
    return found


def _without_spans(paragraph: str) -> str:
    """The paragraph without its code spans: a run of backticks to the next run as long."""
    runs = [match.span() for match in _TICKS.finditer(paragraph)]
    closing: dict[int, int] = {}
    pairs: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        if end - start in closing:
            pairs[index] = closing[end - start]
        closing[end - start] = index
    kept: list[str] = []
    at = index = 0
    while index < len(runs):
        if index in pairs:
            start, end = runs[index][0], runs[pairs[index]][1]
            kept += paragraph[at:start], re.sub(r"[^\n]", " ", paragraph[start:end])
            at, index = end, pairs[index]
        index += 1
    return "".join(kept) + paragraph[at:]
