"""How a text is taken apart for search, and which forms belong to one word."""

from __future__ import annotations

import pytest

from tessera.outputs.search.words import folded, groups, stem, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's follow-through, 2026", ["iran", "follow", "through", "2026"]),
        ("关于教育的协定", ["关于", "于教", "教育", "育的", "的协", "协定"]),
        ("2024年", ["2024", "年"]),
        ("همکاری آموزش\u200cعالی", ["همکاری", "آموزش\u200cعالی", "آموزش", "عالی"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("Côte d’Ivoire", ["côte", "d", "ivoire"]),
        ("snake_case", ["snake", "case"]),
        ("ภาษาไทย", ["ภา", "าษ", "ษา", "าไ", "ไท", "ทย"]),
        ("«» — …", []),
    ],
)
def test_a_text_as_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Belarus and Iran", "belarusandiran"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Côte d’Ivoire", "cotedivoire"),
        ("Россия", "россия"),
        ("Українa й", "украінaи"),
        ("ايران", "ایران"),
        ("ΛΌΓΟΣ", "λογοσ"),
        ("½", "12"),
    ],
)
def test_texts_are_compared_by_their_letters(title: str, expected: str) -> None:
    assert folded(title) == expected


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "cooperation", "cooperative"),
        ("en-GB", "ministries", "ministry"),
        ("ru", "образования", "образованию"),
        ("en", "сотрудничество", "сотрудничестве"),  # a title that nobody has marked
        ("be", "культуры", "культуре"),
        ("fr", "accords", "accord"),
        ("fa", "دانشگاه‌ها", "دانشگاه"),
    ],
)
def test_forms_of_a_word_have_a_stem_in_common(lang: str, one: str, other: str) -> None:
    assert stem(one, lang) == stem(other, lang)


def test_words_are_not_stemmed_by_the_rules_of_another_script() -> None:
    assert stem("همکاری", "en") == folded("همکاری")
    assert stem("tongues", "xx") == "tongues"


def test_a_word_without_end_is_known_by_its_beginning() -> None:
    [(form, key)] = groups([("a" * 60_000 + "s", "en", 1)])
    assert form == key == "a" * 64


def test_a_form_belongs_to_the_word_under_which_it_is_most_frequent() -> None:
    counts = [
        ("nations", "en", 3),
        ("nation", "en", 1),
        ("nations", "xx", 2),
        ("été", "fr", 1),
        ("ete", "xx", 1),
    ]
    assert dict(groups(counts)) == {"nations": "nation", "nation": "nation", "ete": "ete"}
    assert dict(groups(reversed(counts))) == dict(groups(counts))
