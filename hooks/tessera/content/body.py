"""What is wrong with an analysis's text, told at its line, and what the text refers to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from tessera.content import query
from tessera.content.analysis import Analysis
from tessera.content.code_blocks import without_code
from tessera.content.limits import excesses
from tessera.content.lists import Desk
from tessera.content.pictures import NAME
from tessera.content.query import LIVING, QueryError
from tessera.content.references import REFERENCE
from tessera.errors import Problem

_RAW = re.compile(r"<(?:!--|/?[a-zA-Z][^<>\s]*(?:\s[^<>]*)?>|[!?])")
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>|(?<=\]\()<[^<>\n]*>")
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:[ \t]*(?:\n[ \t]*)?<?([^\s>]+)", re.MULTILINE
)
# A scheme, or the two slashes after which a browser looks for another host.
_LEAVES = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")
PICTURE = re.compile(
    r"(?<!\\)!\[(?P<alt>[^\[\]\n]{0,1000})\]"
    r"(?:\((?P<name>[^\s()\"]{0,200})(?:[ ]+\"(?P<caption>[^\"\n]{1,1000})\")?\)|[(\[])"
)
"""`![what it shows](name.png "caption")`; without a name it is some other form of a picture."""
_TABLE_LINE = re.compile(r"[ \t>]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")


class Mention(NamedTuple):
    """A `[[name]]` and its place; whether it leads anywhere only all files together can tell."""

    name: str
    line: int
    column: int


def _place(analysis: Analysis, text: str, at: int) -> tuple[int, int]:
    line = analysis.body_line + text.count("\n", 0, at)
    return line, at - (text.rfind("\n", 0, at) + 1) + 1


def mentions(analysis: Analysis) -> Iterator[Mention]:
    """Every reference in the body."""
    text = without_code(analysis.body)
    for match in REFERENCE.finditer(text):
        yield Mention(match["name"].strip(), *_place(analysis, text, match.start()))


def pictures(analysis: Analysis) -> Iterator[Mention]:
    """The file name of every picture in the body."""
    if "![" not in analysis.body:
        return  # as most have none
    text = without_code(analysis.body)
    for match in PICTURE.finditer(text):
        if NAME.fullmatch(match["name"] or ""):
            yield Mention(match["name"], *_place(analysis, text, match.start()))


def problems(analysis: Analysis, desk: Desk) -> Iterator[Problem]:
    """Raw HTML, pictures, links that leave the web, unreadable numbers, and too much of anything."""
    text = without_code(analysis.body)

    def problem(at: int, code: str, message: str, expected: str = "", hint: str = "") -> Problem:
        place = _place(analysis, text, at)
        return Problem(analysis.path, *place, code, message, expected, hint)

    for at, message, expected in excesses(analysis.body, text):
        yield problem(at, "too-much", message, expected)
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for match in _RAW.finditer(plain):
        yield problem(match.start(), "raw-html", f"`{match[0][:40]}` is raw HTML",
                      "Markdown; write the mark in backticks to show it as text")  # fmt: skip
    for match in PICTURE.finditer(text):
        if not NAME.fullmatch(match["name"] or ""):
            yield problem(match.start(), "picture", "A picture is a file beside the text, named so",
                          '`![what it shows](name.png)`, or `(name.png "a caption")`')  # fmt: skip
        elif not match["alt"].strip():
            yield problem(match.start(), "picture-without-words", "The picture says nothing to who "
                          "cannot see it", "what it shows, in the brackets")  # fmt: skip
    for match in _LINK.finditer(text):
        address = html.unescape(match[1] or match[2] or "")
        start = _LEAVES.match(address)
        if start and start[0].lower() not in ("http:", "https:", "mailto:"):
            yield problem(match.start(), "bad-link", f"A link may not begin with `{start[0]}`",
                          "https:, http: or mailto:, or an address inside the site")  # fmt: skip
    for at, shown in _bars(text):
        yield problem(at, "bar-in-table", "The bar of a reference would end the table's cell",
                      "a backslash before it", f"`{shown}`")  # fmt: skip
    if desk.vocabulary is None or desk.parties is None:
        return
    for match in LIVING.finditer(text):
        try:
            query.parse(match[1], desk.vocabulary, desk.parties)
        except QueryError as error:
            yield problem(match.start(), "bad-query", str(error), "", error.hint)


def _bars(text: str) -> Iterator[tuple[int, str]]:
    """References in table rows whose bar is not escaped, and how they should be written."""
    at, in_table = 0, False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        in_table = bool(line.strip()) and (in_table or bool(_TABLE_LINE.fullmatch(following)))
        for match in REFERENCE.finditer(line) if in_table else ():
            if match["words"] and match["bar"] == "|":
                yield at + match.start(), match[0].replace("|", "\\|", 1)
        at += len(line) + 1
