"""The search effort behind a rate, in one sentence that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.dates import parse
from tessera.outputs import words
from tessera.pattern import effort
from tessera.pattern.effort import Look


def sentence(looks: Iterable[Look], lang: str) -> str:
    """`Behind it stand 3 searches on record, in English and Persian, the last of 3 July 2026.`."""
    found = effort.of(looks)
    if not found.searches:
        return "No search is on record behind it: how hard was looked is not known."
    names = words.listed([words.language(code, lang) for code in found.languages])
    spoken = f", in {names}" if names else ", in languages that were not kept"
    last = f", the last of {words.date(parse(found.last), lang)}" if found.last else ""
    stand = "stands" if found.searches == 1 else "stand"
    number = words.number(found.searches, "search", "searches")
    return f"Behind it {stand} {number} on record{spoken}{last}."
