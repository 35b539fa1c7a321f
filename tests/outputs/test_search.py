"""What of a page is found, the index over a built folder, and the list of titles beside it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tessera.errors import TesseraError
from tessera.outputs import search
from tessera.outputs.search import BEGINNING, Found, folded, marked
from tessera.outputs.site import Site

PAGE = "<!doctype html><html lang='{lang}'><head><title>{name}</title></head><body>{body}</body></html>"


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Path]:
    """`built(name, {address: body})`: a folder of pages."""

    def build(name: str, pages: Mapping[str, str], lang: str = "en") -> Path:
        folder = tmp_path / name
        for address, body in pages.items():
            page = folder / address / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(PAGE.format(lang=lang, name=address, body=body), "utf-8")
        return folder

    return build


def _fragments(folder: Path) -> dict[str, dict[str, Any]]:
    """What the index holds of each page, by its address."""
    found = {}
    for path in (folder / "pagefind" / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(text)
        found[fragment["url"]] = fragment
    return found


AGREEMENT = marked(
    '<header class="head"><h1>Accord &amp; annex</h1></header><section class="section">'
    '<div class="section__head"><h2>Sources</h2></div><p>Words of the accord.</p>'
    '<ol class="timeline"><li>Another act</li></ol></section>',
    Found("Agreement", "Belarus & Iran", "2026"),
)
COUNTRY = marked(
    '<header class="head"><h1>Iran</h1></header><table><tr><td>A row</td></tr></table>',
    Found("Country or party", head_only=True, titles=("Iran", "Иран", "ایران")),
)


def test_a_result_carries_kind_country_and_year(built: Callable[..., Path]) -> None:
    folder = built("site", {"a": AGREEMENT})
    search.index(folder)
    assert _fragments(folder)["/a/"]["meta"] == {
        "title": "Accord & annex",
        "kind": "Agreement",
        "country": "Belarus & Iran",
        "year": "2026",
    }


def test_words_of_other_records_and_of_every_page_are_not_indexed(
    built: Callable[..., Path],
) -> None:
    folder = built("site", {"a": AGREEMENT})
    search.index(folder)
    assert _fragments(folder)["/a/"]["content"] == "Accord & annex. Words of the accord."


def test_what_the_site_calls_its_parts_is_not_indexed_and_an_authors_headings_are(
    built: Callable[..., Path],
) -> None:
    body = (
        '<header class="head"><h1>Title</h1></header>'
        '<section class="section"><h3>Commitments</h3>'
        '<div class="prose md-typeset"><h3>Of the author<a class="headerlink" href="#x">¶</a></h3>'
        "<details><summary>A note to open</summary><p>Its text.</p></details></div>"
        '<details class="searched"><summary>Where we looked</summary><p>Two agencies.</p></details>'
        '</section><section class="section" aria-labelledby="place"><p>The third of nine.</p></section>'
    )
    folder = built("site", {"a": marked(body, Found("Analysis"))})
    search.index(folder)
    found = _fragments(folder)["/a/"]["content"]
    for told in ("Of the author", "A note to open", "Its text", "Two agencies"):
        assert told in found
    for told in ("Commitments", "Where we looked", "third", "¶"):
        assert told not in found


def test_a_page_that_gathers_records_is_found_by_its_titles_and_not_by_its_rows(
    built: Callable[..., Path],
) -> None:
    folder = built("site", {"iran": COUNTRY})
    search.index(folder)
    content = _fragments(folder)["/iran/"]["content"]
    assert "A row" not in content
    assert [word.strip(".") for word in content.split()] == [
        "Iran", "zqxiran", "zqxиран", "zqxایران",
    ]  # fmt: skip


@pytest.mark.parametrize("first", ['<link rel="stylesheet" href="a.css">', "<hr>", "<br>"])
def test_an_element_without_an_end_does_not_hide_the_head_after_it(
    built: Callable[..., Path], first: str
) -> None:
    folder = built("site", {"iran": COUNTRY.replace("<header", f"{first}<header"), "a": AGREEMENT})
    search.index(folder)
    assert "zqxiran" in _fragments(folder)["/iran/"]["content"]
    assert "A row" not in _fragments(folder)["/iran/"]["content"]


def test_a_page_that_is_not_marked_is_not_found(built: Callable[..., Path]) -> None:
    folder = built("site", {"a": AGREEMENT, "404": "<h1>Page not found</h1>"})
    search.index(folder)
    assert list(_fragments(folder)) == ["/a/"]


def test_the_same_pages_give_the_same_index(built: Callable[..., Path]) -> None:
    pages = {f"p{n}": AGREEMENT.replace("accord", f"accord {n}") for n in range(40)}
    one, two = built("one", pages), built("two", dict(reversed(pages.items())))
    for folder in (one, two):
        search.index(folder)
    files = [
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (one, two)
    ]
    assert files[0] == files[1]


def test_each_language_has_its_own_index(built: Callable[..., Path], tmp_path: Path) -> None:
    folder = built("site", {"a": AGREEMENT})
    built("site", {"b": AGREEMENT}, lang="fa")
    search.index(folder)
    entry = json.loads((folder / "pagefind" / "pagefind-entry.json").read_text())
    assert {code: one["page_count"] for code, one in entry["languages"].items()} == {
        "en": 1,
        "fa": 1,
    }


def test_pagefinds_own_interfaces_are_not_published(built: Callable[..., Path]) -> None:
    folder = built("site", {"a": AGREEMENT})
    search.index(folder)
    scripts = {path.name for path in (folder / "pagefind").glob("*.*s")}
    assert scripts == {"pagefind.js", "pagefind-worker.js"}


def test_a_failing_pagefind_stops_the_build_and_is_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(args, 3, "", "illegal instruction\n")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(TesseraError, match=r"code 3.*illegal instruction.*pagefind_bin"):
        search.index(tmp_path)


def test_what_a_page_says_of_itself_cannot_break_out_of_its_attribute() -> None:
    html = marked("", Found('"><script>', titles=('"><img>',), head_only=True))
    assert "<script>" not in html
    assert "<img>" not in html


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于教育的协定", "关于 于教 教育 育的 的协 协定"),
        ("همکاری آموزش‌عالی", "آموزش عالی"),
        ("Memorandum", ""),
    ],
)
def test_parts_of_words_that_no_reader_could_search_for_are_added(
    title: str, expected: str
) -> None:
    html = marked("", Found("Agreement", titles=(title,)))
    assert (f'data-parts="{expected}"' in html) == bool(expected)
    assert BEGINNING not in html


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Belarus and Iran", "belarusandiran"),
        ("Türkiye", "turkiye"),
        ("Côte d’Ivoire", "cotedivoire"),
        ("Россия", "россия"),
        ("ايران", "ایران"),
    ],
)
def test_titles_are_compared_by_their_letters(title: str, expected: str) -> None:
    assert folded(title) == expected


def test_the_list_of_titles_names_every_page_worth_finding(site: Site) -> None:
    rows = json.loads(search.titles(site))
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
