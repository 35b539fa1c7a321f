"""What is known of an agreement when its record is begun, and what of that cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tessera.content import dates
from tessera.content.agreement import CHRONOLOGY
from tessera.content.dates import EdtfDate
from tessera.content.fields import BLANKS
from tessera.content.lists import Desk
from tessera.content.party_names import Names, Unresolved, fold
from tessera.errors import TesseraError, closest

KINDS = CHRONOLOGY
"""Which day of an agreement's life a date may be."""
_WORDS = re.compile(r"[^a-z0-9]+")
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "between",
        "for",
        "from",
        "in",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "agreement",
        "memorandum",
        "understanding",
        "cooperation",
        "protocol",
        "programme",
        "plan",
        "joint",
        "statement",
    ]
)
LEAST = 2
"""Parties of an agreement."""


class AnswerError(TesseraError):
    """Something that was answered cannot be taken; the message says what can."""


@dataclass
class Answers:
    """The answers, as they will stand in the record. `when` is EDTF or a blank."""

    parties: list[str] = field(default_factory=list)
    title: str = ""
    instrument: str = ""
    when: str = ""
    kind: str = "signed"
    pillars: list[str] = field(default_factory=list)
    url: str = ""
    source_title: str = ""
    outlet: str = ""
    lang: str = ""

    @property
    def missing(self) -> Iterator[str]:
        """The names of answers without which no record can be written."""
        if len(set(self.parties)) < LEAST:
            yield "party"
        for name in ("title", "instrument", "when"):
            if not getattr(self, name):
                yield "date" if name == "when" else name
        if not (self.url or self.source_title):
            yield "source"

    @property
    def date(self) -> EdtfDate | None:
        """The day, if it is known."""
        return None if self.when in ("", *BLANKS) else dates.parse(self.when)

    @property
    def source(self) -> str:
        """The id of the source in the record: its outlet's key, or the host that it was read at."""
        host = urlsplit(self.url).hostname or ""
        return self.outlet or slug(host.removeprefix("www.").rpartition(".")[0]) or "source"


class Reader:
    """Turns what people say into codes of one desk."""

    def __init__(self, desk: Desk, lang: str = "en") -> None:
        assert desk.vocabulary is not None, "a desk without problems has its lists"
        assert desk.parties is not None
        assert desk.outlets is not None
        self.vocabulary, self.parties, self.outlets = desk.vocabulary, desk.parties, desk.outlets
        self.names = Names(desk.parties, lang)

    def party(self, said: str) -> str:
        """The code of a party named in any language of CLDR, or by its code."""
        found = self.names.find(said.strip().upper() if len(said.strip()) == 3 else said.strip())
        if isinstance(found, Unresolved):
            hint = f" Did you mean {found.hint}?" if found.hint else ""
            raise AnswerError(
                f"`{said}` is no party that the desk knows.{hint} Give its name or its code."
            )
        return found

    def code(self, section: str, said: str, *, blanks: bool = False) -> str:
        """A code of the vocabulary, from itself or its label."""
        terms = self.vocabulary.sections[section]
        names = {**{code: term.label for code, term in terms.items()},
                 **(dict.fromkeys(BLANKS, "") if blanks else {})}  # fmt: skip
        return _one(said, names, f"is not in `{section}`", f"The codes are {', '.join(terms)}.")

    def date(self, said: str) -> str:
        """A date as precise as it is known, or a blank."""
        if said in BLANKS:
            return said
        try:
            dates.parse(said)
        except ValueError as error:
            hint = dates.suggest(said)
            near = f" Did you mean {hint}?" if hint else ""
            raise AnswerError(
                f"{error}.{near} Give 2026-06-19, 2026-06, 2026, 2026-06-19? or unknown."
            ) from None
        return said

    def kind(self, said: str) -> str:
        """Which day it is."""
        if said not in KINDS:
            raise AnswerError(f"`{said}` is no kind of day. One of {', '.join(KINDS)}.")
        return said

    def url(self, said: str) -> str:
        """A web address."""
        parts = urlsplit(said)
        if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", said):
            raise AnswerError(f"`{said}` is not a web address. One begins with https://.")
        return said

    def outlet_at(self, url: str) -> str:
        """The key of the outlet whose host the address has; empty if the desk lists none or several."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        found = [
            key
            for key, one in self.outlets.items()
            if (one.host or "").removeprefix("www.") == host
        ]
        return found[0] if host and len(found) == 1 else ""

    def answers(self, given: Mapping[str, Any]) -> Answers:
        """From flags or a file: names and codes as people write them. Raises with all that is wrong."""
        made, wrong = Answers(), list[str]()

        def take(name: str, read: Any) -> None:
            try:
                setattr(made, name, read())
            except AnswerError as error:
                wrong.append(str(error))

        if unknown := given.keys() - NAMES:
            wrong.append(
                f"There is no answer `{min(unknown)}`. The answers are {', '.join(sorted(NAMES))}."
            )
        made.title = _line(given.get("title"))
        made.source_title, made.lang = _line(given.get("source_title")), _line(given.get("lang"))
        take("parties", lambda: [self.party(str(one)) for one in _listed(given.get("party"))])
        take(
            "pillars",
            lambda: [self.code("pillars", str(one)) for one in _listed(given.get("pillar"))],
        )
        if given.get("instrument"):
            take(
                "instrument",
                lambda: self.code("instruments", str(given["instrument"]), blanks=True),
            )
        if given.get("date"):
            take("when", lambda: self.date(str(given["date"])))
        take("kind", lambda: self.kind(str(given.get("date_kind") or "signed")))
        if given.get("source"):
            take("url", lambda: self.url(str(given["source"])))
        if given.get("outlet"):
            take("outlet", lambda: self.outlet(str(given["outlet"])))
        elif made.url:
            made.outlet = self.outlet_at(made.url)
        if wrong:
            raise AnswerError("\n".join(wrong))
        return made

    def outlet(self, said: str) -> str:
        """The key of an outlet of the desk, from itself or its name."""
        names = {key: one.name for key, one in self.outlets.items()}
        return _one(
            said, names, "is no outlet of outlets.yml", "Leave it out, or add it there first."
        )


def _one(said: str, names: Mapping[str, str], wrong: str, advice: str) -> str:
    """The code that is meant, from itself or its name; raises AnswerError with the nearest one."""
    known = {fold(name): code for code, name in names.items() if name} | {
        fold(code): code for code in names
    }
    if (found := known.get(fold(said))) is not None:
        return found
    hint = closest(fold(said), known)
    near = f" Did you mean `{known[hint.strip('`')]}`?" if hint else ""
    raise AnswerError(f"`{said}` {wrong}.{near} {advice}")


NAMES = frozenset({"party", "title", "instrument", "date", "date_kind", "pillar", "source", "source_title",
                   "outlet", "lang"})  # fmt: skip


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def _line(value: Any) -> str:
    return " ".join(str(value or "").split())


def slug(text: str) -> str:
    """Plain letters and digits, with hyphens for all else."""
    return _WORDS.sub("-", fold(text)).strip("-")


def propose(answers: Answers, taken: Mapping[str, Any] | frozenset[str]) -> str:
    """The id that the desk's rule gives: parties in order, year, subject; with a number if it is taken."""
    codes = sorted({code.lower() for code in answers.parties})
    who = "-".join(codes) if len(codes) <= 4 else f"{codes[0]}-and-{len(codes) - 1}"
    year = f"{answers.date.year:04}" if answers.date else ""
    words = [word for word in slug(answers.title).split("-") if word and word not in _COMMON]
    subject = (
        "-".join(answers.pillars[:4]) if 0 < len(answers.pillars) <= 4 else "-".join(words[:4])
    )
    stem = "-".join(filter(None, (who, year, subject)))[:60].strip("-")
    for number in range(1, 1000):
        name = stem if number == 1 else f"{stem}-{number}"
        if name not in taken:
            return name
    raise AnswerError(f"Every id that begins with {stem} is taken. Give one with --id.")
