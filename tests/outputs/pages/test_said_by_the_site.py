"""Whatever a site says of itself it says through the catalogue: nothing is written past it."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable
from typing import Any

import pytest
from babel import Locale
from lxml import html

from tessera import locales
from tessera.authoring import catalogue
from tessera.outputs import registry
from tessera.outputs.data.tables import TABLES
from tessera.outputs.pages import country
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site
from tessera.wording import Wording

SHOUTED = re.compile(r"\{\w+\}|[^{}]+")
WORD = re.compile(r"[^\W\d_]{3,}")
UNSAID = {"script", "style", "code", "pre", "template"}
FORMATS = {
    "csv", "svg", "png", "json", "rss", "atom", "opml", "edtf", "orcid", "doi", "ris", "bibtex", "csl",
    "parquet", "string", "integer", "boolean",
}  # fmt: skip
"""Names of formats and of types, the same in every language."""
FILE = re.compile(r"\S*[._/+]\S*")
"""Names of files and tables, addresses, versions."""


class Loud(gettext.NullTranslations):
    """A language in which all that a catalogue can hold is said in capitals."""

    def __init__(self) -> None:
        super().__init__()
        self.known = {(one.context, one.id) for one in catalogue.messages()}

    def gettext(self, message: str) -> str:
        return self._loud(message, (None, message))

    def pgettext(self, context: str, message: str) -> str:
        return self._loud(message, (context, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._loud(msgid1 if n == 1 else msgid2, (None, (msgid1, msgid2)))

    def _loud(self, message: str, key: tuple[str | None, str | tuple[str, str]]) -> str:
        if key not in self.known:
            return message
        return SHOUTED.sub(lambda part: part[0] if part[0][0] == "{" else part[0].upper(), message)


@pytest.fixture
def loud(tiny: Site, framed: Any, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The small site in that language."""
    monkeypatch.setattr(locales, "of", lambda *_: Wording("fr", Loud()))
    settings = tiny.settings.model_copy(update={"language": "fr"})
    return framed(Site.of(settings, tiny.library, tiny.shells, tiny.docs))  # type: ignore[no-any-return]


def _said(page: str) -> Iterable[tuple[str, str]]:
    """(element, text) of all that a reader meets, but for what is marked as another language's."""
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in UNSAID:
            continue
        if any(
            one.get("lang") and one.tag != "html" for one in (element, *element.iterancestors())
        ):
            continue
        label = [
            element.get(name)
            for name in ("aria-label", "title", "alt", "placeholder", "data-label")
        ]
        tails = [child.tail for child in element if isinstance(child.tag, str)]
        for text in (element.text, *tails, *label):
            if text:
                yield element.tag, text


def _known(site: Site) -> set[str]:
    """Every word of the records, the lists and the settings, of names and of dates, in lower case."""
    library, french = site.library, Locale("fr")
    things = (
        *library.agreements.values(), *library.analyses.values(), library.withdrawn, library.outlets,
        library.further, library.vocabulary, library.parties.entries, site.settings,
        *(one.body for one in library.analyses.values()),
        *(site.name(code) for code in country.keys(site)),
        *(library.parties.name(code) for code in country.keys(site)),
        *french.months["format"]["wide"].values(), *french.languages.values(),
    )  # fmt: skip
    return (
        {word.lower() for one in things for word in WORD.findall(str(one))}
        | FORMATS
        | {table.name for table in TABLES}
    )


def test_no_page_says_a_word_past_the_catalogue(loud: Site) -> None:
    known = _known(loud)
    past = {
        (one.uri, tag, word, " ".join(text.split())[:80])
        for one in produce(loud, (*registry.PAGES, *registry.FORMER, registry.SHEETS))
        for tag, text in _said(str(one.body))
        for word in WORD.findall(FILE.sub(" ", text))
        if word != word.upper() and word.lower() not in known
    }

    assert sorted(past) == []


def test_the_language_is_marked_on_pages_and_feeds(loud: Site) -> None:
    made = {one.uri: one.body for one in produce(loud, (*registry.PAGES, *registry.FEEDS))}

    assert 'lang="fr"' in str(made["index.html"])
    assert b"<language>fr</language>" in bytes(made["feed.xml"])  # type: ignore[arg-type]
