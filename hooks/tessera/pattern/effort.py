"""How hard was looked: the searches on record behind a count, by party, period and language.

A search is one of searches.yml, or one that a claim of a record states; the latter is of its record's
parties. A search that names no party was for all of them, and one without years for every year. What
the desk did not write down is not here, so that effort is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tessera.content.dates import EdtfDate
from tessera.content.library import Library
from tessera.settings import Period


@dataclass(frozen=True, slots=True)
class Look:
    """One search: for whom (empty is everybody), of which years, in which language, on which day."""

    parties: frozenset[str]
    since: int
    until: int
    lang: str
    day: str
    """ISO; empty where the day was not kept."""


EVER = (0, 9999)


def looks(library: Library) -> tuple[Look, ...]:
    """Every search on record."""
    return (*_logged(library), *_claimed(library))


def _logged(library: Library) -> Iterator[Look]:
    for one in library.further.searches.values():
        yield Look(
            frozenset(one.parties),
            one.since.year if one.since else EVER[0],
            one.until.year if one.until else EVER[1],
            one.lang or "",
            one.date.last.isoformat() if isinstance(one.date, EdtfDate) else "",
        )


def _claimed(library: Library) -> Iterator[Look]:
    for act in library.agreements.values():
        for claim in act.claims:
            for one in claim.searched:
                day = one.date.last.isoformat() if isinstance(one.date, EdtfDate) else ""
                yield Look(frozenset(act.codes), *EVER, one.lang or "", day)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many searches, in which languages, and when the last was made."""

    searches: int
    languages: tuple[str, ...]
    """Those that were written down, sorted."""
    last: str
    """ISO; empty where no day was kept."""


def of(found: Iterable[Look]) -> Effort:
    """The effort of some searches."""
    found = tuple(found)
    return Effort(
        len(found),
        tuple(sorted({one.lang for one in found if one.lang})),
        max((one.day for one in found), default=""),
    )


def party(found: Iterable[Look], code: str) -> Iterator[Look]:
    """The searches for a party's acts, those for everybody's among them."""
    return (one for one in found if not one.parties or code in one.parties)


def period(found: Iterable[Look], years: Period) -> Iterator[Look]:
    """The searches that reach into a period."""
    return (one for one in found if one.since <= years.until and years.from_ <= one.until)
