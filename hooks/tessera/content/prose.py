"""Words in a briefing that claim more than one record can: each wants a number or a claim behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.code_blocks import without_code
from tessera.content.library import Library
from tessera.content.query import LIVING
from tessera.content.references import REFERENCE

LOADED = re.compile(
    r"\b(first|never|patterns?|dozens|unprecedented|unique|historic)\b(?! of all\b)",
    re.IGNORECASE,
)
"""English words for what only a count over many records can show."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»|\*[^*\n]+\*")
_HEADING = re.compile(r"^ {0,3}#{1,6} .*$|^ {0,3}\|.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\n)[^.!?\n]*)*[.!?]*")


def unborne(analysis: Analysis, library: Library) -> Iterator[tuple[int, str]]:
    """(offset in the body, word) of each loaded word in a sentence that nothing carries.

    A sentence is carried by a living number, or by a reference to a record that makes a claim. Words
    in quotation marks or emphasis are somebody else's or are spoken of; headings and tables are not
    sentences.
    """
    if analysis.lang and not analysis.lang.startswith("en"):
        return
    text = _blanked(_HEADING, _blanked(_QUOTED, without_code(analysis.body)))
    for sentence in _SENTENCE.finditer(text):
        words = [*LOADED.finditer(sentence[0])]
        if words and not _carried(sentence[0], library):
            for word in words:
                yield sentence.start() + word.start(), word[0]


def _blanked(what: re.Pattern[str], text: str) -> str:
    return what.sub(lambda match: re.sub(r"\S", " ", match[0]), text)


def _carried(sentence: str, library: Library) -> bool:
    if LIVING.search(sentence):
        return True
    names = (match["name"].strip() for match in REFERENCE.finditer(sentence))
    return any(
        isinstance(act := library.agreements.get(name), Agreement) and bool(act.claims)
        for name in names
    )
