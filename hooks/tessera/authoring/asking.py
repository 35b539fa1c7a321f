"""Questions at a terminal, one at a time, each asked until its answer can be taken.

Tab completes names of parties in the site's languages, codes and outlets, where the terminal has GNU
Readline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeVar

import click

from tessera.authoring.answers import KINDS, LEAST, AnswerError, Answers, Reader
from tessera.content.fields import BLANKS
from tessera.content.parties import all_codes
from tessera.content.party_names import fold

T = TypeVar("T")
NOTHING: Mapping[str, str] = MappingProxyType({})


def missing(answers: Answers, reader: Reader, languages: Iterable[str]) -> Answers:
    """Ask for everything that has not been answered yet."""
    names = _names(reader, languages)
    asked = len(set(answers.parties)) < LEAST
    while asked and (len(set(answers.parties)) < LEAST or _another()):
        code = _ask(
            f"Party {len(answers.parties) + 1} (name in any language, or code)", reader.party, names
        )
        click.echo(f"  {reader.parties.name(code)} ({code})", err=True)
        answers.parties.append(code)
    if not answers.title:
        answers.title = _ask("Title, as its source has it, in the site's language", _some)
    if not answers.instrument:
        terms = reader.vocabulary.sections["instruments"]
        answers.instrument = _ask("What kind of paper", lambda said: reader.code("instruments", said, blanks=True),
                                  _same([*terms, *BLANKS]))  # fmt: skip
    if not answers.when:
        answers.when = _ask(
            "Date (2026-06-19, 2026-06, 2026, 2026-06-19? or unknown)",
            reader.date,
            _same(["unknown"]),
        )
        if answers.date:
            answers.kind = _ask("Which day is that", reader.kind, _same(KINDS), default="signed")
    if not (answers.url or answers.source_title):
        answers.url = _ask("Address of a source (empty if it has none)", lambda said: reader.url(said) if said else "",
                           default="")  # fmt: skip
        if not answers.url:
            answers.source_title = _ask("Title of the source, by which it can be found", _some)
        answers.outlet = reader.outlet_at(answers.url) if answers.url else ""
    if not answers.pillars:
        terms = reader.vocabulary.sections["pillars"]
        answers.pillars = _ask("Fields it names, with commas (empty if you have not looked)",
                               lambda said: [reader.code("pillars", one) for one in said.split(",") if one.strip()],
                               _same(terms), default="")  # fmt: skip
    return answers


def _another() -> bool:
    return click.confirm("Another party?", default=False)


def _same(codes: Iterable[str]) -> dict[str, str]:
    return {code: code for code in codes}


def _some(said: str) -> str:
    if not said.strip():
        raise AnswerError("Something has to stand here.")
    return " ".join(said.split())


def _ask(
    question: str,
    read: Callable[[str], T],
    offered: Mapping[str, str] = NOTHING,
    default: str | None = None,
) -> T:
    with _completing(offered):
        while True:
            said = click.prompt(question, default=default, show_default=bool(default))
            try:
                return read(str(said))
            except AnswerError as error:
                click.echo(f"  {error}", err=True)


def _names(reader: Reader, languages: Iterable[str]) -> dict[str, str]:
    """Name → code: English names first, then those in the desk's languages."""
    codes = [*all_codes(), *reader.parties.entries]
    return {
        reader.parties.name(code, lang): code
        for lang in dict.fromkeys(["en", *languages])
        for code in codes
    }


def _line_editor() -> Any:
    """GNU Readline or its like; None where there is none, as on Windows."""
    try:
        import readline
    except ImportError:
        return None
    return readline


@contextmanager
def _completing(offered: Mapping[str, str]) -> Iterator[None]:
    """Tab completes a word that is offered, whatever its case and accents.

    Of several words for one thing the first that fits is enough.
    """
    readline = _line_editor()
    if readline is None or not offered:
        yield
        return

    def complete(begun: str, number: int) -> str | None:
        found: dict[str, str] = {}
        for word, meant in offered.items():
            if fold(word).startswith(fold(begun)):
                found.setdefault(meant, word)
        words = [*found.values()]
        return words[number] if number < len(words) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(",")
    readline.parse_and_bind(
        "bind ^I rl_complete" if "libedit" in str(readline.__doc__) else "tab: complete"
    )
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
