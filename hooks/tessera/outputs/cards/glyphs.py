"""The cards' own fonts: chains of one font a script, what each covers, and how wide words are."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from tessera.outputs.cards.script import BOX, visual

Role = Literal["headline", "strong", "text"]

FOLDER = Path(__file__).parent / "fonts"
SCRIPTS = ("", "-arabic", "-hebrew")
REFERENCE = 200


@cache
def version() -> str:
    """A hash of every file that decides what a glyph looks like."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in (".ttf", ".json"))
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in files)).hexdigest()


@cache
def coverage() -> dict[str, frozenset[str]]:
    """The characters of every font file."""
    ranges = json.loads((FOLDER / "coverage.json").read_text(encoding="ascii"))
    return {
        name: frozenset(chr(c) for first, last in pairs for c in range(first, last + 1))
        for name, pairs in ranges.items()
    }


@cache
def kerning() -> dict[str, dict[str, int]]:
    """Left character, right character, thousandths of an em between them. Headline only."""
    table: dict[str, dict[str, int]] = json.loads((FOLDER / "kerning.json").read_text("ascii"))
    return table


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # Basic, even where Raqm is at hand: the same bytes on every machine.
    return ImageFont.truetype(str(FOLDER / name), size, layout_engine=ImageFont.Layout.BASIC)


def chain(role: Role) -> tuple[str, ...]:
    return tuple(f"{role}{script}.ttf" for script in SCRIPTS)


def missing(text: str) -> frozenset[str]:
    """The characters of a clean text that a card can only show as boxes."""
    return frozenset(visual(text, "L")).difference(*(coverage()[name] for name in chain("text")))


def split(line: str, role: Role) -> Iterator[tuple[str, str]]:
    """A line in visual order as runs (font, characters): the first font that has the glyph.

    Marks and spaces stay with the run they stand in. A glyph no font has becomes the first font's box.
    """
    names = chain(role)
    covered = coverage()
    if covered[names[0]].issuperset(line):
        yield names[0], line
        return
    current, run = names[0], ""
    for character in line:
        if character.isalpha() or character not in covered[current]:
            found = next((name for name in names if character in covered[name]), None)
            character = character if found else BOX
            if (found or names[0]) != current:
                if run:
                    yield current, run
                current, run = found or names[0], ""
        run += character
    yield current, run


@cache
def advance(character: str, name: str, size: int) -> float:
    """How far the pen moves, in pixels."""
    return font(name, size).getlength(character)


@lru_cache(16384)
def glyph(character: str, name: str, size: int) -> tuple[Image.Image, int, int] | None:
    """A glyph's coverage and where it lies about the pen; nothing where nothing is inked."""
    face = font(name, size)
    left, top, right, bottom = (int(edge) for edge in face.getbbox(character, anchor="ls"))
    if left >= right or top >= bottom:
        return None
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, 255, face, anchor="ls")
    return mask, left, top


def glyphs(line: str, role: Role, size: int) -> Iterator[tuple[str, str, float]]:
    """A line in visual order, glyph by glyph: (character, font file, where its pen starts).

    The last one is empty and starts where the line ends.
    """
    pen = 0.0
    pairs = kerning() if role == "headline" else {}
    for name, run in split(line, role):
        before: dict[str, int] = {}
        for character in run:
            pen += before.get(character, 0) * size / 1000
            yield character, name, pen
            pen += advance(character, name, size)
            before = pairs.get(character, {})
    yield "", "", pen


@lru_cache(65536)
def width(word: str, role: Role) -> float:
    """The width of a word in ems."""
    *_, (_, _, end) = glyphs(visual(word, "L"), role, REFERENCE)
    return end / REFERENCE
