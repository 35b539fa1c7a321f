"""Flags as flat pictures in a card's own sixteen colours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from tessera.outputs.cards.palette import FIXED, SIZE, Colour, merge, nearest

FOLDER = Path(__file__).parent / "flags"
LARGE = (216, 144)
SMALL = (108, 72)


@dataclass(frozen=True, slots=True)
class Flat:
    """One flag at one size: indexes into its own few colours, and how often each occurs."""

    size: tuple[int, int]
    pixels: bytes
    colours: tuple[tuple[Colour, int], ...]


def path(party: str) -> Path | None:
    """The file of a party's flag. Codes come from authors: only letters and digits name files."""
    if not re.fullmatch(r"[A-Za-z0-9]{2,10}", party):
        return None
    found = FOLDER / f"{party.lower()}.png"
    return found if found.is_file() else None


@cache
def version(party: str) -> str:
    """A hash of the flag's bytes; empty where a tile with the code stands for it."""
    found = path(party)
    return sha256(found.read_bytes()).hexdigest() if found else ""


@cache
def flat(party: str, size: tuple[int, int]) -> Flat | None:
    """A party's flag, or nothing where a tile with its code has to stand for it."""
    found = path(party)
    if not found:
        return None
    with Image.open(found) as picture:
        large = picture.convert("P")
    if size != LARGE:
        smooth = large.convert("RGB").reduce(LARGE[0] // size[0])
        large = smooth.quantize(palette=large, dither=Image.Dither.NONE)
    channels = large.getpalette() or []
    counts = large.histogram()
    colours = tuple(
        ((channels[3 * i], channels[3 * i + 1], channels[3 * i + 2]), counts[i])
        for i in range(len(channels) // 3)
    )
    return Flat(size, large.tobytes(), colours)


@lru_cache(4096)
def palette(
    parties: Sequence[str], size: tuple[int, int], fixed: tuple[Colour, ...] = FIXED
) -> tuple[Colour, ...]:
    """The card's colours: the fixed ones, and those that stand best for the flags on it."""
    found = [flat(party, size) for party in sorted(set(parties))]
    counted = [colour for each in found if each for colour in each.colours if colour[1]]
    return merge(counted, SIZE, fixed)


@lru_cache(1024)
def picture(party: str, size: tuple[int, int], colours: tuple[Colour, ...]) -> Image.Image | None:
    """A flag as indexes into a card's colours."""
    found = flat(party, size)
    if not found:
        return None
    table = bytes(nearest(colour, colours) for colour, _ in found.colours).ljust(256, b"\0")
    return Image.frombytes("P", found.size, found.pixels.translate(table))
