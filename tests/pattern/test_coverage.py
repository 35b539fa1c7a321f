"""What the sample is and is not, and when it refuses a rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.content.parties import Parties
from tessera.content.vocabulary import Vocabulary
from tessera.pattern import coverage
from tessera.pattern.coverage import ELSEWHEN, MIN_DATED, UNDATED, Slice
from tessera.settings import Period, Settings
from tessera.wording import IN_ENGLISH

Act = Callable[..., Agreement]
NOTHING = Library({}, {}, {}, Vocabulary({}), {}, Parties())
"""A library without outlets."""
PERIODS = (
    Period(label="before 2022", until=2021),
    Period.model_validate({"label": "since 2022", "from": 2022}),
)


@pytest.fixture
def corpus(act: Act) -> Callable[..., list[Agreement]]:
    """`corpus((10, 3), (20, 5))`: per period so many records, so many of them with a text."""

    def make(*periods: tuple[int, int]) -> list[Agreement]:
        acts = []
        for year, (records, texts) in zip((2010, 2023), periods, strict=True):
            for n in range(records):
                role = "primary-text" if n < texts else "signing-report"
                sources = [{"id": "one", "title": "One", "role": role}]
                acts.append(act(f"act-{year}-{n}", str(year), sources=sources))
        return acts

    return make


def told(slices: Mapping[str, Slice]) -> tuple[str, ...]:
    return tuple(map(IN_ENGLISH.tell, coverage.reasons_against_a_rate(slices)))


def refused(acts: list[Agreement]) -> tuple[str, ...]:
    return told(coverage.by_period(acts, PERIODS, NOTHING))


def test_the_shipped_records_bear_no_rate(shipped: Library) -> None:
    """Texts of laws stand behind the early ones, news behind the late ones."""
    slices = coverage.by_period(shipped.agreements.values(), Settings(root=".").periods, shipped)
    reasons = told(slices)

    assert len(reasons) == 1
    assert "collected from different kinds of source" in reasons[0]


def test_too_few_dated_records_in_either_period_bear_no_rate(
    corpus: Callable[..., list[Agreement]],
) -> None:
    assert refused(corpus((MIN_DATED - 1, 0), (MIN_DATED, 0))) == (
        "only 29 dated records before 2022; at least 30 are needed",
    )
    assert refused(corpus((1, 0), (MIN_DATED, 0)))[0].startswith("only 1 dated record before")
    assert len(refused(corpus((0, 0), (0, 0)))) == 2


def test_another_mix_of_sources_bears_no_rate(corpus: Callable[..., list[Agreement]]) -> None:
    (reason,) = refused(corpus((100, 40), (100, 19)))

    assert reason.startswith(
        "40\u00a0% of the records before 2022 rest on a legal text, but 19\u00a0% of those"
    )


def test_both_reasons_are_given_together(corpus: Callable[..., list[Agreement]]) -> None:
    assert len(refused(corpus((20, 20), (40, 0)))) == 2


@pytest.mark.parametrize(
    "periods",
    [((30, 15), (30, 15)), ((30, 0), (300, 0)), ((100, 40), (100, 20)), ((100, 90), (100, 70))],
)
def test_a_balanced_corpus_is_not_refused(
    corpus: Callable[..., list[Agreement]], periods: tuple[tuple[int, int], ...]
) -> None:
    """A share that differs by exactly what is allowed is allowed."""
    assert refused(corpus(*periods)) == ()


def test_one_period_cannot_be_compared(act: Act) -> None:
    slices = coverage.by_period([act("one", "2015")], PERIODS[:1], NOTHING)

    assert told(slices) == ("there are not two periods to compare",)


def test_undated_records_and_other_years_are_no_period(act: Act) -> None:
    periods = [Period.model_validate({"label": "nineties", "from": 1990, "until": 1999})]
    acts = [act("one", "1995"), act("undated"), act("late", "2015")]
    slices = coverage.by_period(acts, periods, NOTHING)

    assert {label: part.records for label, part in slices.items()} == {
        "nineties": 1, UNDATED: 1, ELSEWHEN: 1,
    }  # fmt: skip
    assert told(slices) == ("there are not two periods to compare",)


def test_the_year_that_divides_two_periods_belongs_to_one(act: Act) -> None:
    acts = [act("old", "2021-12-31"), act("new", "2022-01-01"), act("vague", "2022")]
    slices = coverage.by_period(acts, PERIODS, NOTHING)

    assert [part.records for part in slices.values()] == [1, 2, 0]


def test_a_slice_counts_what_its_records_rest_on(act: Act) -> None:
    text = [{"id": "one", "title": "One", "role": "primary-text"}]
    acts = [
        act("text", "2015-02-03", sources=text, text="full"),
        act("part", "2015-02", text="partial"),
        act("unsure", "2015-02-03?", text="not-public"),
        act("force", dates={"signed": "unknown", "in_force": "2015-02-03"}),
    ]
    part = coverage.measure(acts, NOTHING)

    assert part.records == 4
    assert part.signed_to_the_day == 1
    assert part.text_seen == 2
    assert part.one_voice == 3
    assert part.one_side == 0
    assert part.kinds == {"legal-text": 1, "press": 3}
    assert part.share("legal-text") == 0.25


def test_nothing_has_no_share() -> None:
    assert coverage.measure([], NOTHING).share("legal-text") == 0


def test_the_slices_together_are_the_measure_of_all(shipped: Library) -> None:
    acts = shipped.agreements.values()
    slices = coverage.by_period(acts, PERIODS, shipped)

    assert coverage.together(slices.values()) == coverage.measure(acts, shipped)
    assert len(slices) > 1
