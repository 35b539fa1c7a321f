"""The desk's settings: what mkdocs.yml and the environment say, and what is wrong with it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tessera.errors import TesseraError
from tessera.settings import Settings


def settings(own: object = None, **config: Any) -> Settings:
    given = {"config_file_path": "/desk/mkdocs.yml", **config}
    return Settings.from_mkdocs(given if own is None else {**given, "extra": {"tessera": own}})


def test_without_a_word_every_setting_has_its_default() -> None:
    made = settings()

    assert made.root == Path("/desk")
    assert (made.site_name, made.site_url, made.language) == ("Tessera", "", "en")
    assert (made.drafts, made.evaluated, made.feed_items, made.list_rows) == (False, "", 20, 500)
    assert [period.label for period in made.periods] == ["before 2022", "since 2022"]


@pytest.mark.parametrize(
    "extra", [{}, {"extra": None}, {"extra": {}}, {"extra": {"tessera": None}}]
)
def test_an_empty_section_is_no_section(extra: dict[str, Any]) -> None:
    assert settings(**extra) == settings()


def test_the_head_of_mkdocs_yml_is_read() -> None:
    made = settings(
        site_name="Desk",
        site_url="https://desk.example/site",
        site_description="About",
        repo_url="https://git.example/desk/",
        theme={"language": "fa"},
    )

    assert made.site_url == "https://desk.example/site/"
    assert made.repo_url == "https://git.example/desk"
    assert (made.site_name, made.site_description, made.language) == ("Desk", "About", "fa")


@pytest.mark.parametrize(
    ("site_url", "uri", "base", "absolute"),
    [
        ("", "agreements/a/index.html", "/", "/agreements/a/"),
        ("https://desk.example", "index.html", "/", "https://desk.example/"),
        ("https://desk.example/p/", "feed.xml", "/p/", "https://desk.example/p/feed.xml"),
    ],
)
def test_addresses_stand_below_the_sites_own(
    site_url: str, uri: str, base: str, absolute: str
) -> None:
    made = settings(site_url=site_url)

    assert (made.base_path, made.absolute(uri)) == (base, absolute)


def test_the_environment_stands_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://other.example")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782000000")
    made = settings({"evaluated": "2020-01-01"}, site_url="https://desk.example/")

    assert (made.site_url, made.evaluated) == ("https://other.example/", "2026-06-21")


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30, "-" + "9" * 30])
def test_an_unreadable_epoch_is_told(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(TesseraError, match=r"whole seconds since 1970"):
        settings()


def test_a_permanent_name_follows_no_address() -> None:
    made = settings({"tag_host": "desk.example", "tag_year": "2025"}, site_url="https://a.example/")

    assert made.tag("agreement", "x") == "tag:desk.example,2025:agreement/x"


@pytest.mark.parametrize(
    ("own", "field", "value"),
    [
        ({"tag_year": 2026}, "tag_year", "2026"),
        ({"evaluated": datetime.date(2026, 6, 19)}, "evaluated", "2026-06-19"),
        ({"evaluated": "2026-06-19"}, "evaluated", "2026-06-19"),
        ({"languages": ["en", "fa"]}, "languages", ("en", "fa")),
    ],
)
def test_what_yaml_types_is_taken_as_meant(own: Any, field: str, value: object) -> None:
    assert getattr(settings(own), field) == value


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"desck": "x"}, "extra.tessera.desck: There is no such setting. Did you mean `desk`?"),
        ({"zzz": "x"}, "extra.tessera.zzz: There is no such setting. The settings"),
        ({"evaluated": "2026-13-01"}, "extra.tessera.evaluated: `2026-13-01` is not a day"),
        ({"evaluated": "20260619"}, "`20260619` is not a day such as 2026-06-19."),
        ({"feed_items": 0}, "extra.tessera.feed_items: Input should be greater"),
        ({"periods": [{"label": "x", "from": "y"}]}, "extra.tessera.periods.0.from: "),
        ({"periods": [{"label": "x", "since": 1}]}, "extra.tessera.periods.0.since: "),
        ({"drafts": "perhaps"}, "extra.tessera.drafts: "),
        ({1: 2}, "extra.tessera.1: "),
        ("text", "extra.tessera is not a mapping"),
        (["a"], "extra.tessera is not a mapping"),
    ],
)
def test_a_wrong_setting_is_named(own: object, words: str) -> None:
    with pytest.raises(TesseraError) as caught:
        settings(own)

    assert words in str(caught.value)
    assert str(caught.value).startswith("mkdocs.yml: ")


def test_settings_are_frozen() -> None:
    with pytest.raises(Exception, match="frozen"):
        settings().desk = "x"  # type: ignore[misc]  # that is the point


def test_every_setting_of_the_shipped_site_is_known(root: Path) -> None:
    import yaml

    class Lenient(yaml.SafeLoader):
        """mkdocs.yml names Python objects; they are nothing to settings."""

    Lenient.add_multi_constructor("!", lambda loader, suffix, node: None)
    Lenient.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)
    config = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Lenient)

    assert settings(**{**config, "config_file_path": str(root / "mkdocs.yml")}).root == root
