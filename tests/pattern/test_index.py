"""The lists that pages look records up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.pattern import index
from tessera.pattern.bare import Bare
from tessera.pattern.index import Index

Act = Callable[..., Agreement]
Make = Callable[..., Library]


def ids(acts: Iterable[Agreement]) -> list[str]:
    return [act.id for act in acts]


def test_lists_run_in_order_of_time_with_undated_acts_first(act: Act, library: Make) -> None:
    built = index.build(
        library(act("late", "2020"), act("undated"), act("early", "1998-05"), act("vague", "1998"))
    )

    assert ids(built.by_party["BLR"]) == ["undated", "vague", "early", "late"]
    assert ids(built.by_pair["BLR", "IRN"]) == ["undated", "vague", "early", "late"]


def test_a_plurilateral_act_is_in_the_list_of_each_party_and_of_no_pair(
    act: Act, library: Make
) -> None:
    """Five parties would make ten pairs, of which none met for the act."""
    built = index.build(library(act("brics", "2015", "BRA RUS IND CHN ZAF")))

    assert ids(built.by_party["RUS"]) == ["brics"]
    assert not built.by_pair
    assert ids(built.between(("BRA", "RUS"))) == ["brics"]
    assert built.between(("BRA", "IRN")) == ()


def test_between_leaves_out_what_stands_in_the_pairs_own_list(act: Act, library: Make) -> None:
    built = index.build(library(act("two", "2015"), act("three", "2016", "BLR IRN RUS")))

    assert ids(built.between(("BLR", "IRN"))) == ["three"]


def test_a_pair_is_one_pair_in_whatever_order_it_is_written(act: Act, library: Make) -> None:
    built = index.build(library(act("one", "1998", "IRN BLR"), act("two", "2006", "BLR IRN")))

    assert list(built.by_pair) == [("BLR", "IRN")]
    assert ids(built.by_pair["BLR", "IRN"]) == ["one", "two"]


def test_an_act_of_two_bodies_of_one_party_makes_no_pair(act: Act, library: Make) -> None:
    built = index.build(library(act("home", "2015", "BLR BLR")))

    assert ids(built.by_party["BLR"]) == ["home"]
    assert not built.by_pair


def test_an_act_without_a_date_is_in_no_year(act: Act, library: Make) -> None:
    built = index.build(library(act("undated"), act("dated", "2015-02")))

    assert list(built.by_year) == [2015]


def test_a_year_is_that_of_the_best_known_date(act: Act, library: Make) -> None:
    built = index.build(
        library(act("force", dates={"signed": "unknown", "in_force": "1995-07-14"}))
    )

    assert ids(built.by_year[1995]) == ["force"]


def test_a_blank_instrument_is_found_under_the_blank(act: Act, library: Make) -> None:
    built = index.build(library(act("one", "2015", instrument="unknown")))

    assert ids(built.by_instrument["unknown"]) == ["one"]


def test_a_formula_is_a_set_of_pillars(act: Act, library: Make) -> None:
    built = index.build(
        library(
            act("one", "2015", pillars=["technology", "education"]),
            act("two", "2016", pillars=["education", "technology"]),
            act("none", "2017", pillars="not-public"),
        )
    )

    assert list(built.by_formula) == [("education", "technology")]
    assert ids(built.by_formula["education", "technology"]) == ["one", "two"]


def test_an_outlet_has_every_item_taken_from_it(act: Act, library: Make) -> None:
    sources = [{"id": name, "title": name, "outlet": "wire"} for name in ("a", "b")]
    built = index.build(library(act("one", "2015", sources=sources)))

    assert [(found.id, source.id) for found, source in built.by_outlet["wire"]] == [
        ("one", "a"),
        ("one", "b"),
    ]


def test_relations_are_found_from_both_ends(act: Act, library: Make) -> None:
    relations = [{"type": "follows", "to": "old"}]
    built = index.build(library(act("old", "1998"), act("new", "2006", relations=relations)))

    ((other, relation),) = built.incoming["old"]
    assert (other.id, relation.type) == ("new", "follows")


def test_an_analysis_is_about_the_parties_of_its_agreements_and_those_it_names(
    act: Act, analysis: Callable[..., Analysis], library: Make
) -> None:
    records = library(act("one", "2015"), analysis("brief", agreements=["one"], countries=["VEN"]))
    built = index.build(records)

    assert list(built.analyses_by_party) == ["BLR", "IRN", "VEN"]
    assert [one.id for one in built.analyses_of["one"]] == ["brief"]


def test_a_pair_that_an_analysis_refers_to_has_a_list_even_if_it_is_empty(
    act: Act, analysis: Callable[..., Analysis], library: Make
) -> None:
    mentions = {"brief": ("VNM-CUB", "BLR-IRN", "one", "technology")}
    built = index.build(library(act("one", "2015"), analysis("brief"), mentions=mentions))

    assert built.by_pair["CUB", "VNM"] == ()
    assert ids(built.by_pair["BLR", "IRN"]) == ["one"]


def test_keys_are_sorted_so_that_no_order_of_files_shows(act: Act, library: Make) -> None:
    acts = [act("one", "2015", "VEN BLR"), act("two", "2001", "IRN CUB"), act("three", "2009")]
    forward, backward = (index.build(library(*order)) for order in (acts, acts[::-1]))

    assert list(forward.by_party) == sorted(forward.by_party)
    assert _listed(forward) == _listed(backward)


def _listed(built: Index) -> list[object]:
    return [(key, ids(acts)) for key, acts in (*built.by_party.items(), *built.by_year.items())]


def test_no_list_can_be_changed(act: Act, library: Make) -> None:
    built = index.build(library(act("one", "2015")))

    with pytest.raises(TypeError):
        built.by_party["BLR"] = ()  # type: ignore[index]


def test_a_list_is_made_once(act: Act, library: Make) -> None:
    built = index.build(library(act("one", "2015")))

    assert built.by_party is built.by_party


EDITS: dict[str, dict[str, Any]] = {
    "a title": {"title": "Another title"},
    "a level": {"level": "ministry"},
    "a step": {"follow_through": [{"rung": "body-met", "what": "It met.", "date": "2016"}]},
    "pillars": {"pillars": ["space"]},
    "a date": {"dates": {"signed": "2012"}},
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_index_of_the_next_library_is_that_of_a_library_read_anew(
    act: Act, library: Make, edit: str
) -> None:
    """What a preview takes over from before an edit is what it would find by making it again."""
    given: dict[str, Any] = {
        "pillars": ["education", "science"],
        "sources": [{"id": name, "outlet": "agency", "url": f"https://a.example/{name}"}
                    for name in ("one", "two")],
    }  # fmt: skip
    same = [act(f"act-{n}", str(2010 + n), **given) for n in (0, 1, 3, 4)]
    before = index.build(library(*same, act("edited", "2012", **given)))
    before.complete()
    edited = library(*same, act("edited", "2012", **{**given, **EDITS[edit]}))
    after, anew = before.after(edited), index.build(edited)

    names = (*index._LISTS, *index._MADE)
    assert {name: after[name] for name in names} == {name: anew[name] for name in names}


def test_an_edit_of_words_alone_leaves_what_was_counted(act: Act, library: Make) -> None:
    one, other = act("one", "2015", pillars=["space"]), act("other", "2016", pillars=["space"])
    before = index.build(library(one, other))
    before.complete()
    after = before.after(library(act("one", "2015", pillars=["space"], title="New"), other))

    assert after["onward"] is before["onward"]
    assert after["near"] is before["near"]
    assert [each.title for each in after["by_party"]["BLR"]] == ["New", "other"]


def test_lists_of_bare_acts_are_the_lists_of_acts_without_their_words(
    act: Act, library: Make
) -> None:
    """But for their words the acts are the same, and stand in the same places."""
    titled: dict[str, Any] = {
        "titles": [{"lang": "fr", "text": "Un titre"}], "summary": "A summary.", "note": "A note.",
        "pillars": ["education", "science"], "level": "ministry",
        "sources": [{"id": "one", "outlet": "agency", "url": "https://a.example/one"}],
    }  # fmt: skip
    acts = [
        act("first", "2010", **titled),
        act("second", "2012", "BLR IRN RUS", **titled),
        act("third", relations=[{"type": "amends", "to": "first"}]),
    ]
    assert acts[0].title_lang is None
    assert act("one", title="Un", titles=[{"lang": "fr", "text": "Un"}]).title_lang == "fr"
    whole = index.build(library(*acts))
    words = {"title": "", "titles": (), "summary": None, "note": None}

    def told(value: Any, other: dict[str, Any]) -> Any:
        if type(value) is tuple:
            return (told(value[0], other), value[1])
        if isinstance(value, Agreement):
            return {name: getattr(value, name) for name in Agreement.model_fields} | other
        return value

    def every(lists: Index, name: str, other: dict[str, Any]) -> dict[Any, Any]:
        return {key: [told(one, other) for one in values] for key, values in lists[name].items()}

    bare = Bare(whole.library.bare, whole=whole)
    assert all(getattr(acts[0], field) for field in words)
    for name in (*index._LISTS, *index._MADE):
        assert every(bare, name, {}) == every(whole, name, words)
