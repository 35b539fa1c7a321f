"""`matrix` and `periods`: who signed with whom, as tiles, over all years and period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from tessera.content.agreement import Agreement
from tessera.outputs import words
from tessera.outputs.charts.figure import Cell, Figure, Scale
from tessera.outputs.hubs import pair_address
from tessera.outputs.site import Site
from tessera.outputs.slices import refusals
from tessera.pattern.index import Pair

PARTIES = 24
"""Parties that a matrix has room for: those with the most bilateral acts, in order of their names."""
TILE, SMALL, LABEL = 22, 7, 150
"""Units of a tile, of one in a small multiple, and of the names beside it."""
ROWS = 300


def figure(site: Site) -> Figure:
    """The matrix of the busiest parties."""
    counts = {pair: len(acts) for pair, acts in site.index.ties.items()}
    parties = busiest(site, counts)
    name, say = site.name, site.wording.say
    scale = Scale.of(counts.values())
    shown = {pair: n for pair, n in counts.items() if set(pair) <= set(parties)}
    possible = len(parties) * (len(parties) - 1) // 2
    ranked = sorted(counts, key=lambda pair: (-counts[pair], site.pair_name(pair)))
    size = LABEL + TILE * len(parties)
    return Figure(
        "matrix",
        title=site.wording.plural(
            "{pair} have signed most often, with {n} act; {empty} of {possible} possible pairs of these "
            "{parties} parties have none on record",
            "{pair} have signed most often, with {n} acts; {empty} of {possible} possible pairs of these "
            "{parties} parties have none on record",
            counts[ranked[0]], pair=site.pair_name(ranked[0]), empty=possible - len(shown),
            possible=possible, parties=len(parties),
        ) if ranked else say("No bilateral act is on record yet"),
        read=say(
            "Each tile is a pair: a row and a column. The darker, the more acts of the two alone. An empty "
            "place is a pair without a record here."
        ),
        alt=say("Matrix of pairs. {list}.", list=site.wording.listed(
            [f"{site.pair_name(pair)} {site.wording.number(counts[pair])}" for pair in ranked[:8]]
        )),
        shape="matrix",
        width=size,
        height=size,
        given={
            "tile": TILE,
            "label": LABEL,
            "names": [(code, words.cut(name(code), 22)) for code in parties],
            "tiles": _tiles(site, parties, shown, scale),
        },
        columns=(say("Pair"), say("Acts")),
        rows=tuple(
            (Cell(site.pair_name(pair), pair_address(pair)), Cell(counts[pair]))
            for pair in ranked[:ROWS]
        ),
        legend=scale.legend(site.wording),
        note=" ".join(filter(None, (
            say("Acts of three and more parties make no pair and are not counted."),
            site.wording.plural(
                "{n} party with fewer acts has no row.", "{n} parties with fewer acts have no row.", left
            ) if (left := len(site.index.by_party) - len(parties)) > 0 else "",
        ))),
    )  # fmt: skip


def busiest(site: Site, counts: Mapping[Pair, int]) -> list[str]:
    """The parties with the most bilateral acts, by name: one more act seldom moves a row."""
    acts: Counter[str] = Counter()
    for pair, number in counts.items():
        for code in pair:
            acts[code] += number
    ranked = sorted(acts, key=lambda code: (-acts[code], code))[:PARTIES]
    return sorted(ranked, key=site.name)


def _tiles(
    site: Site, parties: list[str], counts: Mapping[Pair, int], scale: Scale
) -> list[tuple[str, int, int, int, int, str]]:
    """(pair, column, row, shade, count, name), each pair on both sides of the diagonal."""
    at = {code: n for n, code in enumerate(parties)}
    return [
        ("-".join(pair), at[one], at[other], scale.shade(n), n, site.pair_name(pair))
        for pair, n in sorted(counts.items())
        for one, other in (pair, pair[::-1])
    ]


def multiples(site: Site) -> Figure:
    """The same parties in each period, and in the last twelve months."""
    every = {pair: len(acts) for pair, acts in site.index.ties.items()}
    parties = busiest(site, every)
    spans = _spans(site)
    counted = [
        (label, Counter(pair for act in acts for pair in act.pairs)) for label, acts in spans
    ]
    scale = Scale.of(n for _, counts in counted for n in counts.values())
    refused = refusals(site)
    side = SMALL * len(parties)
    wording, say = site.wording, site.wording.say
    told = [
        wording.plural("{n} act {period}", "{n} acts {period}", counts.total(), period=label)
        for label, counts in counted
    ]
    return Figure(
        "periods",
        title=words.sentence(
            say("{list}: counts of records, from which no trend can be drawn", list=wording.listed(told))
            if refused else wording.listed(told)
        ),
        read=say(
            "The matrix above, period by period, with the same parties in the same places. Only bilateral "
            "acts with a known year are in it."
        ),
        alt=words.sentence(
            "; ".join(
                f"{label}: {wording.plural('{n} pair', '{n} pairs', len(counts))}, "
                + wording.plural("{n} act", "{n} acts", counts.total())
                for label, counts in counted
            )
        ) + ".",
        shape="multiples",
        width=len(counted) * (side + 40) - 40,
        height=side + 28,
        given={
            "tile": SMALL,
            "side": side,
            "panels": [
                (n * (side + 40), words.sentence(label),
                 _tiles(site, parties, {pair: n for pair, n in counts.items() if set(pair) <= set(parties)},
                        scale))
                for n, (label, counts) in enumerate(counted)
            ],
        },
        columns=(say("Pair"), *(words.sentence(label) for label, _ in counted)),
        rows=tuple(
            (Cell(site.pair_name(pair), pair_address(pair)),
             *(Cell(counts[pair]) for _, counts in counted))
            for pair in sorted(every, key=lambda pair: (-every[pair], pair))[:ROWS]
        ),
        legend=scale.legend(site.wording),
        note=words.sentence(f"{wording.tell(refused[0])}.") if refused else "",
    )  # fmt: skip


def _spans(site: Site) -> list[tuple[str, list[Agreement]]]:
    """The desk's periods and the last twelve months, each with its dated acts."""
    acts = [act for act in site.library.agreements.values() if act.when is not None]

    def within(first: date, last: date) -> list[Agreement]:
        return [
            act for act in acts if act.when and first <= act.when.first and act.when.last <= last
        ]

    spans = [
        (one.label, [act for act in acts if act.when and one.from_ <= act.when.year <= one.until])
        for one in site.settings.periods
    ]
    today = date.fromisoformat(site.today)
    year_ago = _year_before(today)
    return [
        *spans,
        (
            site.wording.say("in the 12 months to {date}", date=today.isoformat()),
            within(year_ago, today),
        ),
    ]


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
