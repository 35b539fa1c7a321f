"""Cleaning, direction and shaping of whatever a card is asked to show."""

from __future__ import annotations

import pytest

from tessera.outputs.cards.glyphs import FOLDER, coverage, font, glyphs, missing, split
from tessera.outputs.cards.script import BOX, clean, direction, visual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two \n\t words\u2029", "two words"),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("\u202eevil\u202c", "evil"),
        ("e\u0301", "é"),
        ("o\u0323\u0302", "ộ"),
        ("a" + "\u0316" * 9, "a" + "\u0316" * 2),
        ("\u0301lone", "lone"),
        ("شَدّ", "شد"),
        ("\ufefb", "لا"),
        ("\ud800", BOX),
        ("\ue000", BOX),
        ("می\u200cشود", "می\u200cشود"),
    ],
)  # fmt: skip
def test_a_text_is_one_line_of_what_can_be_drawn(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_text_without_end_is_cut() -> None:
    assert len(clean("x" * 1_000_000)) == 1000


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Agreement", "fa", "L"),
        ("1998 — توافق", "en", "R"),
        ("«שלום» and", "en", "R"),
        ("1998", "en", "L"),
        ("1998", "fa-IR", "R"),
        ("", "he", "R"),
    ],
)
def test_the_first_strong_letter_decides_the_direction(text: str, lang: str, expected: str) -> None:
    assert direction(text, lang) == expected


def test_persian_is_joined_and_runs_right_to_left() -> None:
    """Teh initial, feh medial, alef final, heh initial, meem final — from the right."""
    assert visual("تفاهم", "R") == "".join(reversed("\ufe97\ufed4\ufe8e\ufeeb\ufee2"))


def test_persian_letters_of_its_own_are_joined_too() -> None:
    assert visual("پژوهش", "R") == "".join(reversed("\ufb58\ufb8b\ufeed\ufeeb\ufeb6"))


def test_a_non_joiner_parts_letters_and_is_not_drawn() -> None:
    assert "\u200c" not in visual("می\u200cشود", "R")
    assert visual("می\u200cشود", "R") == visual("شود", "R") + visual("می", "R")


def test_hebrew_runs_right_to_left() -> None:
    assert visual("שלום", "R") == "םולש"


@pytest.mark.parametrize(
    ("logical", "drawn"),
    [
        ("שלום (1998)", "(1998) םולש"),
        ("שלום (abc) [ש]", "[ש] (abc) םולש"),
        ("(שלום", "םולש)"),
        ("Iran (שלום) a<b", "Iran (םולש) a<b"),
        ("«ש (a (b) c)»", "«(a (b) c) ש»"),
    ],
)
def test_brackets_face_what_they_hold(logical: str, drawn: str) -> None:
    assert visual(logical, direction(logical)) == drawn


def test_numbers_keep_their_order_among_persian_words() -> None:
    assert "۱۳۷۷" in visual("سال ۱۳۷۷ شمسی", "R")


def test_every_character_is_drawn_with_a_font_that_has_it() -> None:
    line = visual("Iran ایران ישראל Беларусь Ελλάδα Việt 1998", "L")
    for name, run in split(line, "strong"):
        assert coverage()[name].issuperset(run)
    assert "".join(run for _, run in split(line, "strong")) == line


def test_a_character_no_font_has_becomes_a_box() -> None:
    assert [character for character, _, _ in glyphs("a科b", "text", 20)] == ["a", BOX, "b", ""]


def test_missing_names_what_would_be_boxes() -> None:
    assert missing("Հա Iran ایران") == {"Հ", "ա"}
    assert missing("یادداشت‌های تفاهم (۱۳۷۷)، Việt; Ћ ї Қ Ω ß ə") == frozenset()


@pytest.mark.parametrize("name", sorted(coverage()))
def test_every_font_has_the_space_so_that_no_run_ends_at_one(name: str) -> None:
    assert " " in coverage()[name]
    assert font(name, 40).getlength(" ") > 0


@pytest.mark.parametrize("name", sorted(coverage()))
def test_what_a_font_is_said_to_cover_it_covers(name: str) -> None:
    """Its "no such glyph" box is drawn for U+25A1 only."""
    face = font(name, 40)
    box = bytes(face.getmask(BOX))
    assert [c for c in coverage()[name] if bytes(face.getmask(c)) == box and c != BOX] == []


def test_the_fonts_come_with_their_licence_and_stay_small() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 400_000
