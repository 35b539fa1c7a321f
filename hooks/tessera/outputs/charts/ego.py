"""The partners of one party around it, and which of them have acts with each other.

Partners stand in a ring in the order of their names, down its right side and then its left, so that a
new one moves its neighbours a little and nobody else. It is drawn on a page that has the table of partners.
"""

from __future__ import annotations

from collections import Counter
from math import sqrt

from tessera.outputs import words
from tessera.outputs.charts.figure import Figure, Scale
from tessera.outputs.site import Site
from tessera.pattern.index import Pair

WIDTH, STEP, LEAST_HEIGHT = 640, 30, 180
"""Units of the drawing: its width, the height that one name takes, and the least height of all."""
NAME = 22
"""Characters of a name that there is room for."""
RING = 26
"""Partners drawn at most, those with the most acts."""
LEAST = 3
"""With fewer partners there is nothing that the table does not say."""


def figure(site: Site, code: str) -> Figure | None:
    """The ring of the party's partners; None where it has too few."""
    counts: Counter[str] = Counter()
    for act in site.index.by_party.get(code, ()):
        if act.pairs:
            counts.update(other for other in act.codes if other != code)
    if len(counts) < LEAST:
        return None
    name = site.name
    kept = sorted(counts, key=lambda other: (-counts[other], other))[:RING]
    ring = sorted(kept, key=name)
    height = max((len(ring) + 1) // 2 * STEP + STEP, LEAST_HEIGHT)
    around = _ring(len(ring), height)
    places = {code: (WIDTH / 2, height / 2), **dict(zip(ring, around, strict=True))}
    ties: dict[Pair, int] = {}
    for n, first in enumerate(ring):
        for second in ring[n + 1 :]:
            pair = (first, second) if first < second else (second, first)
            if acts := site.index.ties.get(pair):
                ties[pair] = len(acts)
    possible = len(ring) * (len(ring) - 1) // 2
    own = {(min(code, other), max(code, other)): counts[other] for other in ring}
    scale = Scale.of({**ties, **own}.values())
    return Figure(
        "ring",
        title=_title(site, name(code), len(ties), possible, len(ring), len(counts)),
        read=site.wording.say(
            "Lines from the middle are acts with this party alone; lines between partners are acts of "
            "those two. The stronger a line, the more acts."
        ),
        alt=site.wording.plural(
            "{party} among {n} partner: {list}.", "{party} among {n} partners: {list}.",
            len(ring), party=name(code),
            list=site.wording.listed([f"{name(other)} {site.wording.number(counts[other])}" for other in kept[:8]]),
        ),
        shape="ring",
        width=WIDTH,
        height=height,
        given={
            "middle": code,
            "ties": [
                ("-".join(pair), *_at(places[pair[0]]), *_at(places[pair[1]]), scale.shade(n), n,
                 site.pair_name(pair))
                for pair, n in sorted({**ties, **own}.items(), key=lambda item: (item[0] in own, item[1], item[0]))
            ],
            "nodes": [
                (other, *_at(places[other]), round(3 + 1.2 * counts[other] ** 0.5, 1), counts[other],
                 words.cut(name(other), NAME), True, "end" if places[other][0] < WIDTH / 2 - 1 else "start")
                for other in ring
            ] + [(code, *_at(places[code]), 12, counts.total(), name(code), False, "start")],
        },
        columns=(),
        rows=(),
        legend=scale.legend(site.wording),
        mark="tie",
    )  # fmt: skip


def _title(site: Site, name: str, tied: int, possible: int, drawn: int, partners: int) -> str:
    say = site.wording.say
    which = (
        say("its partners")
        if drawn == partners
        else say("its {n} closest partners of {all}", n=drawn, all=partners)
    )
    if not tied:
        return say(
            "No two of {partners} have acts with each other on record; {party} alone joins them",
            partners=which,
            party=name,
        )
    if tied == 1:
        return say(
            "One of the {possible} pairs that {partners} could form has acts of its own on record",
            possible=possible,
            partners=which,
        )
    return say(
        "{n} of the {possible} pairs that {partners} could form have acts of their own on record",
        n=tied,
        possible=possible,
        partners=which,
    )


def _ring(count: int, height: int) -> list[tuple[float, float]]:
    """Places on an ellipse, evenly spaced from top to bottom on either side, so that names have room."""
    right = (count + 1) // 2
    places = []
    for number, side in ((right, 1), (count - right, -1)):
        for n in range(number):
            level = (n + 0.5) / number * 2 - 1  # -1 at the top, 1 at the foot
            out = (WIDTH / 2 - 170) * sqrt(1 - (level * 0.92) ** 2)
            places.append((WIDTH / 2 + side * out, height / 2 + level * (height - STEP) / 2))
    return [*places[:right], *reversed(places[right:])]


def _at(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])
