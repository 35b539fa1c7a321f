"""Follow-through with those for which it is too early to say, against a textbook and by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.pattern import survival
from tessera.pattern.survival import Span
from tessera.wording import IN_ENGLISH

Act = Callable[..., Agreement]
TODAY = "2026-01-01"


def step(date: str, rung: str = "body-met") -> dict[str, Any]:
    return {"date": date, "rung": rung, "what": "It met."}


@pytest.mark.parametrize(
    ("signed", "steps", "expected"),
    [
        ("2025-01-01", [], Span(365, seen=False)),
        ("2025-01-01", [step("2025-01-31")], Span(30, seen=True)),
        ("2025-01-01", [step("2025-05-01"), step("2025-01-31")], Span(30, seen=True)),
        ("2025-01-01", [step("2024-12-01")], Span(365, seen=False)),
        ("2025-01-01", [step("2025-02-01", "talked")], Span(365, seen=False)),
        ("2025-01-01", [step("2025-02-01", "cancelled")], Span(365, seen=False)),
        ("2025-01", [], Span(350, seen=False)),
        ("2025", [], None),
        ("unknown", [], None),
        ("2026-05-01", [], None),
        ("2025-01-01", [step("unknown")], None),
    ],
)
def test_an_agreement_is_followed_to_its_first_step_or_to_today(
    act: Act, signed: str, steps: list[dict[str, Any]], expected: Span | None
) -> None:
    assert survival.span(act("one", signed, follow_through=steps), TODAY) == expected


def test_the_curve_is_kaplan_and_meiers(act: Act) -> None:
    """Forty agreements a year old; steps at 100 days for ten, and at 200 for ten of those left."""
    acts = [
        *(act(f"act-a{n}", "2025-01-01", follow_through=[step("2025-04-11")]) for n in range(10)),
        *(act(f"act-b{n}", "2025-01-01", follow_through=[step("2025-07-20")]) for n in range(10)),
        *(act(f"act-c{n}", "2025-08-14") for n in range(10)),
        *(act(f"act-d{n}", "2025-01-01") for n in range(10)),
    ]
    curve = survival.curve(survival.follow(acts, TODAY))

    # 10 of 40 at day 100; the c are censored at day 140, so 10 of the 20 that are left at day 200.
    assert [point.share for point in curve.points] == pytest.approx([0.25, 1 - 0.75 * 0.5])
    assert [point.left for point in curve.points] == [30, 10]
    assert all(point.low < point.share < point.high for point in curve.points)


def test_the_young_have_not_failed(act: Act) -> None:
    """Agreements of yesterday change no share: they were not watched long enough to count."""
    old = [
        act(f"old-{n}", "2020-01-01", follow_through=[step("2021-01-01")] if n < 10 else [])
        for n in range(40)
    ]
    young = [act(f"young-{n}", "2025-12-31") for n in range(400)]

    assert survival.curve(survival.follow([*old, *young], TODAY)).points[-1].share == pytest.approx(
        0.25
    )


def test_the_curve_ends_where_few_are_left(act: Act) -> None:
    """One step among the last nine would be a leap of a ninth."""
    acts = [
        *(act(f"act-a{n}", "2024-01-01", follow_through=[step("2024-03-01")]) for n in range(6)),
        *(act(f"act-b{n}", "2024-01-01") for n in range(30)),
        *(act(f"act-c{n}", "1990-01-01", follow_through=[step("2020-01-01")]) for n in range(3)),
    ]
    curve = survival.curve(survival.follow(acts, TODAY))

    assert len(curve.points) == 1
    assert curve.until < 3
    assert curve.at(10) is None


@pytest.mark.parametrize(("followed", "seen"), [(29, 10), (40, 4)])
def test_too_little_is_no_curve(act: Act, followed: int, seen: int) -> None:
    acts = [
        act(f"act-a{n}", "2024-01-01", follow_through=[step("2024-03-01")] if n < seen else [])
        for n in range(followed)
    ]
    curve = survival.curve(survival.follow(acts, TODAY))

    assert curve.points == ()
    assert curve.refused is not None
    assert f"{followed} agreements can be followed and {seen} steps" in IN_ENGLISH.tell(
        curve.refused
    )


def test_every_shipped_agreement_is_followed_or_counted_as_left_out(shipped: Library) -> None:
    followed = survival.follow(shipped.agreements.values(), shipped.newest)
    curve = survival.curve(followed)

    assert len(followed.spans) + followed.left_out == len(shipped.agreements)
    assert [p.share for p in curve.points] == sorted(p.share for p in curve.points)
