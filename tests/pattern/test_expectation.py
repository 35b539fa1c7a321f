"""Terms that run out, and steps that might come next: presumptions, told as such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.pattern import expectation
from tessera.pattern.expectation import Onward, Term

Act = Callable[..., Agreement]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"duration": {"term": "5 years"}}, Term(date(2025, 6, 30), False, "5 years", "signed")),
        ({"duration": {"term": "five years"}}, Term(date(2025, 6, 30), False, "five years", "signed")),
        ({"duration": {"term": "1 year"}, "dates": {"signed": "2020-02-29"}},
         Term(date(2021, 2, 28), False, "1 year", "signed")),
        ({"duration": {"term": "5 years"}, "dates": {"signed": "2020-06", "in_force": "2021-01-02"}},
         Term(date(2026, 1, 2), False, "5 years", "in_force")),
        ({"duration": {"term": "2019 to 2020"}}, Term(date(2020, 12, 31), False, "2019 to 2020")),
        ({"duration": {"term": "2023–2026"}}, Term(date(2026, 12, 31), False, "2023–2026")),
        ({"duration": {"term": "to 2018"}}, Term(date(2018, 12, 31), False, "to 2018")),
        ({"dates": {"signed": "2020", "expires": "2022-05"}}, Term(date(2022, 5, 31), True)),
        ({"duration": {"term": "5 years", "renewal": "automatic, by five years"}},
         Term(date(2025, 6, 30), False, "5 years", "signed", renews=True)),
        ({"duration": {"term": "5 years"}, "status": "terminated"},
         Term(date(2025, 6, 30), False, "5 years", "signed", open=False)),
        ({"duration": {"term": "5 years"},
          "follow_through": [{"date": "2024", "rung": "renewed", "what": "Renewed."}]},
         Term(date(2025, 6, 30), False, "5 years", "signed", open=False)),
        ({"duration": {"term": "5+5 years"}}, None),
        ({"duration": {"term": "unknown"}}, None),
        ({"duration": {"term": "5 years"}, "dates": {"signed": "unknown"}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_end_of_a_term_is_read_or_counted(
    act: Act, fields: dict[str, Any], found: Term | None
) -> None:
    assert expectation.term(act("one-act", "2020-06", **fields)) == found


def climbed(act: Act, name: str, *rungs: str) -> Agreement:
    steps = [{"date": "2021", "rung": rung, "what": "A step."} for rung in rungs]
    return act(name, "2020", follow_through=steps)


def test_a_step_onward_is_the_next_one_that_was_seen(act: Act) -> None:
    found = expectation.onward([
        climbed(act, "stays"),
        climbed(act, "meets", "body-met"),
        climbed(act, "works", "programme", "outputs"),
        act("undated"),
    ])  # fmt: skip

    assert found["signed"] == (Onward(3, 2, (("body-met", 1), ("programme", 1))),)
    assert found["body-met"] == (Onward(1, 0, ()),)
    assert found["programme"] == (Onward(1, 1, (("outputs", 1),)),)
    assert found["outputs"] == (Onward(1, 0, ()),)
    assert not found["signed"][0].tells
    assert expectation.highest(climbed(act, "works", "programme", "outputs")) == "outputs"
    assert expectation.highest(act("undated")) is None


def test_an_expectation_needs_enough_of_both() -> None:
    assert Onward(20, 5, (("body-met", 5),)).tells
    assert not Onward(19, 5, (("body-met", 5),)).tells
    assert not Onward(20, 4, (("body-met", 4),)).tells
