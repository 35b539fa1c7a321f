"""The rows of a register's file: CSV, JSON Lines or XLSX, each cell as text.

A cell is a tuple of texts: JSON may hold a list, everything else holds one text or none. What
cannot be read as a row is a problem at its line, and the next row is read all the same.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tessera.errors import Problem, TesseraError

MAX_CELL = 100_000
"""Characters in one cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` counts from 1 in the file as people open it, the line of headings included."""

    line: int
    cells: Mapping[str, tuple[str, ...]]

    def text(self, column: str) -> str:
        """The first text of a cell, without the spaces around it; empty without one."""
        return next(iter(self.cells.get(column, ())), "")


def read(path: Path) -> Iterator[Row | Problem]:
    """Every row of the file; `TesseraError` if it is not one of the three kinds or has no headings."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(_READERS)
        raise TesseraError(f"{path.name} is not a register that can be read. Expected {kinds}.")
    try:
        yield from reader(path)
    except OSError as error:
        raise TesseraError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise TesseraError(
            f"{path} is not UTF-8 at byte {error.start:,}. Save it as UTF-8 and try again."
        ) from None


def _csv(path: Path) -> Iterator[Row | Problem]:
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t|", key=first.count)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        heads = _headings(next(reader, []), path)
        while True:
            line = reader.line_num + 1
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _bad(path, line, f"This is not CSV: {error}", "quotes that close")
                continue
            if len(values) > len(heads):
                yield _bad(path, line, f"The row has {len(values)} cells",
                           f"{len(heads)}, as many as there are headings")  # fmt: skip
            elif any(values):
                yield Row(line, {head: _cell(value) for head, value in zip(heads, values, strict=False)})  # fmt: skip


def _json_lines(path: Path) -> Iterator[Row | Problem]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                data = json.loads(text)
            except (ValueError, RecursionError) as error:
                column = getattr(error, "colno", 1)
                yield _bad(path, line, f"This is not JSON: {getattr(error, 'msg', error)}",
                           "one JSON object on each line", column)  # fmt: skip
                continue
            if not isinstance(data, dict):
                yield _bad(path, line, "This is not a JSON object", '`{"column": "value", …}`')
                continue
            nested = [key for key, value in data.items() if _is_nested(value)]
            if nested:
                yield _bad(path, line, f"`{nested[0]}` holds objects or lists of lists",
                           "text, a number, or a list of them")  # fmt: skip
            else:
                yield Row(line, {key: _cell(value) for key, value in data.items()})


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
    )


def _xlsx(path: Path) -> Iterator[Row | Problem]:
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise TesseraError(
            "Reading XLSX needs one more package: pip install 'tessera[import]'. "
            "Or save the sheet as CSV."
        ) from None
    try:
        rows = iter(load_workbook(path).get_sheet_by_index(0).iter_rows())
    except (CalamineError, IndexError) as error:
        raise TesseraError(f"{path} cannot be read as a workbook: {error}.") from None
    heads = _headings([str(value) for value in next(rows, [])], path)
    for line, values in enumerate(rows, 2):
        if any(value not in ("", None) for value in values):
            yield Row(line, {head: _cell(value) for head, value in zip(heads, values, strict=False)})  # fmt: skip


def _headings(values: list[str], path: Path) -> list[str]:
    heads = [value.strip() for value in values]
    while heads and not heads[-1]:
        heads.pop()
    if not heads or not all(heads) or len(set(heads)) < len(heads):
        twice = sorted({head for head in heads if head and heads.count(head) > 1})
        what = f"the heading `{twice[0]}` stands twice" if twice else "a column has no heading"
        raise TesseraError(f"{path}:1: {what}. Expected a first line that names every column once.")
    return heads


def _cell(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for one in value for text in _cell(one))
    if value is None:
        return ()
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        value = value.date()
    if isinstance(value, date):
        return (value.isoformat(),)
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return (text,) if text else ()


def _bad(path: Path, line: int, message: str, expected: str, column: int = 1) -> Problem:
    return Problem(path.name, line, column, "bad-row", message, expected)


_READERS: Mapping[str, Callable[[Path], Iterator[Row | Problem]]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".xlsx": _xlsx,
}
