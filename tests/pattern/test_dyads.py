"""Pairs year by year: what is a row, and what is none."""

from __future__ import annotations

from collections.abc import Callable

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.pattern import dyads

Act = Callable[..., Agreement]


def test_a_row_is_a_pair_and_a_year_in_which_it_signed_alone(
    act: Act, library: Callable[..., Library]
) -> None:
    records = library(
        act("act-1", "2020", "BLR IRN", pillars=["science"]),
        act("act-2", "2020-05", "BLR IRN", pillars=["culture"], text="full"),
        act(
            "act-3",
            "2022",
            "BLR IRN",
            follow_through=[{"date": "2023", "rung": "programme", "what": "x"}],
        ),
        act("act-4", "2022", "BLR IRN RUS"),
        act("act-5", "2021", "BLR IRN RUS"),
        act("act-6", "unknown", "BLR IRN"),
    )
    first, second = dyads.years(dyads.deeds(records))

    assert (first.pair, first.year, len(first.acts)) == (("BLR", "IRN"), 2020, 2)
    assert (first.pillars, first.texts, first.followed) == (("culture", "science"), 1, 0)
    assert (first.with_others, first.until_now) == (0, 2)
    assert (second.year, second.with_others, second.until_now, second.followed) == (2022, 1, 3, 1)


def test_both_directions_know_what_the_party_did_besides(
    act: Act, library: Callable[..., Library]
) -> None:
    records = library(
        act("act-1", "2020", "BLR IRN"),
        act("act-2", "2020", "BLR CUB"),
    )
    found = {
        (one.party, one.partner): one.acts_of_party
        for one in dyads.directed(dyads.years(dyads.deeds(records)))
    }

    assert found == {
        ("BLR", "IRN"): 2, ("IRN", "BLR"): 1, ("BLR", "CUB"): 2, ("CUB", "BLR"): 1,
    }  # fmt: skip


def test_every_dated_bilateral_act_is_in_one_dyad_year(shipped: Library) -> None:
    rows = list(dyads.years(dyads.deeds(shipped)))
    counted = [act.id for row in rows for act in row.acts]
    dated = [act.id for act in shipped.agreements.values() if act.pairs and act.when]

    assert sorted(counted) == sorted(dated)
    assert len({(row.pair, row.year) for row in rows}) == len(rows)
