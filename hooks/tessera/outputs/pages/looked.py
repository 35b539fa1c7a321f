"""The search effort behind a rate, in one sentence that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.dates import parse
from tessera.outputs import words
from tessera.pattern import effort
from tessera.pattern.effort import Look
from tessera.wording import Wording


def sentence(looks: Iterable[Look], wording: Wording) -> str:
    """`Behind it stand 3 searches on record, in English and Persian, the last of 3 July 2026.`."""
    found = effort.of(looks)
    if not found.searches:
        return wording.say("No search is on record behind it: how hard was looked is not known.")
    names = wording.listed([words.language(code, wording.lang) for code in found.languages])
    spoken = (
        wording.say(", in {languages}", languages=names)
        if names
        else wording.say(", in languages that were not kept")
    )
    last = (
        wording.say(", the last of {date}", date=words.date(parse(found.last), wording))
        if found.last
        else ""
    )
    return wording.plural(
        "Behind it stands {n} search on record{spoken}{last}.",
        "Behind it stand {n} searches on record{spoken}{last}.",
        found.searches,
        spoken=spoken,
        last=last,
    )
