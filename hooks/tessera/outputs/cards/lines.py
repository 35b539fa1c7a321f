"""Line breaking, in reading order: words first; shapes and direction come later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tessera.outputs.cards.glyphs import Role, width

ELLIPSIS = "…"
# Advances are measured at one size and hinted at another.
MARGIN = 0.985


@dataclass(frozen=True, slots=True)
class Block:
    """Lines in reading order, and the size in pixels at which they fit."""

    lines: tuple[str, ...]
    size: int


def measure(line: str, role: Role) -> float:
    """The width of a line in ems. Words are measured once: no letters join or kern over a space."""
    words = line.split(" ")
    return sum(width(word, role) for word in words) + (len(words) - 1) * width(" ", role)


def pieces(word: str, role: Role, ems: float) -> Iterator[str]:
    """A word in pieces no wider than a line. Letters measured apart are never narrower than joined."""
    piece, used = "", 0.0
    for character in word:
        needed = width(character, role)
        if piece and used + needed > ems:
            yield piece
            piece, used = "", 0.0
        piece += character
        used += needed
    yield piece


def wrap(text: str, role: Role, ems: float) -> list[str]:
    """Lines filled one after the other; a word wider than a line is broken where the line ends."""
    lines: list[str] = []
    used, space = 0.0, width(" ", role)
    for word in text.split(" "):
        for piece in pieces(word, role, ems) if width(word, role) > ems else (word,):
            needed = width(piece, role)
            if lines and used + space + needed <= ems:
                lines[-1] += f" {piece}"
                used += space + needed
            else:
                lines.append(piece)
                used = needed
    return lines


def balanced(text: str, role: Role, ems: float) -> list[str]:
    """The same number of lines, as even as can be: no last line of one short word."""
    lines = best = wrap(text, role, ems)
    widest = max(width(word, role) for word in text.split(" "))
    low, high = min(widest, ems), ems
    while len(lines) > 1 and high - low > 0.5:
        middle = (low + high) / 2
        narrower = wrap(text, role, middle)
        if len(narrower) > len(lines):
            low = middle
        else:
            best, high = narrower, middle
    return best


def shortened(line: str, role: Role, ems: float) -> str:
    """The line, or as much of it as fits with an ellipsis: whole words where one fits."""
    if measure(line, role) <= ems:
        return line
    room = ems - width(ELLIPSIS, role)
    head = wrap(line, role, room)[0]
    return head.rstrip(" \xa0,;:.-–—(«„“'\"/") + ELLIPSIS


def fit(
    text: str, role: Role, sizes: Mapping[int, int], room: tuple[float, float], leading: float
) -> Block:
    """The text at the first size at which it fits its room (pixels) without breaking a word.

    `sizes` maps each size to the most lines it may have. At the last one words may be broken, and
    what is too long ends with an ellipsis.
    """
    widest = max(width(word, role) for word in text.split(" "))
    for size, most in sizes.items():
        ems = room[0] / size * MARGIN
        most = max(1, min(most, int(room[1] / (size * leading))))
        lines = wrap(text, role, ems)
        if len(lines) <= most and widest <= ems:
            return Block(tuple(balanced(text, role, ems)), size)
    if len(lines) > most:
        lines[most - 1 :] = [shortened(" ".join(lines[most - 1 :]), role, ems)]
    return Block(tuple(lines), size)
