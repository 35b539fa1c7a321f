"""Every kind of page stands on its own feet: one headline, one language, no way out of the window, no dead link."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page
from tests.browser.conftest import SITE_URL

WATCH_POLICY = """() => {
  window.refused = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.refused.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
}"""


def links(markup: bytes, address: str) -> set[str]:
    """The absolute addresses, without fragments, that a page's links and assets lead to."""
    page = html.fromstring(markup)
    named = page.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
    return {urldefrag(urljoin(address, one)).url for one in map(str, named)}


def statuses(addresses: set[str]) -> dict[str, int]:
    """What their common host answers to a HEAD request for each address."""
    found: dict[str, int] = {}
    with closing(HTTPConnection(urlsplit(next(iter(addresses))).netloc)) as host:
        for address in sorted(addresses):
            host.request("HEAD", urlsplit(address).path)
            answer = host.getresponse()
            answer.read()
            found[address] = answer.status
    return found


def test_a_page_has_one_headline_one_language_and_nothing_that_its_policy_refuses(
    page: Page, site: str, sample: str
) -> None:
    """Readers and their software find the page's name, its language and its main part; the policy has nothing to refuse."""
    page.add_init_script(f"({WATCH_POLICY})()")
    page.goto(site + sample)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.locator("html").get_attribute("lang")
    assert page.locator("main").count() == 1
    assert page.locator("meta[http-equiv='Content-Security-Policy']").count() == 1
    assert (
        page.locator("style, [style], script:not([src]):not([type^='application/'])").count() == 0
    )
    assert page.evaluate("window.refused") == []


def test_no_page_scrolls_sideways(page: Page, site: str, sample: str) -> None:
    """From a small phone to a desk, and at 200% on one (which is 640 pixels wide), every page fits its window."""
    page.goto(site + sample)
    wider = {}
    for width in (320, 390, 640, 960, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            wider[width] = reach
    assert not wider


@pytest.mark.parametrize("prefix", ["", "/briefings"])
def test_every_link_of_a_page_answers(
    built_site: Path, serve: Callable[..., str], sample: str, prefix: str
) -> None:
    """Pages, feeds, data, images and sheets are where a page says, at a domain's root and below it."""
    root = serve(built_site, prefix)
    file = (
        built_site / sample / "index.html" if not sample.endswith(".html") else built_site / sample
    )
    if file.name == "404.html" and prefix:
        pytest.skip("a page for any depth has to know the site's root, and this site stands at one")
    own = {one for one in links(file.read_bytes(), root + sample) if one.startswith(root)}
    assert len(own) > 20
    dead = {one: status for one, status in statuses(own).items() if status != HTTPStatus.OK}
    assert not dead


def test_every_page_can_be_reached_from_the_front_page(built_site: Path) -> None:
    """Following links from the front page finds every page, the empty ones too."""
    root = "https://tessera.example/"
    files = {
        root + file.relative_to(built_site).as_posix().removesuffix("index.html"): file
        for file in built_site.rglob("index.html")
        if b'http-equiv="refresh"' not in file.read_bytes()
    }
    seen: set[str] = set()
    waiting = {root}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        waiting |= (links(files[address].read_bytes(), address) & files.keys()) - seen
    assert len(seen) > 500
    assert seen == files.keys()


def test_a_reader_on_paper_gets_the_record_and_its_sources(page: Page, site: str) -> None:
    """Print leaves the navigation out and writes out where the sources are; nothing is cut off."""
    page.goto(site + "agreements/blr-irn-2026-education-research-technology-culture/")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 between its margins
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    written = page.evaluate(
        "getComputedStyle(document.querySelector('.source__title a'), '::after').content"
    )
    assert "https://" in written
    assert page.locator(".searched li").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_titles_written_from_right_to_left_keep_their_direction(page: Page, site: str) -> None:
    """A Persian title inside an English page is marked as such and set from the right."""
    page.goto(site + "agreements/blr-irn-2026-education-research-technology-culture/")
    title = page.locator(".titles [lang=fa]")
    assert title.get_attribute("dir") == "rtl"
    assert title.evaluate("one => getComputedStyle(one).direction") == "rtl"


@pytest.mark.parametrize("width", [390, 1280])
def test_links_that_stand_alone_are_large_enough_to_touch(
    page: Page, site: str, width: int
) -> None:
    """Navigation and buttons are at least 24 pixels high, as WCAG 2.2 asks."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + "agreements/")
    targets = page.locator(
        ".masthead a, .foot__nav a, .crumbs a, .feeds a, button:visible, summary:visible, select:visible"
    )
    low = targets.evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
    )
    assert low == []


def test_every_address_that_a_page_tells_machines_is_one_of_the_site(
    built_site: Path, sample: str
) -> None:
    """Pages, pictures and files named in JSON-LD are there."""
    page = html.parse(
        built_site / (f"{sample}index.html" if not sample.endswith(".html") else sample)
    )
    told = json.dumps(
        [json.loads(one) for one in page.xpath("//script[@type='application/ld+json']/text()")]
    )
    named = {
        urldefrag(url).url.removeprefix(SITE_URL)
        for url in re.findall(rf'"({re.escape(SITE_URL)}[^"]*)"', told)
    }

    assert named or sample == "404.html"
    assert {
        one
        for one in named
        if not (
            built_site / (one + "index.html" if one.endswith("/") or not one else one)
        ).is_file()
    } == set()


def test_a_lost_reader_is_led_to_the_lists(
    page: Page, built_site: Path, serve: Callable[..., str]
) -> None:
    page.goto(serve(built_site) + "/404.html")

    for name in ("agreements", "countries", "analyses"):
        link = page.locator(".page__body").get_by_role("link", name=name)
        assert (link.get_attribute("href") or "").endswith(f"/{name}/")
