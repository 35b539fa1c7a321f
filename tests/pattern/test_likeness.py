"""Look-alikes: near in what they name, of other pairs, and each with its reasons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.pattern import index, likeness, peers, visit
from tessera.pattern.context import among
from tessera.pattern.likeness import Likeness, LookAlikes
from tessera.pattern.peers import Peers

Act = Callable[..., Agreement]
Make = Callable[..., Library]
BROAD = ["culture", "education", "research", "technology"]


def alike(records: Library, name: str) -> list[Likeness]:
    return [*LookAlikes(records.agreements[name], index.build(records))]


def test_the_same_pillars_alone_are_alike(act: Act, library: Make) -> None:
    """Six tenths of the score is what they name."""
    records = library(
        act("here", "2026-06-19", pillars=BROAD),
        act("there", "1990", "VEN CUB", pillars=BROAD, instrument="protocol"),
    )

    (one,) = alike(records, "here")

    assert one.score == pytest.approx(0.6)
    assert (one.shared, one.union) == (tuple(BROAD), 4)
    assert (one.parties, one.level, one.instrument, one.near) == ((), False, False, False)


def test_each_further_thing_in_common_counts_a_tenth(act: Act, library: Make) -> None:
    records = library(
        act("here", "2026-06-19", pillars=BROAD, level="ministry"),
        act("there", "2026-01", "IRN VEN", pillars=BROAD, level="ministry"),
    )

    (one,) = alike(records, "here")

    assert one.score == pytest.approx(1.0)
    assert (one.parties, one.level, one.instrument, one.near) == (("IRN",), True, True, True)


def test_acts_of_the_same_pair_are_its_chain_and_no_look_alikes(act: Act, library: Make) -> None:
    records = library(
        act("here", "2026", pillars=BROAD), act("before", "1995", "IRN BLR", pillars=BROAD)
    )

    assert alike(records, "here") == []


def test_two_fields_that_nobody_coded_are_not_the_same(act: Act, library: Make) -> None:
    records = library(act("here", pillars=BROAD), act("there", parties="VEN CUB", pillars=BROAD))

    (one,) = alike(records, "here")

    assert (one.level, one.near) == (False, False)


def test_an_act_without_pillars_is_like_nothing(act: Act, library: Make) -> None:
    records = library(act("here", "2026"), act("there", "2026", "VEN CUB"))

    assert alike(records, "here") == []


def test_likeness_is_mutual(shipped: Library) -> None:
    """What is compared is the same from either side."""
    built = index.build(shipped)
    every = {
        (act.id, one.id): one.score
        for act in shipped.agreements.values()
        for one in LookAlikes(act, built)
    }

    assert every
    assert all(every[b, a] == score for (a, b), score in every.items() if (b, a) in every)


def test_of_a_crowd_the_nearest_in_time_are_compared(act: Act, library: Make) -> None:
    """The cost of one act does not grow with the register, and the nearest is not missed."""
    crowd = [
        act(f"other-{year}", str(year), "VEN CUB", pillars=BROAD) for year in range(1900, 2026)
    ]
    records = library(act("here", "1950", pillars=BROAD), *crowd)

    found = alike(records, "here")

    assert found[0].id == "other-1950"
    assert len(found) <= likeness.NEAREST


def test_nothing_is_usual_among_few_peers(act: Act, library: Make) -> None:
    def with_texts(number: int) -> Library:
        others = ["VEN CUB", "VEN CHN", "VEN IND", "CUB CHN"][:number]
        return library(
            act("here", "2026", pillars=["science"], text="full"),
            *(
                act(f"peer-{n}", "2025", who, pillars=["science"], text="full",
                    commitments=[{"type": "joint-call"}])
                for n, who in enumerate(others)
            ),
        )  # fmt: skip

    few = with_texts(2)
    enough = with_texts(3)

    assert usual(few, "here").usual == ()
    found = usual(enough, "here").usual
    assert [(one.code, one.state, len(one.having), one.coded) for one in found] == [
        ("science", "present", 3, 3),
        ("joint-call", "uncoded", 3, 3),
    ]


def usual(records: Library, name: str) -> Peers:
    return peers.of(records.agreements[name], alike(records, name), records.agreements)


@pytest.mark.parametrize(
    ("text", "commitments", "state"),
    [
        ("full", "none", "absent"),
        ("partial", "none", "not-in-part"),
        ("not-public", "not-public", "unseen"),
        (None, None, "unseen"),
    ],
)
def test_only_a_text_that_was_read_can_lack_something(
    act: Act, library: Make, text: str | None, commitments: str | None, state: str
) -> None:
    given = {"text": text, "commitments": commitments}
    records = library(
        act("here", "2026", pillars=["science"], **{k: v for k, v in given.items() if v}),
        *(
            act(f"peer-{who.lower()}", "2025", f"{who} CUB", pillars=["science"], text="full",
                commitments=[{"type": "joint-call"}])
            for who in ("VEN", "CHN", "IND")
        ),
    )  # fmt: skip

    found = usual(records, "here").usual

    assert {one.code: one.state for one in found}["joint-call"] == state


def test_documents_of_one_visit(act: Act, library: Make) -> None:
    """To the day, and within three of them."""
    records = library(
        act("here", "2026-06-19"),
        act("same-day", "2026-06-19"),
        act("third-day", "2026-06-22"),
        act("fourth-day", "2026-06-23"),
        act("uncertain", "2026-06-19?"),
        act("month", "2026-06"),
    )
    here = records.agreements["here"]

    found = visit.with_it(here, among(here, records.agreements.values()))

    assert {one.id for one in found} == {"same-day", "third-day"}
