"""What is wrong with an analysis's text, told at its line, and what the text refers to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tessera.content import query
from tessera.content.analysis import Analysis
from tessera.content.lists import Desk
from tessera.content.query import LIVING, QueryError
from tessera.content.references import REFERENCE
from tessera.errors import Problem

_RAW = re.compile(r"<(?:!--|/?[a-zA-Z][^<>\s]*(?:\s[^<>]*)?>|[!?])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>")
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)",
                   re.DOTALL | re.MULTILINE)  # fmt: skip
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s*\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IMAGE = re.compile(r"!\[[^\]\n]*\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A `[[name]]` and its place; whether it leads anywhere only all files together can tell."""

    name: str
    line: int
    column: int


def _without_code(text: str) -> str:
    """The text with code blanked out, every other character where it was."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _place(analysis: Analysis, text: str, at: int) -> tuple[int, int]:
    line = analysis.body_line + text.count("\n", 0, at)
    return line, at - (text.rfind("\n", 0, at) + 1) + 1


def mentions(analysis: Analysis) -> Iterator[Mention]:
    """Every reference in the body."""
    text = _without_code(analysis.body)
    for match in REFERENCE.finditer(text):
        yield Mention(match[1].strip(), *_place(analysis, text, match.start()))


def problems(analysis: Analysis, desk: Desk) -> Iterator[Problem]:
    """Raw HTML, pictures, links that leave the web, and living numbers that cannot be read."""
    text = _without_code(analysis.body)

    def problem(at: int, code: str, message: str, expected: str = "", hint: str = "") -> Problem:
        place = _place(analysis, text, at)
        return Problem(analysis.path, *place, code, message, expected, hint)

    plain = _AUTOLINK.sub(lambda match: " " * len(match[0]), text)
    for match in _RAW.finditer(plain):
        yield problem(match.start(), "raw-html", f"`{match[0][:40]}` is raw HTML",
                      "Markdown; write the mark in backticks to show it as text")  # fmt: skip
    for match in _IMAGE.finditer(text):
        yield problem(match.start(), "picture", "Pictures in analyses are not supported",
                      "a link to the picture")  # fmt: skip
    for match in _LINK.finditer(text):
        address = html.unescape(match[1] or match[2] or "")
        scheme = _SCHEME.match(address)
        if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
            yield problem(match.start(), "bad-link", f"A link may not begin with `{scheme[0]}`",
                          "https:, http: or mailto:, or an address inside the site")  # fmt: skip
    if desk.vocabulary is None or desk.parties is None:
        return
    for match in LIVING.finditer(text):
        try:
            query.parse(match[1], desk.vocabulary, desk.parties)
        except QueryError as error:
            yield problem(match.start(), "bad-query", str(error), "", error.hint)
