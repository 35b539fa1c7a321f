"""Where an act stands among those of its pair: what the dates can bear, and no more."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tessera.content import dates
from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.library import Library
from tessera.pattern import context, index
from tessera.pattern.context import Context, Gap

Act = Callable[..., Agreement]
Make = Callable[..., Library]
FIRST_RECORD = "blr-irn-2026-education-research-technology-culture"
PRECISE = st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31))
KNOWN = st.builds(
    lambda day, precision: EdtfDate(
        day.year, day.month if precision > 0 else 0, day.day if precision > 1 else 0
    ),
    PRECISE,
    st.integers(0, 2),
)


def ids(acts: Iterable[Agreement]) -> list[str]:
    return [act.id for act in acts]


def found(library: Library, name: str) -> Context:
    answer = context.of(library.agreements[name], index.build(library))
    assert answer is not None
    return answer


def test_the_first_record_is_not_the_first(shipped: Library) -> None:
    """The desk's records alone tell that the pair has signed before."""
    answer = found(shipped, FIRST_RECORD)

    assert {1995, 1998, 2008, 2023} <= {act.when.year for act in answer.earlier if act.when}
    assert not answer.first_known


def test_acts_stand_in_order_of_time(act: Act, library: Make) -> None:
    records = library(
        act("third", "2008-07-02"), act("one", "1995"), act("two", "1998-03"), act("four", "2020")
    )
    answer = found(records, "third")

    assert ids(answer.earlier) == ["one", "two"]
    assert ids(answer.later) == ["four"]
    assert answer.unsettled == answer.undated == ()


@pytest.mark.parametrize(
    ("here", "other"),
    [
        ("2023-03-13", "2023"),
        ("2023", "2023-03-13"),
        ("2023-03", "2023"),
        ("2023", "2023"),
        ("2023-03", "2023-03"),
        ("2023-03-13", "2023-03-13"),
        ("2023-03-13?", "2023-03"),
    ],
)
def test_dates_that_overlap_settle_no_order(act: Act, library: Make, here: str, other: str) -> None:
    answer = found(library(act("here", here), act("other", other)), "here")

    assert ids(answer.unsettled) == ["other"]
    assert answer.earlier == answer.later == ()
    assert not answer.first_known


def test_an_undated_act_may_be_the_earliest(act: Act, library: Make) -> None:
    answer = found(library(act("here", "1995"), act("undated")), "here")

    assert ids(answer.undated) == ["undated"]
    assert not answer.first_known


def test_of_an_undated_act_nothing_is_earlier_or_later(act: Act, library: Make) -> None:
    answer = found(library(act("here"), act("other", "1995"), act("undated")), "here")

    assert ids(answer.unsettled) == ["other"]
    assert ids(answer.undated) == ["undated"]
    assert answer.earlier == answer.later == ()
    assert not answer.first_known


def test_with_later_acts_alone_none_known_is_earlier(act: Act, library: Make) -> None:
    assert found(library(act("here", "1995"), act("later", "1996")), "here").first_known


def test_only_an_act_of_two_parties_stands_in_a_chain(act: Act, library: Make) -> None:
    records = library(act("brics", "2015", "BRA RUS IND"), act("home", "2015", "BLR BLR"))
    built = index.build(records)

    assert all(context.of(one, built) is None for one in records.agreements.values())


def test_acts_of_another_pair_or_of_more_parties_are_not_in_the_chain(
    act: Act, library: Make
) -> None:
    records = library(
        act("here", "2015"), act("others", "1990", "BLR VEN"), act("more", "1990", "BLR IRN RUS")
    )

    assert found(records, "here").first_known


@given(known=st.lists(st.none() | KNOWN, min_size=1, max_size=8))
def test_every_other_act_stands_in_exactly_one_list(
    act: Act, library: Make, known: list[EdtfDate | None]
) -> None:
    acts = [act(f"act-{n}", str(when or "unknown")) for n, when in enumerate(known)]
    here, answer = known[0], found(library(*acts), "act-0")
    lists = (answer.earlier, answer.later, answer.unsettled, answer.undated)

    assert sorted(name for one in lists for name in ids(one)) == sorted(ids(acts[1:]))
    assert all(here and one.when and one.when.last < here.first for one in answer.earlier)
    assert all(here and one.when and here.last < one.when.first for one in answer.later)
    assert answer.first_known == all(here and when and here.last < when.first for when in known[1:])


@pytest.mark.parametrize(
    ("earlier", "later", "gap"),
    [
        ("2008-07-02", "2026-06-19", Gap(17, 11, "day", True)),
        ("2008-07-02", "2008-07-20", Gap(0, 0, "day", True)),
        ("2020-02-29", "2021-02-28", Gap(0, 11, "day", True)),
        ("1995-12-31", "1996-01-01", Gap(0, 0, "day", True)),
        ("2008-07-02?", "2010-07-02", Gap(2, 0, "day", False)),
        ("2008-07", "2010-08-01", Gap(2, 1, "month", True)),
        ("2008-07-31", "2008-08", Gap(0, 1, "month", True)),
        ("1995", "1998-03-09", Gap(3, 0, "year", True)),
        ("1995", "1996-01-01", Gap(1, 0, "year", True)),
        ("1995~", "1996", Gap(1, 0, "year", False)),
    ],
)
def test_a_gap_is_counted_as_far_as_the_vaguer_date_goes(
    earlier: str, later: str, gap: Gap
) -> None:
    assert context.gap(dates.parse(earlier), dates.parse(later)) == gap


@given(KNOWN, KNOWN)
def test_the_true_gap_lies_within_the_precision_that_is_named(
    earlier: EdtfDate, later: EdtfDate
) -> None:
    """Whatever days the two vague dates really are."""
    assume(earlier.last < later.first)
    gap = context.gap(earlier, later)
    told = gap.years * 12 + gap.months
    shortest = (later.first - earlier.last).days / 30.436875
    longest = (later.last - earlier.first).days / 30.436875
    slack = {"day": 0.15, "month": 1.15, "year": 12.15}[gap.precision]

    if gap.precision == "day":
        assert told - slack <= shortest == longest < told + 1 + slack
    else:
        assert told - slack <= shortest <= longest <= told + slack
