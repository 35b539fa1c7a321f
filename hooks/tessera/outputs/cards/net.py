"""The small network at the edge of a card, in the place of the mosaic: tiles, and lines between them.

Two poles with what joins them at their side, or a ring. Lines are of three strengths; their ends lie
under the tiles.
"""

from collections.abc import Sequence
from math import cos, pi, sin

from PIL import Image, ImageDraw

from tessera.outputs.cards.canvas import Canvas
from tessera.outputs.cards.spec import HEIGHT, WIDTH, CardSpec

ROOM = {"pair": 340, "group": 290}
"""Pixels of the card's width that the network takes, by the kind of card."""
TOP, BOTTOM, MARGIN = 64, HEIGHT - 64, 28
POLE, JOINT, MEMBER = (78, 52), (186, 44), (66, 40)
SMOOTH = 3
"""Lines are drawn so much larger, and then reduced."""
STRENGTH = (0, 2, 4, 7)
"""A line's width in pixels, by its weight from 1 to 3."""

Box = tuple[float, float, tuple[int, int], float]
"""The middle of a tile from the start of the network's room, its size, and how far along its lines end."""


def draw(canvas: Canvas, spec: CardSpec) -> None:
    """Put the network of the spec on the card."""
    width = ROOM[spec.kind]
    boxes = (poles if spec.kind == "pair" else ring)(len(spec.nodes), width)
    canvas.lines(WIDTH - width, lines(boxes, spec.ties, width))
    for (x, y, size, _), words in zip(boxes, spec.nodes, strict=True):
        canvas.tile(WIDTH - width + x - size[0] / 2, round(y - size[1] / 2), words, size)


def poles(count: int, width: int) -> list[Box]:
    """The first two at the start, the others one below the other at the end."""
    start, end = POLE[0] / 2, width - MARGIN - JOINT[0] / 2
    third, joints = (BOTTOM - TOP) / 4, count - 2
    step = (BOTTOM - TOP) / max(joints - 1, 1)
    first = TOP if joints > 1 else HEIGHT / 2
    return [
        (start, TOP + third, POLE, start), (start, BOTTOM - third, POLE, start),
        *((end, first + step * n, JOINT, end - JOINT[0] / 2) for n in range(joints)),
    ]  # fmt: skip


def ring(count: int, width: int) -> list[Box]:
    """On an ellipse as high as the card, the first at its top."""
    middle, across = (width - MARGIN) / 2, (width - MARGIN - MEMBER[0]) / 2
    down = (BOTTOM - TOP) / 2
    turns = [2 * pi * n / max(count, 1) - pi / 2 for n in range(count)]
    across_at = [middle + across * cos(turn) for turn in turns]
    return [
        (x, HEIGHT / 2 + down * sin(turn), MEMBER, x)
        for x, turn in zip(across_at, turns, strict=True)
    ]


def lines(boxes: Sequence[Box], ties: Sequence[tuple[int, int, int]], width: int) -> Image.Image:
    """The lines as coverage, as high as the card, the strongest on top."""
    mask = Image.new("L", (width * SMOOTH, HEIGHT * SMOOTH))
    pen = ImageDraw.Draw(mask)
    for first, second, weight in sorted(ties, key=lambda tie: tie[2]):
        ends = [(x * SMOOTH, y * SMOOTH) for _, y, _, x in (boxes[first], boxes[second])]
        pen.line(ends, fill=90 + 55 * weight, width=STRENGTH[weight] * SMOOTH)
    return mask.reduce(SMOOTH)
