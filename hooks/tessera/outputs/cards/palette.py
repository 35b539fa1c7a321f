"""Sixteen colours a card: nine that every card has, and seven for whatever its flags need."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, product
from math import inf

from tessera.colour import Colour as Written

Colour = tuple[int, int, int]

PAPER: Colour = (251, 250, 247)
INK: Colour = (27, 36, 48)
TEAL: Colour = (15, 92, 99)
OCHRE: Colour = (200, 134, 42)
SIZE = 16


def mix(ink: Colour, share: float) -> Colour:
    """`ink` laid over paper, covering `share` of it."""
    red, green, blue = (round(p + (c - p) * share) for p, c in zip(PAPER, ink, strict=True))
    return red, green, blue


def fixed(accent: str = "") -> tuple[Colour, ...]:
    """The colours that every card has, in the order of the indexes below; `accent` goes for teal."""
    own = Written.of(accent) if accent else None
    teal = (own.red, own.green, own.blue) if own else TEAL
    return (
        PAPER, mix(INK, 0.2), mix(INK, 0.45), mix(INK, 0.72), INK,
        mix(teal, 0.15), mix(teal, 0.5), teal, OCHRE,
    )  # fmt: skip


FIXED = fixed()
# Indexes into every card's palette. Smoothed text in a colour uses the mixes of it below.
(PAPER_, HAIRLINE, GREY, MUTED, INK_, MIST, SEA, TEAL_, OCHRE_) = range(len(FIXED))


def ramp(*steps: tuple[float, int]) -> bytes:
    """A table from coverage (0–255) to the palette index of the nearest step (share, index)."""
    return bytes(min(steps, key=lambda step: abs(step[0] * 255 - c))[1] for c in range(256))


INK_TEXT = ramp((0, PAPER_), (0.2, HAIRLINE), (0.45, GREY), (0.72, MUTED), (1, INK_))
MUTED_TEXT = ramp((0, PAPER_), (0.28, HAIRLINE), (0.62, GREY), (1, MUTED))
TEAL_TEXT = ramp((0, PAPER_), (0.15, MIST), (0.5, SEA), (1, TEAL_))
PAPER_ON_TEAL = ramp((0, TEAL_), (0.5, SEA), (0.85, MIST), (1, PAPER_))


@lru_cache(65536)
def oklab(colour: Colour) -> tuple[float, float, float]:
    """Björn Ottosson's OKLab, where distance is close to what an eye sees."""
    r, g, b = (c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def distance(one: Colour, other: Colour) -> float:
    """Squared distance in OKLab."""
    (a, b, c), (x, y, z) = oklab(one), oklab(other)
    return (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2


def merge(
    counted: Iterable[tuple[Colour, int]], size: int, fixed: Sequence[Colour] = ()
) -> tuple[Colour, ...]:
    """The `size` colours that stand best for all: `fixed` first, then chosen ones, sorted.

    Ward's clustering: the pair whose union costs least error becomes its more frequent member, so
    that a flat colour stays exactly itself. A fixed colour absorbs others and never moves.
    """
    counts = Counter[Colour]()
    for colour, count in counted:
        counts[colour] += count
    weights: dict[Colour, float] = {**counts, **dict.fromkeys(fixed, inf)}

    def cost(one: Colour, other: Colour) -> float:
        small, large = sorted((weights[one], weights[other]))
        return distance(one, other) * (small if large == inf else small * large / (small + large))

    moving = sorted(set(weights) - set(fixed))
    pairs = [*combinations(moving, 2), *product(moving, fixed)]
    costs = {pair: cost(*pair) for pair in pairs}
    while len(weights) > size:
        one, other = min(costs, key=costs.__getitem__)
        kept, lost = (one, other) if weights[one] >= weights[other] else (other, one)
        weights[kept] += weights.pop(lost)
        costs = {
            pair: cost(*pair) if kept in pair else known
            for pair, known in costs.items()
            if lost not in pair
        }
    return (*fixed, *sorted(set(weights) - set(fixed)))


def nearest(colour: Colour, palette: Sequence[Colour]) -> int:
    """The index of the palette's colour closest to this one."""
    return min(range(len(palette)), key=lambda index: distance(colour, palette[index]))
