"""Words in a briefing that claim more than one record can: each wants a number or a claim behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.code_blocks import without_code
from tessera.content.dates import EdtfDate
from tessera.content.library import Library
from tessera.content.query import LIVING
from tessera.content.references import REFERENCE

LOADED = re.compile(
    r"\b(first|never|patterns?|dozens|unprecedented|unique|historic)\b(?! of all\b)",
    re.IGNORECASE,
)
"""English words for what only a count over many records can show."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})\b")
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


def contradicted(analysis: Analysis, library: Library) -> Iterator[tuple[int, str, str]]:
    """(offset, day, record's id) of each day that stands beside one record, which knows no such day.

    Only a sentence with a reference to a single record and a day in full (19 June 2026) is read so.
    """
    text = _blanked(_QUOTED, without_code(analysis.body))
    for sentence in _SENTENCE.finditer(text):
        names = {match["name"].strip() for match in REFERENCE.finditer(sentence[0])}
        act = library.agreements.get(next(iter(names))) if len(names) == 1 else None
        if not isinstance(act, Agreement):
            continue
        for found in _DAY.finditer(sentence[0]):
            try:
                day = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
            except ValueError:
                continue
            if not any(known.first <= day <= known.last for known in _days(act)):
                yield sentence.start() + found.start(), found[0], act.id


def mixed(text: str) -> Iterator[str]:
    """Words whose letters are of more than one alphabet that look alike: `Mеmorandum` with one from Russian."""
    for word in _LETTERS.findall(text):
        alphabets = {
            _alphabet(letter) for letter in word if not letter.isascii() or letter.isalpha()
        }
        if len(alphabets & _ALIKE) > 1:
            yield word


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _days(part: object) -> Iterator[EdtfDate]:
    """Every date that a record holds, wherever it stands."""
    if isinstance(part, EdtfDate):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _days(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _days(one)


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
