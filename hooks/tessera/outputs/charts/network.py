"""`network`: who signs with whom, drawn as ties between places that keep still."""

from __future__ import annotations

from collections import Counter, defaultdict

from tessera.outputs.charts.figure import Cell, Figure, Scale
from tessera.outputs.hubs import pair_address
from tessera.outputs.site import Site
from tessera.pattern import network

WIDTH, HEIGHT = 900, 620
TIES = 120
"""Ties drawn at most: beyond that a network is a hairball, and the matrix reads better."""
NAMED = 32
"""Marks with a name beside them, those with the most acts; the others say theirs when pointed at."""
ROWS = 300


def figure(site: Site) -> Figure:
    """The strongest ties, and the parties that they join."""
    counts = {pair: len(acts) for pair, acts in site.index.ties.items()}
    least = _least(counts)
    drawn = {pair: n for pair, n in counts.items() if n >= least}
    known = site.library.positions
    places = site.library.lasting(
        "network", repr((counts, known)), lambda: network.arrange(counts, known)
    )
    own: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for pair, number in counts.items():
        for code in pair:
            own[code][pair] = number
    acts = Counter({code: sum(ties.values()) for code, ties in own.items()})
    partners = Counter({code: len(ties) for code, ties in own.items()})
    nodes = sorted({code for pair in drawn for code in pair}, key=lambda code: (acts[code], code))
    name, say = site.name, site.wording.say
    ranked = sorted(partners, key=lambda code: (-partners[code], name(code)))
    scale = Scale.of(counts.values())
    return Figure(
        "network",
        title=_title(site, ranked, partners),
        read=say(
            "A line joins two parties with acts of their own; the stronger, the more. A larger mark has "
            "more acts. Where a mark stands means nothing but that partners stand nearer."
        ),
        alt=say("Network of parties. By number of partners: {list}.", list=site.wording.listed(
            [f"{name(code)} {site.wording.number(partners[code])}" for code in ranked[:8]]
        )),
        shape="network",
        width=WIDTH,
        height=HEIGHT,
        given={
            "ties": [
                ("-".join(pair), *_at(places[pair[0]]), *_at(places[pair[1]]), scale.shade(n), n,
                 site.pair_name(pair))
                for pair, n in sorted(drawn.items(), key=lambda item: (item[1], item[0]))
            ],
            "nodes": [
                (code, *_at(places[code]), round(3 + 1.9 * acts[code] ** 0.5, 1), acts[code], name(code),
                 len(nodes) - n <= NAMED, "end" if places[code][0] > 0.85 else "start")
                for n, code in enumerate(nodes)
            ],
        },
        columns=(say("Party"), say("Partners"), say("Acts with one partner"), say("Most with")),
        rows=tuple(
            (Cell(name(code), f"countries/{code.lower()}/"), Cell(partners[code]), Cell(acts[code]),
             _most(site, code, own[code]))
            for code in ranked[:ROWS]
        ),
        legend=scale.legend(site.wording),
        mark="tie",
        note=say(
            "Only ties of {least} and more acts are drawn: {part} of {all}.",
            least=least, part=len(drawn), all=len(counts),
        )
        if len(drawn) < len(counts) else "",
    )  # fmt: skip


def _at(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0] * WIDTH), round(place[1] * HEIGHT)


def _least(counts: dict[tuple[str, str], int]) -> int:
    """The fewest acts of a tie that is drawn."""
    ranked = sorted(counts.values(), reverse=True)
    if len(ranked) <= TIES:
        return 1
    least = ranked[TIES - 1]
    return least if ranked[TIES] < least else least + 1


def _title(site: Site, ranked: list[str], partners: Counter[str]) -> str:
    if not ranked:
        return site.wording.say("No two parties have signed alone yet")
    once = sum(1 for number in partners.values() if number == 1)
    return site.wording.plural(
        "{party} has signed alone with {n} partner; {once} of {all} parties have one partner only",
        "{party} has signed alone with {n} partners; {once} of {all} parties have one partner only",
        partners[ranked[0]],
        party=site.name(ranked[0]),
        once=once,
        all=len(ranked),
    )


def _most(site: Site, code: str, own: dict[tuple[str, str], int]) -> Cell:
    pair = min(own, key=lambda pair: (-own[pair], pair))
    other = pair[1] if pair[0] == code else pair[0]
    return Cell(f"{site.name(other)} ({own[pair]})", pair_address(pair))
