"""Dates are as precise as their source, and no more."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content import dates
from tessera.content.dates import EdtfDate

QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


@given(st.dates(), QUALIFIERS)
def test_every_day_of_the_calendar_is_read_and_written_back(
    day: datetime.date, qualifier: str
) -> None:
    text = f"{day.isoformat()}{qualifier}"
    read = dates.parse(text)

    assert str(read) == text
    assert (read.first, read.last, read.precision) == (day, day, "day")


@given(st.integers(1, 9999), st.integers(1, 12), QUALIFIERS)
def test_a_month_runs_from_its_first_day_to_its_last(year: int, month: int, mark: str) -> None:
    read = dates.parse(f"{year:04d}-{month:02d}{mark}")
    following = read.last.toordinal() + 1

    assert read.first == datetime.date(year, month, 1)
    assert read.last.month == month
    assert (year, month) == (9999, 12) or datetime.date.fromordinal(following).day == 1
    assert read.precision == "month"


@given(st.integers(1, 9999), QUALIFIERS)
def test_a_year_runs_from_january_to_december(year: int, mark: str) -> None:
    read = dates.parse(f"{year:04d}{mark}")

    assert (read.first, read.last) == (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    assert (read.precision, read.plain) == ("year", f"{year:04d}")


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_what_is_not_in_the_calendar_is_refused(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        with pytest.raises(ValueError, match=r"calendar|month|year"):
            dates.parse(f"{year:04d}-{month:02d}-{day:02d}")


@given(st.text(max_size=12))
def test_whatever_is_read_is_written_back_unchanged(text: str) -> None:
    try:
        read = dates.parse(text)
    except ValueError:
        return
    assert str(read) == text


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "26", "2026-6-19", "20260619", "2026-06-19T10:00", "2026-06-19/2026-06-20",
     "2026-06-XX", "-2026", "Y20260", "2026-06-1", "2026-06-19 ", "2026?-06", "2026-06-19??",
     "٢٠٢٦", "۲۰۲۶-۰۶-۱۹", "２０２６", "0000", "2026-00", "2026-06-00"],
)  # fmt: skip
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.parse(text)


def test_a_refusal_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match=r"^`2026-13` has no month 13$"):
        dates.parse("2026-13")
    with pytest.raises(ValueError, match=r"^`2025-02-29` is not in the calendar$"):
        dates.parse("2025-02-29")


def test_vaguer_dates_stand_before_the_precise_ones_they_contain() -> None:
    texts = ["1998", "1998-05", "1998-05-14", "1998-05-14?", "1998-06", "1999"]

    assert [str(one) for one in sorted(map(dates.parse, texts), key=lambda one: one.order)] == texts


def test_a_date_without_its_qualifier_is_plain() -> None:
    assert dates.parse("2026-06-19?").plain == "2026-06-19"
    assert EdtfDate(2026, 6, 19, "%").plain == "2026-06-19"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("24.07.2006", "`2006-07-24`"), ("24/7/2006", "`2006-07-24`"), ("2006/7/24", "`2006-07-24`"),
     ("2006.07.24", "`2006-07-24`"), ("31.02.2006", ""), ("24.07.06", ""), ("July 2006", ""),
     ("07.2006", "")],
)  # fmt: skip
def test_a_common_notation_is_recognised_where_it_is_unambiguous(written: str, meant: str) -> None:
    assert dates.suggest(written) == meant
