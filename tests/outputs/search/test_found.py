"""What a page says of itself to search, and what of it is read."""

from __future__ import annotations

import json

import pytest

from tessera.outputs.search.found import NOWHERE, Found, marked
from tessera.outputs.search.read import UNIT, Page, read
from tessera.outputs.search.titles import titles
from tessera.outputs.site import Site

HTML = "<!doctype html><html lang='{lang}'><head><title>{address}</title></head><body>{body}</body></html>"
AGREEMENT = marked(
    '<header class="head"><h1>Accord &amp; annex<a class="headerlink" href="#x">¶</a></h1></header>'
    '<section class="section"><div class="section__head"><h2>Sources</h2></div>'
    '<p>Words of the <em>ac</em>cord</p><ol class="timeline"><li>Another act</li></ol></section>',
    Found("Agreement", "Belarus & Iran", "2026"),
)
COUNTRY = marked(
    '<header class="head"><h1>Iran</h1></header><table><tr><td>A row</td></tr></table>',
    Found("Country or party", head_only=True, titles=("Iran", "Иран", "ایران")),
)


def _read(body: str, lang: str = "en") -> Page:
    page = read("a/", HTML.format(lang=lang, address="a/", body=body).encode())
    assert page is not None
    return page


def _has(page: Page, token: str) -> bool:
    return any(token == one for one, _ in page.weights)


def test_a_result_carries_title_kind_country_and_year() -> None:
    page = _read(AGREEMENT)
    assert page.shown[:5] == ("a/", "Accord & annex", "Agreement", "Belarus & Iran", "2026")
    assert all(_has(page, word) for word in ("annex", "belarus", "iran", "2026"))


def test_words_of_other_records_and_of_every_page_are_not_read() -> None:
    page = _read(AGREEMENT)
    assert page.shown[5] == "Words of the accord."
    assert not _has(page, "another")
    assert not _has(page, "sources")


def test_what_the_site_calls_its_parts_is_not_read_and_an_authors_headings_are() -> None:
    body = (
        '<header class="head"><h1>Title</h1></header>'
        '<section class="section"><h3>Commitments</h3>'
        '<div class="prose md-typeset"><h3>Of the author<a class="headerlink" href="#x">¶</a></h3>'
        "<details><summary>A note to open</summary><p>Its text.</p></details></div>"
        '<details class="searched"><summary>Where we looked</summary><p>Two agencies.</p></details>'
        '<div class="said__col"><h3>Not said</h3></div><p hidden>Unseen</p><table id="usual-table"></table>'
        '</section><section class="section" aria-labelledby="place"><p>The third of nine.</p></section>'
    )
    assert _read(marked(body, Found("Analysis"))).shown[5] == (
        "Of the author. A note to open. Its text. Two agencies."
    )


@pytest.mark.parametrize("first", ["", '<link rel="stylesheet" href="a.css">', "<hr>", "<br>"])
def test_of_a_page_that_gathers_records_its_titles_and_its_head_are_read(first: str) -> None:
    page = _read(COUNTRY.replace("<header", f"{first}<header"))
    assert page.titles == ("Iran", "Иран", "ایران")
    assert page.shown[5] == ""
    assert {token for token, _ in page.weights} == {"iran", "иран", "ایران"}


def test_a_page_that_is_not_marked_is_not_found() -> None:
    assert marked("<h1>A</h1>", NOWHERE) == "<h1>A</h1>"
    assert read("404/", HTML.format(lang="en", address="", body="<h1>None</h1>").encode()) is None
    assert read("about/", b"<p>The attribute data-search= as text</p>") is None


def test_titles_count_more_than_heads_and_heads_more_than_texts() -> None:
    body = '<div class="head"><h1>Three</h1><p>Two</p></div><h3>Some</h3><p>One</p>'
    weights = {
        token: weight for (token, _), weight in _read(marked(body, Found("A"))).weights.items()
    }
    assert weights["three"] > weights["two"] > weights["some"] > weights["one"] > UNIT


def test_a_word_knows_the_language_of_its_text() -> None:
    page = _read(
        marked('<p>Paris <span lang="fr">accord <b>signé</b></span> here</p>', Found("A")), "de"
    )
    assert set(page.weights) == {("paris", "de"), ("accord", "fr"), ("signé", "fr"), ("here", "de")}


def test_what_a_page_says_of_itself_cannot_break_out_of_its_attribute() -> None:
    html = marked("", Found('"><script>', titles=('"><img>',), head_only=True))
    assert "<script>" not in html
    assert "<img>" not in html


def test_the_list_of_titles_names_every_page_worth_finding(site: Site) -> None:
    rows = json.loads(titles(site))
    by_address = {address: (title, kind, meta, other) for title, address, kind, meta, other in rows}
    assert by_address["agreements/blr-irn-2026-memorandum/"] == (
        "Memorandum of cooperation", "Agreement", "Iran and Belarus · 2026", "یادداشت همکاری",
    )  # fmt: skip
    assert by_address["agreements/brics-2015-science/"][2] == "BRICS and Brazil"
    assert by_address["countries/irn/"][:2] == ("Iran", "Country or party")
    assert by_address["pairs/blr-irn/"][:2] == ("Belarus and Iran", "Pair")
    assert by_address["analyses/two-nouns/"][0] == "Two nouns"
    assert list(by_address) == sorted(by_address)
    assert "" not in by_address
