"""The network of parties: who signs with whom, and where each stands in a picture that keeps still.

Positions are worked out once and kept in a file, so that one more record does not move the picture;
`arrange` places what is new among its partners and leaves everything else where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import cos, hypot, pi, sin
from zlib import crc32

from tessera.pattern.index import Pair

Position = tuple[float, float]


def arrange(ties: Mapping[Pair, int], known: Mapping[str, Position]) -> dict[str, Position]:
    """Party → a position in the unit square, for every party that has a tie or is `known`.

    Without known positions the layout is Kamada and Kawai's (1989), in which the distance on paper
    follows the distance in the network; component by component, the largest in the middle. With
    some known, they stay, and each new party stands at the centre of its placed partners, a little
    aside in a direction that its code decides.
    """
    parties = sorted({code for pair in ties for code in pair} | set(known))
    placed = dict(known) if known else _laid_out(ties)
    for code in parties:
        if code not in placed:
            placed[code] = _among(code, ties, placed)
    return {code: placed[code] for code in parties}


def _among(code: str, ties: Mapping[Pair, int], placed: Mapping[str, Position]) -> Position:
    weights: Counter[str] = Counter()
    for (one, other), number in ties.items():
        if code in (one, other):
            partner = other if one == code else one
            if partner in placed:
                weights[partner] += number
    total = weights.total()
    x = sum(placed[partner][0] * n for partner, n in weights.items()) / total if total else 0.5
    y = sum(placed[partner][1] * n for partner, n in weights.items()) / total if total else 0.97
    angle = crc32(code.encode()) / 2**32 * 2 * pi
    return (_within(x + 0.09 * cos(angle)), _within(y + 0.09 * sin(angle)))


def _within(value: float) -> float:
    return round(min(max(value, 0.03), 0.97), 3)


def _laid_out(ties: Mapping[Pair, int]) -> dict[str, Position]:
    import networkx as nx  # only whoever arranges anew waits for it

    graph: nx.Graph[str] = nx.Graph()
    for (one, other), number in sorted(ties.items()):
        graph.add_edge(one, other, weight=number)
    if not graph:
        return {}
    groups = sorted(nx.connected_components(graph), key=lambda codes: (-len(codes), min(codes)))
    laid = nx.kamada_kawai_layout(graph.subgraph(sorted(groups[0])), weight=None)
    placed = _spread({code: (float(x), float(y)) for code, (x, y) in laid.items()})
    for n, code in enumerate(sorted(code for codes in groups[1:] for code in codes)):
        placed[code] = (_within(0.03 + 0.07 * n % 0.94), 0.97)
    return placed


def _spread(laid: Mapping[str, Position]) -> dict[str, Position]:
    """The layout over the whole square, its crowded middle drawn apart."""
    apart = {}
    for code, (x, y) in laid.items():
        stretch = max(hypot(x, y), 1e-9) ** -0.45
        apart[code] = (x * stretch, y * stretch)
    (left, right), (top, bottom) = (
        (min(values), max(values)) for values in zip(*apart.values(), strict=True)
    )
    return {
        code: (
            _within(0.05 + 0.84 * (x - left) / ((right - left) or 1)),
            _within(0.05 + 0.88 * (y - top) / ((bottom - top) or 1)),
        )
        for code, (x, y) in apart.items()
    }
