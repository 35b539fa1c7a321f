"""Lists sort and filter in the page, keep their state in the address, and stand whole without a script."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tessera.outputs.rows import Row
from tessera.outputs.site import Site
from tessera.outputs.templates import environment
from tessera.outputs.view import View
from tessera.wording import IN_ENGLISH

CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
NAMES = {"BLR": "Belarus", "IRN": "Iran", "NER": "Niger", "NGA": "Nigeria", "TUR": "Türkiye"}
ROWS = (
    # title, date, parties, pillars, status
    ("Delta", "2026-06-19", "BLR IRN", "education research", "signed"),
    ("alpha", "2019", "IRN NER", "education", "in-force"),
    ("Charlie", "2006-07", "BLR IRN NGA", "space", "signed"),
    ("Bravo 10", "1998", "NER TUR", "education space", ""),
    ("Bravo 9", "", "NGA TUR", "", "signed"),
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lists</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{{ csp }}">
<link rel="icon" href="data:,"></head><body>
{% import "_list.html" as l %}{{ l.agreements(rows, view, site, more="rest.html") }}
{% call l.table_sortable("Outlets", "outlets", [{"label": "Name", "key": "name"}, {"label": "Items", "key": "items", "num": true}], view, order="items desc") %}
<tr><th scope="row">Gazette</th><td class="num">1,204</td></tr><tr><th scope="row">Wire</th><td class="num">31</td></tr>
<tr><th scope="row">Blog</th><td class="num">–</td></tr><tr><th scope="row">Annals</th><td class="num">4</td></tr>
{% endcall %}</body></html>"""


def _row(parts: Any, title: str, date: str, parties: str, pillars: str, status: str) -> Row:
    codes, listed = parties.split(), pillars.split()
    values = (tuple(codes), tuple(listed) or ("uncoded",), "agreement", "uncoded",
              status or "uncoded", "uncoded", int(date[:4]) if date else 0)  # fmt: skip
    html = parts.agreement_row({
        "title": title,
        "lang": None,
        "href": "#",
        "date": {"text": date, "iso": date} if date else None,
        "date_kind": "Signed",
        "parties": [NAMES[code] for code in codes],
        "instrument": "Agreement",
        "pillars": [code.title() for code in listed],
        "status": status or "Not coded",
        "text": "Not coded",
        "codes": {"p": parties, "pi": " ".join(values[1]), "i": values[2], "l": values[3],
                  "s": values[4], "t": values[5], "y": values[6] or ""},
    })  # fmt: skip
    return Row(lambda: html, *values)


@pytest.fixture(scope="session")
def lists(
    root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]
) -> Callable[..., str]:
    """`lists(list_rows=500)`: the address of a page with a list of ROWS and a plain table."""

    def make(list_rows: int = 500) -> str:
        folder = tmp_path_factory.getbasetemp() / f"lists-{list_rows}"
        if not folder.exists():
            shutil.copytree(root / "overrides" / "assets", folder / "assets")
            view = SimpleNamespace(
                href=lambda address: address,
                label=lambda section, code: code.title(),
                name=NAMES.__getitem__,
                say=IN_ENGLISH.say,
            )
            site = SimpleNamespace(settings=SimpleNamespace(list_rows=list_rows))
            templates = environment(root, IN_ENGLISH)
            parts: Any = templates.get_template("_list.html").module
            rows = [_row(parts, *one) for one in ROWS]
            html = templates.from_string(PAGE).render(
                rows=rows, view=cast(View, view), site=cast(Site, site), csp=CSP
            )
            (folder / "index.html").write_text(html, "utf-8")
            left = [row.html for row in rows[list_rows:]]
            rest = templates.get_template("_rest.html").render(rows=left)
            (folder / "rest.html").write_text(rest, "utf-8")
        return serve(folder)

    return make


def _titles(page: Page) -> list[str]:
    return page.locator("#agreements tbody th:visible").all_inner_texts()


def _expect_titles(page: Page, titles: list[str]) -> None:
    expect(page.locator("#agreements tbody th:visible")).to_have_text(titles)


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#agreements th button")).to_have_count(7)


def _expect_state(page: Page, state: str) -> None:
    """The address comes to end in this; the browser tells of it a moment after the page is done."""
    expect(page).to_have_url(re.compile(f"{re.escape(state)}$"))


def _unfold(page: Page) -> None:
    page.locator("summary").click()


def _add(page: Page, typed: str) -> None:
    page.get_by_label("Party", exact=True).fill(typed)
    page.keyboard.press("Enter")


def test_parties_narrow_to_agreements_of_all_of_them_or_of_any(
    page: Page, lists: Callable[..., str]
) -> None:
    _open(page, lists())
    _unfold(page)
    _add(page, "bela")
    _add(page, "Iran")
    _expect_titles(page, ["Delta", "Charlie"])
    expect(page.locator(".list__count")).to_have_text("2 of 5 agreements")
    _expect_state(page, "?party=BLR&party=IRN&mode=all")
    page.get_by_label("any of these").check()
    _expect_titles(page, ["Delta", "alpha", "Charlie"])
    page.get_by_role("button", name="Remove Iran").click()
    _expect_titles(page, ["Delta", "Charlie"])


def test_a_whole_name_is_meant_before_a_name_that_begins_with_it(
    page: Page, lists: Callable[..., str]
) -> None:
    _open(page, lists())
    _unfold(page)
    _add(page, "niger")
    _expect_state(page, "?party=NER")
    _add(page, "turkiye")
    _expect_state(page, "?party=NER&party=TUR&mode=all")


def test_a_party_that_is_not_in_the_list_is_told(page: Page, lists: Callable[..., str]) -> None:
    _open(page, lists())
    _unfold(page)
    _add(page, "Peru")
    expect(page.locator(".filters__said")).to_have_text("No party in this list is called “Peru”.")
    assert len(_titles(page)) == 5


def test_each_option_says_how_many_it_leaves(page: Page, lists: Callable[..., str]) -> None:
    _open(page, f"{lists()}?party=IRN")
    pillar = page.get_by_label("Pillar")
    options = pillar.locator("option:not([value=''])")
    texts = options.all_inner_texts()
    assert [text.strip() for text in texts] == [
        "Education (2)", "Not coded (0)", "Research (1)", "Space (1)",
    ]  # fmt: skip
    expect(options.nth(1)).to_be_disabled()
    pillar.select_option("space")
    _expect_titles(page, ["Charlie"])


def test_filters_and_order_survive_a_reload_and_the_way_back(
    page: Page, lists: Callable[..., str]
) -> None:
    _open(page, lists())
    _unfold(page)
    page.get_by_label("Status").select_option("signed")
    page.get_by_label("From year").fill("2000")
    page.get_by_role("button", name="Agreement", exact=True).click()
    _expect_titles(page, ["Charlie", "Delta"])
    page.reload()
    _expect_titles(page, ["Charlie", "Delta"])
    expect(page.get_by_label("Status")).to_have_value("signed")
    expect(page.get_by_label("From year")).to_have_value("2000")
    page.goto("about:blank")
    page.go_back()
    _expect_titles(page, ["Charlie", "Delta"])


def test_what_the_address_asks_and_the_list_does_not_know_is_left_out_and_told(
    page: Page, lists: Callable[..., str]
) -> None:
    _open(page, f"{lists()}?party=XXX&party=tur&pillar=magic&from=then&sort=size")
    _expect_titles(page, ["Bravo 10", "Bravo 9"])
    expect(page.locator(".filters__said")).to_have_text(
        "Not in this list, so left out: magic, then, XXX, size."
    )


def test_what_is_shown_downloads_as_csv(page: Page, lists: Callable[..., str]) -> None:
    """The rows that match, in their order, with their dates as known; no cell is a formula."""
    _open(page, f"{lists()}?pillar=space&sort=title&dir=asc")
    _expect_titles(page, ["Bravo 10", "Charlie"])
    with page.expect_download() as started:
        page.get_by_role("button", name="Download this list as CSV").click()
    text = Path(started.value.path()).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert started.value.suggested_filename == "agreements.csv"
    assert [(row["Agreement"], row["Date"]) for row in rows] == [
        ("Bravo 10", "1998"),
        ("Charlie", "2006-07"),
    ]
    assert rows[1]["Parties"] == "Belarus, Iran, Nigeria"
    assert rows[0]["Address"].startswith("http")


def test_a_formula_in_a_cell_is_disarmed(page: Page, lists: Callable[..., str]) -> None:
    _open(page, lists())
    page.evaluate("document.querySelector('#agreements tbody th a').textContent = '=SUM(1,\\n2)'")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download this list as CSV").click()
    assert '"\'=SUM(1, 2)"' in Path(started.value.path()).read_text("utf-8")


def test_the_rest_of_a_long_list_is_in_the_download(page: Page, lists: Callable[..., str]) -> None:
    """A page that brought two rows hands out all five."""
    _open(page, lists(2))
    with page.expect_download() as started:
        page.get_by_role("button", name="Download this list as CSV").click()
    body = Path(started.value.path()).read_bytes()
    assert body.count(b"\r\n") == 6
    assert body.count(b",http://127.0.0.1") == 5


def test_an_empty_result_says_so_and_offers_to_clear(page: Page, lists: Callable[..., str]) -> None:
    address = lists()
    _open(page, f"{address}?party=TUR&status=in-force")
    expect(page.locator("#agreements")).to_be_hidden()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#agreements")).to_be_visible()
    assert len(_titles(page)) == 5
    expect(page).to_have_url(address)
    expect(page.locator(".list__count")).to_have_text("5 agreements")


def test_headings_sort_both_ways_and_blanks_stay_last(
    page: Page, lists: Callable[..., str]
) -> None:
    _open(page, lists())
    heading = page.locator("#agreements th[data-sort=date]")
    assert heading.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Date").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    _expect_titles(page, ["Bravo 10", "Charlie", "alpha", "Delta", "Bravo 9"])
    _expect_state(page, "?sort=date&dir=asc")
    page.get_by_role("button", name="Agreement", exact=True).click()
    _expect_titles(page, ["alpha", "Bravo 9", "Bravo 10", "Charlie", "Delta"])
    assert heading.get_attribute("aria-sort") is None


def test_a_plain_table_sorts_its_figures_as_figures(page: Page, lists: Callable[..., str]) -> None:
    _open(page, lists())
    page.get_by_role("button", name="Items").click()
    assert page.locator("#outlets tbody th").all_inner_texts() == [
        "Annals",
        "Wire",
        "Gazette",
        "Blog",
    ]
    _expect_state(page, "?outlets-sort=items&outlets-dir=asc")
    page.reload()
    assert page.locator("#outlets tbody th").first.inner_text() == "Annals"
    assert _titles(page)[0] == "Delta"


def test_the_rest_of_a_long_list_comes_with_the_first_filter_or_order(
    page: Page, lists: Callable[..., str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = lists(2)
    _open(page, address)
    _expect_titles(page, ["Delta", "alpha"])
    _unfold(page)
    assert not any("rest.html" in url for url in asked)
    page.get_by_label("Pillar").select_option("space")
    expect(page.locator(".list__count")).to_have_text("2 of 5 agreements")
    _expect_titles(page, ["Charlie", "Bravo 10"])
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#agreements tbody tr")).to_have_count(4)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#agreements tbody tr")).to_have_count(5)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    assert sum("rest.html" in url for url in asked) == 1


def test_a_rest_that_cannot_be_fetched_is_told(browser: Browser, lists: Callable[..., str]) -> None:
    page = browser.new_page()
    page.route(re.compile("rest"), lambda route: route.abort())
    _open(page, f"{lists(2)}?pillar=education")
    expect(page.locator(".filters__said")).to_contain_text("this is not the whole list")
    _expect_titles(page, ["Delta", "alpha"])
    page.close()


def test_the_form_works_from_the_keyboard_alone(page: Page, lists: Callable[..., str]) -> None:
    _open(page, lists())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("nigeria")
    page.keyboard.press("Enter")
    _expect_titles(page, ["Charlie", "Bravo 9"])
    expect(page.get_by_label("Party", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Remove Nigeria")).to_be_focused()
    page.keyboard.press("Enter")
    assert len(_titles(page)) == 5


def test_without_a_script_the_table_is_whole_and_no_form_pretends_to_work(
    browser: Browser, lists: Callable[..., str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(lists())
    assert page.locator("#agreements tbody tr").count() == 5
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator("summary")).to_be_hidden()
    expect(page.locator("[data-more]").first).to_be_hidden()
    context.close()


def test_the_desks_own_list_filters_and_survives_a_reload(
    page: Page, built_site: Path, serve: Callable[..., str]
) -> None:
    _open(page, f"{serve(built_site)}agreements/?party=BLR&party=IRN")
    rows = page.locator("#agreements tbody tr")
    found = rows.count()
    parties = rows.evaluate_all("rows => rows.map(row => row.dataset.p.split(' '))")
    assert found > 1
    assert all({"BLR", "IRN"} <= set(codes) for codes in parties)
    page.reload()
    expect(rows).to_have_count(found)
    expect(page.locator(".list__count")).to_contain_text(f"{found} of ")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desks_own_list_never_scrolls_the_page_sideways(
    page: Page, built_site: Path, serve: Callable[..., str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    _open(page, f"{serve(built_site)}agreements/?party=BLR&party=IRN&mode=any")
    assert page.evaluate("document.documentElement.scrollWidth") == width
