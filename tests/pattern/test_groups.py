"""Named sets of parties, and places in the picture that keep still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content.agreement import Agreement
from tessera.content.further import Further, Group
from tessera.content.library import Library
from tessera.pattern import groups, index, network

Act = Callable[..., Agreement]
Make = Callable[..., Library]
MEMBERS = [{"party": "BLR"}, {"party": "IRN", "from": "2020-07", "until": "2024"}]
GROUP = Group.model_validate({"label": "G", "definition": "G.", "members": MEMBERS})


@pytest.fixture
def grouped(library: Make) -> Callable[..., Library]:
    def make(*acts: Agreement) -> Library:
        return replace(library(*acts), further=Further(groups={"g": GROUP}))

    return make


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        ("2020-06-30", False),
        ("2020-07", True),
        ("2020", True),
        ("2024-12-31", True),
        ("2025-01-01", False),
        ("unknown", False),
    ],
)
def test_an_act_counts_while_its_parties_are_members(
    act: Act, grouped: Callable[..., Library], when: str, inside: bool
) -> None:
    """As far as both dates are known: 2020 may be after July."""
    records = grouped(act("one", when))

    among = groups.acts("g", records, records.agreements.values()).among

    assert bool(among) is inside
    assert ("g" in index.build(records).by_group) is inside


def test_acts_with_others_stand_apart(act: Act, grouped: Callable[..., Library]) -> None:
    records = grouped(
        act("within", "2021"), act("out", "2021", "BLR CUB"), act("three", "2021", "BLR IRN CUB"),
        act("elsewhere", "2021", "CUB VEN"),
    )  # fmt: skip

    found = groups.acts("g", records, records.agreements.values())

    assert [one.id for one in found.among] == ["within"]
    assert {one.id for one in found.outward} == {"out", "three"}


def test_one_more_record_moves_nothing() -> None:
    ties = {("BLR", "IRN"): 9, ("CHN", "IRN"): 3, ("CUB", "RUS"): 2, ("IRN", "RUS"): 4}
    laid = network.arrange(ties, {})

    again = network.arrange({**ties, ("CUB", "VEN"): 1, ("NIC", "ZWE"): 1}, laid)

    assert {code: again[code] for code in laid} == laid
    assert again.keys() - laid.keys() == {"VEN", "NIC", "ZWE"}


def test_a_layout_is_the_same_every_time() -> None:
    ties = {("BLR", "IRN"): 9, ("CHN", "IRN"): 3, ("IRN", "RUS"): 4}

    assert network.arrange(ties, {}) == network.arrange(dict(reversed(ties.items())), {})


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH")).filter(
            lambda pair: pair[0] < pair[1]
        ),
        st.integers(1, 50),
        max_size=12,
    )
)
def test_everybody_has_a_place_in_the_picture(ties: dict[tuple[str, str], int]) -> None:
    placed = network.arrange(ties, {})

    assert placed.keys() == {code for pair in ties for code in pair}
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in placed.values())


def test_every_shipped_party_has_its_place(shipped: Library) -> None:
    """`tessera arrange` was run after the last new party."""
    parties = {code for pair in index.build(shipped).bilateral for code in pair}

    assert parties <= shipped.positions.keys()
