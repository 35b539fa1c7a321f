"""A table of the data: its columns with what they mean, its rows, and how it becomes CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from tessera.content.dates import EdtfDate
from tessera.content.fields import Fact
from tessera.outputs.site import Site

R = TypeVar("R")
Cell = str | int | bool | EdtfDate | Iterable[str] | None

SEPARATOR = "; "
"""Between the entries of a list in one cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `get(site, row)` is its cell; None is an empty cell: not coded, or not there."""

    name: str
    description: str
    get: Callable[[Site, R], Cell]
    type: Literal["string", "integer", "boolean"] = "string"


@dataclass(frozen=True)
class Table(Generic[R]):
    """One CSV file.

    `key` are the columns that name a row; `refers` pairs a column with another table's, as
    `table.column`.
    """

    name: str
    title: str
    description: str
    rows: Callable[[Site], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()

    def csv(self, site: Site) -> tuple[bytes, int]:
        """The file (RFC 4180, UTF-8) and how many rows it has below its heading."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in self.columns])
        count = 0
        for row in self.rows(site):
            writer.writerow([safe(shown(column.get(site, row))) for column in self.columns])
            count += 1
        return text.getvalue().encode(), count


def shown(cell: Cell) -> str:
    """A cell as text: `true`, `2026-06`, `education; research`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, (str, int, EdtfDate)):
        return str(cell)
    return SEPARATOR.join(cell)


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def value(fact: Fact[Any] | None) -> str | None:
    """A fact's value, or its honest blank; None where it was not coded."""
    return str(fact.value) if fact is not None else None
