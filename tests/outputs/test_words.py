"""How values read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content import dates
from tessera.outputs import words
from tessera.wording import IN_ENGLISH, Wording


@pytest.mark.parametrize(
    ("edtf", "lang", "told"),
    [
        ("2026-06-19", "en", "19 June 2026"),
        ("2026-06", "en", "June 2026"),
        ("2026", "en", "2026"),
        ("2026?", "en", "2026 (uncertain)"),
        ("2026-06~", "en", "about June 2026"),
        ("2026-06-19%", "en", "about 19 June 2026 (uncertain)"),
        ("2026-06-19", "de", "19. Juni 2026"),
        ("2026-06-19", "xx", "19 June 2026"),
    ],
)
def test_a_date_reads_as_precisely_as_it_is_known(edtf: str, lang: str, told: str) -> None:
    assert words.date(dates.parse(edtf), Wording(lang)) == told


@given(st.integers(1, 9999))
def test_no_day_or_month_is_invented(year: int) -> None:
    assert words.date(dates.parse(f"{year:04d}"), IN_ENGLISH) == str(year)


@pytest.mark.parametrize(
    ("code", "lang", "told"),
    [
        ("fa", "en", "Persian"),
        ("zh-Hant", "en", "Chinese"),
        ("qqq", "en", "qqq"),
        ("ru", "de", "Russisch"),
    ],
)
def test_a_language_has_a_name_in_another(code: str, lang: str, told: str) -> None:
    assert words.language(code, lang) == told


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("fa", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("en", "ltr"), ("ru", "ltr"), (None, "ltr")],
)
def test_a_direction_follows_from_the_language(lang: str | None, direction: str) -> None:
    assert words.direction(lang) == direction


@pytest.mark.parametrize(
    ("known", "told"),
    [([], ""), ([1995], "1995"), ([2015, 2015], "2015"), ([2026, 1995], "1995–2026")],
)
def test_years_read_as_one_or_as_a_range(known: list[int], told: str) -> None:
    assert words.years(known) == told


def test_a_cut_falls_between_words() -> None:
    assert words.cut("one two, three", 9) == "one two…"
    assert words.cut("one  two\nthree", 40) == "one two three"
    assert words.cut("abcdefgh", 4) == "abc…"


@given(st.text(), st.integers(2, 40))
def test_a_cut_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(words.cut(text, limit)) <= limit


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest() -> None:
    assert words.sentence("only 3 of BRICS") == "Only 3 of BRICS"
    assert words.sentence("") == ""


def test_letters_with_marks_stand_beside_those_without() -> None:
    names = ["Zambia", "Émirats arabes unis", "Türkiye", "Tunisia", "Estonie"]

    assert sorted(names, key=words.alphabetical) == [
        "Émirats arabes unis", "Estonie", "Tunisia", "Türkiye", "Zambia",
    ]  # fmt: skip
