"""The site's own words: gettext's catalogues, numbers and lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

from tessera import locales, theme, wording
from tessera.errors import TesseraError
from tessera.outputs.templates import environment
from tessera.wording import IN_ENGLISH, Wording, message, messages

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
)
FEW = (
    'msgid "Pair"\nmsgstr "Paire"\n\n'
    'msgctxt "of a program"\nmsgid "Source"\nmsgstr "Code source"\n\n'
    'msgid "{n} act"\nmsgid_plural "{n} acts"\nmsgstr[0] "{n} acte"\nmsgstr[1] "{n} actes"\n\n'
    'msgid "By {date}."\nmsgstr "Avant le {date}."\n\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A theme's folder with the catalogues that are given as `fr="…"`."""

    def make(name: str = "theme", **catalogues: str) -> Path:
        place = tmp_path / name / locales.FOLDER
        place.mkdir(parents=True)
        for lang, text in catalogues.items():
            (place / f"{lang.replace('_', '-')}.po").write_text(HEAD + text, "utf-8")
        return place.parent

    return make


@pytest.fixture
def french(folder: Callable[..., Path]) -> Wording:
    return locales.of("fr", [folder(fr=FEW)])


@pytest.mark.parametrize(("n", "told"), [(0, "0 acts"), (1, "1 act"), (1200, "1,200 acts")])
def test_a_number_agrees_with_its_word(n: int, told: str) -> None:
    assert IN_ENGLISH.plural("{n} act", "{n} acts", n) == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_ends_with_and(parts: list[str], told: str) -> None:
    assert IN_ENGLISH.listed(parts) == told
    assert IN_ENGLISH.listed(parts, either=True) == told.replace("and", "or")


@pytest.mark.parametrize(
    ("span", "told"),
    [((0, 0), "less than a month"), ((0, 1), "1 month"), ((3, 0), "3 years"),
     ((1, 2), "1 year and 2 months")],
)  # fmt: skip
def test_a_span_reads_in_years_and_months(span: tuple[int, int], told: str) -> None:
    assert IN_ENGLISH.span(*span) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 byte"), (999, "999 bytes"), (14_200, "14 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"),
     (2_300_000, "2.3 MB")],
)  # fmt: skip
def test_a_size_reads_in_powers_of_a_thousand(count: int, told: str) -> None:
    assert IN_ENGLISH.size(count) == told


@pytest.mark.parametrize(
    ("place", "told"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd"), (1003, "1,003rd")]
)
def test_a_place_in_a_row_has_its_ending(place: int, told: str) -> None:
    assert IN_ENGLISH.ordinal(place) == told


def test_words_come_from_the_catalogue_and_else_are_english(french: Wording) -> None:
    assert french.translated
    assert french.say("Pair") == "Paire"
    assert french.sense("of a program", "Source") == "Code source"
    assert french.say("Source") == "Source"
    assert french.say("By {date}.", date="1 mai") == "Avant le 1 mai."


def test_numbers_are_written_as_the_language_writes_them(french: Wording) -> None:
    assert french.plural("{n} act", "{n} acts", 0) == "0 acte"  # one, in French
    assert french.plural("{n} act", "{n} acts", 1200) == "1\u202f200 actes"
    assert french.decimal(1234.5, 2) == "1\u202f234,50"
    assert wording.Wording("fr").number(1200) == "1,200"  # beside English words


def test_what_waits_is_told_whole(french: Wording) -> None:
    inner = messages("{n} act", "{n} acts", 3)

    assert french.tell(message("By {date}.", date=inner)) == "Avant le 3 actes."
    assert french.tell("as it is {braces}") == "as it is {braces}"
    assert french.form("{n} act", "{n} acts", 5) == "{n} actes"


def test_in_a_template_words_and_what_is_put_in_are_text(folder: Callable[..., Path]) -> None:
    hostile = 'msgid "Pair"\nmsgstr "<b onclick=\\"x\\">{n} & more"\n\n'.replace("{n} ", "")
    say = locales.of("fr", [folder(fr=hostile + FEW.partition("\n\n")[2])]).functions()

    assert say["_"]("Pair") == Markup("&lt;b onclick=&quot;x&quot;&gt;&amp; more")
    assert say["_"]("By {date}.", date="<i>") == Markup("Avant le &lt;i&gt;.")
    assert say["_"]("By {date}.", date=Markup("<i>")) == Markup("Avant le <i>.")
    assert say["_n"]("{n} act", "{n} acts", 1200) == Markup("1\u202f200 actes")
    assert say["_p"]("of a program", "Source") == Markup("Code source")


def test_a_desks_own_catalogue_stands_before_tesseras_word_by_word(
    folder: Callable[..., Path],
) -> None:
    own = folder("own", fr='msgid "Pair"\nmsgstr "Couple"\n\nmsgid "By {date}."\nmsgstr ""\n')
    say = locales.of("fr", [own, folder(fr=FEW)])

    assert say.say("Pair") == "Couple"
    assert say.say("By {date}.", date="1 mai") == "Avant le 1 mai."
    assert say.sense("of a program", "Source") == "Code source"
    assert say.plural("{n} act", "{n} acts", 2) == "2 actes"


@pytest.mark.parametrize(
    ("lang", "told"), [("fr-CA", "Paire"), ("fr", "Paire"), ("de", "Pair"), ("en", "Pair")]
)
def test_a_language_without_a_catalogue_takes_the_wider_one_or_english(
    folder: Callable[..., Path], lang: str, told: str
) -> None:
    assert locales.of(lang, [folder(fr=FEW)]).say("Pair") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "By {date}."\nmsgstr "Avant {jour}."\n', ":7: `Avant {jour}.` names {jour}, which its"),
        ('msgid "Pair"\nmsgstr "Paire {n"\n', ":7: `Paire {n`: expected '}' before end of string"),
        ('msgid "{n} act"\nmsgid_plural "{n} acts"\nmsgstr[0] "{n} {x}"\nmsgstr[1] "{n}"\n', ":7: `{n} {x}`"),
        ('msgid "Pair"\nmsgstr "Paire"\nPaire\n', ":9: "),
    ],
)  # fmt: skip
def test_a_catalogue_that_cannot_be_told_is_refused_with_its_line(
    folder: Callable[..., Path], text: str, told: str
) -> None:
    place = folder(fr=text)

    with pytest.raises(TesseraError) as refused:
        locales.of("fr", [place])

    assert str(refused.value).startswith(f"{place / 'locales' / 'fr.po'}{told}")


def test_a_catalogue_in_no_text_at_all_is_refused(folder: Callable[..., Path]) -> None:
    place = folder(fr="")
    (place / "locales" / "fr.po").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(TesseraError, match=r"fr\.po"):
        locales.of("fr", [place])


def test_doubtful_words_are_not_told(folder: Callable[..., Path]) -> None:
    fuzzy = folder(fr='#, fuzzy\nmsgid "Pair"\nmsgstr "Poire"\n')

    assert locales.of("fr", [fuzzy]).say("Pair") == "Pair"


def test_the_languages_are_those_with_a_catalogue() -> None:
    assert locales.languages([theme.OURS]) == ("en", "fr")


def test_a_number_is_written_as_the_language_writes_it_and_a_year_is_text(tmp_path: Path) -> None:
    french = locales.of("fr", theme.folders(tmp_path))
    for words, thousand in ((IN_ENGLISH, "1,200"), (french, "1\u202f200")):
        assert words.say("{n} | {year}", n=1200, year="1992") == f"{thousand} | 1992"
        assert words.plural("{m} | {n}", "{m} | {n}", 1200, m=1200) == f"{thousand} | {thousand}"
        assert words.sense("of a text", "{n}", n=1200) == thousand
        assert words.tell(message("{n}", n=1200)) == thousand
        assert words.functions()["_"]("{n} | {year}", n=1200, year="<") == f"{thousand} | &lt;"


def test_templates_write_numbers_as_the_code_does(tmp_path: Path) -> None:
    """Also where the message is told when the template is compiled."""
    (tmp_path / "overrides" / "pages").mkdir(parents=True)
    page = tmp_path / "overrides" / "pages" / "x.html"
    page.write_text(
        '{{ _("{n} of {m}", n=n, m="<") }}|{% set a = _("{n}", n=n) %}{{ a }}|'
        '{{ _n("{n}", "{n}", n) }}|{{ _p("x", "{n}", n=_("{n}", n=n)) }}',
        "utf-8",
    )
    made = environment(tmp_path, IN_ENGLISH).get_template("x.html").render(n=1200)
    assert made == "1,200 of &lt;|1,200|1,200|1,200"
