"""YAML is text, lists and mappings: nothing is guessed, nothing is expanded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content import yaml_source
from tessera.content.yaml_source import FORBIDDEN


def codes(text: str) -> list[str]:
    return [problem.code for problem in yaml_source.parse(text, "x.yml").problems]


def data(text: str) -> Any:
    source = yaml_source.parse(text, "x.yml")
    assert source.problems == []
    return source.data


@pytest.mark.parametrize(
    "word",
    ["NO", "no", "on", "yes", "true", "null", "~", "010", "0x1F", "1_000", "12:30", "1e3", ".inf",
     "2026-06-19", "2026-06-19 12:00:00", "=", "3.10", "-1"],
)  # fmt: skip
def test_every_scalar_is_the_text_that_was_written(word: str) -> None:
    assert data(f"a: {word}\nb: [{word}]") == {"a": word, "b": [word]}
    assert data(f"{word}: a") == {word: "a"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_a_quoted_text_arrives_unchanged_or_is_forbidden(text: str) -> None:
    written = "a: '{}'".format(text.replace("'", "''"))
    source = yaml_source.parse(written, "x.yml")

    if FORBIDDEN.search(text):
        assert [problem.code for problem in source.problems] == ["forbidden-character"]
    else:
        assert source.data == {"a": text}


def test_persian_keeps_its_joiners_and_direction_marks_and_emoji_theirs() -> None:
    text = "می‌خواهم \u200f(یک)\u200e 👩‍🔬 é é"

    assert data(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    "char",
    ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\u202a", "\u202e",
     "\u2066", "\u2069", "\ufeff", "\ufdd0", "\ufffe", "\U000e0041"],
)  # fmt: skip
def test_characters_that_hide_or_reorder_text_are_refused(char: str) -> None:
    source = yaml_source.parse(f"a: b\nc: d{char}e", "x.yml")

    assert [(one.code, one.line, one.column) for one in source.problems] == [
        ("forbidden-character", 2, 5)
    ]
    assert f"U+{ord(char):04X}" in source.problems[0].message


@pytest.mark.parametrize("escape", [r"\u202e", r"\x1b", r"\0", r"\e", r"\N", r"\L", r"\uFEFF"])
def test_an_escape_cannot_write_them_either(escape: str) -> None:
    assert codes(f'a: b\nc: "d{escape}e"') == ["forbidden-character"]
    assert codes(f'"d{escape}e": c') == ["forbidden-character"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2", "duplicate-key", 2, 1),
        ("a: {b: 1, c: 2, b: 3}", "duplicate-key", 1, 17),
        ("a: &x 1", "anchor", 1, 4),
        ("a: *x", "alias", 1, 4),
        ("a: !!int 1", "tag", 1, 4),
        ("a: !x 1", "tag", 1, 4),
        ("a: !!python/object/apply:os.system [ls]", "tag", 1, 4),
        ("a: ! 1", "tag", 1, 4),
        ("<<: {a: 1}", "merge-key", 1, 1),
        ("&x a: 1", "merge-key", 1, 1),
        ("? [a, b]\n: c", "bad-key", 1, 3),
        ("? {a: b}\n: c", "bad-key", 1, 3),
        ("*x : c", "bad-key", 1, 1),
        ("a: 1\n---\nb: 2", "second-document", 2, 1),
        ("- a", "not-a-mapping", 1, 1),
        ("a", "not-a-mapping", 1, 1),
        ("", "empty-file", 1, 1),
        ("# a comment\n", "empty-file", 1, 1),
        ("---\n", "not-a-mapping", 2, 1),
        ("a: b: c", "yaml-syntax", 1, 5),
        ("a: [b", "yaml-syntax", 1, 4),
        ("a: b\nc: {d: e\n", "yaml-syntax", 2, 4),
        ("a: 'b", "yaml-syntax", 1, 6),
        ("a:\n\tb: c", "yaml-syntax", 2, 1),
        ("a: @b", "yaml-syntax", 1, 4),
        ('a: "\\q"', "yaml-syntax", 1, 5),
        ("%YAML 9.9\n---\na: b", "yaml-syntax", 1, 1),
        ("a: " + "[" * 20 + "]" * 20, "too-deep", 1, 23),
    ],
)
def test_what_is_not_plain_is_told_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    told = [(one.code, one.line, one.column) for one in yaml_source.parse(text, "x.yml").problems]

    assert (code, line, column) in told


def test_an_unclosed_bracket_names_the_line_it_was_opened_on() -> None:
    (problem,) = yaml_source.parse("a: [b\nc: d\ne: f\n", "x.yml").problems

    assert problem.message.endswith("in what begins on line 1")


def test_twenty_levels_are_allowed() -> None:
    assert codes("a: " + "[" * 19 + "]" * 19) == []


def test_the_first_line_shifts_every_place() -> None:
    source = yaml_source.parse("a: b\nc: *d", "x.md", positions=True, first_line=2)

    assert source.problems[0].line == 3
    assert source.place(("a",)) == (2, 4)


def test_places_are_known_for_keys_values_and_entries() -> None:
    source = yaml_source.parse("a: b\nlist:\n  - c: d\n  - e\n", "x.yml", positions=True)

    assert source.place(("a",), key=True) == (1, 1)
    assert source.place(("a",)) == (1, 4)
    assert source.place(("list", 0, "c")) == (3, 8)
    assert source.place(("list", 1)) == (4, 5)


def test_a_place_the_author_did_not_write_is_that_of_its_parent() -> None:
    source = yaml_source.parse("dates: {signed: x}\n", "x.yml", positions=True)

    assert source.place(("dates", "signed", "value")) == (1, 17)
    assert source.place(("dates", "in_force")) == (1, 8)
    assert source.place(("elsewhere",)) == (1, 1)


def test_the_word_of_a_short_list_leads_to_its_entry() -> None:
    source = yaml_source.parse("pillars:\n  - one\n  - two\n", "x.yml", positions=True)

    assert source.place(("pillars", "items", "two")) == (3, 5)


def test_every_character_of_the_forbidden_ones_keeps_line_numbers_right() -> None:
    text = "a: b\r\nc: d\r\ne: \u202ef\r\n"

    assert yaml_source.parse(text, "x.yml").problems[0].line == 3


@given(st.recursive(st.just("x"), lambda inner: st.lists(inner) | st.dictionaries(
    st.text("abc", min_size=1), inner)))  # fmt: skip
def test_what_json_writes_is_read_the_same(value: Any) -> None:
    text = json.dumps({"top": value})

    assert codes(text) == ["too-deep"] or data(text) == {"top": value}


@pytest.mark.parametrize("unit", ["[", "{", "{a: ", "- ", "? ", "a: [", "&a ", "*a, ", "!a ", "'"])
def test_a_file_full_of_openings_is_refused(unit: str) -> None:
    assert codes(unit * (64 * 1024 // len(unit)))
