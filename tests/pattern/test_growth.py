"""A share beside the share before it."""

from __future__ import annotations

import pytest

from tessera.pattern.growth import Share, compare


def test_the_same_share_has_not_grown() -> None:
    growth = compare(Share(10, 100), Share(20, 200))

    assert growth is not None
    assert growth.ratio == pytest.approx(1.0)
    assert growth.interval[0] < 1 < growth.interval[1]
    assert growth.p == pytest.approx(1.0)


def test_from_nothing_there_is_no_ratio() -> None:
    growth = compare(Share(0, 50), Share(10, 50))

    assert growth is not None
    assert (growth.ratio, growth.interval) == (None, (0.0, 0.0))
    assert growth.p < 0.01


def test_to_nothing_the_ratio_is_nought() -> None:
    growth = compare(Share(10, 50), Share(0, 50))

    assert growth is not None
    assert growth.ratio == 0.0


def test_without_acts_nothing_is_compared() -> None:
    assert compare(Share(0, 0), Share(1, 2)) is None
    assert Share(0, 0).value == 0.0
