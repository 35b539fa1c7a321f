"""A living number is counted, and nothing else is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content import query
from tessera.content.library import Library
from tessera.content.lists import Desk
from tessera.content.parties import Parties
from tessera.content.query import LIVING, QueryError
from tessera.content.vocabulary import Vocabulary


@pytest.fixture
def library(load: Callable[..., Library], act: Callable[..., str]) -> Library:
    """Five acts: a pair's two, one of 2026 without pillars, one undated, one of three parties."""
    return load(
        {
            "agreements/blr-ven-2006-science.yml": act(parties="[BLR, VEN]"),
            "agreements/a-1995.yml": act(
                "pillars: [education]\nlevel: ministry\ntext: full\n", dates="{signed: 1995-03-01}"
            ),
            "agreements/a-1998.yml": act(
                "pillars: [education, technology]\nstatus: signed\n", dates="{signed: 1998}"
            ),
            "agreements/a-2026.yml": act(dates="{signed: unknown, announced: 2026-06}"),
            "agreements/a-none.yml": act("text: not-public\n", dates="{signed: unknown}"),
            "agreements/a-three.yml": act(parties="[BLR, IRN, SUN]", dates="{signed: 2001}"),
        }
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("count()", 6),
        ("count( )", 6),
        ("count(parties=BLR)", 6),
        ("count(parties=BY)", 6),
        ("count(parties=BLR+IRN)", 5),
        ("count(parties=BLR+VEN+IRN)", 0),
        ("count(any=VEN+SUN)", 2),
        ("count(pillars=education)", 2),
        ("count(pillars=education+technology)", 1),
        ("count(instrument=agreement)", 6),
        ("count(level=ministry)", 1),
        ("count(status=signed)", 1),
        ("count(text=full+not-public)", 2),
        ("count(since=1998)", 4),
        ("count(since=1998-02)", 3),
        ("count(until=1998)", 3),
        ("count(since=1995-03-01, until=1995-03-01)", 1),
        ("count(until=2026-05-31)", 4),
        ("count( parties = BLR + IRN , since = 2001 )", 2),
        ("count(parties=BLR,)", 6),
    ],
)
def test_a_selection_is_counted(text: str, number: int, library: Library) -> None:
    assert library.number(text) == (number, None)


@pytest.mark.parametrize("text", ["count(parties=IRN, was=4)", "count(parties=IRN) was=4"])
def test_the_number_at_publication_is_kept(text: str, library: Library) -> None:
    assert library.number(text) == (5, 4)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("sum()", "`sum()` is not a living number; it is written count(parties=BLR+IRN, since=2022)", ""),
        ("count(", "`count(` is not a living number; it is written count(parties=BLR+IRN, since=2022)", ""),
        ("count(__import__('os'))", None, ""),
        ("count(a=(b))", None, ""),
        ("count(BLR)", "`BLR` is not a filter; a filter is written name=value", ""),
        ("count(parties=)", "`parties=` is not a filter; a filter is written name=value", ""),
        ("count(party=BLR)", None, "`parties`"),
        ("count(parties=BLR, parties=IRN)", "`parties` is given twice; codes of one filter are joined by +", ""),
        ("count(was=1) was=2", "`was` is given twice; codes of one filter are joined by +", ""),
        ("count(parties=Iran)", "`Iran` is not a party", "`IRN` (Iran)"),
        ("count(parties=BLR+)", "`` is not a party", ""),
        ("count(pillars=eduction)", "`eduction` is not in `pillars` of vocabulary.yml", "`education`"),
        ("count(text=none)", "`none` is not in `text_availability` of vocabulary.yml", None),
        ("count(since=1.5.1995)", "`1.5.1995` is not a date", "`1995-05-01`"),
        ("count(since=unknown)", "`unknown` is not a date", ""),
        ("count(was=-1)", "`was=-1` is not a number", ""),
        ("count(was=²)", "`was=²` is not a number", ""),
        ("count(was=٥)", "`was=٥` is not a number", ""),
        ("count(was=1234567890)", "`was=1234567890` is not a number", ""),
    ],
)  # fmt: skip
def test_what_is_not_the_language_is_refused(
    text: str, message: str | None, hint: str | None, library: Library
) -> None:
    with pytest.raises(QueryError) as caught:
        library.number(text)

    assert message is None or str(caught.value) == message
    assert hint is None or caught.value.hint == hint


@given(st.text(max_size=60) | st.text("count(parties=BLR+,since 0123456789 was)", max_size=60))
def test_any_text_is_a_query_or_refused(shipped: Desk, text: str) -> None:
    vocabulary, parties = shipped.vocabulary or Vocabulary({}), shipped.parties or Parties()
    with suppress(QueryError):
        query.parse(text, vocabulary, parties)


def test_a_living_number_stands_between_two_braces_on_one_line() -> None:
    text = "{{ count() }} {{count()}} \\{{ count() }} { { count() } } {{\ncount() }} {{ }}"

    assert [match[1].strip() for match in LIVING.finditer(text)] == ["count()", "count()", ""]
