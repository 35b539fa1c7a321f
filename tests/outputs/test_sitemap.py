"""`sitemap.xml`, its packed copy, and `robots.txt`."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tessera.outputs import sitemap
from tessera.outputs.producer import Producer
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"
ROOT = "https://desk.example/site/"


def page(name: str, keys: Callable[[Site], Any]) -> Producer:
    return Producer(name, keys, lambda _, key: key, lambda _, key: "")


PAGES = (
    page("home", lambda _: ("index.html", "404.html")),
    page(
        "records", lambda site: [f"agreements/{key}/index.html" for key in site.library.agreements]
    ),
    page("hubs", lambda site: [f"{key}index.html" for key in site.hubs if key]),
    page("data", lambda _: ("data/agreements.csv",)),
)


def made(site: Site) -> dict[str, bytes]:
    return {one.uri: one.data for one in produce(site, sitemap.producers(PAGES))}


def days(body: bytes) -> dict[str | None, str | None]:
    return {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in etree.fromstring(body)}


def test_every_page_is_listed(site: Site) -> None:
    """Pages and hand-written ones are there once, as public addresses; other files are not."""
    found = days(made(site)["sitemap.xml"])
    records = {f"{ROOT}agreements/{key}/" for key in site.library.agreements}
    assert set(found) == {f"{ROOT}{key}" for key in site.hubs} | records | {f"{ROOT}about/"}


def test_days_come_from_the_data(site: Site) -> None:
    """A page changed when its records did, as precisely as that is known; prose has no day."""
    found = days(made(site)["sitemap.xml"])
    assert found[f"{ROOT}agreements/{ID}/"] == "2026-07"
    assert found[f"{ROOT}countries/ven/"] == "2026-06-25"
    assert found[f"{ROOT}agreements/brics-2015-science/"] is None
    assert found[f"{ROOT}about/"] is None
    assert found[ROOT] == "2026-07-03"


def test_packed_copy(site: Site) -> None:
    """The packed copy is the same text, without the time at which it was packed."""
    found = made(site)
    assert gzip.decompress(found["sitemap.xml.gz"]) == found["sitemap.xml"]
    assert found["sitemap.xml.gz"][4:8] == bytes(4)
    assert list(found).index("sitemap.xml") < list(found).index("sitemap.xml.gz")


def test_many_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """More pages than one file may hold are split, and sitemap.xml lists the parts."""
    whole = days(made(site)["sitemap.xml"])
    monkeypatch.setattr(sitemap, "LIMIT", 5)
    found = made(site)
    parts = [key for key in found if key.startswith("sitemap-")]
    listed = [one.findtext("{*}loc") for one in etree.fromstring(found["sitemap.xml"])]
    assert listed == [f"{ROOT}{key}" for key in parts]
    assert all(len(days(found[key])) <= 5 for key in parts)
    assert {address: day for key in parts for address, day in days(found[key]).items()} == whole


def test_without_a_public_address(make_site: Make, small_act: Any) -> None:
    """A site built for nowhere in particular has no sitemap: it could only list half addresses."""
    assert made(make_site({ID: small_act()}, site_url="")) == {}


def test_robots_at_the_root_only(make_site: Make, small_act: Any, site: Site) -> None:
    """robots.txt is looked for at the root of a host, so a site under a path has none."""
    assert "robots.txt" not in made(site)
    found = made(make_site({ID: small_act()}, site_url="https://desk.example/"))
    assert b"Sitemap: https://desk.example/sitemap.xml" in found["robots.txt"]
