"""A pattern is named before it is counted, held against chance, and refused where nothing can be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from tessera.content.agreement import Agreement
from tessera.content.further import Further, Group, Rule
from tessera.content.library import Library
from tessera.pattern import base_rate
from tessera.pattern.base_rate import Verdict, holm, judge
from tessera.wording import IN_ENGLISH

Act = Callable[..., Agreement]
Make = Callable[..., Library]
Pair = tuple[str, str]
CODES = [f"P{number:02d}" for number in range(30)]


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def corpus(seed: int, planted: int = 0) -> tuple[list[Pair], frozenset[Pair], list[Pair]]:
    """120 acts of 30 parties as busy as real ones; `planted` of them are moved into a group of eight."""
    random = Random(seed)
    busy = [1 / (rank + 1) ** 0.75 for rank in range(len(CODES))]
    acts: list[Pair] = []
    while len(acts) < 120:
        a, b = random.choices(CODES, busy, k=2)
        if a != b:
            acts.append(pair(a, b))
    members = random.sample(CODES, 8)
    joined = frozenset(pair(a, b) for a in members for b in members if a < b)
    outside = [n for n, one in enumerate(acts) if one not in joined][:planted]
    for n in outside:
        acts[n] = random.choice(sorted(joined))
    before = [pair(*random.sample(CODES, 2)) for _ in range(60)]
    return acts, joined, before


def found(seed: int, planted: int = 0) -> bool | None:
    """Whether the test calls the group a pattern; None where it would refuse."""
    models = base_rate.tested(*corpus(seed, planted), str(seed))
    if min(model.expected for model in models) < base_rate.LEAST_EXPECTED:
        return None
    return max(model.p for model in models) <= base_rate.ALPHA


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer drawings: a p-value of five in a hundred needs no thousands."""
    monkeypatch.setattr(base_rate, "DRAWINGS", 199)


@pytest.mark.usefixtures("quick")
def test_without_a_pattern_it_seldom_cries_wolf() -> None:
    """On a thousand corpora drawn at random, in at most one of twenty."""
    answers = [answer for seed in range(1000) if (answer := found(seed)) is not None]

    assert len(answers) > 900
    assert sum(answers) <= 0.05 * len(answers)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("planted", "power"), [(16, 0.45), (30, 0.85)])
def test_a_planted_pattern_is_found(planted: int, power: float) -> None:
    """Of 120 acts some eight lie in the group by chance: with so many more, it is found so often."""
    answers = [answer for seed in range(100) if (answer := found(seed, planted)) is not None]

    assert sum(answers) >= power * len(answers)


def test_the_same_records_give_the_same_numbers() -> None:
    assert base_rate.tested(*corpus(7), "rule") == base_rate.tested(*corpus(7), "rule")


def test_expectation_keeps_every_partys_activity() -> None:
    """Two parties that sign only with each other meet in every drawing."""
    models = base_rate.tested([("A", "B")] * 40, frozenset({("A", "B")}), [], "one")

    assert [model.expected for model in models] == [40, 40]
    assert [model.p for model in models] == [1, 1]


def group(*codes: str, **times: str) -> Group:
    return Group.model_validate(
        {"label": "G", "definition": "G.", "members": [{"party": code, **times} for code in codes]}
    )


def rule(**given: object) -> Rule:
    return Rule.model_validate(
        {"label": "R", "why": "W.", "between": ["g"], "since": "2022", **given}
    )


@pytest.fixture
def judged(act: Act, library: Make) -> Callable[..., Verdict]:
    """`judged(acts, rule, group)`: the verdict on one rule over some acts."""

    def make(acts: list[Agreement], one: Rule, members: Group) -> Verdict:
        records = replace(
            library(*acts), further=Further(groups={"g": members}, patterns={"rule": one})
        )
        (verdict,) = judge(records)
        return verdict

    return make


def many(act: Act, number: int, year: int = 2023, **fields: object) -> list[Agreement]:
    """Acts that go round ten states."""
    codes = ["ARG", "BLR", "BRA", "CHN", "CUB", "IND", "IRN", "RUS", "SYR", "VEN"]
    return [
        act(f"act-{year}-{n}", str(year), f"{codes[n % 10]} {codes[(n * 3 + 1) % 10]}"
            if codes[n % 10] != codes[(n * 3 + 1) % 10] else "IRN BLR", **fields)
        for n in range(number)
    ]  # fmt: skip


def test_too_few_acts_are_refused_with_what_is_missing(
    act: Act, judged: Callable[..., Verdict]
) -> None:
    verdict = judged(many(act, 29), rule(), group("BLR", "IRN"))

    assert verdict.adjusted is None
    assert not verdict.stands
    assert tuple(map(IN_ENGLISH.tell, verdict.refused)) == (
        "29 dated bilateral acts in the window fit its content; at least 30 are needed",
    )


def test_what_chance_hardly_brings_is_refused(act: Act, judged: Callable[..., Verdict]) -> None:
    verdict = judged(many(act, 60), rule(), group("BLR", "ZWE"))

    assert "too few to tell few from none" in IN_ENGLISH.tell(verdict.refused[0])


def test_enough_acts_are_tested(act: Act, judged: Callable[..., Verdict]) -> None:
    verdict = judged(many(act, 60), rule(), group("BLR", "IRN", "RUS", "CHN", "CUB"))

    assert tuple(map(IN_ENGLISH.tell, verdict.refused)) == ()
    assert verdict.adjusted is not None
    assert verdict.ratio is not None
    assert verdict.interval[0] < verdict.ratio < verdict.interval[1]
    assert {model.name for model in verdict.models} == {"activity", "partners"}


def test_content_level_and_window_select_what_is_counted(
    act: Act, judged: Callable[..., Verdict]
) -> None:
    acts = [
        act("fits", "2023", "BLR IRN", pillars=["science", "culture"], level="ministry"),
        act("early", "2021", "BLR IRN", pillars=["science"], level="ministry"),
        act("edge", "2021", "BLR IRN", pillars=["culture"], level="ministry"),
        act("other-level", "2023", "BLR IRN", pillars=["science"], level="government"),
        act("outside", "2023", "BLR CUB", pillars=["science"], level="ministry"),
        act("undated", parties="BLR IRN", pillars=["science"], level="ministry"),
        act("three", "2023", "BLR IRN CUB", pillars=["science"], level="ministry"),
    ]
    verdict = judged(acts, rule(pillars=["science"], level=["ministry"]), group("BLR", "IRN"))

    assert [one.id for one in verdict.fitting] == ["fits"]
    assert (verdict.before.acts, verdict.before.content, verdict.before.fitting) == (2, 1, 1)


def test_a_share_is_compared_with_the_share_before(
    act: Act, judged: Callable[..., Verdict]
) -> None:
    """Of 60 acts within the group each time, 10 name science before the window and 30 in it."""
    acts = [
        act(
            f"act-{year}-{n}",
            str(year),
            "BLR IRN",
            pillars=["science"] if n < part else ["culture"],
        )
        for year, part in ((2020, 10), (2023, 30))
        for n in range(60)
    ]
    growth = judged(acts, rule(pillars=["science"]), group("BLR", "IRN")).growth

    assert growth is not None
    assert (growth.before.part, growth.before.whole) == (10, 60)
    assert (growth.now.part, growth.now.whole) == (30, 60)
    assert growth.ratio == pytest.approx(3.0)
    # Katz by hand: exp(ln 3 ± 1.96 √(1/30 − 1/60 + 1/10 − 1/60))
    assert growth.interval == pytest.approx((1.615, 5.573), abs=0.01)
    assert growth.p < 0.001


def test_a_rule_without_sides_is_a_share_only(act: Act, judged: Callable[..., Verdict]) -> None:
    acts = [
        act(
            f"act-{year}-{n}",
            str(year),
            "BLR IRN",
            pillars=["science"] if n < part else ["culture"],
        )
        for year, part in ((2020, 10), (2023, 30))
        for n in range(60)
    ]
    asked = Rule.model_validate(
        {"label": "Science grows", "why": "Because.", "pillars": ["science"], "since": "2022"}
    )
    verdict = judged(acts, asked, group("BLR", "IRN"))

    assert tuple(map(IN_ENGLISH.tell, verdict.refused)) == (
        "the rule names no sides, so there are no partners to draw",
    )
    assert verdict.growth is not None
    assert (verdict.growth.now.part, verdict.growth.before.part) == (30, 10)


def test_membership_has_its_time(act: Act, judged: Callable[..., Verdict]) -> None:
    acts = [act("before", "2023", "BLR IRN"), act("after", "2025", "BLR IRN")]
    verdict = judged(acts, rule(), group("BLR", "IRN", **{"from": "2024"}))

    assert [one.id for one in verdict.fitting] == ["after"]


def test_two_sides_are_joined_and_not_mixed(act: Act, judged: Callable[..., Verdict]) -> None:
    acts = [act("across", "2023", "BLR RUS"), act("within", "2023", "BLR IRN")]
    verdict = judged(acts, rule(**{"and": ["RUS"]}), group("BLR", "IRN"))

    assert [one.id for one in verdict.fitting] == ["across"]


def test_holm_corrects_for_all_that_were_tried() -> None:
    """Holm's own procedure: the smallest counts for all, and none falls below a smaller one."""
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx(
        {"a": 0.03, "c": 0.06, "b": 0.06}
    )
    assert holm({"a": 0.9, "b": 0.8}) == {"b": 1.0, "a": 1.0}
    assert holm({}) == {}


def test_the_shipped_records_bear_no_rate_over_2022(shipped: Library) -> None:
    """Early records are legal texts and late ones news; every rule says so."""
    verdicts = judge(shipped)

    assert verdicts
    assert all(verdict.no_rate for verdict in verdicts)
    assert not any(verdict.stands for verdict in verdicts)
