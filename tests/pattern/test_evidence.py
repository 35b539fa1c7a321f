"""What a record rests on: how many voices, of which kind, how fresh."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content.agreement import Agreement, Claim
from tessera.content.library import Library
from tessera.pattern import evidence

Act = Callable[..., Agreement]


def sources(**reprints: str) -> list[dict[str, Any]]:
    """`sources(copy="wire", wire="")`: a source each, and what it reprints."""
    return [
        {"id": name, "title": name, **({"syndicates": of} if of else {})}
        for name, of in reprints.items()
    ]


def groups(agreement: Agreement) -> list[list[str]]:
    return [[one.id for one in group] for group in evidence.independent_groups(agreement)]


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
        told = [name for group in groups(agreement) for name in group]
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
    ("items", "one"),
    [
        ([{"outlet": "wire"}], True),
        ([{}], True),
        ([{"outlet": "wire"}, {"outlet": "wire"}], True),
        ([{"outlet": "wire"}, {"outlet": "gazette", "syndicates": "s0"}], True),
        ([{"outlet": "wire"}, {"outlet": "gazette"}], False),
        ([{}, {}], False),
        ([{"outlet": "wire", "role": "primary-text"}], False),
    ],
)
def test_an_outlet_cannot_corroborate_itself(
    act: Act, items: list[dict[str, str]], one: bool
) -> None:
    """Nor can a reprint; the legal text needs nobody to bear it out."""
    given = [{"id": f"s{n}", "title": "S", **item} for n, item in enumerate(items)]

    assert evidence.one_outlet(act("one", sources=given)) is one


@pytest.mark.parametrize(
    ("review_by", "overdue"),
    [
        ("2026-07-01", False),
        ("2026-06-30", True),
        ("2026-07", False),
        ("2026-06", True),
        ("2026", False),
        (None, False),
    ],
)
def test_a_claim_is_overdue_when_the_last_day_it_had_is_past(
    review_by: str | None, overdue: bool
) -> None:
    given = {"review_by": review_by} if review_by else {}
    claim = Claim.model_validate({"id": "one", "says": "So.", "modality": "reported", **given})

    assert evidence.overdue(claim, "2026-07-01") is overdue
