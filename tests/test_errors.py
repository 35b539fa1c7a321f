"""A problem is told in one way, wherever it is read."""

from __future__ import annotations

import json

from tessera import errors
from tessera.errors import ContentError, Problem

SLIP = Problem("a.yml", 3, 5, "unknown-code", "`x` is not a code", "one of y", "`y`")


def test_a_problem_is_one_line_that_editors_can_follow() -> None:
    assert str(SLIP) == (
        "a.yml:3:5: `x` is not a code. Expected one of y. Did you mean `y`? [unknown-code]"
    )


def test_what_is_not_known_is_not_said() -> None:
    assert str(Problem("a.yml", 1, 1, "bad", "This is bad")) == "a.yml:1:1: This is bad. [bad]"


def test_what_a_stranger_wrote_stays_on_one_line_and_short() -> None:
    problem = Problem("a", 1, 1, "bad", f"`{'x' * 5000}\nb` is\nbad", "y " * 5000, "z\n")

    assert problem.message == f"`{'x' * 80}…` is bad"
    assert len(problem.expected) == 601
    assert problem.hint == "z"


def test_problems_come_once_and_in_order() -> None:
    later, earlier = Problem("b", 1, 1, "x", "X"), Problem("a", 20, 1, "x", "X")
    first = Problem("a", 3, 9, "x", "X")
    error = ContentError([later, earlier, first, later])

    assert error.problems == (first, earlier, later)
    assert str(error).splitlines() == [str(first), str(earlier), str(later)]


def test_of_many_problems_in_a_file_the_first_hundred_are_told() -> None:
    many = [Problem("a", line, 1, "x", "X") for line in range(150, 0, -1)]
    told = errors.capped(many)

    assert [one.line for one in told] == list(range(1, 102))
    assert [one.code for one in told[-2:]] == ["x", "more-problems"]
    assert errors.capped(many[:100]) == tuple(sorted(many[:100]))


def test_problems_are_counted_by_file() -> None:
    assert errors.count([SLIP]) == "1 problem in 1 file"
    assert errors.count([SLIP, SLIP, Problem("b", 1, 1, "x", "X")]) == "3 problems in 2 files"


def test_programs_get_every_field() -> None:
    assert json.loads(errors.as_json([SLIP])) == [
        {
            "file": "a.yml",
            "line": 3,
            "column": 5,
            "code": "unknown-code",
            "message": "`x` is not a code",
            "expected": "one of y",
            "hint": "`y`",
            "severity": "error",
        }
    ]


def test_a_pull_request_gets_a_note_at_the_line() -> None:
    assert errors.as_github([SLIP]) == (
        "::error file=a.yml,line=3,col=5,title=unknown-code"
        "::`x` is not a code. Expected one of y. Did you mean `y`?"
    )


def test_no_name_or_word_can_write_a_workflow_command_of_its_own() -> None:
    problem = Problem("a,b:c%\n::set-env name=X::", 1, 1, "x", "100%\r\n::error::no")

    assert errors.as_github([problem]) == (
        "::error file=a%2Cb%3Ac%25%0A%3A%3Aset-env name=X%3A%3A,line=1,col=1,title=x"
        "::100%25 ::error::no."
    )


def test_the_closest_word_is_offered_and_nothing_far_fetched() -> None:
    assert errors.closest("Eductaion", ["education", "science"]) == "`education`"
    assert errors.closest("belta-news", ["zee-news", "belta"]) == "`belta`"
    assert errors.closest("xyz", ["education", "science"]) == ""
    assert errors.closest("x", []) == ""
