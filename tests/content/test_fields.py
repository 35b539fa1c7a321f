"""Each kind of value: what it accepts, what it refuses, what it becomes."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tessera.content import fields
from tessera.content.dates import EdtfDate
from tessera.content.fields import (
    BLANKS,
    Blank,
    Coded,
    Codes,
    Date,
    DateOrBlank,
    Fact,
    Flag,
    Id,
    Key,
    Lang,
    Line,
    LineOrBlank,
    Prose,
    Sha256,
    Told,
    Url,
)

VOCABULARY = {"pillars": {"education": None, "technology": None}}


def read(kind: Any, value: Any, codes: Codes | None = None) -> Any:
    return TypeAdapter(kind).validate_python(value, context=codes)


def refused(kind: Any, value: Any, codes: Codes | None = None) -> str:
    """The code of the problem that `value` makes."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value, codes)
    return str(caught.value.errors()[0]["type"])


@pytest.mark.parametrize("kind", [Line, Prose, Id, Key, Url, Lang, Sha256, Date, Flag])
@pytest.mark.parametrize("value", ["", "  ", "~", " ~ "])
def test_nothing_is_not_a_value(kind: Any, value: str) -> None:
    assert refused(kind, value) == "empty"


@pytest.mark.parametrize("kind", [Line, Prose, Id, Key, Url, Lang, Sha256, Date, Flag])
@pytest.mark.parametrize("value", [[], ["a"], {}, {"a": "b"}])
def test_a_list_or_mapping_is_never_one_value(kind: Any, value: Any) -> None:
    assert refused(kind, value)


def test_a_line_is_stripped_and_bounded_and_one_line() -> None:
    assert read(Line, "  می‌خواهم  ") == "می‌خواهم"
    assert read(Line, "x" * 500) == "x" * 500
    assert refused(Line, "x" * 501) == "too_long"
    assert refused(Line, "a\nb") == "line-break"
    assert read(Prose, "a\nb") == "a\nb"


@pytest.mark.parametrize("word", BLANKS)
def test_a_blank_is_a_blank_and_not_a_text(word: str) -> None:
    assert type(read(LineOrBlank, word)) is Blank
    assert type(read(DateOrBlank, word)) is Blank
    assert type(read(Annotated[str, Coded("pillars", blanks=True)], word)) is Blank
    assert refused(Date, word) == "bad-date"


@pytest.mark.parametrize("word", ["None", "UNKNOWN", "n/a", "not public", "-"])
def test_only_the_five_words_are_blanks(word: str) -> None:
    assert type(read(LineOrBlank, word)) is str
    assert refused(DateOrBlank, word) == "bad-date"


def test_a_code_is_one_of_the_vocabulary() -> None:
    pillar = Annotated[str, Coded("pillars")]
    codes = Codes(VOCABULARY)

    assert read(pillar, "education", codes) == "education"
    assert refused(pillar, "Education", codes) == "unknown-code"
    assert refused(pillar, "unknown", codes) == "unknown-code"
    assert refused(pillar, ["education"], codes) == "bad-code"


def test_without_a_vocabulary_codes_are_not_judged() -> None:
    assert read(Annotated[str, Coded("pillars")], "anything", Codes(None)) == "anything"


def test_a_code_of_the_desk_may_have_the_name_of_a_blank() -> None:
    """`ownerships` defines `unknown`, and means it."""
    kind = Annotated[str, Coded("ownerships", blanks=True)]

    assert type(read(kind, "unknown", Codes({"ownerships": {"unknown": None}}))) is str


@pytest.mark.parametrize(
    "value",
    ["https://example.org", "http://example.org:8080/a?b=c#d", "https://en.wikipedia.org/wiki/A_(b)",
     "https://президент.рф/путь", "https://[2001:db8::1]/", "HTTPS://EXAMPLE.ORG/%D9%81"],
)  # fmt: skip
def test_web_addresses_are_kept_as_written(value: str) -> None:
    assert read(Url, value) == value


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://a.org",
     "mailto:a@b.org", "//example.org", "/act", "example.org", "https:", "https://", "https:///a",
     "https://user@example.org", "https://user:word@example.org", "https://a b.org",
     "https://example.org/a b", "https://example.org/\"onload", "https://example.org/<b>",
     "https://example.org/{x}", "https://example.org\\@evil.org", "https://example.org:0/",
     "https://example.org:99999/", "https://example.org:x/", "https://[::1", "java\tscript:alert(1)",
     "https://exa\tmple.org", "https://example.org/`x`", "https://example.org/a|b",
     "https://" + "x" * 2050],
)  # fmt: skip
def test_other_addresses_are_refused(value: str) -> None:
    assert refused(Url, value) in {"bad-url", "too_long"}


@pytest.mark.parametrize(
    "value",
    ["blr-irn-1998", "a1b", "abc", "2026-act", "a-b-c", "x" * 64],
)
def test_ids_are_words_joined_by_single_hyphens(value: str) -> None:
    assert read(Id, value) == value


@pytest.mark.parametrize(
    "value",
    ["ab", "x" * 65, "A-b", "a_b", "a--b", "-ab", "ab-", "a b", "a/b", "../x", "a.b", "абв", "ı23",
     "éab", "abc\n", "１２３"],
)  # fmt: skip
def test_other_ids_are_refused(value: str) -> None:
    assert refused(Id, value) == "bad-id"


@pytest.mark.parametrize("value", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_name_that_windows_keeps_for_itself_cannot_be_an_id_or_a_desks_code(value: str) -> None:
    assert refused(Id, value) == "reserved-id"
    with pytest.raises(Exception, match="reserved name"):
        fields.check_code(value)


@pytest.mark.parametrize(
    ("value", "meant"),
    [("BLR IRN 1998", "`blr-irn-1998`"), ("blr_irn", "`blr-irn`"), ("--ab--c--", "`ab-c`"),
     ("é", ""), ("ab", "")],
)  # fmt: skip
def test_a_refused_id_comes_with_the_one_that_was_meant(value: str, meant: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(Id, value)
    told = Told.of(caught.value.errors()[0]["ctx"])

    assert told is not None
    assert told.hint == meant


@pytest.mark.parametrize("value", ["en", "fa", "zh-Hant", "pt-BR", "es-419", "kmr", "sr-Latn-RS"])
def test_languages_are_bcp_47_tags(value: str) -> None:
    assert read(Lang, value) == value


@pytest.mark.parametrize("value", ["Farsi", "EN", "english", "en_GB", "e", "pt-br", "es-٤١٩"])
def test_other_names_of_languages_are_refused(value: str) -> None:
    assert refused(Lang, value) == "bad-language"


@pytest.mark.parametrize("value", ["a" * 63, "a" * 65, "A" * 64, "g" * 64])
def test_a_sha256_is_64_lower_case_hexadecimal_digits(value: str) -> None:
    assert refused(Sha256, value) == "bad-sha256"
    assert read(Sha256, "0f" * 32) == "0f" * 32


def test_a_flag_is_true_or_false_and_no_other_word() -> None:
    assert read(Flag, "true") is True
    assert read(Flag, "false") is False
    for word in ("yes", "True", "1", "on"):
        assert refused(Flag, word) == "bad-boolean"


# --- facts --------------------------------------------------------------------------------------

PLACE = Fact[LineOrBlank]


def test_a_value_alone_is_a_fact() -> None:
    fact = read(PLACE, "Minsk")

    assert (fact.value, fact.source, fact.conflict, fact.blank) == ("Minsk", None, False, None)


def test_a_fact_tells_a_blank_from_a_value() -> None:
    assert read(PLACE, "unknown").blank == "unknown"
    assert read(PLACE, {"value": "not-public", "as_of": "2026"}).blank == "not-public"


def test_of_values_in_conflict_the_chosen_one_is_the_value_with_its_source() -> None:
    fact = read(
        PLACE,
        {
            "values": [
                {"value": "Tehran", "source": "b"},
                {"value": "Minsk", "source": "a", "chosen": "true"},
            ],
            "note": "Two reports.",
        },
    )

    assert (fact.value, fact.source, fact.conflict, fact.note) == (
        "Minsk",
        "a",
        True,
        "Two reports.",
    )
    assert [one.value for one in fact.values] == ["Tehran", "Minsk"]


def test_sources_that_give_the_same_value_are_no_conflict() -> None:
    values = [{"value": "1998-05", "chosen": "true"}, {"value": "1998-05"}]
    fact = read(Fact[DateOrBlank], {"values": values})

    assert fact.value == EdtfDate(1998, 5)
    assert not fact.conflict


@pytest.mark.parametrize(
    "value",
    [{"values": []}, {"values": "Minsk"}, {"values": [{"value": "a", "chosen": "true"}]},
     {"values": [{"value": "a"}, {"value": "b"}]}, {"values": ["a", "b"]},
     {"values": [{"value": "a", "chosen": "true"}, {"value": "b", "chosen": "true"}]},
     {"value": "a", "values": [{"value": "a", "chosen": "true"}, {"value": "b"}]}],
)  # fmt: skip
def test_a_conflict_has_two_values_or_more_and_one_chosen(value: Any) -> None:
    assert refused(PLACE, value) == "bad-conflict"


def test_every_value_of_a_conflict_is_checked() -> None:
    values = [{"value": "1998", "chosen": "true"}, {"value": "1998-13"}]

    assert refused(Fact[DateOrBlank], {"values": values}) == "bad-date"
