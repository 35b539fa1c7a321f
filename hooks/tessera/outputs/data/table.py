"""A table of the data: its columns with what they mean, its rows, and how it becomes CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, Literal, TypeVar

from pydantic_core import from_json

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Fact
from tessera.outputs.site import Site

R = TypeVar("R")
Cell = str | int | bool | EdtfDate | Iterable[str] | None
Plain = str | int | bool | None
"""A cell as formats with types of their own hold it."""
Row = Sequence[Plain]

SEPARATOR = "; "
"""Between the entries of a list in one cell."""
_FORMULA = frozenset("=+-@\t\r")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `get(site, row)` is its cell; None is an empty cell: not coded, or not there."""

    name: str
    description: str
    get: Callable[[Site, R], Cell]
    type: Literal["string", "integer", "boolean"] = "string"


TOGETHER = 512
"""Arrays of rows that are read at a time: each by itself would take longer to ask for than to read."""


class Rows:
    """The rows of a table in their order, kept as JSON: as objects they would fill the memory."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._count = 0

    def add(self, packed: bytes, count: int) -> None:
        """Add so many rows, given as a JSON array of arrays without a blank around them."""
        self._packed.append(packed)
        self._count += count

    def __iter__(self) -> Iterator[Row]:
        for at in range(0, len(self._packed), TOGETHER):
            some = (packed[1:-1] for packed in self._packed[at : at + TOGETHER])
            yield from from_json(b"[%b]" % b",".join(filter(None, some)))

    def __len__(self) -> int:
        return self._count

    @property
    def digest(self) -> str:
        """Tells these rows, in this order, from any others."""
        made = blake2b(digest_size=16)
        for packed in self._packed:
            made.update(packed)
        return made.hexdigest()


@dataclass(frozen=True, slots=True)
class OfEach(Generic[R]):
    """The rows of a table whose agreements each give theirs, whatever the others say."""

    of: Callable[[Agreement], Iterable[R]]


@dataclass(frozen=True)
class Table(Generic[R]):
    """One table, whatever the format of its file.

    `rows` are those of a site, or of each of its agreements in their order. `key` are the columns
    that name a row; `refers` pairs a column with another table's, as `table.column`. `made_of` is all
    that the rows of a site are made of, if it can be told sooner than they are made.
    """

    name: str
    title: str
    description: str
    rows: Callable[[Site], Iterable[R]] | OfEach[R]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()
    made_of: Callable[[Site], str] | None = None

    def cells(self, site: Site, rows: Iterable[R]) -> list[tuple[Plain, ...]]:
        """The rows, each a plain value for each column."""
        columns = [column.get for column in self.columns]
        return [
            tuple([
                cell if type(cell := get(site, row)) is str else plain(cell) for get in columns
            ])
            for row in rows
        ]  # fmt: skip


def heading(table: Table[Any]) -> str:
    """The first line of the table as CSV."""
    return csv_lines([tuple(column.name for column in table.columns)])


def csv_lines(cells: Iterable[Row]) -> str:
    """Rows as CSV (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        ["" if cell is None else safe(cell if type(cell) is str else shown(cell)) for cell in row]
        for row in cells
    )
    return text.getvalue()


def plain(cell: Cell) -> Plain:
    """A date in EDTF, a list as `education; research`; anything else as it is."""
    if cell is None or isinstance(cell, (str, int)):
        return cell
    return str(cell) if isinstance(cell, EdtfDate) else SEPARATOR.join(cell)


def shown(cell: str | int) -> str:
    """A cell as text: `true`, `2026`, `education; research`."""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text[:1] in _FORMULA else text


def value(fact: Fact[Any] | None) -> str | None:
    """A fact's value, or its honest blank; None where it was not coded."""
    return str(fact.value) if fact is not None else None
