"""The site's own words: gettext's catalogues, numbers and lists."""

from __future__ import annotations

import pytest

from tessera.wording import IN_ENGLISH


@pytest.mark.parametrize(("n", "told"), [(0, "0 acts"), (1, "1 act"), (1200, "1,200 acts")])
def test_a_number_agrees_with_its_word(n: int, told: str) -> None:
    assert IN_ENGLISH.plural("{n} act", "{n} acts", n) == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_ends_with_and(parts: list[str], told: str) -> None:
    assert IN_ENGLISH.listed(parts) == told


@pytest.mark.parametrize(
    ("span", "told"),
    [((0, 0), "less than a month"), ((0, 1), "1 month"), ((3, 0), "3 years"),
     ((1, 2), "1 year and 2 months")],
)  # fmt: skip
def test_a_span_reads_in_years_and_months(span: tuple[int, int], told: str) -> None:
    assert IN_ENGLISH.span(*span) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 byte"), (999, "999 bytes"), (14_200, "14 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"),
     (2_300_000, "2.3 MB")],
)  # fmt: skip
def test_a_size_reads_in_powers_of_a_thousand(count: int, told: str) -> None:
    assert IN_ENGLISH.size(count) == told
