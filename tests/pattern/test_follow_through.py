"""Whether anything followed the signature, as far as it was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.pattern import follow_through
from tessera.pattern.follow_through import CLIMB, ENDINGS, Rung

Act = Callable[..., Agreement]


def step(rung: str, date: str = "unknown") -> dict[str, Any]:
    return {"rung": rung, "date": date, "what": f"{rung} {date}"}


def reached(agreement: Agreement) -> list[str]:
    return [rung.code for rung in follow_through.ladder(agreement) if rung.reached]


def test_the_climb_runs_from_talks_to_renewal_and_holds_no_ending() -> None:
    assert CLIMB[0] == "talked"
    assert CLIMB[1] == "signed"
    assert CLIMB[-1] == "renewed"
    assert not set(CLIMB) & set(ENDINGS)


def test_every_rung_of_the_climb_is_shown_whether_it_was_seen_or_not(act: Act) -> None:
    assert [rung.code for rung in follow_through.ladder(act("one", "2015"))] == list(CLIMB)


def test_a_signature_with_its_date_is_a_rung_by_itself(act: Act) -> None:
    (rung,) = [rung for rung in follow_through.ladder(act("one", "2015-02")) if rung.reached]

    assert (rung.code, str(rung.date)) == ("signed", "2015-02")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "in-force"},
        {"status": "expired"},
        {"dates": {"signed": "unknown", "in_force": "1998-03-09"}},
        {"dates": {"signed": "unknown", "ratified": "1998"}},
        {"dates": {"signed": "unknown", "provisional": "1998"}},
    ],
)
def test_what_comes_after_a_signature_shows_that_there_was_one(
    act: Act, fields: dict[str, Any]
) -> None:
    """It does not show on which day."""
    assert Rung("signed", reached=True) in follow_through.ladder(act("one", **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "announced"},
        {"status": "draft-approved"},
        {"status": "unknown"},
        {"dates": {"signed": "unknown", "in_force": "unknown"}},
        {"dates": {"signed": "unknown", "announced": "2026", "approved": "2025"}},
    ],
)
def test_an_announcement_is_not_a_signature(act: Act, fields: dict[str, Any]) -> None:
    assert not follow_through.signed(act("one", **fields))
    assert reached(act("one", **fields)) == []


def test_a_rung_has_the_earliest_date_on_which_it_was_seen(act: Act) -> None:
    steps = [step("funded", "2020"), step("funded"), step("funded", "2019-05")]
    ladder = follow_through.ladder(act("one", "2015", follow_through=steps))

    assert [str(rung.date) for rung in ladder if rung.code == "funded"] == ["2019-05"]


def test_a_rung_above_one_that_was_not_seen_leaves_it_open(act: Act) -> None:
    """Money may flow without a meeting of the joint body; nothing is filled in."""
    assert reached(act("one", "2015", follow_through=[step("funded")])) == ["signed", "funded"]


def test_an_ending_is_told_only_if_it_came(act: Act) -> None:
    ladder = follow_through.ladder(act("one", "2015", follow_through=[step("lapsed", "2019")]))

    assert [(rung.code, str(rung.date)) for rung in ladder[len(CLIMB) :]] == [("lapsed", "2019")]


def test_steps_run_in_order_of_time_and_undated_ones_come_last(act: Act) -> None:
    steps = [
        step("funded"),
        step("programme", "2020"),
        step("body-met", "2020"),
        step("talked", "1999"),
    ]
    told = follow_through.steps(act("one", "2015", follow_through=steps))

    assert [one.rung for one in told] == ["talked", "body-met", "programme", "funded"]


@pytest.mark.parametrize(
    ("steps", "beyond"),
    [
        ([], False),
        ([step("talked", "2016")], False),
        ([step("signed", "2016")], False),
        ([step("lapsed", "2019")], False),
        ([step("body-met")], True),
        ([step("renewed", "2020")], True),
        ([step("body-met", "2015-06-01")], True),
        ([step("body-met", "2015")], True),
        ([step("body-met", "2014")], False),
        ([step("body-met", "2014"), step("outputs", "2017")], True),
    ],
)
def test_only_a_step_after_the_signature_leads_beyond_it(
    act: Act, steps: list[dict[str, Any]], beyond: bool
) -> None:
    agreement = act("one", "2015-06-01", follow_through=steps)

    assert follow_through.beyond_signature(agreement) is beyond
