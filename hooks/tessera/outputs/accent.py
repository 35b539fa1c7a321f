"""The desk's own colour, in every shade that sheets, figures and cards use.

`palette.css` has the house's petrol in these variables; assets/desk.css goes after it and puts the
desk's colour in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tessera.colour import BLACK, NIGHT, PAPER, WASH, WHITE, Colour
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

SHEET = "assets/desk.css"
_ON_NIGHT = 7.0
"""The contrast of the accent on dark grounds: thin lines and small words are in it."""
_TILES = (0.27, 0.5, 0.76)
"""How much of the accent is in the three lighter tiles."""


def light(accent: str) -> Mapping[str, str]:
    """Variable → value on light ground."""
    colour = Colour.of(accent)
    return _shades(colour, PAPER, colour.over(BLACK, 0.73))


def dark(accent: str) -> Mapping[str, str]:
    """Variable → value on dark ground: the same hue, light enough to be read there."""
    colour = Colour.of(accent).lighter(_ON_NIGHT)
    return _shades(colour, NIGHT, colour.over(WHITE, 0.6))


def _shades(colour: Colour, ground: Colour, deep: Colour) -> Mapping[str, str]:
    shades = {
        "--petrol": colour,
        "--petrol-deep": deep,
        "--petrol-line": colour.over(ground, 0.48),
        "--petrol-wash": colour.over(ground, WASH),
        **{f"--tile-{n}": colour.over(ground, share) for n, share in enumerate(_TILES, 1)},
        "--tile-4": colour,
    }
    return {name: str(value) for name, value in shades.items()}


def keys(site: Site) -> Iterable[str]:
    """One sheet, if the desk has a colour of its own."""
    return [SHEET] if site.settings.accent else []


def uri(site: Site, key: str) -> str:
    """The address is the key."""
    return key


def make(site: Site, key: str) -> str:
    """Light, dark, and paper, which is light whatever the screen is."""
    day, night = light(site.settings.accent), dark(site.settings.accent)
    paper = {name: value for name, value in day.items() if name != "--petrol-wash"}
    return (
        f"{_rule(day)}@media screen and (prefers-color-scheme: dark) {{\n{_rule(night)}}}\n"
        f"@media print {{\n{_rule(paper)}}}\n"
    )


def _rule(values: Mapping[str, str]) -> str:
    return ":root {\n" + "".join(f"  {name}: {value};\n" for name, value in values.items()) + "}\n"


SHEETS = Producer("the desk's colour", keys, uri, make)
