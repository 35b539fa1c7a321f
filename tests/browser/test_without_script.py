"""Without JavaScript nothing is missing: lists are whole, every page can be reached, search leads to the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser whose scripts are switched off."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


def test_the_list_of_agreements_is_whole(plain: Page, built_site: Path) -> None:
    """The table has a row for every record that has a page, newest first."""
    plain.goto("agreements/")
    records = list((built_site / "agreements").glob("*/index.json"))
    assert plain.locator("#agreements tbody tr").count() == len(records)
    days = plain.locator("#agreements tbody time").evaluate_all(
        "all => all.map(one => one.dateTime.slice(0, 4))"
    )
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "address", ["agreements/", "countries/irn/", "pairs/", "outlets/", "coverage/", "pattern/"]
)
def test_nothing_is_offered_that_would_not_work(plain: Page, address: str) -> None:
    """No button, field or filter shows, because only a script could answer it."""
    plain.goto(address)
    expect(plain.locator("button:visible, input:visible, select:visible")).to_have_count(0)


def test_navigation_is_open_at_every_width(plain: Page) -> None:
    """The main pages can be reached from each other without a menu to unfold."""
    plain.goto("")
    for width in (320, 390, 1280):
        plain.set_viewport_size({"width": width, "height": 900})
        for link in plain.get_by_role("navigation", name="Main").get_by_role("link").all():
            assert link.is_visible()
    plain.get_by_role("navigation", name="Main").get_by_role("link", name="Countries").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Countries and parties")
    plain.get_by_role("link", name="Iran", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Iran")


def test_search_leads_to_the_list(plain: Page) -> None:
    """The search button is a link to all agreements until a script takes it over."""
    plain.goto("about/")
    plain.get_by_role("link", name="Search").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Agreements")


def test_what_is_folded_can_be_unfolded(plain: Page) -> None:
    """Citations and the parties without a record open by the browser's own means."""
    plain.goto("agreements/blr-irn-2026-education-research-technology-culture/")
    plain.get_by_text("How to cite").click()
    expect(plain.get_by_text("@misc{")).to_be_visible()
    plain.goto("countries/")
    plain.locator("summary").click()
    expect(plain.get_by_role("link", name="France", exact=True)).to_be_visible()
