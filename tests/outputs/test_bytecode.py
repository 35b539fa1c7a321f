"""A template is compiled once for several runs, and again when anything in it would differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tessera import locales, theme
from tessera.outputs.bytecode import Bytecode
from tessera.outputs.templates import environment
from tessera.settings import Settings

NAME = "greeting.html"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    pages = tmp_path / "overrides" / "pages"
    pages.mkdir(parents=True)
    (pages / NAME).write_text("{{ _('Sources') }} {{ name }}")
    return tmp_path


@pytest.fixture
def render(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, bool]]:
    """`render("en")`: the text, and whether it had to be compiled. Each call is a run of its own."""
    kept: dict[str, bytes] = {}

    def run(language: str = "en", cut: int = 0) -> tuple[str, bool]:
        kept.update({key: data[: len(data) - cut] for key, data in kept.items()})
        settings = Settings(root=desk, language=language)
        made = environment(desk, locales.of(language, theme.folders(desk)))
        made.bytecode_cache = Bytecode(settings, kept.get, kept.__setitem__)
        compiled: list[str] = []
        compiling = made._compile

        def noted(source: str, filename: str) -> Any:
            compiled.append(filename)
            return compiling(source, filename)

        monkeypatch.setattr(made, "_compile", noted)
        return made.get_template(NAME).render(name="<b>"), bool(compiled)

    return run


def test_the_next_run_compiles_nothing(render: Callable[..., tuple[str, bool]]) -> None:
    assert render() == ("Sources &lt;b&gt;", True)
    assert render() == ("Sources &lt;b&gt;", False)


def test_another_text_is_compiled(render: Callable[..., tuple[str, bool]], desk: Path) -> None:
    render()
    (desk / "overrides" / "pages" / NAME).write_text("Dear {{ name }}")

    assert render() == ("Dear &lt;b&gt;", True)
    assert render() == ("Dear &lt;b&gt;", False)


def test_another_language_or_another_word_is_compiled(
    render: Callable[..., tuple[str, bool]], desk: Path
) -> None:
    """What a template says is put into it when it is compiled."""
    render()
    french, compiled = render("fr")
    assert compiled
    assert "Sources" in french
    catalogue = desk / "overrides" / "locales" / "fr.po"
    catalogue.parent.mkdir()
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Sources"\nmsgstr "Origines"\n',
        "utf-8",
    )

    assert render("fr") == ("Origines &lt;b&gt;", True)


def test_other_code_compiles(
    render: Callable[..., tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    render()
    monkeypatch.setattr("sys.version", "another")

    assert render() == ("Sources &lt;b&gt;", True)


def test_what_was_cut_short_is_compiled(render: Callable[..., tuple[str, bool]]) -> None:
    render()

    assert render(cut=40) == ("Sources &lt;b&gt;", True)
