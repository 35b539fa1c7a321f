"""Search is fetched when it is opened, finds pages in every script, and says honestly what it cannot do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tessera import locales, theme
from tessera.outputs import script_words
from tessera.outputs.search import words
from tessera.outputs.search.found import Found, marked
from tessera.outputs.site import Site
from tessera.publishing import indexing
from tessera.publishing.keeping import Nothing
from tessera.publishing.writer import Writer

CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'"
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{address}</title>
<meta http-equiv="Content-Security-Policy" content="{csp}"><link rel="icon" href="data:,"></head><body>
<a id="tessera-search-open" href="{root}agreements/">Search</a><input aria-label="Other">
{body}<script src="{root}assets/search.js" defer></script></body></html>"""
HEAD = '<header class="head"><h1>{title}</h1></header>'
PAGES = {
    "agreements/blr-irn/": (
        "en",
        """<p lang="fa">یادداشت تفاهم همکاری فناوری</p>
        <p lang="ru">Соглашение о сотрудничестве в области образования</p>
        <p>Two ministries of the higher schools signed it &lt;b&gt; in Minsk.</p>""",
        "Memorandum on schooling",
        Found("Agreement", "Belarus and Iran", "2026"),
    ),
    "agreements/chn-mmr/": (
        "en",
        '<p lang="zh">关于教育合作的协定</p>',
        "Accord on exchange",
        Found("Agreement", "China and Myanmar", "2011", titles=("关于教育合作的协定",)),
    ),
    "countries/irn/": (
        "en",
        "<table><tr><td>Memorandum on schooling</td></tr></table>",
        "Iran",
        Found("Country or party", head_only=True, titles=("Iran", "Иран", "ایران")),
    ),
    "analyses/tahlil/": (
        "fa",
        "<p>متن تحلیل دانشگاه‌ها</p>",
        "تحلیل",
        Found("Analysis", year="2026"),
    ),
    **{
        f"agreements/plain-{n}/": ("en", "<p>Filler text.</p>", f"Filler {n}", Found("Agreement"))
        for n in range(11)
    },
}
TITLES = [
    [
        "Memorandum on schooling",
        "agreements/blr-irn/",
        "Agreement",
        "2026",
        "Соглашение об образовании",
    ],
    ["Türkiye", "countries/tur/", "Country or party", "", ""],
]


def _index(folder: Path) -> None:
    indexing.index(Writer(folder), Nothing(), Nothing(), "", lambda _: None)


@pytest.fixture(scope="session")
def searched(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`searched()`: the folder of a small site with an index; options take parts of it away."""

    def make(name: str = "whole", index: bool = True, titles: bool = True) -> Path:
        folder = tmp_path_factory.getbasetemp() / f"search-{name}"
        if folder.exists():
            return folder
        shutil.copytree(root / "overrides" / "assets", folder / "assets")
        pages = {
            address: (lang, marked(HEAD.format(title=title) + body, found))
            for address, (lang, body, title, found) in PAGES.items()
        }
        for address, (lang, body) in {"": ("en", "<h1>Home</h1>"), **pages}.items():
            (folder / address).mkdir(parents=True, exist_ok=True)
            up = "../" * address.count("/") or "./"
            html = PAGE.format(lang=lang, address=address, csp=CSP, root=up, body=body)
            (folder / address / "index.html").write_text(html, "utf-8")
        if index:
            _index(folder)
        if titles:
            (folder / "search").mkdir(exist_ok=True)
            (folder / "search" / "titles.json").write_text(json.dumps(TITLES), "utf-8")
        return folder

    return make


@pytest.fixture
def home(page: Page, searched: Callable[..., Path], serve: Callable[..., str]) -> Page:
    """The front page of the small site."""
    page.goto(serve(searched()))
    return page


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page whose console may speak, for what is missing on purpose."""
    page = browser.new_page()
    yield page
    page.close()


def _field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Search")


def _ask(page: Page, query: str) -> list[str]:
    """The titles found; the dialog is opened if it is not."""
    if not page.locator("dialog[open]").count():
        page.get_by_role("button", name="Search").click()
    _field(page).fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"“{query}”")
    return page.locator(".search__results a").all_inner_texts()


def test_nothing_is_fetched_before_search_is_opened(
    page: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(serve(searched()))
    page.wait_for_load_state("networkidle")
    assert asked == ["", "search.js"]


def test_a_result_shows_title_kind_country_year_and_the_words_around(home: Page) -> None:
    assert _ask(home, "schooling minsk") == ["Memorandum on schooling"]
    expect(home.locator(".search__meta")).to_have_text("Agreement · Belarus and Iran · 2026")
    expect(home.locator(".search__excerpt")).to_contain_text("signed it <b> in Minsk")
    assert home.locator("mark").all_inner_texts() == ["schools", "Minsk"]
    expect(home.get_by_role("status")).to_have_text("1 result for “schooling minsk”.")


@pytest.mark.parametrize(
    "query",
    [
        "یادداشت تفاهم",
        "همكاري",  # typed with the Arabic letters
        "сотрудничество",
        "образованию",
        "СОГЛАШЕНИЯ",
        "high school",
        "memoranda",
        '"of the higher schools" minsk',
        "“two ministries”",
    ],
)
def test_titles_are_found_in_other_scripts_and_forms(home: Page, query: str) -> None:
    assert "Memorandum on schooling" in _ask(home, query)


@pytest.mark.parametrize("query", ["教育", "教育合作", "关于教育合作的协定"])
def test_a_title_without_spaces_is_found_from_its_middle(home: Page, query: str) -> None:
    assert _ask(home, query) == ["Accord on exchange"]


@pytest.mark.parametrize("query", ["Iran", "ira", "Иран", "ايران"])
def test_a_page_called_what_is_typed_comes_first_in_any_language(home: Page, query: str) -> None:
    assert _ask(home, query)[0] == "Iran"


def test_a_row_of_a_list_does_not_make_its_page_a_result(home: Page) -> None:
    assert _ask(home, "schooling") == ["Memorandum on schooling"]


@pytest.mark.parametrize("query", ["xyzzy", "memory", "космос", "宇宙航行"])
def test_what_is_not_there_is_not_found(home: Page, query: str) -> None:
    assert _ask(home, query) == []
    expect(home.get_by_role("status")).to_have_text(f"No results for “{query}”.")


def test_pages_in_every_language_are_found_together(home: Page) -> None:
    assert _ask(home, "دانشگاه") == ["تحلیل"]
    assert set(_ask(home, "2026")) == {"Memorandum on schooling", "تحلیل"}


def test_where_no_page_has_every_word_those_with_most_are_shown_and_this_is_said(
    home: Page,
) -> None:
    assert _ask(home, "schooling minsk xyzzy") == ["Memorandum on schooling"]
    expect(home.get_by_role("status")).to_contain_text("No page has all of these words")
    assert _ask(home, "schooling minsk") == ["Memorandum on schooling"]
    expect(home.get_by_role("status")).not_to_contain_text("No page has all")
    assert _ask(home, "schooling xyzzy qwerty") == []


def test_a_phrase_is_found_only_where_its_words_follow_each_other(home: Page) -> None:
    assert _ask(home, '"ministries of the higher schools"') == ["Memorandum on schooling"]
    assert _ask(home, '"higher ministries"') == []


def test_a_word_that_is_not_finished_finds_what_begins_with_it(home: Page) -> None:
    assert _ask(home, "minist") == ["Memorandum on schooling"]
    assert len(_ask(home, "fill")) == 8


def test_a_file_that_has_gone_with_an_older_index_is_looked_up_in_the_newer_one(
    plain: Page, searched: Callable[..., Path], serve: Callable[..., str], tmp_path: Path
) -> None:
    folder = tmp_path / "renewed"
    shutil.copytree(searched(), folder)
    plain.goto(serve(folder))
    with plain.expect_response("**/search/entry.json"):
        plain.keyboard.press("/")
    shutil.rmtree(folder / "search")
    page = folder / "agreements" / "blr-irn" / "index.html"
    page.write_text(page.read_text("utf-8").replace("Two ministries", "Two academies"), "utf-8")
    _index(folder)
    assert _ask(plain, "academies") == ["Memorandum on schooling"]


def test_a_page_in_another_language_searches_the_whole_site(
    page: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    page.goto(f"{serve(searched())}analyses/tahlil/")
    assert _ask(page, "schooling") == ["Memorandum on schooling"]
    assert _ask(page, "دانشگاه") == ["تحلیل"]


def test_more_results_come_when_asked_for(home: Page) -> None:
    assert len(_ask(home, "filler")) == 8
    home.get_by_role("button", name="More results").click()
    expect(home.locator(".search__results li")).to_have_count(11)
    expect(home.locator(".search__results a").nth(8)).to_be_focused()
    expect(home.get_by_role("button", name="More results")).to_be_hidden()


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_a_key_opens_search_and_escape_gives_the_focus_back(home: Page, key: str) -> None:
    opener = home.get_by_role("button", name="Search")
    opener.focus()
    home.keyboard.press(key)
    field = _field(home)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    home.keyboard.press("Escape")
    expect(home.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_key_that_is_typed_into_a_field_opens_nothing(home: Page) -> None:
    other = home.get_by_label("Other")
    other.press_sequentially("s/s")
    expect(other).to_have_value("s/s")
    expect(home.locator("dialog")).to_have_count(0)


def test_the_single_keys_can_be_turned_off_and_stay_off(home: Page) -> None:
    home.keyboard.press("/")
    home.get_by_label("The keys / and s open search").uncheck()
    home.reload()
    home.keyboard.press("s")
    home.keyboard.press("/")
    home.keyboard.press("Control+k")
    expect(home.locator("dialog[open]")).to_be_visible()
    expect(home.get_by_label("The keys / and s open search")).not_to_be_checked()


def test_a_reader_without_a_mouse_gets_from_key_to_page(home: Page) -> None:
    home.keyboard.press("/")
    expect(_field(home)).to_be_focused()
    home.keyboard.type("filler")
    links = home.locator(".search__results a")
    expect(links).to_have_count(8)
    for key, focused in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        home.keyboard.press(key)
        expect(links.nth(focused)).to_be_focused()
    home.keyboard.press("ArrowUp")
    expect(_field(home)).to_be_focused()
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    home.wait_for_url("**/agreements/plain-*/")


def test_enter_opens_the_first_result_of_what_was_just_typed(home: Page) -> None:
    home.keyboard.press("s")
    expect(_field(home)).to_be_focused()
    home.keyboard.type("schooling")
    home.keyboard.press("Enter")
    home.wait_for_url("**/agreements/blr-irn/")


def test_search_works_under_a_sub_path(
    page: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    address = serve(searched(), "/desk/briefings")
    page.goto(f"{address}agreements/plain-1/")
    _ask(page, "schooling")
    page.locator(".search__results a").click()
    expect(page).to_have_url(f"{address}agreements/blr-irn/")


def test_a_question_is_taken_apart_as_texts_are(
    page: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    texts = [
        *(html for _, html, _, _ in PAGES.values()),
        "Iran’s İstanbul, Straße; ΛΌΓΟΣ φως", "Й ё Українa", "ﬁne ½ ² Ⅳ ①", "２０２６年の協定", "한국어 협정",
        "ภาษาไทย กับ ลาว", "हिन्दी भाषा", "شمـــا ي ك ۱۴۰۳", "e\u0301tude co\u00adoperation a\u200cb", "snake_case 🙂 a🙂b",
        "אָלֶף\u202e", "Ǆ ŉ ẞ", "O'Brien's d’Ivoire's 'single'", "C++ .NET #1 3.5%", "﷽ ﻻ",
    ]  # fmt: skip
    page.goto(serve(searched()))
    asked = page.evaluate(
        """async (texts) => {
            const { wordsOf, letters } = await import("./assets/search-index.js");
            return texts.map((text) => [wordsOf(text), letters(text)]);
        }""",
        texts,
    )
    for text, (found, letters) in zip(texts, asked, strict=True):
        whole = words.tokens(text.replace("\u200c", ""))
        assert found == [words.folded(token) for token in whole], text
        assert letters == words.folded(text), text


def test_where_there_is_no_index_titles_are_searched_and_this_is_said(
    plain: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    address = serve(searched("no-index", index=False))
    plain.goto(f"{address}countries/irn/")
    assert _ask(plain, "образование") == ["Memorandum on schooling"]
    expect(plain.get_by_role("status")).to_contain_text("Titles only")
    assert _ask(plain, "turkiye") == ["Türkiye"]
    assert plain.locator(".search__results a").evaluate("a => a.href") == f"{address}countries/tur/"


def test_where_nothing_can_be_searched_the_list_of_agreements_is_offered(
    plain: Page, searched: Callable[..., Path], serve: Callable[..., str]
) -> None:
    address = serve(searched("nothing", index=False, titles=False))
    plain.goto(address)
    plain.keyboard.press("/")
    _field(plain).fill("anything")
    expect(plain.get_by_role("status")).to_contain_text("could not be loaded")
    link = plain.get_by_role("link", name="all agreements")
    assert link.evaluate("a => a.href") == f"{address}agreements/"


def test_the_desks_own_site_finds_a_record_in_english_and_by_its_persian_title(
    page: Page, built_site: Path, serve: Callable[..., str]
) -> None:
    page.goto(serve(built_site))
    title = "Memorandum of cooperation in education, research, technology and culture"
    assert title in _ask(page, "education research culture Belarus Iran")
    assert _ask(page, "یادداشت همکاری") == [title]
    expect(page.locator(".search__meta")).to_contain_text("Agreement")
    expect(page.locator(".search__meta")).to_contain_text("2026")


def test_the_desks_own_pages_that_gather_records_come_first_by_their_names(
    page: Page, built_site: Path, serve: Callable[..., str]
) -> None:
    """Those with figures too, which have more before their heads."""
    page.goto(serve(built_site))
    assert _ask(page, "Belarus Iran")[0] == "Belarus and Iran"
    assert _ask(page, "ایران")[0] == "Iran"
    assert _ask(page, "China")[0] == "China"
    assert _ask(page, "Iran")[0] == "Iran"


def test_the_dialog_speaks_the_language_of_the_site(
    page: Page, root: Path, searched: Callable[..., Path], serve: Callable[..., str], tmp_path: Path
) -> None:
    folder = tmp_path / "french"
    shutil.copytree(searched(), folder)
    site = SimpleNamespace(
        settings=SimpleNamespace(root=root), wording=locales.of("fr", theme.folders(root))
    )
    (folder / "search" / "words.json").write_text(script_words.make(cast(Site, site), ""), "utf-8")
    home = folder / "index.html"
    html = home.read_text("utf-8").replace('lang="en"', 'lang="fr"')
    home.write_text(html.replace('search.js" defer', 'search.js" defer data-translated'), "utf-8")
    page.goto(serve(folder))
    page.get_by_role("button", name="Search").click()
    field = page.get_by_role("textbox", name="Recherche")
    status = page.get_by_role("status")

    field.fill("schooling minsk")
    expect(status).to_have_text("1 résultat pour «\u00a0schooling minsk\u00a0».")
    field.fill("filler")
    expect(status).to_have_text("11 résultats pour «\u00a0filler\u00a0».")
    expect(page.get_by_role("button", name="Plus de résultats")).to_be_visible()
    field.fill("qqqq")
    expect(status).to_have_text("Aucun résultat pour «\u00a0qqqq\u00a0».")
    expect(page.get_by_text("Les touches / et s ouvrent la recherche")).to_be_visible()
