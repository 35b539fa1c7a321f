"""A first draft of MAP.yml from what a register's columns are called and hold.

A draft is a guess to be read and mended: what was guessed from is in its comments. Terms whose
code is not plain from its label stand in comments, with the number of rows that hold them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tessera.content import dates, yaml_text
from tessera.content.lists import Desk
from tessera.content.party_names import Names, fold
from tessera.errors import Problem, TesseraError
from tessera.registers import rows
from tessera.registers.rows import Row

ROWS = 2_000
"""Rows that are looked at."""
TERMS = 60
"""Terms of a column that are listed."""
FORMS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %B %Y", "%B %d, %Y")
# Words that headings are made of, in languages that registers are kept in.
WORDS: Mapping[str, tuple[str, ...]] = {
    "number": ("id", "number", "no", "numero", "nummer", "registration", "unts"),
    "title": ("title", "titulo", "titre", "titel", "name", "nome", "nombre", "название"),
    "parties": ("parties", "party", "country", "countries", "partes", "pays", "paises", "state",
                "partner", "staat", "стороны", "participants"),
    "signed": ("date", "signed", "signature", "data", "fecha", "celebracao", "datum", "дата",
               "conclusion", "adoption"),
    "in_force": ("in_force", "force", "vigor", "vigueur", "kraft", "effect"),
    "expires": ("expires", "expired", "expiry", "end"),
    "instrument": ("type", "instrument", "kind", "tipo", "form", "typ", "вид"),
    "status": ("status", "situacao", "estado", "statut", "état", "статус"),
    "pillars": ("subject", "subjects", "topic", "topics", "tema", "temas", "field", "matiere",
                "assunto", "keywords", "тема"),
    "place": ("place", "city", "local", "lugar", "lieu", "ort", "место"),
    "url": ("url", "link", "source_url", "source", "href", "document"),
}  # fmt: skip


@dataclass
class Seen:
    """What a column holds in the rows that were looked at."""

    rows: int = 0
    values: Counter[str] = field(default_factory=Counter)
    many: bool = False

    def share(self, holds: Callable[[str], bool]) -> float:
        """The part of the distinct values, at most 200 of them, of which `holds` is true."""
        values = list(islice(self.values, 200))
        return sum(map(holds, values)) / len(values) if values else 0.0


def draft(file: Path, desk: Desk) -> str:
    """The text of a MAP.yml for `file`; raises `TesseraError` where it has no rows."""
    seen: dict[str, Seen] = {}
    number = 0
    for row in islice(rows.read(file), ROWS):
        if isinstance(row, Problem):
            continue
        number += 1
        _look(row, seen)
    if not number:
        raise TesseraError(f"{file} has no row that can be read.")
    assert desk.parties is not None, "the desk's lists were read without a problem"
    chosen = dict(_chosen(seen, number, Names(desk.parties)))
    return "\n".join(_lines(file, seen, number, chosen, desk))


def _look(row: Row, seen: dict[str, Seen]) -> None:
    for column, cell in row.cells.items():
        here = seen.setdefault(column, Seen())
        here.rows += bool(cell)
        here.many |= len(cell) > 1
        here.values.update(cell)


def _chosen(seen: Mapping[str, Seen], number: int, names: Names) -> Iterator[tuple[str, str]]:
    """Role → the column that fits it best, each column once."""
    left = dict(seen)
    for role, fits in _fits(number, names).items():
        scored = {
            column: named + 2 * fits(here)
            for column, here in left.items()
            if here.rows and ((named := _named(role, column)) or role in _TELLING)
        }
        column = max(scored, key=lambda one: (scored[one], -list(seen).index(one)), default=None)
        if column is not None and scored[column] >= _ENOUGH.get(role, 1.0):
            del left[column]
            yield role, column


_TELLING = ("url", "parties", "number", "signed", "title")
"""Roles that values give away; columns for the others are known by their headings."""
_ENOUGH = {"title": 0.1, "parties": 0.6, "in_force": 2.0, "expires": 2.0}


def _named(role: str, column: str) -> float:
    """1 if the heading is one of the role's words, 0.5 if it holds one, else 0."""
    said = fold(column)
    parts = set(said.replace("_", " ").replace("-", " ").split())
    words = WORDS[role]
    return 1.0 if said in words else 0.5 if parts & set(words) else 0.0


def _fits(number: int, names: Names) -> dict[str, Callable[[Seen], float]]:
    """Role → how well a column's values fit it, 0 to 1; in the order in which columns are taken."""

    def longest(here: Seen) -> float:
        return min(sum(map(len, here.values)) / max(len(here.values), 1) / 80, 1.0)

    def unique(here: Seen) -> float:
        short = all(len(value) <= 40 for value in islice(here.values, 50))
        return (
            1.0
            if short and len(here.values) == number == here.rows and not _is_dated(here)
            else -1.0
        )

    def few(here: Seen) -> float:
        terms = len(here.values) <= max(number / 4, 5) and not _is_dated(here)
        return (0.75 if here.many else 0.5) if terms else -1.0

    def kinds(here: Seen) -> float:
        return few(here) if len(here.values) > 1 else -1.0

    def day(here: Seen) -> float:
        return (1.0 if _is_dated(here) else -1.0) * here.rows / number

    def party(here: Seen) -> float:
        return here.share(lambda value: isinstance(names.find(_first(value)), str)) - 0.2

    return {
        "url": lambda here: here.share(lambda value: value.startswith(("https://", "http://"))) * 2 - 1,
        "parties": party, "number": unique, "in_force": lambda here: 0.5 + day(here) / 2,
        "expires": lambda here: 0.5 + (1.0 if _is_dated(here) else -1.0) / 2,
        "signed": day, "title": longest, "status": few, "pillars": few, "instrument": kinds,
        "place": lambda _: 0.2,
    }  # fmt: skip


def _first(value: str) -> str:
    for separator in _SEPARATORS:
        value = value.split(separator, maxsplit=1)[0]
    return value.strip()


_SEPARATORS = (";", "|", " / ")


def _is_dated(here: Seen) -> bool:
    return bool(here.values) and (here.share(_edtf) >= 0.9 or _form(here) is not None)


def _edtf(value: str) -> bool:
    try:
        dates.parse(value)
    except ValueError:
        return False
    return True


def _form(here: Seen) -> str | None:
    """The form of strptime that nine in ten of the values have, where EDTF is not it."""

    def has(form: str) -> Callable[[str], bool]:
        def holds(value: str) -> bool:
            try:
                datetime.strptime(value, form)  # noqa: DTZ007  a day has no zone
            except ValueError:
                return False
            return True

        return holds

    if here.share(_edtf) >= 0.9:
        return None
    return next((form for form in FORMS if here.share(has(form)) >= 0.9), None)


def _lines(
    file: Path, seen: Mapping[str, Seen], number: int, chosen: Mapping[str, str], desk: Desk
) -> Iterator[str]:
    scheme = re.sub("[^a-z0-9]+", "-", fold(file.stem)).strip("-") or "register"
    yield f"# A draft of the map for {file.name}, from its first {number:,} rows. Read every line: it is a guess."
    yield "# Columns: " + ", ".join(f"{name} ({here.rows:,})" for name, here in seen.items())
    yield _entry("register", file.stem)
    yield _entry("scheme", scheme)
    yield from _asked("number", chosen, "the column that numbers the rows for ever")
    yield from _asked("title", chosen, "the column of titles")
    yield "parties:"
    parties = chosen.get("parties")
    yield "  " + _entry("columns", [parties] if parties else [])
    if parties and (separator := _separator(seen[parties].values)):
        yield "  " + _entry("separator", separator)
    yield "  # lang: pt         the language of the names"
    yield "  # always: [BRA]    a party to every act that the rows do not name"
    yield "instrument:"
    instrument, begins = chosen.get("instrument") or chosen.get("title"), "instrument" not in chosen
    if instrument is not None:
        yield "  " + _entry("column", instrument)
        if begins:
            yield "  match: begins"
        said = _beginnings(seen[instrument]) if begins else seen[instrument]
        yield from _terms(said, "instruments", desk, lambda code: code)
    yield "  # otherwise: agreement"
    yield "dates:"
    for role in ("signed", "in_force", "expires"):
        if role in chosen:
            form = _form(seen[chosen[role]])
            column = {"column": chosen[role], "form": form} if form else chosen[role]
            yield "  " + _entry(role, column).replace("\n", "\n  ")
    if "place" in chosen:
        yield _entry("place", chosen["place"])
    if "status" in chosen:
        yield from _coded("status", "statuses", seen[chosen["status"]], chosen, desk, str)
    if "pillars" in chosen:
        yield from _coded(
            "pillars", "pillars", seen[chosen["pillars"]], chosen, desk, lambda code: [code]
        )
    yield _entry("source", {"url": chosen["url"]} if "url" in chosen else {"title": file.stem})
    yield "  # outlet, lang, role, accessed: as in a record's sources"
    yield ""


def _coded(
    role: str, section: str, here: Seen, chosen: Mapping[str, str], desk: Desk,
    shaped: Callable[[str], Any],
) -> Iterator[str]:  # fmt: skip
    yield f"{role}:"
    yield "  " + _entry("column", chosen[role])
    separator = _separator(here.values)
    if separator:
        yield "  " + _entry("separator", separator)
    yield from _terms(_split(here, separator), section, desk, shaped)


def _entry(key: str, value: Any) -> str:
    return yaml_text.write({key: value}).rstrip("\n")


def _asked(role: str, chosen: Mapping[str, str], what: str) -> Iterator[str]:
    yield _entry(role, chosen[role]) if role in chosen else f"{role}:  # {what}"


def _separator(values: Iterable[str]) -> str | None:
    values = list(islice(values, 500))
    held = {one: sum(one in value for value in values) for one in _SEPARATORS}
    best = max(held, key=lambda one: held[one])
    return best if values and held[best] > len(values) / 20 else None


def _split(here: Seen, separator: str | None) -> Seen:
    values: Counter[str] = Counter()
    for cell, count in here.values.items():
        for value in cell.split(separator) if separator else (cell,):
            values[value.strip()] += count
    return Seen(here.rows, values)


def _beginnings(here: Seen) -> Seen:
    """The first words of the titles, as the most rows have them: what an act calls itself."""
    values: Counter[str] = Counter()
    for title, count in here.values.items():
        words = title.split()
        values.update({" ".join(words[:length]).rstrip(",:"): count for length in (1, 2, 3)})
    # `Agreement on` says no more than `Agreement`: a name ends in a word of weight.
    common = Counter({
        words: count for words, count in values.items()
        if count > 1 and not words.rpartition(" ")[2][:1].islower()
    })  # fmt: skip
    return Seen(here.rows, common)


def _terms(here: Seen, section: str, desk: Desk, shaped: Callable[[str], Any]) -> Iterator[str]:
    """`terms:` with those whose code is plain, and the others as comments."""
    assert desk.vocabulary is not None, "the desk's lists were read without a problem"
    labels = {}
    for code, entry in desk.vocabulary.sections[section].items():
        for form in (code, code.replace("-", " "), entry.label, entry.plural or entry.label):
            labels[fold(form)] = code
    known = {term: labels[fold(term)] for term in here.values if fold(term) in labels}
    if known:
        yield "  terms:"
        for term, code in known.items():
            yield "    " + _entry(term, shaped(code)).replace("\n", "\n    ")
    else:
        yield "  terms: {}"
    unknown = [(term, count) for term, count in here.values.most_common() if term not in known]
    for term, count in unknown[:TERMS]:
        yield "    # " + _entry(term, "…").replace("\n", " ") + f"   ({count:,} rows)"
    if len(unknown) > TERMS:
        yield f"    # and {len(unknown) - TERMS:,} terms more"
