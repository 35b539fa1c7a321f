"""What an editor asks about records that are not wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tessera.content import prose
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.further import Link
from tessera.content.library import Library
from tessera.content.outlets import Outlet
from tessera.pattern import review, spelling

Act = Callable[..., Agreement]
Make = Callable[..., Library]
WEB = "https://example.org/1"
KEPT = {"url": "https://archive.example/1"}


def claim(**fields: Any) -> dict[str, Any]:
    return {"id": "one", "says": "It is so.", "modality": "reported", **fields}


def codes(library: Library, today: str = "2026-11-01") -> list[str]:
    return [query.code for _, query in review.queries(library, today)]


def test_a_page_that_is_gone_and_has_no_copy_is_told_with_the_copy_that_was_found(
    library: Make, act: Act
) -> None:
    fields = {"state": "gone", "asked": "2026-11-01", "since": "2026-10-01", "why": "404 Not Found"}
    gone = Link.model_validate(fields | {"copy": "https://archive.example/2"})
    known = library(act("one-act", "2020", sources=[{"id": "web", "url": WEB}]))
    known = replace(known, further=replace(known.further, links={WEB: gone}))

    ((_, asked),) = review.queries(known, "2026-11-01")

    assert asked.code == "lost-source"
    assert "since 2026-10-01: 404 Not Found" in asked.message
    assert "https://archive.example/2" in asked.expected


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, []),
        ({"title": "x" * 91}, ["long-title"]),
        ({"title": "x" * 91, "titles": [{"lang": "pt", "text": "x" * 91}]}, []),
        ({"sources": [{"id": "web", "url": WEB}]}, ["no-archive"]),
        ({"sources": [{"id": "web", "url": WEB, "archive": KEPT}]}, []),
        ({"sources": [{"id": "web", "url": WEB, "item": "channel-root"}]}, ["channel-root"]),
        ({"claims": [claim(about="status", as_of="2025-01-01")]}, ["stale-claim"]),
        ({"claims": [claim(about="status", as_of="2026-10-01")]}, []),
        ({"claims": [claim(review_by="2026-01-01")]}, ["stale-claim"]),
        ({"claims": [claim(modality="forecast", review_by="2026-01-01",
                           outcome={"value": "came", "date": "2026-02-01"})]}, []),
    ],
)  # fmt: skip
def test_a_record_is_asked_about(
    act: Act, library: Make, fields: dict[str, Any], asked: list[str]
) -> None:
    assert codes(library(act("one-act", "2020", **fields))) == asked


@pytest.mark.parametrize(
    ("country", "confidence", "asked"),
    [("BLR", "high", True), ("BLR", "low", False), ("SWE", "high", False), (None, "high", False)],
)
def test_high_confidence_wants_more_than_one_side(
    act: Act, library: Make, country: str | None, confidence: str, asked: bool
) -> None:
    outlet = Outlet.model_validate(
        {"name": "The wire", "ownership": "private"} | ({"country": country} if country else {})
    )
    records = library(
        act(
            "one-act", "2020",
            sources=[{"id": "wire", "title": "News", "outlet": "wire"}],
            claims=[claim(confidence=confidence, evidence=[{"source": "wire", "bears": "supports"}])],
        )
    )  # fmt: skip
    object.__setattr__(records, "outlets", {"wire": outlet})

    assert ("one-sided-confidence" in codes(records)) == asked


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("This is the first act of its kind.", ["first"]),
        ("Nothing like it was ever seen; it is unprecedented.\n\nDozens follow.", ["unprecedented", "Dozens"]),
        ("Never before, in {{ count(parties=BLR, was=3) }} acts.", []),
        ("The first was [[with-claim|this one]].", []),
        ("The first was [[without-claim|this one]].", ["first"]),
        ("The wire calls it “the first of many”, and *never* is its word.", []),
        ("## Not the first\n\n| the first row |\n|---|\n\nPlain words.", []),
        ("First of all, plain words.", []),
        ("A count: {{ count(parties=BLR) }} acts. A pattern, then.", ["pattern"]),
        ("```\nfirst\n```\n\nSee `never`.", []),
        ("The pattern\nruns over [[with-claim]]\nand the line's end. It is historic.", ["historic"]),
    ],
)  # fmt: skip
def test_a_loaded_word_wants_something_that_carries_it(
    act: Act, analysis: Callable[..., Analysis], library: Make, body: str, words: list[str]
) -> None:
    one = analysis("text", body=body)
    records = library(
        one, act("with-claim", "2020", claims=[claim()]), act("without-claim", "2020")
    )
    found = list(prose.unborne(one, records))

    assert [word for _, word in found] == words
    assert all(body[at:].startswith(word) for at, word in found)


def test_other_languages_are_not_read_as_english(
    analysis: Callable[..., Analysis], library: Make
) -> None:
    one = analysis("text", body="The first and unprecedented.", lang="de")

    assert list(prose.unborne(one, library(one))) == []


def test_a_title_makes_no_claim_over_many(analysis: Callable[..., Analysis], library: Make) -> None:
    one = analysis(
        "text", title="An unprecedented act", standfirst="Plain.", review_by="2026-01-01"
    )

    assert sorted(codes(library(one))) == ["loaded-word", "stale-briefing"]


def test_the_shipped_briefings_are_asked_about_at_their_lines(shipped: Library) -> None:
    """Queries there are, and each names a file of this desk."""
    found = list(review.queries(shipped, shipped.newest))
    paths = {act.path for act in shipped.agreements.values()} | {
        one.path for one in shipped.analyses.values()
    }

    assert found
    assert {file for file, _ in found} <= paths


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Mеmorandum on science", True),  # the second letter is Cyrillic
        ("Αgreement on science", True),  # the first is Greek
        ("Memorandum on science", False),
        ("Меморандум о науке", False),
        ("Memorandum «О науке» of 2026", False),
        ("تفاهم‌نامه MoU", False),
        ("COVID‑19 и наука", False),
    ],
)
def test_a_word_in_letters_that_only_look_right_is_asked_about(
    act: Act, library: Make, title: str, asked: bool
) -> None:
    assert ("mixed-letters" in codes(library(act("one-act", "2020", title=title)))) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("They signed [[one-act]] on 3 May 2020.", False),
        ("They signed [[one-act]] on 4 May 2020.", True),
        ("They signed [[one-act]] on 31 February 2020.", False),  # no day at all
        ("“On 4 May 2020,” it says of [[one-act]].", False),
        ("They met on 4 May 2020.", False),
        ("[[one-act]] and [[other-act]] are of 4 May 2020.", False),  # which of them?
        ("`[[one-act]]` on 4 May 2020.", False),
    ],
)
def test_a_day_that_a_record_does_not_know_is_asked_about(
    act: Act, library: Make, analysis: Callable[..., Analysis], text: str, asked: bool
) -> None:
    acts = act("one-act", "2020-05-03"), act("other-act", "2020-05-04")
    known = library(*acts, analysis("text", body=text))

    assert ("contradicts-record" in codes(known)) is asked


def test_a_briefing_older_than_its_act_is_asked_about(
    act: Act, library: Make, analysis: Callable[..., Analysis]
) -> None:
    early = analysis("text", agreements=["one-act"], as_of="2026-05-02")

    assert "contradicts-record" in codes(library(act("one-act", "2026-05-03"), early))


def test_a_slip_is_spelt_and_the_desks_own_words_are_left_alone(
    act: Act, library: Make, analysis: Callable[..., Analysis]
) -> None:
    known = library(
        act("one-act", "2020", summary="The ministries recieve a programme of the centre, organised in haste."),
        act("two-act", "2020", title="On zorblat studies", summary="A zorblat laboratory."),
        act("three-act", "2020", watch=[{"what": "whether the comittee meets in Minsk or Tehran"}]),
        analysis("text", body="An `agreemnt` and an agreemnt."),
    )  # fmt: skip

    asked = [
        (name, one.message, getattr(one, "path", None)) for name, one in spelling.queries(known)
    ]

    words = {message.split("`")[1] for _, message, _ in asked}
    assert words == {"recieve", "comittee", "agreemnt"}
    assert ("watch", 0, "what") in {path for _, _, path in asked}
    assert len(asked) == 3
