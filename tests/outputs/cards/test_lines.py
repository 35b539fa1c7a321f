"""Line breaking: nothing overflows, nothing is lost but behind an ellipsis."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tessera.outputs.cards.lines import MARGIN, fit, measure, shortened, wrap
from tessera.outputs.cards.script import clean

TEXTS = [
    "Executive programme on scientific, cultural and research cooperation " * 3,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "W" * 60,
    "یادداشت تفاهم همکاری‌های علمی پژوهشی و فناوری " * 5,
    "Соглашение между Правительством Республики Беларусь и Правительством " * 2,
    "קצר",
]
SIZES = {84: 2, 62: 3, 42: 4}
ROOM = (870, 224)


@pytest.mark.parametrize("text", TEXTS)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    block = fit(clean(text), "headline", SIZES, ROOM, 1.2)
    assert all(measure(line, "headline") * block.size <= ROOM[0] for line in block.lines)


@pytest.mark.parametrize("text", TEXTS)
def test_no_block_has_more_lines_than_its_size_allows(text: str) -> None:
    block = fit(clean(text), "headline", SIZES, ROOM, 1.2)
    assert len(block.lines) <= SIZES[block.size]
    assert len(block.lines) * block.size * 1.2 <= ROOM[1]


@pytest.mark.parametrize("text", TEXTS)
def test_wrapping_loses_no_letter(text: str) -> None:
    text = clean(text)
    assert "".join(wrap(text, "headline", 8)).replace(" ", "") == text.replace(" ", "")


def test_a_short_title_is_as_large_as_can_be() -> None:
    assert fit("Sport", "headline", SIZES, ROOM, 1.2).size == 84


def test_a_long_word_makes_a_title_smaller_before_it_is_broken() -> None:
    block = fit("Wissenschaftskooperationen", "headline", SIZES, ROOM, 1.2)
    assert block.lines == ("Wissenschaftskooperationen",)
    assert block.size < 84


def test_a_title_that_is_too_long_is_cut_at_a_word() -> None:
    text = "cooperation in science, culture and sport " * 12
    *_, last = fit(text.strip(), "headline", SIZES, ROOM, 1.2).lines
    assert last.endswith("…")
    assert last.removesuffix("…").split(" ")[-1] in {
        "cooperation",
        "in",
        "science",
        "culture",
        "and",
        "sport",
    }


def test_a_word_that_is_too_long_alone_is_cut_anywhere() -> None:
    cut = shortened("W" * 60, "strong", 10)
    assert cut.startswith("WW")
    assert cut.endswith("W…")
    assert measure(cut, "strong") <= 10


def test_a_line_that_fits_is_left_alone() -> None:
    assert shortened("In force", "strong", 10) == "In force"


def test_the_lines_of_a_title_are_about_as_long_as_each_other() -> None:
    block = fit("Why a memorandum is not a treaty at all", "headline", {60: 3}, ROOM, 1.2)
    widths = [measure(line, "headline") for line in block.lines]
    assert all(abs(a - b) < ROOM[0] * MARGIN / 60 / 3 for a, b in pairwise(widths))
