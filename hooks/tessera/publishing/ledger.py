"""Every address, id and GUID ever published, one JSON object a line, only ever appended to.

An address is a promise. The ledger is what the promise is checked against: what it names must
still be answered, by a page, a redirect or a tombstone. It lives in the repository, so that a
reader of its history sees when each address was first given out:

    {"kind": "address", "value": "agreements/blr-irn-2026-education/", "since": "2026-06-19"}

Give the file `merge=union` in .gitattributes: two branches that both append then never conflict,
and a line that arrives twice says nothing new.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from tessera.errors import Problem

FILE = "ledger.jsonl"
Kind = Literal["address", "id", "guid"]

_KINDS = get_args(Kind)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LASTING = re.compile(r"(?:^|/)(?:index\.html|[^/]*\.(?:xml|json|csv|jsonl|ics|opml|sqlite|zip))$")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that was given out. `value` of an address is relative to the site's root."""

    kind: Kind
    value: str


def addresses(uris: Iterable[str]) -> Iterator[Entry]:
    """The entries for those outputs whose address readers and programs keep.

    Pages, feeds and data last. A card does not: its name is the hash of what it shows.
    """
    for uri in uris:
        if _LASTING.search(uri):
            yield Entry("address", uri.removesuffix("index.html"))


def is_day(text: str) -> bool:
    """Whether the text has the form of a day in the ledger."""
    return _DAY.fullmatch(text) is not None


def read(text: str, file: str = FILE) -> tuple[dict[Entry, str], list[Problem]]:
    """Each entry with the first day it was published, and what is wrong with the file."""
    since: dict[Entry, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry, day = _entry(line)
        except ValueError as error:
            problems.append(Problem(file, number, 1, "ledger-line", str(error)))
            continue
        since[entry] = min(day, since.get(entry, day))
    return since, problems


def append(text: str, current: Iterable[Entry], day: str) -> str:
    """The ledger with a line for each new entry; what was there stays byte for byte."""
    known, _ = read(text)
    new = sorted(set(current).difference(known))
    lines = "".join(_line(entry, day) for entry in new)
    return text + ("\n" if lines and text and not text.endswith("\n") else "") + lines


def vanished(text: str, current: Iterable[Entry], file: str = FILE) -> list[Problem]:
    """A problem for each line whose entry is no longer published, and for each broken line."""
    known, problems = read(text, file)
    missing = set(known).difference(current)
    lines = {entry: number for number, entry in _numbered(text)} if missing else {}
    for entry in sorted(missing):
        problems.append(
            Problem(
                file,
                lines[entry],
                1,
                "ledger-vanished",
                f"The {entry.kind} `{entry.value}` was published on {known[entry]} and is gone",
                "a page, a redirect (`aliases:` of the renamed record) or a tombstone"
                " (`withdrawn:`)",
            )
        )
    return problems


def _numbered(text: str) -> Iterator[tuple[int, Entry]]:
    for number, line in reversed(list(enumerate(text.splitlines(), start=1))):
        try:
            yield number, _entry(line)[0]
        except ValueError:
            continue


def _entry(line: str) -> tuple[Entry, str]:
    try:
        match json.loads(line):
            case {"kind": str(kind), "value": str(value), "since": str(day)} if (
                kind in _KINDS and _DAY.fullmatch(day)
            ):
                return Entry(kind, value), day  # type: ignore[arg-type]  # narrowed by _KINDS
    except json.JSONDecodeError:
        pass
    raise ValueError('A ledger line is {"kind": …, "value": …, "since": "YYYY-MM-DD"}')


def _line(entry: Entry, day: str) -> str:
    return (
        json.dumps({"kind": entry.kind, "value": entry.value, "since": day}, ensure_ascii=False)
        + "\n"
    )
