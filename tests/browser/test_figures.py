"""One filter for every figure: counted anew in the browser, kept in the address, undone at once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def shades(page: Page, figure: str) -> list[str]:
    section = page.locator(f"section[aria-labelledby={figure}]")
    found: list[str] = section.locator("svg [data-k]").evaluate_all(
        "marks => marks.map(mark => mark.getAttribute('class'))"
    )
    return found


def test_a_choice_shades_every_figure_anew_and_stands_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}pattern/")
    before = shades(page, "map"), shades(page, "matrix")
    page.get_by_label("Pillar", exact=True).select_option("space")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^\d+ of \d+ agreements"))

    after = shades(page, "map"), shades(page, "matrix")

    assert page.url.endswith("?pillar=space")
    assert before[0] != after[0]
    assert before[1] != after[1]
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("status")).to_contain_text("All")
    assert (shades(page, "map"), shades(page, "matrix")) == before
    assert "?" not in page.url


def test_an_address_with_a_choice_opens_with_it(page: Page, site: str) -> None:
    page.goto(f"{site}pattern/?pillar=space&from=2020")

    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^\d+ of \d+ agreements"))
    assert page.get_by_label("Pillar", exact=True).input_value() == "space"
    assert page.get_by_label("From year", exact=True).input_value() == "2020"


def test_the_records_are_fetched_at_the_first_choice_only(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}pattern/")
    page.wait_for_load_state("networkidle")

    assert not any(url.endswith("acts.json") for url in asked)
    page.get_by_label("Pillar", exact=True).select_option("space")
    expect(page.get_by_role("status")).to_contain_text(" of ")
    assert sum(url.endswith("acts.json") for url in asked) == 1
