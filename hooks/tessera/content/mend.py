"""What is wrong with a record in its form alone, put right: nothing that anybody could mean otherwise.

    dates      2006/7/24, 24.07.2006: with the year first, or with a day that is no month
    codes      Technology, in force, IN_FORCE: the same letters as a code of the vocabulary
    parties    Iran, ایران, IR: a name in any language of CLDR, or the short code, of one party alone
    fields     in-force for in_force
    order      the fields in the order of the data model, comments with the field that they precede

A record stays as it is where one of its problems is of another kind, except for these. The author's
comments, quotes and spaces are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tessera.content import files, records, yaml_source
from tessera.content.agreement import Agreement
from tessera.content.lists import Desk
from tessera.content.parties import Parties, all_codes
from tessera.content.party_names import Names
from tessera.errors import Problem

ROUNDS = 5
"""A mend may uncover the next problem; a record that is not right after so many is for its author."""
Edit = tuple[int, int, str, str]
"""Line, column, what stands there, what is to stand there."""

_SAID = re.compile(r"^`([^`]+)`")
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_ORDER = [name for name in Agreement.model_fields if name not in ("id", "path")]
_PLAIN = re.compile(r"[\w.:/-]+")


def records_of(root: Path) -> Iterator[Path]:
    """Every file of a record; what stands beside them is not looked at."""
    yield from files.find(root / "briefings" / "agreements", ".yml", root, [])


def mended(text: str, path: Path, root: Path, desk: Desk) -> str:
    """The text of the record at `path`, mended as far as it can be; the same text if nothing can."""
    name = files.name_of(path, root)
    for _ in range(ROUNDS):
        problems = records.of_text(text, path, name, desk).problems
        edits = {*_from(problems, desk), *_short_codes(text, name, desk)}
        new = _ordered(_applied(text, edits))
        if new == text:
            break
        text = new
    return text


def _from(problems: tuple[Problem, ...], desk: Desk) -> Iterator[Edit]:
    """The edits that problems stand for."""
    for one in problems:
        said, hint = _SAID.match(one.message), _SAID.match(one.hint)
        if said is None:
            continue
        old, new = said[1], hint[1] if hint else ""
        if one.code == "unknown-party" and desk.parties is not None:
            new = _party(old, desk.parties)
        elif one.code == "bad-date":
            new = new if _certain(old) else ""
        elif one.code in ("unknown-code", "unknown-field"):
            new = new if _letters(old) == _letters(new) else ""
        else:
            continue
        if new:
            yield one.line, one.column, old, new


def _party(name: str, parties: Parties) -> str:
    """The code of the one party that the name means; empty for one that begins another's, as Congo."""
    found = Names(parties).find(name)
    longer = f"{name} ".casefold()
    others = (code for code in all_codes() if parties.name(code).casefold().startswith(longer))
    return found if isinstance(found, str) and not {*others} - {found} else ""


def _certain(date: str) -> bool:
    """Whether the day and the month of a date in numbers cannot be exchanged."""
    numbers = re.fullmatch(r"(\d+)\D\d+\D(\d+)", date)
    return numbers is not None and (len(numbers[1]) == 4 or int(numbers[1]) > 12)


def _letters(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold()


def _short_codes(text: str, name: str, desk: Desk) -> Iterator[Edit]:
    """Parties by their alpha-2 codes, which are read as well, but not by people."""
    source = yaml_source.parse(text, name, positions=True)
    if source.problems or not isinstance(source.data, dict) or desk.parties is None:
        return
    parties = source.data.get("parties")
    for number, one in enumerate(parties if isinstance(parties, list) else []):
        code = one.get("country") if isinstance(one, dict) else one
        path = ("parties", number, "country") if isinstance(one, dict) else ("parties", number)
        if isinstance(code, str) and re.fullmatch("[A-Z]{2}", code):
            try:
                known = desk.parties.resolve(code)
            except ValueError:
                continue
            if known != code:
                yield (*source.place(path), code, known)


def _applied(text: str, edits: set[Edit]) -> str:
    """The text with the edits, the last one first, so that places stay true."""
    lines = text.split("\n")
    for line, column, old, new in sorted(edits, reverse=True):
        here = lines[line - 1]
        for quote in ("", '"', "'"):
            if here.startswith(f"{quote}{old}{quote}", column - 1):
                after = here[column - 1 + len(old) + 2 * len(quote) :]
                shown = new if _PLAIN.fullmatch(new) else f"{quote}{new}{quote}"
                lines[line - 1] = f"{here[: column - 1]}{shown}{after}"
                break
    return "\n".join(lines)


def _ordered(text: str) -> str:
    """The fields in the order of the model; a text with anything else at its margin stays."""
    starts = [match.start() for match in _KEY.finditer(text)]
    names = [match[1] for match in _KEY.finditer(text)]
    if not starts or not set(names) <= set(_ORDER) or len(names) != len(set(names)):
        return text
    above = [_with_comments(text, start) for start in starts]
    # What stands at the very top is of the whole file.
    starts = [starts[0] if above[0] == 0 else above[0], *above[1:]]
    head, ends = text[: starts[0]], [*starts[1:], len(text)]
    blocks = {name: text[start:end] for name, start, end in zip(names, starts, ends, strict=True)}
    if any(not block.endswith("\n") for block in blocks.values()):
        blocks = {
            name: block if block.endswith("\n") else f"{block}\n" for name, block in blocks.items()
        }
    if names == (wanted := sorted(names, key=_ORDER.index)):
        return text
    new = head + "".join(blocks[name] for name in wanted)
    was, now = (yaml_source.parse(one, "") for one in (text, new))
    # A line of a quoted text may look like a field; then the order is its author's to mend.
    return new if not was.problems and was.data == now.data else text


def _with_comments(text: str, start: int) -> int:
    """Where the comment lines right above a field begin."""
    while True:
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if start == 0 or not text[above:start].startswith("#"):
            return start
        start = above
