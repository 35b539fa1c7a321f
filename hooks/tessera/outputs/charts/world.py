"""`map`: who stands in how many agreements, on an equal-area map of the world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tessera.content.parties import all_codes
from tessera.outputs import words
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
    name = site.library.parties.name
    scale = Scale.of(counts.values())
    pages = {*all_codes(), *site.library.parties.entries, *counts}
    ranked = sorted(counts, key=lambda code: (-counts[code], name(code)))
    world = shapes()
    drawn = world["paths"].keys() | world["dots"].keys()
    elsewhere = [name(code) for code in ranked if code not in drawn]
    return Figure(
        "map",
        title=_title(site, ranked, counts),
        read="Each country is shaded by the number of agreements on record in which it takes part. "
        "Areas are true to size, so a large country catches the eye whatever its shade.",
        alt="Map of the world. "
        + words.listed([f"{name(code)} {counts[code]}" for code in ranked[:8]])
        + (f", and {words.number(len(ranked) - 8, 'more party', 'more parties')}" if len(ranked) > 8 else "")
        + ".",
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
        columns=("Party", "Agreements"),
        rows=tuple(
            (Cell(name(code), f"countries/{code.lower()}/"), Cell(counts[code])) for code in ranked
        ),
        legend=scale.legend,
        note="Boundaries and names are drawn as the source of the shapes has them, and are no "
        "statement about the status of any territory."
        + (f" Not on the map: {words.listed(elsewhere)}." if elsewhere else ""),
    )  # fmt: skip


def _title(site: Site, ranked: list[str], counts: Mapping[str, int]) -> str:
    if not ranked:
        return "No agreement is on record yet"
    first = ranked[0]
    name = site.library.parties.name(first, site.settings.language)
    return (
        f"{name} takes part in {counts[first]} of "
        f"{words.number(len(site.library.agreements), 'agreement')} on record; "
        f"{words.number(len(ranked), 'party', 'parties')} in at least one"
    )
