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

_LEFT_OUT = re.compile(
    # Ways about the site, and what only a pointer or a key can use. None of them holds another of its kind.
    r'<(?P<name>nav|p|details) class="(?:crumbs|feeds|onward|cite">)'
    r'.*?</(?P=name)>|<a class="headerlink\b.*?</a>'
    # What waits for a script.
    r"|<(?P<waiting>p|details)\b[^>]* hidden\b.*?</(?P=waiting)>"
    # What has no words of its own; a table's caption repeats the heading above it.
    r"|<(?P<whole>button|form|svg|script|caption)\b.*?</(?P=whole)>",
    re.DOTALL,
)
_CODE = re.compile(r"(<(?:pre|code)\b.*?</(?:pre|code)>)", re.DOTALL)
_ANYWHERE = r"[\\`*\[\]]|(?<!\w)_|_(?!\w)"
_IN_TEXT = re.compile(rf"{_ANYWHERE}|<|&(?=#?\w+;)")
# In HTML text stands where the next angle bracket opens a tag: one that closes is written `&gt;`.
_IN_HTML = re.compile(rf"(?:{_ANYWHERE}|&lt;|&amp;(?=#?\w+;))(?=[^<>]*(?:<|$))")
_TAGS, _MAYBE = re.compile("<[^>]*>"), re.compile(r"[\\`*\[\]_]|&lt;|&amp;#?\w+;")
_MARK, _BACKSLASH = "\ue000", "\ue001"
"""Stand for the backslash of an escape and for one of the text: the converter would escape either again."""
_MARKS = re.compile(rf"[{_MARK}{_BACKSLASH}]")
_OPTIONS = ConversionOptions(
    extract_metadata=False,
    skip_images=True,
    autolinks=False,
    compact_tables=True,
    hidden_content="reachable",
)


def markdown(body: str, told: Mapping[str, str]) -> str:
    """The body (HTML) in Markdown (CommonMark with tables), after front matter of what is `told`."""
    head = "".join(
        f"{name}: {json.dumps(text, ensure_ascii=False)}\n" for name, text in told.items()
    )
    pieces = _CODE.split(_LEFT_OUT.sub("", _MARKS.sub("", body)))
    if _MAYBE.search(_TAGS.sub("", "".join(pieces[::2]))):  # few texts have any, and this is quick
        pieces[::2] = [_IN_HTML.sub(_mark, text) for text in pieces[::2]]
    made = convert("".join(pieces), _OPTIONS).content or ""
    return f"---\n{head}---\n\n{_plain(made).strip()}\n"


def escaped(text: str) -> str:
    """Plain text in one line, in which nothing is markup."""
    return _plain(_IN_TEXT.sub(_mark, _MARKS.sub("", " ".join(text.split()))))


def _mark(special: re.Match[str]) -> str:
    return _BACKSLASH if special[0] == "\\" else _MARK + special[0]


def _plain(made: str) -> str:
    """The text with its backslashes; where the converter has put one too, one is enough."""
    made = made.replace(f"{_MARK}\\", _MARK)
    return made.replace(_MARK, "\\").replace(_BACKSLASH, "\\\\")
