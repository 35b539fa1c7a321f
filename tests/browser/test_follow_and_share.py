"""Readers pick what to follow, and hand on what they see: addresses to copy and to share, with nobody in between."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import SITE_URL


def test_the_address_follows_what_is_picked_and_leads_to_a_feed(
    page: Page, site: str, built_site: Path
) -> None:
    page.goto(f"{site}feeds/")
    form = page.get_by_role("form", name="Pick what to follow")
    link = page.locator("[data-feed]")
    for party, field, kind, address in (
        ("", "", "atom.xml", "atom.xml"),
        ("irn", "", "feed.json", "countries/irn/feed.json"),
        ("", "education", "feed.xml", "pillars/education/feed.xml"),
        ("irn", "education", None, "feeds/irn/education/atom.xml"),
    ):
        form.get_by_label("Party").select_option(party)
        form.get_by_label("Field").select_option(field)
        if kind:
            form.get_by_label("Format").select_option(kind)
        expect(link).to_have_text(SITE_URL + address)
        assert link.get_attribute("href") == site + address
        assert (built_site / address).is_file()
    expect(form.get_by_label("Format")).to_be_disabled()
    expect(page.locator("#slice-note")).to_contain_text("Atom")


def test_only_fields_with_records_can_be_picked_for_a_party(
    page: Page, site: str, built_site: Path
) -> None:
    """Every offered pair of party and field has a feed, and no other pair does."""
    page.goto(f"{site}feeds/")
    party, field = page.get_by_label("Party"), page.get_by_label("Field")
    codes = [
        code
        for code in party.locator("option").evaluate_all("all => all.map((one) => one.value)")
        if code
    ]
    for code in codes[::7]:
        field.select_option("")
        party.select_option(code)
        offered = field.locator("option:not([disabled])").evaluate_all(
            "all => all.map((one) => one.value)"
        )
        there = {path.parent.name for path in built_site.glob(f"feeds/{code}/*/atom.xml")}
        assert {*filter(None, offered)} == there


def test_the_address_can_be_copied(browser: Browser, site: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site}feeds/")
        page.get_by_label("Field").select_option("culture")
        page.get_by_role("button", name="Copy the address").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        told = page.evaluate("navigator.clipboard.readText()")
    assert told == f"{SITE_URL}pillars/culture/feed.xml"


def test_without_a_script_the_form_is_not_there(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}feeds/")
        expect(page.get_by_role("form", name="Pick what to follow")).to_be_hidden()
        expect(page.get_by_role("link", name="All feeds as OPML")).to_be_visible()


def test_a_reader_copies_the_address_of_what_is_in_sight(browser: Browser, site: str) -> None:
    """With the section, and with a list's filter, as the address has them."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        for address in (
            "countries/irn/?pillar=culture",
            "analyses/iran-belarus-memorandum-2026/#said",
            "about/",
        ):
            page.goto(site + address)
            page.get_by_role("button", name="Copy link").click()
            expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
            assert page.evaluate("navigator.clipboard.readText()") == site + address


def test_sharing_is_offered_where_the_device_can(browser: Browser, site: str) -> None:
    """With the page's title and address, and to nobody else."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}data/")
        expect(page.get_by_role("button", name="Share…")).to_be_hidden()
        page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
        page.reload()
        page.get_by_role("button", name="Share…").click()
        assert page.evaluate("window.shared") == {"title": page.title(), "url": f"{site}data/"}


def test_what_is_copied_from_a_terminal_is_what_is_typed_there(browser: Browser, site: str) -> None:
    """Commands with the lines that they go on in; no prompt, and nothing that was printed."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site}tutorial/")
        told = []
        for number in (0, 4):
            page.get_by_role("button", name="Copy", exact=True).nth(number).click()
            expect(page.get_by_role("button", name="Copied")).to_be_visible()
            told.append(page.evaluate("navigator.clipboard.readText()"))
            expect(page.get_by_role("button", name="Copied")).to_be_hidden()
    assert told[0].startswith(".venv/bin/tessera new agreement")
    assert told[0].count("\n") == told[0].count("\\\n") == 3
    assert told[1].splitlines()[0] == ".venv/bin/tessera check --fix"
    assert all(not line.startswith(("$", "-", "+", "1 problem")) for line in told[1].splitlines())
