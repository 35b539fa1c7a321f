"""The mosaic at a card's edge: one memorandum is one tile.

The pattern belongs to the parties: every card of a pair shows the same one, mirrored about its
middle as an inlay is. One tile in it is gold: the record itself.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import product

from tessera.outputs.cards.palette import MIST, OCHRE_, SEA, TEAL_

CELL = 42
GROUT = 3
COLUMNS = 5
ROWS = 15
# Per column from the edge: in how many cells of 256 a tile lies, and of which colours.
DENSITY = (256, 236, 190, 120, 50)
COLOURS = (MIST, MIST, MIST, SEA, SEA, TEAL_, TEAL_)
PALE_FROM = 3


def tiles(pattern: Sequence[str], record: str) -> dict[tuple[int, int], int]:
    """The colour of every cell (column counted from the card's edge, row) that holds a tile."""
    seed = digest("\0".join(sorted(pattern)))
    laid: dict[tuple[int, int], int] = {}
    for column, row in product(range(COLUMNS), range((ROWS + 1) // 2)):
        chance = sha256(seed + bytes((column, row))).digest()
        if chance[0] < DENSITY[column]:
            colour = COLOURS[chance[1] % len(COLOURS)] if column < PALE_FROM else MIST
            laid[column, row] = laid[column, ROWS - 1 - row] = colour
    dark = sorted(cell for cell, colour in laid.items() if colour != MIST) or sorted(laid)
    laid[dark[int.from_bytes(digest(record)[:4]) % len(dark)]] = OCHRE_
    return laid


def digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()
