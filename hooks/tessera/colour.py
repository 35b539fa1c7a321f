"""Colours as people write them, and whether text in them can be read.

Contrast is WCAG 2.2's: (L1 + 0.05) / (L2 + 0.05) of relative luminances, from 1 to 21.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

READABLE = 4.5
"""The least contrast of text on its ground (WCAG 2.2, 1.4.3, level AA)."""
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, each from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, text: str) -> Colour:
        """`#0f5c63`; raises ValueError for anything else."""
        if not (found := _HEX.fullmatch(text)):
            raise ValueError(f"`{text}` is not a colour such as #0f5c63")
        return cls(*(int(part, 16) for part in found.groups()))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    def over(self, ground: Colour, share: float) -> Colour:
        """This colour laid over `ground`, covering `share` of it (0 to 1)."""
        mine, other = (self.red, self.green, self.blue), (ground.red, ground.green, ground.blue)
        return Colour(*(round(b + (a - b) * share) for a, b in zip(mine, other, strict=True)))

    @property
    def luminance(self) -> float:
        """WCAG's relative luminance, 0 (black) to 1 (white)."""
        red, green, blue = (
            part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
            for part in (self.red, self.green, self.blue)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """From 1 (the same) to 21 (black on white)."""
        low, high = sorted((self.luminance, other.luminance))
        return (high + 0.05) / (low + 0.05)

    @property
    def by_day(self) -> float:
        """The least contrast of words in this colour on a light page: on paper, on a sheet, on its own wash."""
        return min(map(self.contrast, (PAPER, SHEET, self.over(PAPER, WASH))))

    @property
    def by_night(self) -> float:
        """The same in the dark scheme."""
        return min(map(self.contrast, (NIGHT, NIGHT_SHEET, self.over(NIGHT, WASH))))

    def darker(self, least: float = READABLE) -> Colour:
        """This colour with as little black in it as makes it readable by day."""
        mixes = (BLACK.over(self, step / 100) for step in range(101))
        return next(one for one in mixes if one.by_day >= least)

    def lighter(self, least: float = READABLE) -> Colour:
        """This colour with as little white in it as makes it readable by night."""
        mixes = (WHITE.over(self, step / 100) for step in range(101))
        return next(one for one in mixes if one.by_night >= least)


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
# As palette.css has them; a test compares.
PAPER, SHEET = Colour.of("#fbfaf7"), Colour.of("#f2f0e9")
NIGHT, NIGHT_SHEET = Colour.of("#14181a"), Colour.of("#1d2326")
WASH = 0.1
"""How much of a colour is in the ground that is washed with it."""
