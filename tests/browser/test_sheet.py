"""A country or a pair on two pages of paper, printed by a real browser and read back."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

MOST = (
    "countries/rus/",
    "countries/irn/",
    "countries/cub/",
    "pairs/blr-irn/",
    "pairs/prk-rus/",
    "pairs/chn-irn/",
)
"""Those with the most to say."""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("address", MOST)
def test_it_fits_on_two_pages_with_its_addresses_written_out(
    page: Page, site: str, address: str, paper: str
) -> None:
    page.goto(f"{site}{address}sheet/")
    wanted = {
        href.removeprefix("../../../").rstrip("/")
        for href in page.locator("#sheet-acts a").evaluate_all(
            "all => all.map((one) => one.getAttribute('href'))"
        )
    }
    read = PdfReader(io.BytesIO(page.pdf(format=paper, tagged=True)))
    text = " ".join(sheet.extract_text() for sheet in read.pages)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))  # a printed fi is one letter

    assert len(read.pages) <= 2
    assert wanted
    assert {one for one in wanted if f"tessera.example/{one}" not in text} == set()
    assert "Copylink" not in text
    assert "saveasPDF" not in text


def test_every_country_and_pair_with_an_act_leads_to_its_sheet(
    page: Page, site: str, built_site: Path
) -> None:
    for folder in ("countries", "pairs"):
        pages = {path.parent.name for path in built_site.glob(f"{folder}/*/index.json")}
        assert {
            path.parent.parent.name for path in built_site.glob(f"{folder}/*/sheet/index.html")
        } == pages
    page.goto(f"{site}pairs/blr-irn/")
    page.get_by_role("link", name="On two pages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Belarus and Iran")
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


def test_the_button_prints(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{site}countries/irn/sheet/")
    page.get_by_role("button", name="Print, or save as PDF").click()
    assert page.evaluate("window.printed")
