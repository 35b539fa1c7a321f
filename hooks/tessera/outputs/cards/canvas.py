"""A card under construction: text, flags and tiles put on a picture of sixteen colours."""

from functools import lru_cache
from math import ceil

from PIL import Image

from tessera.outputs.cards import flag
from tessera.outputs.cards.glyphs import Role, glyph, glyphs
from tessera.outputs.cards.lines import fit, measure
from tessera.outputs.cards.palette import HAIRLINE, PAPER_, PAPER_ON_TEAL, TEAL_, TEAL_TEXT, Colour
from tessera.outputs.cards.png import encode
from tessera.outputs.cards.script import Direction, clean, direction, visual
from tessera.outputs.cards.spec import HEIGHT, WIDTH

ASCENT, BODY = 1.3, 1.9
BEARING = 4
NOT_ZERO = bytes((0,)) + bytes((255,)) * 255
Stamp = tuple[Image.Image, Image.Image]


def drawn(line: str, role: Role, size: int, base: Direction) -> Image.Image:
    """One line of text as coverage, its baseline `ASCENT` sizes below the top."""
    *placed, (_, _, end) = glyphs(visual(line, base), role, size)
    mask = Image.new("L", (ceil(end) + 2 * BEARING, ceil(size * BODY)))
    for character, name, pen in placed:
        inked = glyph(character, name, size)
        if inked:
            coverage, left, top = inked
            place = (BEARING + round(pen) + left, int(size * ASCENT) + top)
            mask.paste(255, place, coverage)
    return mask


def translated(mask: Image.Image, table: bytes, mode: str) -> Image.Image:
    # Image.point() would round all 256 values of its table again on every call.
    return Image.frombytes(mode, mask.size, mask.tobytes().translate(table))


@lru_cache(1024)
def stamp(line: str, role: Role, size: int, base: Direction, ramp: bytes) -> Stamp:
    """A line as palette indexes, and where it is not bare."""
    mask = drawn(line, role, size, base)
    return translated(mask, ramp, "P"), translated(mask, NOT_ZERO, "L")


class Canvas:
    """Positions run from the card's start edge: a card that runs right to left is mirrored."""

    def __init__(self, base: Direction, colours: tuple[Colour, ...], room: float) -> None:
        self.base = base
        self.room = room
        """The width in pixels that words may take."""
        self.colours = colours
        self.picture = Image.new("P", (WIDTH, HEIGHT), PAPER_)

    def left(self, start: float, width: int) -> int:
        """The left edge of something `width` wide that starts at `start`."""
        return round(start) if self.base == "L" else WIDTH - round(start) - width

    def fill(self, start: float, top: int, width: int, height: int, colour: int) -> None:
        left = self.left(start, width)
        self.picture.paste(colour, (left, top, left + width, top + height))

    def text(
        self, start: float, baseline: float, line: str, role: Role, size: int, ramp: bytes
    ) -> None:
        """Put one clean line on the card, in its own direction, at the card's start edge."""
        own = direction(line, "ar" if self.base == "R" else "en")
        indexes, inked = stamp(line, role, size, own, ramp)
        place = (self.left(start - BEARING, indexes.width), round(baseline) - int(size * ASCENT))
        self.picture.paste(indexes, place, inked)

    def flag(self, start: float, top: int, party: str, size: tuple[int, int]) -> None:
        """A flag in a hairline frame, or a tile with the party's code."""
        width, height = size
        picture = flag.picture(party, size, self.colours)
        if picture:
            self.fill(start - 1, top - 1, width + 2, height + 2, HAIRLINE)
            self.picture.paste(picture, (self.left(start, width), top))
        else:
            self.tile(start, top, party, size)

    def tile(self, start: float, top: int, words: str, size: tuple[int, int]) -> None:
        """A dark tile with a few letters in its middle."""
        width, height = size
        self.fill(start - 1, top - 1, width + 2, height + 2, TEAL_)
        sizes = dict.fromkeys(range(round(height * 0.45), 15, -2), 1)
        block = fit(clean(words), "strong", sizes, (width * 0.84, height), 1.2)
        line = block.lines[0]
        middle = start + (width - measure(line, "strong") * block.size) / 2
        baseline = top + height / 2 + block.size * 0.36
        self.text(middle, baseline, line, "strong", block.size, PAPER_ON_TEAL)

    def lines(self, start: float, mask: Image.Image) -> None:
        """Lines, as coverage, from the top of the card down."""
        mask = mask if self.base == "L" else mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        place = (self.left(start, mask.width), 0)
        self.picture.paste(translated(mask, TEAL_TEXT, "P"), place, translated(mask, NOT_ZERO, "L"))

    def png(self) -> bytes:
        return encode(self.picture, self.colours)
