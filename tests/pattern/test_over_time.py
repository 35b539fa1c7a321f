"""Acts laid out over spans of years, silences included."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content.agreement import Agreement
from tessera.pattern.over_time import MOST, Years, new_partners, pillars, spans

Act = Callable[..., Agreement]


@given(st.lists(st.integers(1500, 2100), min_size=1, max_size=40), st.integers(1, 20))
def test_every_year_lies_in_one_span_and_there_are_not_too_many(
    years: list[int], most: int
) -> None:
    most = max(most, 7)
    found = spans(years, most)

    assert len(found) <= most
    assert all(sum(one.first <= year <= one.last for one in found) == 1 for year in years)
    assert all(b.first == a.last + 1 for a, b in pairwise(found))
    assert len({one.last - one.first for one in found}) == 1


def test_few_years_stand_alone_and_many_in_decades() -> None:
    assert spans([2020, 2022]) == (Years(2020, 2020), Years(2021, 2021), Years(2022, 2022))
    assert [str(one) for one in spans([1995, 2026])] == [
        "1995–99", "2000–04", "2005–09", "2010–14", "2015–19", "2020–24", "2025–29",
    ]  # fmt: skip
    assert spans([]) == ()


def test_pillars_are_counted_in_their_span(act: Act) -> None:
    grid = pillars([
        act("undated", pillars=["culture"]),
        act("act-a", "2020", pillars=["science", "culture"]),
        act("act-b", "2022", pillars=["science"]),
        act("act-c", "2022"),
    ])  # fmt: skip

    assert dict(grid.pillars) == {"science": (1, 0, 1), "culture": (1, 0, 0)}
    assert list(grid.pillars) == ["science", "culture"]
    assert (grid.acts, grid.uncoded, grid.undated) == ((1, 0, 2), (0, 0, 1), 1)


def test_a_partner_arrives_once(act: Act) -> None:
    found = new_partners("IRN", [
        act("undated", parties="IRN CUB"),
        act("act-a", "2020", "IRN BLR"),
        act("act-b", "2021", "IRN BLR RUS"),
        act("act-c", "2021", "IRN VEN"),
    ])  # fmt: skip

    assert found.spans == (Years(2020, 2020), Years(2021, 2021))
    assert found.partners == (("BLR",), ("RUS", "VEN"))
    assert found.undated == ("CUB",)


@pytest.mark.parametrize("year", [800, 2026])
def test_one_year_is_one_span(year: int) -> None:
    assert spans([year]) == (Years(year, year),)
    assert MOST == 12
