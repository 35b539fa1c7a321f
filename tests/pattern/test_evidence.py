"""What a record rests on: how many voices, of which kind, how fresh."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content.agreement import Agreement, Claim
from tessera.content.library import Library
from tessera.content.outlets import Outlet
from tessera.content.parties import Parties
from tessera.content.vocabulary import FIXED_SECTIONS, Term, Vocabulary
from tessera.pattern import evidence

Act = Callable[..., Agreement]


def sources(**reprints: str) -> list[dict[str, Any]]:
    """`sources(copy="wire", wire="")`: a source each, and what it reprints."""
    return [
        {"id": name, "title": name, **({"syndicates": of} if of else {})}
        for name, of in reprints.items()
    ]


def outlet(country: str | None, ownership: str = "private") -> Outlet:
    given = {"name": "X", "ownership": ownership, **({"country": country} if country else {})}
    return Outlet.model_validate(given)


def term(*, speaks_as_one: str = "false") -> Term:
    return Term.model_validate({"label": "X", "definition": "X.", "speaks_as_one": speaks_as_one})


LIBRARY = Library(
    {}, {}, {},
    Vocabulary({"ownerships": {"state": term(speaks_as_one="true"), "private": term()}}),
    {
        "wire": outlet("IRN", "state"),
        "gazette": outlet("IRN", "state"),
        "paper": outlet("IRN"),
        "minsk": outlet("BLR", "state"),
        "abroad": outlet("CHE"),
        "somewhere": outlet(None),
    },
    Parties(),
)  # fmt: skip


def groups(agreement: Agreement, library: Library = LIBRARY) -> list[list[str]]:
    found = evidence.independent_groups(agreement, library)
    return [[one.id for one in group] for group in found]


def items(*given: dict[str, str]) -> list[dict[str, str]]:
    """Sources `s0`, `s1`, … with what is given."""
    return [{"id": f"s{n}", "title": "S", **item} for n, item in enumerate(given)]


@pytest.mark.parametrize(
    ("reprints", "expected"),
    [
        ({"one": ""}, [["one"]]),
        ({"one": "", "two": ""}, [["one"], ["two"]]),
        ({"wire": "", "copy": "wire"}, [["wire", "copy"]]),
        ({"copy": "wire", "other": "", "wire": ""}, [["copy", "wire"], ["other"]]),
        ({"a": "", "b": "a", "c": "b", "d": "a", "e": ""}, [["a", "b", "c", "d"], ["e"]]),
        ({"a": "b", "b": "a"}, [["a", "b"]]),
        ({"a": "b", "b": "c", "c": "b"}, [["a", "b", "c"]]),
        ({"a": "b", "b": "c", "c": "a", "d": "c", "e": ""}, [["a", "b", "c", "d"], ["e"]]),
        ({"a": "a"}, [["a"]]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_reprints_are_one_voice_with_what_they_reprint(
    act: Act, reprints: dict[str, str], expected: list[list[str]]
) -> None:
    """In a circle of reprints nobody is the root, and it is one voice all the same."""
    assert groups(act("one", sources=sources(**reprints))) == expected


def test_every_source_is_in_one_group(shipped: Library) -> None:
    for agreement in shipped.agreements.values():
        told = [name for group in groups(agreement, shipped) for name in group]
        assert sorted(told) == sorted(source.id for source in agreement.sources)


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        (["signing-report", "primary-text", "official-statement"], "legal-text"),
        (["signing-report", "official-statement"], "official-statement"),
        (["signing-report", "syndication"], "press"),
        ([None], "press"),
    ],
)
def test_a_record_counts_under_its_strongest_source(
    act: Act, roles: list[str | None], kind: str
) -> None:
    items = [
        {"id": f"s{n}", "title": "S", **({"role": role} if role else {})}
        for n, role in enumerate(roles)
    ]

    assert evidence.kind(act("one", sources=items)) == kind


@pytest.mark.parametrize(
    ("given", "one"),
    [
        ([{"outlet": "wire"}], True),
        ([{}], True),
        ([{"outlet": "wire"}, {"outlet": "wire"}], True),
        ([{"outlet": "wire"}, {"outlet": "abroad", "syndicates": "s0"}], True),
        ([{"outlet": "wire"}, {"outlet": "gazette"}], True),
        ([{"outlet": "wire"}, {"outlet": "paper"}], False),
        ([{"outlet": "wire"}, {"outlet": "minsk"}], False),
        ([{}, {}], False),
        ([{"outlet": "wire", "role": "primary-text"}], False),
    ],
)
def test_what_one_mouth_says_twice_is_one_voice(
    act: Act, given: list[dict[str, str]], one: bool
) -> None:
    """Neither an outlet, nor a reprint, nor a state's second agency corroborates the first."""
    assert evidence.basis(act("one", sources=items(*given)), LIBRARY).one_voice is one


@pytest.mark.parametrize(
    ("given", "sides"),
    [
        ([{"outlet": "wire"}], ["IRN"]),
        ([{"outlet": "paper"}, {"outlet": "minsk"}], ["IRN", "BLR"]),
        ([{"outlet": "abroad"}], ["third"]),
        ([{"outlet": "somewhere"}], ["unknown"]),
        ([{}], ["unknown"]),
        ([{"outlet": "abroad", "syndicates": "s1"}, {"outlet": "wire"}], ["IRN"]),
        ([{"outlet": "wire", "role": "primary-text"}], ["text"]),
        ([{"outlet": "wire", "role": "primary-text"}, {"outlet": "wire"}], ["text", "IRN"]),
        ([{"role": "primary-text"}, {"role": "primary-text"}], ["text"]),
    ],
)
def test_a_voice_has_the_side_it_goes_back_to(
    act: Act, given: list[dict[str, str]], sides: list[str]
) -> None:
    """An outlet whose country nobody knows is no third party, and the text has no side."""
    found = evidence.voices(act("one", sources=items(*given)), LIBRARY)

    assert [voice.side for voice in found] == sides


def test_only_what_supports_a_claim_bears_it_out(act: Act) -> None:
    """Five reprints of one report are one voice for it."""
    given = [{"outlet": "wire"}, *({"outlet": "abroad", "syndicates": "s0"} for _ in range(5))]
    bearing = [{"source": f"s{n}", "bears": "supports"} for n in range(6)]
    claim = {"id": "c", "says": "So.", "modality": "reported"}
    agreement = act(
        "one",
        sources=items(*given, {"outlet": "minsk"}, {"outlet": "paper"}),
        claims=[{
            **claim,
            "evidence": [*bearing, {"source": "s6", "bears": "contradicts"},
                         {"source": "s7", "bears": "mentions"}],
        }],
    )  # fmt: skip

    assert evidence.bearing_out(agreement.claims[0], agreement, LIBRARY) == {"IRN": 1}
    assert evidence.contradicted(agreement.claims[0])
    assert evidence.disputed(agreement)


def test_a_record_rests_on_one_side_when_no_voice_is_from_elsewhere(act: Act) -> None:
    one = act("one", sources=items({"outlet": "wire"}, {"outlet": "paper"}))
    both = act("both", sources=items({"outlet": "wire"}, {"outlet": "minsk"}))
    third = act("third", sources=items({"outlet": "abroad"}))

    assert [evidence.basis(act, LIBRARY).one_side for act in (one, both, third)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        ({"modality": "reported", "as_of": "2025-06-30", "review_by": "2026-12"}, "2026-12-31"),
        ({"modality": "reported", "about": "status", "as_of": "2025-06-30"}, "2026-06-30"),
        ({"modality": "reported", "about": "text", "as_of": "2025"}, "2026-12-31"),
        (
            {"modality": "official-statement", "about": "follow_through", "as_of": "2024-02-29"},
            "2026-02-28",
        ),
        ({"modality": "reported", "about": "dates", "as_of": "2025-06-30"}, ""),
        ({"modality": "reported", "as_of": "2025-06-30"}, ""),
        ({"modality": "in-text", "as_of": "1998-03-09"}, ""),
        ({"modality": "inference"}, ""),
        ({"modality": "forecast", "as_of": "9999-12-31"}, "9999-12-31"),
    ],
)
def test_a_claim_grows_old_with_its_kind(claim: dict[str, str], due: str) -> None:
    """The desk's own day stands before it; what a text says, and what was signed, stays so."""
    assert evidence.due(Claim.model_validate({"id": "one", "says": "So.", **claim})) == due


def test_every_kind_of_statement_has_an_age() -> None:
    assert evidence.AGES.keys() == {*FIXED_SECTIONS["modalities"]}
