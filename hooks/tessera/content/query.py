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
from typing import Any

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

    def matches(self, agreement: Agreement) -> bool:
        """Whether the act is in the selection."""
        codes = set(agreement.codes)
        if not self.parties <= codes or (self.any and not self.any & codes):
            return False
        if not self.pillars <= set(agreement.formula):
            return False
        if self.instrument and agreement.instrument.value not in self.instrument:
            return False
        for wanted, fact in ((self.level, agreement.level), (self.status, agreement.status)):
            if wanted and (fact is None or fact.value not in wanted):
                return False
        if self.text and (agreement.text is None or agreement.text.availability not in self.text):
            return False
        if self.since is None and self.until is None:
            return True
        when = agreement.when
        return (
            when is not None
            and (self.since is None or when.first >= self.since.first)
            and (self.until is None or when.last <= self.until.last)
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
