"""One row of a register into one record: its id, and what its file says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tessera.content.party_names import Names, Unresolved, fold
from tessera.registers.mapping import Map, Terms, is_address
from tessera.registers.rows import Row

SOURCE = "register"
"""The id of the one source that an imported record has."""
_PLAIN = re.compile(r"\s+")
_NO_ID = re.compile(r"[^a-z0-9]+")


class RefusedError(Exception):
    """Why a row is no record: what is wrong, what was expected, what was probably meant."""

    def __init__(self, code: str, message: str, expected: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.expected, self.hint = code, message, expected, hint


@dataclass
class Noticed:
    """What no record can say and a report must: counted over all rows."""

    names: Counter[str] = field(default_factory=Counter)
    """Names of parties that are nobody's."""
    hints: dict[str, str] = field(default_factory=dict)
    terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(column, term) without a code."""
    spaced: int = 0
    """Values in which line breaks, no-break spaces or runs of spaces became one plain space."""


@dataclass
class Converter:
    """Turns rows into records by a map; keeps count of what it could not place."""

    map: Map
    names: Names
    noticed: Noticed = field(default_factory=Noticed)

    def id_of(self, row: Row) -> str:
        """The permanent id: the scheme and the register's number. Raises `RefusedError` without one."""
        number = row.text(self.map.number)
        slug = _NO_ID.sub("-", fold(number)).strip("-")
        if not slug:
            raise RefusedError("row-without-number", f"The row has no `{self.map.number}`",
                               "the number that the register gives it")  # fmt: skip
        return f"{self.map.scheme}-{slug}".replace(".", "-")

    def record(self, row: Row) -> dict[str, Any]:
        """The record's data, in the order of the data model. Raises `RefusedError`."""
        title = self._plain(row.text(self.map.title.column))
        if not title:
            raise RefusedError(
                "row-without-title", f"`{self.map.title.column}` is empty", "a title"
            )
        record: dict[str, Any] = {"title": title}
        if self.map.title.lang:
            record["titles"] = [{"lang": self.map.title.lang, "text": title}]
        record["instrument"] = self._instrument(row)
        for name, terms in (("binding", self.map.binding), ("level", self.map.level)):
            if terms is not None and (code := self._code(terms, row)):
                record[name] = {"value": code, "source": SOURCE}
        record["parties"] = self._parties(row)
        record["dates"] = dict(self._dates(row))
        if self.map.place and (place := self._plain(row.text(self.map.place.column))):
            record["place"] = place
        if self.map.status and (code := self._code(self.map.status, row)):
            accessed = self.map.source.accessed
            known = {"as_of": str(accessed)} if accessed else {}
            record["status"] = {"value": code, **known, "source": SOURCE}
        if pillars := self._pillars(row):
            record["pillars"] = pillars
        record["identifiers"] = [{"scheme": self.map.scheme, "value": row.text(self.map.number)}]
        record["sources"] = [self._source(row)]
        if self.map.coding:
            coding = self.map.coding
            record["coding"] = {
                name: str(value) for name, value in coding if value is not None
            }  # fmt: skip
        if self.map.published:
            record["published"] = str(self.map.published)
        return record

    def _plain(self, text: str) -> str:
        plain = _PLAIN.sub(" ", text).strip()
        self.noticed.spaced += plain != text
        return plain

    def _values(self, row: Row, column: str, separator: str | None) -> Iterator[str]:
        for cell in row.cells.get(column, ()):
            for value in cell.split(separator) if separator else (cell,):
                if value := _PLAIN.sub(" ", value).strip():
                    yield value

    def _instrument(self, row: Row) -> str:
        known = self.map.instrument
        code = self._code(known, row) or known.otherwise
        if code is None:
            raise RefusedError("unmapped-term", f"`{row.text(known.column)}` names no instrument of "
                               "the map", "a term of `instrument.terms`, or `otherwise:`")  # fmt: skip
        return code

    def _code(self, terms: Terms, row: Row) -> str | None:
        """The first code that the cell's terms mean."""
        for value in self._values(row, terms.column, terms.separator):
            found = _met(terms, value)
            if found is not None:
                return str(terms.terms[found])
            self.noticed.terms[terms.column, value] += 1
        return None

    def _parties(self, row: Row) -> list[str]:
        known = self.map.parties
        codes = list(known.always)
        for column in known.columns:
            for name in self._values(row, column, known.separator):
                found = self.names.find(name)
                if isinstance(found, Unresolved):
                    self.noticed.names[name] += 1
                    self.noticed.hints[name] = found.hint
                    raise RefusedError("unknown-party", f"`{name}` is not a party",
                                       "a state's name, a name or alias of parties.yml, or one of "
                                       "`parties.names` in the map", found.hint)  # fmt: skip
                codes.append(found)
        codes = list(dict.fromkeys(codes))
        if len(codes) < 2:
            what = f"Only {codes[0]} is named" if codes else "No party is named"
            raise RefusedError("too-few-parties", what, "two or more parties")
        return codes

    def _dates(self, row: Row) -> Iterator[tuple[str, str]]:
        for name, column in self.map.dates.items():
            text = row.text(column.column)
            if not text:
                if name == "signed":
                    yield name, "unknown"
                continue
            if column.form:
                try:
                    text = datetime.strptime(text, column.form).date().isoformat()  # noqa: DTZ007  a day has no zone
                except ValueError:
                    raise RefusedError("bad-date", f"`{text}` in `{column.column}` is not a date",
                                       f"one of the form {column.form}") from None  # fmt: skip
            yield name, text

    def _pillars(self, row: Row) -> dict[str, dict[str, str]]:
        """Code → what the register calls it; the terms of one code stand together."""
        terms = self.map.pillars
        named: dict[str, list[str]] = {}
        if terms is None:
            return {}
        for value in self._values(row, terms.column, terms.separator):
            found = _met(terms, value)
            if found is None:
                self.noticed.terms[terms.column, value] += 1
            for code in terms.terms[found] if found is not None else ():
                named.setdefault(code, []).append(value)
        return {
            code: {
                "source": SOURCE,
                "note": f"The register's subject: {'; '.join(dict.fromkeys(values))}.",
            }
            for code, values in sorted(named.items())
        }

    def _source(self, row: Row) -> dict[str, str]:
        known = self.map.source
        url = known.url if known.url and is_address(known.url) else row.text(known.url or "")
        fields: Mapping[str, Any] = {
            "id": SOURCE, "outlet": known.outlet, "url": url,
            "title": known.title or f"{self.map.register_}, {row.text(self.map.number)}",
            "lang": known.lang, "role": known.role, "accessed": known.accessed,
        }  # fmt: skip
        return {name: str(value) for name, value in fields.items() if value}


def _met(terms: Terms, value: str) -> str | None:
    """The longest of the map's terms that the value meets."""
    said = fold(value)
    how: Mapping[str, Callable[[str], bool]] = {
        "equals": lambda term: said == term,
        "begins": said.startswith,
        "contains": said.__contains__,
    }
    meets = how[terms.match]
    return max((term for term in terms.terms if meets(fold(term))), key=len, default=None)
