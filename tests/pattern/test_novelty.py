"""New is only what nothing before contradicts."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.pattern import context, index, novelty
from tessera.pattern.novelty import Novelty

Act = Callable[..., Agreement]
Make = Callable[..., Library]


def found(library: Library, name: str) -> list[Novelty]:
    agreement = library.agreements[name]
    pair = context.of(agreement, index.build(library))
    assert pair is not None
    return list(novelty.of(agreement, pair))


def test_what_no_act_before_has_is_new(act: Act, library: Make) -> None:
    records = library(
        act("old", "1995", pillars=["education"], text="full"),
        act("new", "2026", pillars=["education", "technology"]),
    )

    (one,) = found(records, "new")

    assert (one.field, one.code, one.silent, one.read) == ("pillars", "technology", (), 1)
    assert [before.id for before in one.before] == ["old"]


def test_one_act_that_has_it_is_enough_to_deny_it(act: Act, library: Make) -> None:
    records = library(
        act("older", "1990", pillars=["technology"]),
        act("old", "1995", pillars=["education"]),
        act("new", "2026", pillars=["technology"]),
    )

    assert found(records, "new") == []


def test_an_undated_act_may_be_earlier(act: Act, library: Make) -> None:
    records = library(
        act("whenever", pillars=["technology"]), act("new", "2026", pillars=["technology"])
    )

    assert found(records, "new") == []


def test_an_act_whose_pillars_nobody_coded_forbids_the_word(act: Act, library: Make) -> None:
    records = library(
        act("old", "1995"),
        act("older", "1990", pillars="not-public"),
        act("new", "2026", pillars=["technology"]),
    )

    (one,) = found(records, "new")

    assert {silent.id for silent in one.silent} == {"old", "older"}


def test_none_is_coded_and_unknown_is_not(act: Act, library: Make) -> None:
    """`none` says that the text was looked through; `unknown` says nothing."""
    looked = library(act("old", "1995", pillars="none"), act("new", "2026", pillars=["science"]))
    unknown = library(
        act("old", "1995", pillars="unknown"), act("new", "2026", pillars=["science"])
    )

    assert found(looked, "new")[0].silent == ()
    assert len(found(unknown, "new")[0].silent) == 1


def test_the_earliest_act_has_nothing_to_be_new_against(act: Act, library: Make) -> None:
    records = library(act("old", "1995", pillars=["science"]), act("new", "2026"))

    assert found(records, "old") == []


def test_levels_are_compared_too(act: Act, library: Make) -> None:
    records = library(act("old", "1995", level="government"), act("new", "2026", level="ministry"))

    (one,) = found(records, "new")

    assert (one.field, one.code) == ("levels", "ministry")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["unknown", "1990", "2000", "2026", "2026-06"]),
            st.sets(st.sampled_from("abc")),
        ),
        max_size=6,
    )
)
def test_nothing_claimed_is_contradicted(
    act: Act, library: Make, others: list[tuple[str, set[str]]]
) -> None:
    """Whatever stands before an act, a code that is called new is in none of it."""
    records = library(
        act("here", "2026-06-19", pillars=["a", "b"]),
        *(
            act(f"other-{n}", signed, **({"pillars": sorted(codes)} if codes else {}))
            for n, (signed, codes) in enumerate(others)
        ),
    )

    for one in found(records, "here"):
        if not one.silent:
            assert all(one.code in {"a", "b"} and one.code not in act.formula for act in one.before)
