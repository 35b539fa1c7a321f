"""YAML as authors of records may write it: text, lists and mappings, nothing else.

Every scalar is kept as text (`NO` is Norway, `010` keeps its zero); the models type it. Anchors,
aliases, tags, merge keys, duplicate keys, deep nesting and control or bidi-override characters
are problems with their line and column. libyaml's event parser does the reading, so a record
costs half of what the stock loader takes and an alias bomb is never expanded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser

from tessera.errors import Problem

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

MAX_DEPTH = 20
# C0 and C1 controls, line and paragraph separators, bidi embeddings, overrides and isolates, BOM,
# tag characters and noncharacters: they reorder or hide text, or break a feed.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)


@dataclass(slots=True)
class Source:
    """One parsed file: its data, where each key and value stands, and what was wrong."""

    data: Data
    problems: list[Problem]
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def known(self, path: tuple[Any, ...]) -> Path:
        """The path in the file that is nearest to `path`, which a model may have normalised.

        Parts that the author did not write are skipped, and the word of a short list (`[a, b]`
        for `{a: {}, b: {}}`) leads to its entry.
        """
        known: Path = ()
        here: Any = self.data
        for part in path:
            if isinstance(here, list) and isinstance(part, str) and part in here:
                part = here.index(part)
            if (*known, part) in self.values:
                known = (*known, part)
                here = here[part]
        return known

    def place(self, path: tuple[Any, ...], *, key: bool = False) -> Place:
        """Line and column of the value (or key) at `path`, else of its nearest known parent."""
        known = self.known(path)
        places = self.keys if key and known in self.keys else self.values
        return places.get(known, (1, 1))


def forbidden_characters(text: str, file: str, first_line: int = 1) -> list[Problem]:
    """One problem for each line with a character that can hide or reorder text."""
    if not FORBIDDEN.search(text):
        return []
    problems = []
    for number, line in enumerate(re.split("\r\n|\r|\n", text), first_line):
        if found := FORBIDDEN.search(line):
            problems.append(
                Problem(
                    file,
                    number,
                    found.start() + 1,
                    "forbidden-character",
                    f"U+{ord(found.group()):04X} is a control or text-reordering character",
                    "visible text; write the words in reading order and delete the character",
                )
            )
    return problems


def parse(text: str, file: str, *, positions: bool = False, first_line: int = 1) -> Source:
    """Read one YAML document that must be a mapping.

    With `positions` the place of every key and value is kept; that costs time, so the loader asks
    for it only when a file has failed. `first_line` shifts places, for front matter.
    """
    reader = _Reader(text, file, positions, first_line)
    source = Source({}, forbidden_characters(text, file, first_line))
    if source.problems:
        return source
    try:
        source.data = reader.document()
    except yaml.YAMLError as error:
        source.problems.append(_syntax(error, file, first_line, text.count("\n") + 1))
    except _Hopeless:
        pass  # the reader has said why
    source.problems += reader.problems
    source.keys, source.values = reader.keys, reader.values
    return source


def _syntax(error: yaml.YAMLError, file: str, first_line: int, lines: int) -> Problem:
    begun = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or begun
    line, column = (mark.line, mark.column) if mark else (0, 0)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if begun and (line >= lines or (line == lines - 1 and column == 0)):
        line, column = begun.line, begun.column  # what began there runs to the end of the file
    elif begun and begun.line < line:
        what += f", in what begins on line {begun.line + first_line}"
    return Problem(
        file,
        line + first_line,
        column + 1,
        "yaml-syntax",
        f"This is not valid YAML: {what}",
        "`key: value` lines, two spaces for each level, quotes around text that contains `: `",
    )


_SCALAR, _MAPPING_END = yaml.ScalarEvent, yaml.MappingEndEvent  # asked for at every word


class _Hopeless(Exception):  # noqa: N818  not an error of ours: the end of reading
    """The file is of such a shape that reading on would cost more than it tells."""


class _Reader:
    """Builds text-only data from libyaml's events, noting what is not allowed."""

    def __init__(self, text: str, file: str, positions: bool, first_line: int) -> None:
        self.parser = CParser(text)
        self.file, self.positions, self.first_line = file, positions, first_line
        self.escapes = "\\" in text
        self.problems: list[Problem] = []
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}

    def document(self) -> Data:
        next_event = self.parser.get_event
        next_event()  # stream start
        if isinstance(next_event(), yaml.StreamEndEvent):
            self.problems.append(
                Problem(self.file, self.first_line, 1, "empty-file", "The file is empty",
                        "a record of `key: value` lines")
            )  # fmt: skip
            return {}
        first = next_event()
        data = self.value(first, (), 1)
        if not isinstance(data, dict):
            self.report(first, "not-a-mapping", "The file is not a record",
                        "`key: value` lines at the top level")  # fmt: skip
            data = {}
        next_event()  # document end
        extra = next_event()
        if not isinstance(extra, yaml.StreamEndEvent):
            self.report(extra, "second-document", "A second document begins here",
                        "one record a file; delete the `---` line and what follows")  # fmt: skip
        return data

    def report(self, event: Any, code: str, message: str, expected: str = "") -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(
                self.file, mark.line + self.first_line, mark.column + 1, code, message, expected
            )
        )

    def value(self, event: Any, path: Path, depth: int) -> Data:
        if self.positions:
            mark = event.start_mark
            self.values[path] = (mark.line + self.first_line, mark.column + 1)
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.report(event, "alias", f"The alias `*{event.anchor}` is not allowed",
                        "the value itself, written out")  # fmt: skip
            return ""
        if event.anchor is not None:
            self.report(event, "anchor", f"The anchor `&{event.anchor}` is not allowed",
                        "the value without it")  # fmt: skip
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(event, "tag", f"The tag `{tag}` is not allowed",
                        "plain text; every value is read as text")  # fmt: skip
        if kind is _SCALAR:
            return self.text(event)
        if depth > MAX_DEPTH:
            self.report(event, "too-deep", f"Nested more than {MAX_DEPTH} levels deep",
                        "every bracket closed, and a flatter record")  # fmt: skip
            raise _Hopeless
        if kind is yaml.SequenceStartEvent:
            return self.sequence(path, depth)
        return self.mapping(path, depth)

    def text(self, event: Any) -> str:
        text: str = event.value
        if self.escapes and FORBIDDEN.search(text):
            self.report(event, "forbidden-character",
                        "An escape writes a control or text-reordering character",
                        "visible text")  # fmt: skip
            return ""  # so that no message repeats it
        return text

    def sequence(self, path: Path, depth: int) -> list[Data]:
        items: list[Data] = []
        next_event = self.parser.get_event
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(self.value(event, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: Path, depth: int) -> dict[str, Data]:
        data: dict[str, Data] = {}
        next_event: Callable[[], Any] = self.parser.get_event
        plain = not (self.positions or self.escapes)
        while type(event := next_event()) is not _MAPPING_END:
            key = self.text(event) if type(event) is _SCALAR else None
            if key is None:
                self.report(event, "bad-key", "A list, mapping or alias stands as a key",
                            "a word; text that begins with a bracket or `*` stands in quotes",
                            )  # fmt: skip
                raise _Hopeless
            if event.anchor is not None or event.tag is not None or key == "<<":
                self.report(event, "merge-key", f"The key `{key}` has an anchor, a tag or merges",
                            "a plain key")  # fmt: skip
            if self.positions:
                mark = event.start_mark
                self.keys[(*path, key)] = (mark.line + self.first_line, mark.column + 1)
            if key in data:
                self.report(event, "duplicate-key", f"`{key}` is written twice here",
                            "each key once; delete or merge one of them")  # fmt: skip
            value = next_event()
            if plain and type(value) is _SCALAR and value.anchor is None and value.tag is None:
                data[key] = value.value  # as most are, and there is nothing to tell of it
            else:
                data[key] = self.value(value, (*path, key), depth + 1)
        return data
