"""Lay out a card: kicker, headline, parties, facts, and the site's name, beside the mosaic."""

from collections.abc import Sequence
from itertools import zip_longest
from math import inf

from tessera.outputs.cards import flag, mosaic, net
from tessera.outputs.cards.canvas import Canvas
from tessera.outputs.cards.glyphs import Role
from tessera.outputs.cards.lines import MARGIN, fit, measure, shortened
from tessera.outputs.cards.palette import (
    INK_TEXT,
    MIST,
    MUTED_TEXT,
    OCHRE_,
    SEA,
    TEAL_,
    TEAL_TEXT,
    fixed,
)  # fmt: skip
from tessera.outputs.cards.script import clean, direction
from tessera.outputs.cards.spec import WIDTH, CardSpec

START = 72
EDGE = 48
"""Between the words and what stands at the card's end."""
# The headline's sizes in pixels, and the most lines it may have at each: large ones stay short.
TITLE_SIZES = {84: 2, 76: 2, 68: 2, 62: 3, 56: 3, 50: 3, 46: 4, 42: 4}
LEADING = 1.2
MOST_FLAGS = 5
GAP = 14


def draw(spec: CardSpec) -> bytes:
    """A PNG of 1200×630 pixels and sixteen colours; the same bytes for the same spec."""
    title = clean(spec.title)
    kicker = clean(spec.kicker)
    large = spec.kind in ("country", "pair", "group")
    size = flag.LARGE if large else flag.SMALL
    shown = spec.flags[: (2 if spec.nodes else 3) if large else MOST_FLAGS]
    end = net.ROOM[spec.kind] if spec.nodes else mosaic.COLUMNS * mosaic.CELL
    room = WIDTH - START - end - EDGE
    canvas = Canvas(
        direction(title or kicker, spec.lang), flag.palette(shown, size, fixed(spec.accent)), room
    )
    if spec.nodes:
        net.draw(canvas, spec)
    else:
        edge(canvas, spec)
    line(canvas, START, 88, kicker, "strong", 28, canvas.room, TEAL_TEXT)
    top, bottom = 112, 444 if spec.facts else 520
    if large and shown:
        flag_row(canvas, shown, spec.flags, 124, size)
        top = 124 + size[1] + 24
    elif spec.parties or shown:
        bottom -= parties(canvas, spec, bottom - 10)
    if title:
        headline(canvas, title, top, bottom)
    facts(canvas, spec.facts)
    footer(canvas, clean(spec.site))
    return canvas.png()


def line(
    canvas: Canvas, start: float, baseline: float, words: str, role: Role, size: int, room: float,
    ramp: bytes,
) -> None:  # fmt: skip
    """One line, shortened to its room."""
    if words:
        words = shortened(words, role, room / size * MARGIN)
        canvas.text(start, baseline, words, role, size, ramp)


def edge(canvas: Canvas, spec: CardSpec) -> None:
    """The mosaic of the parties, or of the page itself where there are none."""
    record = f"{spec.kicker}\n{spec.title}"
    cell, inner = mosaic.CELL, mosaic.CELL - mosaic.GROUT
    pattern = spec.flags or spec.parties or (spec.title,)
    for (column, row), colour in mosaic.tiles(pattern, record).items():
        left, top = WIDTH - (column + 1) * cell + mosaic.GROUT, row * cell + 2
        canvas.fill(left, top, inner, inner, colour)


def headline(canvas: Canvas, title: str, top: int, bottom: int) -> None:
    block = fit(title, "headline", TITLE_SIZES, (canvas.room, bottom - top), LEADING)
    for index, words in enumerate(block.lines):
        baseline = top + block.size * (0.96 + LEADING * index)
        canvas.text(START, baseline, words, "headline", block.size, INK_TEXT)


def flag_row(
    canvas: Canvas, shown: Sequence[str], every: Sequence[str], top: int, size: tuple[int, int]
) -> float:
    """Flags side by side, and how many more there are. Returns where the row ends."""
    start = float(START)
    for party in shown:
        canvas.flag(start, top, party, size)
        start += size[0] + GAP
    if len(every) > len(shown):
        canvas.tile(start, top, f"+{len(every) - len(shown)}", size)
        start += size[0] + GAP
    return start


def parties(canvas: Canvas, spec: CardSpec, bottom: int) -> int:
    """Two parties each beside its flag; more as flags over a line of names. Returns the height."""
    width, height = flag.SMALL
    names = [clean(name) for name in spec.parties]
    if len(spec.flags) > 2 or len(names) > 2:
        comma = "، " if canvas.base == "R" else ", "
        flag_row(canvas, spec.flags[:MOST_FLAGS], spec.flags, bottom - height - 40, flag.SMALL)
        line(canvas, START, bottom - 6, comma.join(names), "strong", 22, canvas.room, INK_TEXT)
        return height + 40 + 36
    start = float(START)
    share = canvas.room / max(1, len(names), len(spec.flags))
    for party, name in zip_longest(spec.flags, names, fillvalue=""):
        name = "" if name.casefold() == party.casefold() else name
        room = share - 36
        if party:
            canvas.flag(start, bottom - height, party, flag.SMALL)
            start += width + 18 * bool(name)
            room -= width + 18
        start += name_beside(canvas, start, bottom - height // 2, name, room) + 40
    return height + 36


def name_beside(canvas: Canvas, start: float, middle: int, name: str, room: float) -> float:
    """A name in at most two lines about a middle height. Returns its width."""
    if not name:
        return 0
    block = fit(name, "strong", dict.fromkeys((32, 28, 25, 22), 2), (room, 72), 1.22)
    step = block.size * 1.22
    for index, words in enumerate(block.lines):
        baseline = middle + block.size * 0.36 + step * (index - (len(block.lines) - 1) / 2)
        canvas.text(start, baseline, words, "strong", block.size, INK_TEXT)
    return max(measure(words, "strong") for words in block.lines) * block.size


def facts(canvas: Canvas, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels over values, each column as wide as it needs; the widest give way first."""
    cleaned = [(clean(label), clean(value)) for label, value in pairs[:4]]
    room = canvas.room - 44 * (len(cleaned) - 1)
    start = float(START)
    widths = shares([needed(fact) for fact in cleaned], room)
    for (label, value), width in zip(cleaned, widths, strict=True):
        label = shortened(label, "text", width / 20)
        value = shortened(value, "strong", width / 26)
        line(canvas, start, 487, label, "text", 20, inf, MUTED_TEXT)
        line(canvas, start, 521, value, "strong", 26, inf, INK_TEXT)
        start += needed((label, value)) + 44


def needed(fact: tuple[str, str]) -> float:
    """The width of a fact's column in pixels."""
    return 1 + max(measure(fact[0], "text") * 20, measure(fact[1], "strong") * 26)


def shares(needs: Sequence[float], room: float) -> list[float]:
    """Widths that sum to no more than `room`: the largest needs are cut to one same width."""
    cap, left = room, room
    for done, need in enumerate(sorted(needs)):
        cap = left / (len(needs) - done)
        if need > cap:
            break
        left -= need
    else:
        return list(needs)
    return [min(need, cap) for need in needs]


def footer(canvas: Canvas, site: str) -> None:
    """Four tiles and the site's name."""
    for index, colour in enumerate((TEAL_, SEA, MIST, OCHRE_)):
        canvas.fill(START + index % 2 * 12, 563 + index // 2 * 12, 10, 10, colour)
    line(canvas, START + 36, 582, site, "strong", 22, canvas.room - 36, TEAL_TEXT)
