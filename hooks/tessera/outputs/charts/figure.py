"""What every figure is: a drawing that says what it found, how to read it, and the table it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tessera.wording import Wording

SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a figure's table: what is read, and where it leads (from the site's root)."""

    text: str | int
    href: str | None = None


@dataclass(frozen=True)
class Figure:
    """One figure, whole: nothing in it can only be seen.

    `key` is its folder under `pattern/`, `title` the finding, `read` how to read it, `alt` what a
    reader who does not see it needs, `note` what it cannot say. `shape` names the macro of
    overrides/pages/_figures.html that draws it, in a box of `width` × `height` units, from `given`.
    """

    key: str
    title: str
    read: str
    alt: str
    shape: str
    width: int
    height: int
    given: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legend: tuple[tuple[int, str], ...] = ()
    mark: str = "tile"
    """What the legend shows: a `tile`, or a `tie`."""
    note: str = ""

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The table's headings, numbers to the right."""
        first = self.rows[0] if self.rows else ()
        numbers = [isinstance(cell.text, int) for cell in first] or [False] * len(self.columns)
        return [
            {"label": label, "num": number}
            for label, number in zip(self.columns, numbers, strict=True)
        ]

    @property
    def digest(self) -> str:
        """Twelve hex digits that change with the table, and so name the version of the data."""
        told = json.dumps([self.columns, [[cell.text for cell in row] for row in self.rows]])
        return sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Scale:
    """Counts as shades 1 to 5, each shade spanning the same ratio; 0 is no record at all."""

    bounds: tuple[int, ...] = field(default=())
    """The largest count of each shade."""

    @classmethod
    def of(cls, counts: Iterable[int]) -> Scale:
        """The scale that reaches from 1 to the largest count."""
        most = max(counts, default=0)
        if most <= SHADES:
            return cls(tuple(range(1, most + 1)))
        ratio = most ** (1 / SHADES)
        bounds: list[int] = []
        for step in range(1, SHADES):
            bounds.append(max(round(ratio**step), (bounds[-1] if bounds else 0) + 1))
        return cls((*bounds, most))

    def shade(self, count: int) -> int:
        """0 for none, else 1 to 5."""
        if count <= 0:
            return 0
        return next((n for n, most in enumerate(self.bounds, 1) if count <= most), len(self.bounds))

    def legend(self, wording: Wording) -> tuple[tuple[int, str], ...]:
        """(shade, `3–5`) for each shade, palest first."""
        number, least, told = wording.number, 1, []
        for shade, most in enumerate(self.bounds, 1):
            told.append(
                (shade, number(most) if least == most else f"{number(least)}–{number(most)}")
            )
            least = most + 1
        return tuple(told)
