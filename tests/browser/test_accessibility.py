"""No page errs against WCAG 2.2 A and AA or axe's best practice, small or large, light or dark."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()
SHORTEN = """() => {
  for (const one of document.querySelectorAll('body *'))
    while (one.childElementCount > 16) one.lastElementChild.remove();
}"""
"""What comes after the first sixteen of a kind is made by the same template, and axe takes minutes over them."""


def faults(page: Page, only: dict[str, Any]) -> list[str]:
    """What axe finds, with the first three places of each fault."""
    found = AXE.run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {', '.join(node['target'][0] for node in fault['nodes'][:3])}"
        for fault in found.response["violations"]
    ]


def test_no_page_has_a_barrier_that_axe_knows(page: Page, site: str, sample: str) -> None:
    """Every rule holds on a phone and on a desk; what the dark changes, which is colours, holds there too."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(site + sample)
    page.evaluate(SHORTEN)
    found = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found[width, "light"] = faults(page, {"type": "tag", "values": TAGS})
        page.emulate_media(color_scheme="dark")
        found[width, "dark"] = faults(page, {"type": "rule", "values": ["color-contrast"]})
    assert not {where: what for where, what in found.items() if what}
