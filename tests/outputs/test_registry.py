"""Every file of the site has one maker and one address."""

from __future__ import annotations

from collections import Counter

from tessera.outputs import registry
from tessera.outputs.output import Output
from tessera.outputs.site import Site


def uris(site: Site) -> list[str]:
    every = (*registry.PRODUCERS, registry.CARDS)
    return [producer.uri(site, key) for producer in every for key in producer.keys(site)]


def test_no_address_is_made_twice(site: Site) -> None:
    assert [uri for uri, times in Counter(uris(site)).items() if times > 1] == []


def test_no_two_addresses_differ_in_case_alone(site: Site) -> None:
    """They would be one file on many disks."""
    assert len({uri.casefold() for uri in uris(site)}) == len(uris(site))


def test_an_address_stays_inside_the_site(site: Site) -> None:
    for uri in uris(site):
        assert not uri.startswith("/")
        assert not {"", ".", ".."} & set(uri.split("/"))


def test_producers_have_names_of_their_own() -> None:
    names = [producer.name for producer in (*registry.PRODUCERS, registry.CARDS)]

    assert len(names) == len(set(names))


def test_keys_come_in_the_same_order_every_time(site: Site) -> None:
    assert uris(site) == uris(site)


def test_a_page_ends_in_a_slash_and_a_file_keeps_its_name() -> None:
    assert Output("agreements/x/index.html", "").address == "agreements/x/"
    assert Output("index.html", "").address == ""
    assert Output("feeds/feeds.opml", "").address == "feeds/feeds.opml"


def test_text_is_written_in_utf_8() -> None:
    assert Output("x", "آ").data == "آ".encode()
    assert Output("x", b"\xff").data == b"\xff"
