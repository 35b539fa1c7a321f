"""The closed little language of living numbers: `count(parties=BLR+IRN, since=1995, was=5)`.

One function, ten filters, nothing evaluated. A filter's codes are joined by `+`:

    parties      all of them take part            any        at least one of them does
    pillars      all of them are named            instrument, level, status, text   one of them
    since, until the best known date of the act, as EDTF; undated acts then do not count
    was          the number at publication, kept so that drift shows
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from tessera.content import dates
from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Told
from tessera.content.parties import Parties
from tessera.content.vocabulary import Vocabulary
from tessera.errors import closest

LIVING = re.compile(r"(?<!\\)\{\{([^{}\n]{1,300})\}\}")
_CALL = re.compile(r"count\(([^()]*)\)(?:\s+was=([0-9]{1,9}))?")
SECTIONS = {
    "pillars": "pillars",
    "instrument": "instruments",
    "level": "levels",
    "status": "statuses",
    "text": "text_availability",
}
FILTERS = ("parties", "any", *SECTIONS, "since", "until", "was")


class QueryError(ValueError):
    """A living number that cannot be read; the text says why, `hint` what was meant."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Countable(NamedTuple):
    """What a living number can ask of an act: a page with numbers depends on nothing else of it.

    `first` and `last` bound its best known date; None where it has none.
    """

    id: str
    parties: tuple[str, ...]
    pillars: tuple[str, ...]
    instrument: str
    level: str
    status: str
    text: str
    first: date | None
    last: date | None

    @classmethod
    def of(cls, act: Agreement) -> Countable:
        """What can be asked of the act; a field is empty where it says nothing."""
        when = act.when
        return cls(
            act.id,
            tuple(act.codes),
            tuple(act.formula),
            str(act.instrument.value),
            str(act.level.value) if act.level else "",
            str(act.status.value) if act.status else "",
            act.text.availability if act.text else "",
            when.first if when else None,
            when.last if when else None,
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A selection of agreements, and the number it gave when it was written."""

    parties: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    pillars: frozenset[str] = frozenset()
    instrument: frozenset[str] = frozenset()
    level: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    since: EdtfDate | None = None
    until: EdtfDate | None = None
    was: int | None = None

    def matches(self, act: Countable) -> bool:
        """Whether the act is in the selection."""
        return (
            self.parties.issubset(act.parties)
            and (not self.any or not self.any.isdisjoint(act.parties))
            and self.pillars.issubset(act.pillars)
            and (not self.instrument or act.instrument in self.instrument)
            and (not self.level or act.level in self.level)
            and (not self.status or act.status in self.status)
            and (not self.text or act.text in self.text)
            and (self.since is None or (act.first is not None and act.first >= self.since.first))
            and (self.until is None or (act.last is not None and act.last <= self.until.last))
        )


def parse(text: str, vocabulary: Vocabulary, parties: Parties) -> Query:
    """Read a living number; raises `QueryError` in an author's words."""
    call = _CALL.fullmatch(text.strip())
    if not call:
        raise QueryError(
            f"`{text.strip()}` is not a living number; it is written count(parties=BLR+IRN, since=2022)"
        )
    query = Query(was=int(call[2]) if call[2] else None)
    given = {"was"} if call[2] else set[str]()
    for part in filter(None, (piece.strip() for piece in call[1].split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            raise QueryError(f"`{part}` is not a filter; a filter is written name=value")
        if name not in FILTERS:
            raise QueryError(f"`{name}` is not a filter; the filters are {', '.join(FILTERS)}",
                             closest(name, FILTERS))  # fmt: skip
        if name in given:
            raise QueryError(f"`{name}` is given twice; codes of one filter are joined by +")
        given.add(name)
        query = replace(query, **_value(name, value, vocabulary, parties))
    return query


def _value(name: str, value: str, vocabulary: Vocabulary, parties: Parties) -> dict[str, Any]:
    """The filter as a field of `Query`."""
    if name == "was":
        if not re.fullmatch("[0-9]{1,9}", value):
            raise QueryError(f"`was={value}` is not a number")
        return {name: int(value)}
    if name in ("since", "until"):
        try:
            return {name: dates.parse(value)}
        except ValueError as error:
            raise QueryError(str(error), dates.suggest(value)) from None
    codes = [code.strip() for code in value.split("+")]
    if name in ("parties", "any"):
        return {name: frozenset(_party(code, parties) for code in codes)}
    known: Mapping[str, object] = vocabulary.sections[SECTIONS[name]]
    for code in codes:
        if code not in known:
            raise QueryError(f"`{code}` is not in `{SECTIONS[name]}` of vocabulary.yml",
                             closest(code, known))  # fmt: skip
    return {name: frozenset(codes)}


def _party(code: str, parties: Parties) -> str:
    try:
        return parties.resolve(code)
    except PydanticCustomError as error:
        told = Told.of(error.context)
        assert told is not None, "parties speak through `wrong`"
        raise QueryError(told.message, told.hint) from None
