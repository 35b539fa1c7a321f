"""Which acts on record may be the same act as one that somebody is about to record.

An act is *likely* the same if it rests on the same address, or joins the same parties on the same day
or under nearly the same title; it *may* be the same if it joins the same parties within a month. What
is not known agrees with nothing. Titles are compared by difflib's ratio over their letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate

MONTH = 31
NEAR = 0.85
"""How alike two titles are that may be one."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An act that may be the same, and what the two share, in words."""

    act: Agreement
    why: tuple[str, ...]
    likely: bool


def of(
    acts: Iterable[Agreement],
    *,
    codes: Iterable[str],
    title: str,
    when: EdtfDate | None,
    urls: Iterable[str],
) -> list[Duplicate]:
    """The acts that may be one with these parties, title, best known day and sources; likely ones first."""
    wanted, addresses = {*codes}, {_bare(url) for url in urls}
    found = [
        Duplicate(act, why, any(strong for strong, _ in said))
        for act in acts
        if (said := [*_shared(act, wanted, title, when, addresses)])
        and (why := tuple(words for _, words in said))
    ]
    return sorted(found, key=lambda one: (not one.likely, -len(one.why), one.act.id))


def _shared(
    act: Agreement, codes: set[str], title: str, when: EdtfDate | None, addresses: set[str]
) -> Iterator[tuple[bool, str]]:
    """(whether that alone makes it likely, in words) for each thing shared that tells something."""
    if addresses & {_bare(one.url) for one in act.sources if one.url}:
        yield True, "the same source"
    if {*act.codes} != codes:
        return
    if when is not None and act.when is not None:
        if when.day and (when.first, when.last) == (act.when.first, act.when.last):
            yield True, "the same parties on the same day"
        elif when.month and act.when.month and abs((when.first - act.when.first).days) <= MONTH:
            yield False, "the same parties within a month"
    if SequenceMatcher(None, title.casefold(), act.title.casefold()).ratio() >= NEAR:
        yield True, "the same parties under nearly the same title"


def _bare(url: str) -> str:
    """An address without what leads to the same page: scheme, `www.`, a closing slash."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()
