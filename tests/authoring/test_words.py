"""The catalogues of the site's words: whole, up to date, and begun by a command."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from click.testing import CliRunner

from tessera import locales, theme
from tessera.authoring import catalogue
from tessera.cli import main

SHIPPED = sorted((theme.OURS / locales.FOLDER).glob("*.po"))
# A form for one thing need not name its number, and a translation may have no place for a word that
# only English needs.
MAY_LACK = {"The record behind this", "The record behind it", "The act that is counted"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def forms(entry: Any) -> Iterator[tuple[str, str]]:
    """(English, translation) of each form; of more forms than two, the last English one stands for the rest."""
    if isinstance(entry.id, str):
        yield entry.id, entry.string
        return
    one, many = entry.id
    for n, told in enumerate(entry.string):
        yield (one if n == 0 else many), told


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_language_has_words_for_everything(path: Path) -> None:
    place, made = catalogue.merged(path.stem, theme.OURS.parent)

    assert place == path
    assert catalogue.missing(made) == []
    assert catalogue.written(made) == path.read_bytes(), "`tessera words` brings it up to date"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_that_is_put_into_a_message_is_lost_on_the_way(path: Path) -> None:
    lost = [
        (english, told)
        for entry in locales.read(path)
        if entry.id
        for english, told in forms(entry)
        if english not in MAY_LACK and not fields(english) <= fields(told)
    ]

    assert lost == []


def test_every_message_is_gathered_from_code_templates_and_script() -> None:
    made = catalogue.messages()

    assert made.get("Where this tile sits") is not None  # Python, over `say`
    assert made.get("Signed") is not None  # marked, and told later
    assert made.get("there are not two periods to compare") is not None  # waits for its language
    assert made.get("Sources disagree") is not None  # a template
    assert made.get("Source", context="of a program") is not None
    assert made.get("The keys / and s open search") is not None  # the search dialog
    assert made.get("Memorandum of understanding", context="codebook") is not None
    assert all(not one.id or one.locations for one in made)


def test_a_catalogue_is_begun_filled_in_and_kept(tmp_path: Path) -> None:
    run = CliRunner().invoke
    root = ["--root", str(tmp_path)]
    begun = run(main, ["words", "pt-BR", *root])
    path = tmp_path / "overrides" / "locales" / "pt-BR.po"
    text = path.read_text("utf-8")

    assert begun.exit_code == 0, begun.output
    assert begun.output.startswith("overrides/locales/pt-BR.po: ")
    assert "without words" in begun.output
    assert locales.of("pt-BR", theme.folders(tmp_path)).say("Agreements") == "Agreements"

    path.write_text(
        text.replace('msgid "Agreements"\nmsgstr ""', 'msgid "Agreements"\nmsgstr "Acordos"')
    )
    again = run(main, ["words", "pt-BR", *root])

    assert again.exit_code == 0
    assert locales.of("pt-BR", theme.folders(tmp_path)).say("Agreements") == "Acordos"
    assert 'msgstr "Acordos"' in path.read_text("utf-8")
    assert run(main, ["words", "pt-BR", "--check", *root]).exit_code == 1
    assert "pt-BR: " in run(main, ["words", *root]).output


def test_a_desk_begins_with_tesseras_own_words_of_a_language(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["words", "fr", "--root", str(tmp_path)])

    assert done.exit_code == 0
    assert ", 0 without words" in done.output
    assert (tmp_path / "overrides" / "locales" / "fr.po").is_file()


def test_a_message_that_changed_keeps_its_words_as_doubtful(tmp_path: Path) -> None:
    path, made = catalogue.merged("pt-BR", tmp_path)
    now = "Where sources differ the site keeps both and says which one it went by. A conflict is worth"
    (entry,) = (one for one in made if one.id and one.id[0:90] == now[:90])
    made.delete(entry.id)
    made.add(f"{entry.id} So it was.", "Onde as fontes divergem, o site guarda ambas.")
    catalogue.write(path, made)

    _, again = catalogue.merged("pt-BR", tmp_path)
    kept = again[entry.id]

    assert kept.fuzzy
    assert kept.string == "Onde as fontes divergem, o site guarda ambas."
    assert entry.id in catalogue.missing(again)


@pytest.mark.parametrize("lang", ["xx-!!", "klingonisch", "../../x"])
def test_what_is_no_language_is_refused(tmp_path: Path, lang: str) -> None:
    done = CliRunner().invoke(main, ["words", lang, "--root", str(tmp_path)])

    assert done.exit_code == 1
    assert "is not a language" in done.output
    assert list(tmp_path.iterdir()) == []


def test_calls_within_calls_are_gathered_too(tmp_path: Path) -> None:
    """Babel's own reader loses the outer one."""
    path = tmp_path / "speaks.py"
    path.write_text('say("Around {list}.", list=listed([plural("{n} more", "{n} more of it", 2)]))')
    with path.open("rb") as file:
        found = [message for _, _, message, _ in catalogue._python(file, catalogue._PYTHON, (), {})]

    assert found == [("Around {list}.",), ("{n} more", "{n} more of it", 2)]
    assert catalogue.messages().get("Map of the world. {list}.") is not None
    assert catalogue.messages().get(("{n} briefing", "{n} briefings")) is not None


def test_no_two_messages_share_a_key() -> None:
    """gettext finds a plural by its singular alone: another plural of the same would never be told."""
    keys: dict[tuple[str | None, str], set[object]] = {}
    for path, _, method, keywords in catalogue._sources():
        with path.open("rb") as file:
            for _, told, _, context in extract(method, file, keywords):
                first = told if isinstance(told, str) else told[0]
                keys.setdefault((context, first), set()).add(told)

    assert [forms for forms in keys.values() if len(forms) > 1] == []
