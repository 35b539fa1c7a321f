"""A page's body as Markdown, for programs that read pages and people who keep them as text.

It is made from what readers see, so it says the same and never falls behind. Text that Markdown would
take for markup is escaped first, so nothing in a record becomes a link or an element there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from html_to_markdown import ConversionOptions, convert

SUFFIX = ".md"
NAME = f"index.html{SUFFIX}"
"""What stands beside `index.html`, as https://llmstxt.org has it."""

_PIECES = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&lt;|&amp;(?=#?\w+;)|&(?=#?\w+;)")
_MARK, _BACKSLASH = "\ue000", "\ue001"
"""Stand for the backslash of an escape and for one of the text: the converter would escape either again."""
_MARKS = re.compile(rf"[{_MARK}{_BACKSLASH}]")
_OPTIONS = ConversionOptions(
    extract_metadata=False,
    skip_images=True,
    autolinks=False,
    compact_tables=True,
    hidden_content="reachable",
    exclude_selectors=[
        # Ways about the site, and what only a pointer or a key can use.
        ".crumbs", ".headerlink", ".narrow", ".list__none", ".list__rest", ".feeds", ".filters", ".onward", ".share", "button", "form", "svg", "script",
        # The front matter has the reference; a table's caption repeats the heading above it.
        ".cite", "caption",
    ],
)  # fmt: skip


def markdown(body: str, told: Mapping[str, str]) -> str:
    """The body (HTML) in Markdown (CommonMark with tables), after front matter of what is `told`."""
    head = "".join(
        f"{name}: {json.dumps(text, ensure_ascii=False)}\n" for name, text in told.items()
    )
    made = convert(_PIECES.sub(_marked, _MARKS.sub("", body)), _OPTIONS).content or ""
    return f"---\n{head}---\n\n{_plain(made).strip()}\n"


def escaped(text: str) -> str:
    """Plain text in one line, in which nothing is markup."""
    return _plain(_SPECIAL.sub(_mark, _MARKS.sub("", " ".join(text.split()))))


def _marked(piece: re.Match[str]) -> str:
    text = piece[0]
    return text if text.startswith("<") else _SPECIAL.sub(_mark, text)


def _mark(special: re.Match[str]) -> str:
    return _BACKSLASH if special[0] == "\\" else _MARK + special[0]


def _plain(made: str) -> str:
    """The text with its backslashes; where the converter has put one too, one is enough."""
    made = made.replace(f"{_MARK}\\", _MARK)
    return made.replace(_MARK, "\\").replace(_BACKSLASH, "\\\\")
