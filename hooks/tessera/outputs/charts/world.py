"""`map`: who stands in how many agreements, on an equal-area map of the world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tessera.content.parties import all_codes
from tessera.outputs.charts.figure import Cell, Figure, Scale
from tessera.outputs.site import Site


@cache
def shapes() -> Mapping[str, Any]:
    """`{width, height, paths, dots}` as bake_world.py left them."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name("world.json").read_text("utf-8"))
    return data


def figure(site: Site) -> Figure:
    """Every party of the map shaded by the agreements it stands in."""
    counts = {code: len(acts) for code, acts in site.index.by_party.items()}
    name, wording, say = site.name, site.wording, site.wording.say
    scale = Scale.of(counts.values())
    pages = {*all_codes(), *site.library.parties.entries, *counts}
    ranked = sorted(counts, key=lambda code: (-counts[code], name(code)))
    world = shapes()
    drawn = world["paths"].keys() | world["dots"].keys()
    elsewhere = [name(code) for code in ranked if code not in drawn]
    return Figure(
        "map",
        title=_title(site, ranked, counts),
        read=say(
            "Each country is shaded by the number of agreements on record in which it takes part. Areas "
            "are true to size, so a large country catches the eye whatever its shade."
        ),
        alt=say("Map of the world. {list}.", list=wording.listed([
            *(f"{name(code)} {wording.number(counts[code])}" for code in ranked[:8]),
            *([wording.plural("{n} more party", "{n} more parties", len(ranked) - 8)]
              if len(ranked) > 8 else []),
        ])),
        shape="world",
        width=world["width"],
        height=world["height"],
        given={
            "paths": [
                (code, path, scale.shade(counts.get(code, 0)), counts.get(code, 0), name(code), code in pages)
                for code, path in world["paths"].items()
            ],
            "dots": [
                (code, x, y, scale.shade(counts.get(code, 0)), counts.get(code, 0), name(code), code in pages)
                for code, (x, y) in world["dots"].items()
            ],
        },
        columns=(say("Party"), say("Agreements")),
        rows=tuple(
            (Cell(name(code), f"countries/{code.lower()}/"), Cell(counts[code])) for code in ranked
        ),
        legend=scale.legend(site.wording),
        note=" ".join(filter(None, (
            say("Boundaries and names are drawn as the source of the shapes has them, and are no statement "
                "about the status of any territory."),
            say("Not on the map: {list}.", list=wording.listed(elsewhere)) if elsewhere else "",
        ))),
    )  # fmt: skip


def _title(site: Site, ranked: list[str], counts: Mapping[str, int]) -> str:
    if not ranked:
        return site.wording.say("No agreement is on record yet")
    first = ranked[0]
    every = site.wording.plural(
        "{n} agreement on record", "{n} agreements on record", len(site.library.agreements)
    )
    return site.wording.plural(
        "{party} takes part in {part} of {agreements}; {n} party in at least one",
        "{party} takes part in {part} of {agreements}; {n} parties in at least one",
        len(ranked),
        party=site.name(first),
        part=counts[first],
        agreements=every,
    )
