"""The index: many small files, of which a reader's browser fetches those that a question needs.

search/entry.json       how many pages there are, and where everything stands
search/index/X.json     forms in their order, each with the number of its word; or titles, each with
                        the number of its page; or for each word the pages that have it; or names of pages
search/pages/X.json     what a result shows of one page

Each file but the first is called by what is in it: one that has not changed keeps its name, and one
that a browser has kept is never old. The newest pages have the lowest numbers, so that of equals
the newest comes first. For each word there is a list of (level, pages): the level says how much a
page is about it, from 1 to LEVELS, and pages are differences of their numbers in DIGITS.
"""

from __future__ import annotations

import json
from array import array
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from tessera.outputs.output import Output
from tessera.outputs.search import words
from tessera.outputs.search.read import UNIT, Page

FOLDER = "search"
ENTRY = f"{FOLDER}/entry.json"
NAMED = (f"{FOLDER}/index/", f"{FOLDER}/pages/")
"""Where the other files of an index stand, each called by what is in it."""

LEVELS = 12
HALF = 4
"""The words in a text that count half of what any number of them could."""
BLOCK = 12_000
"""The characters that a file is filled with before the next begins; a word of many pages may have more."""
NAMES, NAME = 256, 10
"""The names of pages in one file, and the letters of a name: 50 bits."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Sixty-four digits: the first half end a number, the others say that more of it follows."""
_HALF_DIGITS = len(DIGITS) // 2


def is_part(uri: str) -> bool:
    """Whether the file at an address of the site is one of the index."""
    return uri == ENTRY or uri.startswith(NAMED)


class Known(NamedTuple):
    """A page of a batch: what its file is called, and what orders and titles it."""

    name: str
    year: str
    address: str
    titles: tuple[str, ...]


@dataclass(slots=True)
class Batch:
    """Some pages, and by (token, language) which of them have it, with which weight."""

    pages: list[Known] = field(default_factory=list)
    having: dict[tuple[str, str], tuple[array[int], array[int]]] = field(default_factory=dict)

    def add(self, page: Page) -> Output:
        """Take up a page; the file that a result is made of."""
        body = _json(page.shown)
        name = _name(body)
        address, _, _, _, year, _ = page.shown
        number = len(self.pages)
        self.pages.append(Known(name, year, address, page.titles))
        for key, weight in page.weights.items():
            if (held := self.having.get(key)) is None:
                held = self.having[key] = array("I"), array("H")
            held[0].append(number)
            held[1].append(weight)
        return Output(f"{FOLDER}/pages/{name}.json", body)


def files(batches: Sequence[Batch]) -> Iterator[Output]:
    """Every file of the index of some batches of pages but the pages themselves."""
    known = [page for batch in batches for page in batch.pages]
    order = sorted(range(len(known)), key=lambda one: _newest_first(known[one]))
    numbers = array("I", bytes(4 * len(known)))
    for number, one in enumerate(order):
        numbers[one] = number

    forms, members = _words(batches)
    titles = {
        (title, numbers[one])
        for one, page in enumerate(known)
        for title in map(words.folded, page.titles)
        if title
    }
    made = _Files()
    entry = {
        "pages": len(known),
        "words": made.add(_listed(forms)),
        "having": made.add(_having(batches, numbers, members)),
        "titles": made.add(_listed(sorted(titles, key=_in_order))),
        "names": made.add(_names([known[one].name for one in order])),
    }
    yield from made.outputs.values()
    yield Output(ENTRY, _json(entry))


def _newest_first(page: Known) -> tuple[int, str]:
    return -int(page.year[:4]) if page.year[:4].isdecimal() else 0, page.address


def _words(
    batches: Iterable[Batch],
) -> tuple[list[tuple[str, int]], list[list[tuple[str, str]]]]:
    """(form, number of its word) of each form, and by that number its tokens with their languages.

    Words are numbered in the order of their first forms, so that neighbours stand in one file.
    """
    counts: dict[tuple[str, str], int] = {}
    for batch in batches:
        for key, (having, _) in batch.having.items():
            counts[key] = counts.get(key, 0) + len(having)
    stems = dict(words.groups((token, lang, count) for (token, lang), count in counts.items()))
    number: dict[str, int] = {}
    forms = [
        (form, number.setdefault(stem, len(number)))
        for form, stem in sorted(stems.items(), key=_in_order)
    ]
    members: list[list[tuple[str, str]]] = [[] for _ in number]
    for key in sorted(counts):
        if form := words.form_of(key[0]):
            members[number[stems[form]]].append(key)
    return forms, members


def _having(
    batches: Sequence[Batch], numbers: Sequence[int], members: Iterable[list[tuple[str, str]]]
) -> Iterator[tuple[int, str]]:
    """(number of the first word, the pages of some words) for each file."""
    firsts = [0, *accumulate(len(batch.pages) for batch in batches)]

    def weights(keys: Iterable[tuple[str, str]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for key in keys:
            for first, batch in zip(firsts, batches, strict=False):
                for one, weight in zip(*batch.having.get(key, ((), ())), strict=True):
                    page = numbers[first + one]
                    found[page] = found.get(page, 0) + weight
        return found

    for begun, block in _filled(_levels(weights(keys)) for keys in members):
        yield begun, f"[{','.join(block)}]"


def _levels(weights: dict[int, int]) -> str:
    """`[level,"pages",level,"pages"]`, the highest level first."""
    levels: dict[int, list[int]] = {}
    for page, weight in sorted(weights.items()):
        level = _LEVEL[weight] if weight < len(_LEVEL) else LEVELS
        levels.setdefault(level, []).append(page)
    told = (f'{level},"{digits(levels[level])}"' for level in sorted(levels, reverse=True))
    return f"[{','.join(told)}]"


_LEVEL = [max(1, round(LEVELS * weight / (weight + HALF * UNIT))) for weight in range(64 * UNIT)]


def digits(pages: Sequence[int]) -> str:
    """Rising numbers by their differences; the first as it is."""
    steps = [pages[0], *(after - before for before, after in pairwise(pages))]
    return "".join([DIGITS[step] if step < _HALF_DIGITS else _long(step) for step in steps])


def _long(number: int) -> str:
    written = ""
    while number >= _HALF_DIGITS:
        number, digit = divmod(number, _HALF_DIGITS)
        written += DIGITS[_HALF_DIGITS + digit]
    return written + DIGITS[number]


def _listed(rows: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """(first text, texts and their numbers) for each file."""
    for begun, texts in _filled(text for text, _ in rows):
        numbers = [number for _, number in rows[begun : begun + len(texts)]]
        yield texts[0], _json([" ".join(texts), numbers])


def _filled(parts: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """(number of the first, some of the parts) for each file, in their order."""
    block: list[str] = []
    begun = size = 0
    for part in parts:
        if size > BLOCK:
            yield begun, block
            begun, size, block = begun + len(block), 0, []
        block.append(part)
        size += len(part) + 5  # and what stands with it
    if block:
        yield begun, block


def _names(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for begun in range(0, len(names), NAMES):
        yield begun, _json("".join(names[begun : begun + NAMES]))


class _Files:
    """Files that are called by what is in them."""

    def __init__(self) -> None:
        self.outputs: dict[str, Output] = {}

    def add(self, parts: Iterable[tuple[object, str]]) -> list[tuple[object, str]]:
        """[where it begins, what it is called] of each."""
        told = []
        for first, body in parts:
            name = _name(body)
            told.append((first, name))
            self.outputs[name] = Output(f"{FOLDER}/index/{name}.json", body)
        return told


def _name(body: str) -> str:
    """Letters and digits of a digest that no disk takes for those of another."""
    return b32encode(blake2b(body.encode(), digest_size=10).digest()).decode().lower()[:NAME]


def _in_order(row: tuple[str, Any]) -> tuple[bytes, Any]:
    """What orders rows that begin with a text as browsers order texts."""
    return row[0].encode("utf-16-be"), row[1]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
