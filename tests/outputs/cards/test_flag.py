"""Flags, and the sixteen colours they share with the words."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pycountry
import pytest
from PIL import Image

from tessera.outputs.cards import flag
from tessera.outputs.cards.palette import (
    FIXED,
    INK_,
    MUTED,
    OCHRE_,
    PAPER_,
    SIZE,
    TEAL_,
    Colour,
    distance,
    merge,
    nearest,
)  # fmt: skip

PARTIES = [*sorted(country.alpha_3 for country in pycountry.countries), "EU", "XKX"]


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("text", [INK_, MUTED, TEAL_])
def test_every_colour_of_text_has_contrast_aa_on_paper(text: int) -> None:
    paper, ink = luminance(FIXED[PAPER_]), luminance(FIXED[text])
    assert (paper + 0.05) / (ink + 0.05) >= 4.5


@pytest.mark.parametrize("party", PARTIES)
def test_every_country_has_its_flag_for_cards_and_for_pages(party: str, root: Path) -> None:
    with Image.open(flag.FOLDER / f"{party.lower()}.png") as picture:
        assert (picture.mode, picture.size) == ("P", flag.LARGE)
        assert len(picture.getcolors() or ()) <= 8
    drawing = root / "overrides" / "assets" / "flags" / f"{party.lower()}.svg"
    svg = drawing.read_text(encoding="utf-8")
    assert svg.startswith("<svg ")
    assert not re.search(r"<script|<foreignObject|href|\bon\w+=", svg)


def test_flags_come_with_their_licence(root: Path) -> None:
    for folder in (flag.FOLDER, root / "overrides" / "assets" / "flags"):
        assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["BRICS", "SUN", "", "../IRN", "A" * 40, "ir\u0000", "ïrn"])
def test_a_code_without_a_flag_has_none(code: str) -> None:
    assert flag.path(code) is None
    assert flag.version(code) == ""


@pytest.mark.parametrize("size", [flag.LARGE, flag.SMALL])
def test_a_flag_on_a_card_keeps_the_colours_of_its_fields(size: tuple[int, int]) -> None:
    """For every neighbour in the alphabet: what covers a tenth of a flag stays recognisable."""
    for pair in pairwise(PARTIES):
        colours = flag.palette(pair, size)
        assert len(colours) <= SIZE
        assert colours[: len(FIXED)] == FIXED
        for party in pair:
            flat = flag.flat(party, size)
            assert flat
            for colour, count in flat.colours:
                if count > len(flat.pixels) / 10:
                    shown = colours[nearest(colour, colours)]
                    assert distance(colour, shown) < 0.09**2, (party, colour, shown)


def test_five_flags_share_the_colours_fairly() -> None:
    five = ("BRA", "RUS", "IND", "CHN", "ZAF")
    colours = flag.palette(five, flag.SMALL)
    for party in five:
        flat = flag.flat(party, flag.SMALL)
        assert flat
        large = [colour for colour, count in flat.colours if count > len(flat.pixels) / 8]
        shown = {nearest(colour, colours) for colour in large}
        assert len(shown) == len(large), f"two fields of {party} have become one"


def test_merging_keeps_flat_colours_as_they_are() -> None:
    red, almost, blue = (200, 0, 0), (204, 3, 2), (0, 0, 200)
    assert merge([(red, 900), (almost, 10), (blue, 300)], 2) == (blue, red)


def test_a_fixed_colour_never_moves() -> None:
    white = (255, 255, 255)
    assert merge([(white, 1000), ((9, 9, 200), 500)], 2, [FIXED[PAPER_]]) == (
        FIXED[PAPER_], (9, 9, 200),
    )  # fmt: skip


def test_the_fixed_colours_can_be_told_apart() -> None:
    assert all(distance(a, b) > 0.002 for a, b in combinations(FIXED, 2))
    assert FIXED[OCHRE_] == (200, 134, 42)
