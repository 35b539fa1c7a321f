"""What is wrong with a briefing's text, at its line and column; code is never at fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content import limits
from tessera.content.code_blocks import without_code
from tessera.content.markdown import Renderer
from tessera.content.query import QueryError
from tessera.errors import Problem

Told = Callable[[str], list[tuple[str, int, int]]]


@pytest.fixture
def told(
    problems: Callable[[dict[str, str]], tuple[Problem, ...]], briefing: Callable[..., str]
) -> Told:
    """`told(body)`: code, line and column of each problem; the body's first line is 1."""
    above = briefing("").count("\n")

    def of(body: str) -> list[tuple[str, int, int]]:
        found = problems({"analyses/two-nouns.md": briefing(body)})
        return [(one.code, one.line - above, one.column) for one in found]

    return of


@pytest.mark.parametrize(
    "body",
    ["1 < 2 and 3 > 2", "a <- b -> c", "<https://example.org>", "<desk@example.org>", "`<b>`",
     "``a ` <b>``", "a `<b\n>` c", "```\n<b>\n```", "~~~ html\n<b>\n~~~", "!!! note\n    ```\n    <b>\n    ```",
     "> ```\n> <b>\n> ```", "Wow![^1]\n\n[^1]: A note.", "\\![x](y)", "[x](/about/)", "[x](#below)",
     "[x](about/)", "[x](mailto:desk@example.org)", "[x](</about us/>)", "[[BLR]]!", "\\[[nothing]]", "`[[nothing]]`",
     "{{ count() }}", "`{{ nothing }}`", "\\{{ nothing }}", "{ {a} }", "| a |\n|---|\n| [[BLR\\|x]] |",
     "[[BLR|x]] | y", "a\n---\n\n[[BLR|x]]", "[ ] task"],
)  # fmt: skip
def test_plain_markdown_is_no_problem(body: str, told: Told) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("A\n\nb <i>c", "raw-html", 3, 3),
        ("</p>", "raw-html", 1, 1),
        ("<br/>", "raw-html", 1, 1),
        ("<a\nhref='x'>", "raw-html", 1, 1),
        ("<!-- x -->", "raw-html", 1, 1),
        ("<![CDATA[ x ]]>", "raw-html", 1, 1),
        ("<?php", "raw-html", 1, 1),
        ("```\n<b>", "raw-html", 2, 1),
        ("`a\n\n<b>`", "raw-html", 3, 1),
        ("\\`<b>`", "raw-html", 1, 3),
        ("<javascript:alert(1)>", "raw-html", 1, 1),
        ("é ![x](/y.png)", "picture", 1, 3),
        ("![x][1]", "picture", 1, 1),
        ("[x](javascript:y)", "bad-link", 1, 3),
        ("[x](<JAVASCRIPT:y>)", "bad-link", 1, 3),
        ("[x](&#106;avascript:y)", "bad-link", 1, 3),
        ("[x](tel:112)", "bad-link", 1, 3),
        ("[x](//example.org)", "bad-link", 1, 3),
        ("[x](/\\example.org)", "bad-link", 1, 3),
        ("a\n\n[x]: data:y", "bad-link", 3, 1),
        ("[x]:\n  data:y", "bad-link", 1, 1),
        ("a [[nothing]]", "dead-reference", 1, 3),
        ("a\n{{ nothing }}", "bad-query", 2, 1),
        ("| a | b |\n|---|---|\n| x | [[BLR|y]] |", "bar-in-table", 3, 7),
        ("a | b\n--|--\n[[BLR|y]] | x", "bar-in-table", 3, 1),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(
    body: str, code: str, line: int, column: int, told: Told
) -> None:
    assert told(body) == [(code, line, column)]


def test_windows_line_ends_shift_nothing(told: Told) -> None:
    assert told("a\r\n\r\nb <i>\r\n")[0][:2] == ("raw-html", 3)


# --- code ----------------------------------------------------------------------------------------


@given(st.text("`~a \n\\>", max_size=60))
def test_blanking_code_moves_nothing(text: str) -> None:
    blanked = without_code(text)

    assert len(blanked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, blanked, strict=True))
    assert blanked.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a `b ``c` d", "a         d"),
        ("a ` b", "a ` b"),
        ("a \\`b` c`", "a \\`b    "),
        ("```\nb\n```\nc", "   \n \n   \nc"),
        ("````\n```\n````", "    \n   \n    "),
        ("~~~\na\n```\nb\n~~~", "   \n \n   \n \n   "),
        ("~~~\na", "~~~\na"),
        ("  > ```\n  > b\n  > ```", "       \n     \n       "),
    ],
)
def test_code_is_what_the_parser_takes_for_code(text: str, blanked: str) -> None:
    assert without_code(text) == blanked


# --- too much ------------------------------------------------------------------------------------


def excess(body: str) -> list[str]:
    return [message for _, message, _ in limits.excesses(body, without_code(body))]


def test_what_a_long_briefing_needs_is_not_too_much() -> None:
    paragraph = "Words [with a link](https://example.org) and [[BLR|a reference]]. " * 100
    table = "| a | b |\n|---|---|\n" + "| [x](y) | `[` |\n" * 500
    fences = "```\n[[[[\n```\n\n" * 50
    notes = "\n\n".join(f"[^{number}]: A note." for number in range(300))

    assert len(paragraph) < limits.MAX_PARAGRAPH
    assert excess(f"{paragraph}\n\n{table}\n\n{fences}\n\n{notes}") == []


@pytest.mark.parametrize(
    "unit",
    ["[", "[[", "![", "[a](", "[a](b ", "[[a|", "<![CDATA[", "[a](<", "[[a](b)", "`", "{{ ", "*a ",
     "- ", "> ", "a\n: b\n", "[a]:\n", "```a\n", "~~~\n", "* * *\n", "`|", "<a "],
)  # fmt: skip
def test_what_the_parser_cannot_finish_is_refused(unit: str) -> None:
    assert excess(unit * (64_000 // len(unit)))


def nothing(name: str) -> None:
    return None


def no_number(text: str) -> tuple[int, int | None]:
    raise QueryError(text)


@pytest.mark.parametrize(
    "body",
    ["[" * 20 + "a" + "]" * 20, "*a **b _c " * 400, "> " * 300 + "a", "- " * 300 + "a",
     "\n".join("    " * level + "- a" for level in range(60)), "a\n: b\n" * 100, "`" * 4000,
     "{{ " * 1000, "{{" + " " * 4000, "~~~\n" * 200, "[^a]" * 900, "<" * 4000, "&amp;" * 800,
     "| " * 2000 + "\n" + "|-" * 2000, '=== "a"\n' * 300],
    ids=lambda body: body[:12].strip() or "blank",
)  # fmt: skip
def test_what_is_not_refused_is_finished(body: str) -> None:
    assert excess(body) == []
    assert Renderer(nothing, no_number).render(body).html is not None


def test_an_excess_is_told_where_it_begins() -> None:
    ((at, _, _),) = limits.excesses("a\n\nb " + "[" * 30, "a\n\nb " + "[" * 30)

    assert at == len("a\n\nb ") + limits.MAX_BRACKETS
