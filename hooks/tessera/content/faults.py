"""Problems found in models, whose line is looked up only once they are known to exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tessera.content import yaml_source
from tessera.content.markdown_source import Document
from tessera.errors import Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem at a path of the record (`("sources", 0, "id")`)."""

    path: Path
    code: str
    message: str
    expected: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BodyFault:
    """A problem at an offset of a briefing's text."""

    at: int
    code: str
    message: str
    expected: str = ""


def placed(faults: Iterable[Fault], document: Document, file: str) -> list[Problem]:
    """The faults with line and column; the file is read for positions only if there is one."""
    found = list(faults)
    if not found:
        return []
    source = yaml_source.parse(document.front, file, positions=True, first_line=document.front_line)
    return [
        Problem(file, *source.place(one.path), one.code, one.message, one.expected, one.hint)
        for one in found
    ]
