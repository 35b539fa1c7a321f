"""What is noted of the looks into lists, and what is kept with a value made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from tessera.content import lookups
from tessera.content.lookups import (
    COUNT,
    KEYS,
    PAST,
    TODAY,
    WHOLE,
    Kept,
    Lookups,
    Need,
    watched,
)

LISTS = {"a": 1, "b": 2}
LOOKS: Mapping[str, tuple[Callable[[Mapping[str, int]], object], Need]] = {
    "item": (lambda lists: lists["a"], ("n", "a")),
    "get": (lambda lists: lists.get("c"), ("n", "c")),
    "in": (lambda lists: "c" in lists, ("n", "c")),
    "keys": (set, ("n", KEYS)),
    "values": (lambda lists: [*lists.values()], ("n", WHOLE)),
    "items": (lambda lists: [*lists.items()], ("n", WHOLE)),
    "length": (len, ("n", COUNT)),
    "comparison": (lambda lists: lists == {}, ("n", WHOLE)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_way_of_looking_is_noted(look: str) -> None:
    heard = Lookups()
    looked, need = LOOKS[look]
    with heard.noting() as needs:
        looked(watched(LISTS, "n", heard))

    assert needs == {need}


def test_a_key_that_is_not_there_is_noted_too() -> None:
    heard = Lookups()
    with heard.noting() as needs, pytest.raises(KeyError):
        watched(LISTS, "n", heard)["c"]

    assert needs == {("n", "c")}


def test_what_is_looked_up_while_a_list_is_made_is_not_noted() -> None:
    heard = Lookups()
    lists = watched(LISTS, "n", heard)
    with heard.noting() as needs:
        with heard.paused():
            list(lists)
        lists.get("b")

    assert needs == {("n", "b")}


def test_without_lookups_a_list_is_itself() -> None:
    assert watched(LISTS, "n", None) is LISTS


def test_whoever_asks_for_a_kept_value_needs_what_it_was_made_from() -> None:
    heard = Lookups()
    lists = watched(LISTS, "n", heard)
    kept: Kept[int] = Kept(heard)
    inner: Kept[int] = Kept(heard)
    for _ in range(2):
        with heard.noting() as needs:
            kept.get("x", lambda: inner.get("y", lambda: lists["a"]) + lists["b"])

        assert needs == {("n", "a"), ("n", "b")}


def test_the_latest_keys_are_kept_and_older_ones_are_made_again() -> None:
    made: Counter[str] = Counter()

    def make(key: str) -> str:
        made[key] += 1
        return key.upper()

    kept: Kept[str] = Kept(limit=2)
    assert [kept.get(key, lambda key=key: make(key)) for key in "abbca"] == list("ABBCA")  # type: ignore[misc]
    assert made == {"a": 2, "b": 1, "c": 1}


def test_who_looks_at_very_many_keys_depends_on_the_whole_list() -> None:
    few = [("few", key) for key in range(lookups.MANY)]
    many = [("many", key) for key in range(lookups.MANY + 1)]
    days = [(PAST, str(key)) for key in range(lookups.MANY + 1)]

    assert lookups.summed(few) == tuple(few)
    assert lookups.summed([*few, *many, *days]) == (("many", WHOLE), (TODAY, WHOLE), *few)


def test_what_is_made_in_passing_is_forgotten() -> None:
    kept: Kept[int] = Kept()
    kept.get("before", lambda: 1)
    with kept.passing():
        assert kept.get("within", lambda: 2) == 2
        assert kept.get("before", lambda: 3) == 1

    assert kept.get("before", lambda: 4) == 1
    assert kept.get("within", lambda: 5) == 5
