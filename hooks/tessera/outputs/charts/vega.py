"""Statistical charts by Vega-Lite, drawn at build time: no chart library reaches a reader.

Colours are the site's own variables, so that one drawing serves light and dark; `plain` puts their
light values in for a file that stands alone. Liberation Sans comes with vl-convert, so that pictures
are the same wherever they are made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tessera.outputs.site import Site

COLOURS = {
    "--ink": "#1a1f24", "--soft": "#555d64", "--rule": "#dcd8cd", "--edge": "#868983",
    "--petrol": "#0f5c63", "--petrol-wash": "#e4eeec", "--ochre": "#b8751a", "--paper": "#fbfaf7",
    "--sheet": "#f2f0e9", "--tile-1": "#bcd5d3", "--tile-2": "#84b2b2", "--tile-3": "#47888c",
    "--tile-4": "#0f5c63", "--tile-5": "#b8751a",
}  # fmt: skip
"""The light values of the variables that figures use, as palette.css has them; a test compares."""
_CONFIG: dict[str, Any] = {
    "background": None,
    "view": {"stroke": None},
    "font": "Liberation Sans",
    "axis": {
        "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--rule)",
        "domainColor": "var(--ink)", "tickColor": "var(--ink)", "labelFontSize": 13,
        "titleFontSize": 13, "titleFontWeight": "normal", "titlePadding": 10, "labelLimit": 340,
    },
}  # fmt: skip
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_OUTER = re.compile(r"^<svg[^>]*>|</svg>\s*$")
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


EMPTY = (640, 0)
"""The size of a figure that only says why nothing is drawn."""


def draw(site: Site, key: str, spec: dict[str, Any]) -> tuple[str, int, int]:
    """The drawing of a figure inside its `svg` element, with its width and height."""
    return site.library.lasting(f"{key}.svg", json.dumps(spec), lambda: _drawn(spec))


def _drawn(spec: dict[str, Any]) -> tuple[str, int, int]:
    """What Vega says to screen readers is taken out: a figure is one image with a text of its own."""
    import vl_convert  # loads an engine: only whoever draws waits for it

    svg: str = vl_convert.vegalite_to_svg({"config": _CONFIG, **spec}, vl_version="5.20")
    size = _SIZE.search(svg)
    assert size is not None, "Vega names the size of what it draws"
    inside = _ROLES.sub("", _OUTER.sub("", svg))
    inside = inside.replace('font-family="Liberation Sans"', 'font-family="var(--sans)"')
    return inside, round(float(size[1])), round(float(size[2]))


def plain(svg: str, own: Mapping[str, str]) -> str:
    """The drawing with the values of its colours, for where no style sheet of ours is.

    `own` are the values that a desk has in place of some.
    """
    for name, value in {**COLOURS, **own}.items():
        svg = svg.replace(f"var({name})", value)
    return svg.replace("var(--sans)", "Liberation Sans, Arial, sans-serif")


def png(site: Site, key: str, svg: str) -> bytes:
    """The document of a figure as a picture, two dots to its unit."""
    return site.library.lasting(f"{key}.png", svg, lambda: _picture(svg))


def _picture(svg: str) -> bytes:
    import vl_convert

    made: bytes = vl_convert.svg_to_png(svg, scale=2)
    return made
