"""Colours of a desk: read, shaded, and judged by what an eye can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tessera import colour
from tessera.colour import BLACK, WHITE, Colour
from tessera.outputs import accent

CHANNEL = some.integers(0, 255)
COLOURS = some.builds(Colour, CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0f5c63", "#0F5C63", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert Colour.of(one).contrast(Colour.of(other)) == pytest.approx(ratio, abs=0.005)


def test_the_grounds_are_those_of_the_sheet(root: Path) -> None:
    sheet = (root / "overrides/assets/css/palette.css").read_text()
    grounds = [
        [Colour.of(value) for value in re.findall(rf"--{name}: (#\w{{6}})", sheet)]
        for name in ("paper", "sheet")
    ]

    assert grounds == [[colour.PAPER, colour.NIGHT], [colour.SHEET, colour.NIGHT_SHEET]]


def test_a_desks_sheet_sets_the_accents_variables_of_the_house(root: Path) -> None:
    sheet = (root / "overrides/assets/css/palette.css").read_text()
    ours = set(re.findall(r"(--(?:petrol[\w-]*|tile-\d)):", sheet)) - {"--tile-5"}

    assert set(accent.light("#7a1f3d")) == set(accent.dark("#7a1f3d")) == ours


@given(COLOURS)
def test_any_colour_has_a_shade_for_day_and_one_for_night(one: Colour) -> None:
    assert one.darker().by_day >= 4.5
    assert one.lighter(7).by_night >= 7


@given(COLOURS)
def test_words_in_every_shade_of_an_accent_can_be_read(one: Colour) -> None:
    day, night = accent.light(str(one.darker())), accent.dark(str(one.darker()))
    for shades, ground in ((day, colour.PAPER), (night, colour.NIGHT)):
        words = [Colour.of(shades[name]) for name in ("--petrol", "--petrol-deep")]
        assert all(word.contrast(ground) >= 4.5 for word in words)
        assert all(word.contrast(Colour.of(shades["--petrol-wash"])) >= 4.5 for word in words)


def test_mixing_ends_at_either_colour() -> None:
    assert BLACK.over(WHITE, 1) == BLACK
    assert BLACK.over(WHITE, 0) == WHITE


@pytest.mark.parametrize("text", ["", "red", "#fff", "#gggggg", "#0f5c63 ", "url(x)"])
def test_anything_else_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        Colour.of(text)
