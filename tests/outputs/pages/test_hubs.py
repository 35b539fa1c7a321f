"""What the pages that gather records must tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from tessera.outputs.pages import watch
from tessera.outputs.site import Site

Page = Callable[[Site, str], str]
Make = Callable[..., Site]
Act = Callable[..., dict[str, Any]]


def text_of(page: str) -> str:
    return " ".join(html.document_fromstring(page).body.text_content().split())


@pytest.mark.parametrize("address", ["countries/chn/", "pairs/chn-cub/"])
def test_a_page_with_nothing_says_so_and_offers_no_data_and_no_feed(
    tiny: Site, page: Page, address: str
) -> None:
    made = page(tiny, address)
    links = html.document_fromstring(made).xpath("//a/@href | //link[@rel='alternate']/@href")

    assert "is on record here" in text_of(made)
    assert not [link for link in links if "index.json" in link or "feed" in link]


def test_the_list_of_a_party_has_every_act_it_takes_part_in(tiny: Site, page: Page) -> None:
    tree = html.document_fromstring(page(tiny, "countries/blr/"))

    assert len(tree.xpath("//table[@id='agreements']/tbody/tr")) == 5


def test_a_pair_tells_its_acts_in_order_and_the_undated_apart(tiny: Site, page: Page) -> None:
    text = text_of(page(tiny, "pairs/blr-irn/"))

    assert text.index("In force 9 March 1998") < text.index("Signed 19 June 2026")
    assert "Without a known date: Protocol of a joint committee" in text


def test_an_agreement_between_others_stands_on_the_page_of_a_pair(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    site = framed(
        make_site(
            {"two-act": small_act(parties=["BRA", "RUS"]),
             "three-act": small_act(parties=["BRA", "RUS", "IND"], title="Of three")}
        )
    )  # fmt: skip

    assert "Of three" in text_of(page(site, "pairs/bra-rus/"))


def test_a_blank_instrument_says_of_what_it_is_one(tiny: Site, page: Page) -> None:
    assert "Instrument: unknown" in page(tiny, "instruments/unknown/")
    assert "Instrument: unknown" in page(tiny, "instruments/")


def test_a_withdrawn_record_is_in_no_list(
    tiny: Site, pages: Callable[[Site], Mapping[str, str]]
) -> None:
    """Its own address and the changes tell of it, and nothing else."""
    told = {address for address, page in pages(tiny).items() if "blr-ven-2006-science" in page}

    assert told == {"agreements/blr-ven-2006-science/", "agreements/blr-ven-science/", "changes/"}


def test_a_former_id_leads_on_at_once(tiny: Site, page: Page) -> None:
    tree = html.document_fromstring(page(tiny, "agreements/blr-irn-2026-memo/"))
    (refresh,) = tree.xpath("//meta[@http-equiv='refresh']/@content")

    assert refresh == "0; url=../../agreements/blr-irn-2026-memorandum/"


def test_a_former_id_of_a_withdrawn_record_leads_to_its_tombstone(tiny: Site, page: Page) -> None:
    assert "url=../../agreements/blr-ven-2006-science/" in page(tiny, "agreements/blr-ven-science/")


def test_a_tombstone_says_when_and_why_and_is_not_indexed(tiny: Site, page: Page) -> None:
    made = page(tiny, "agreements/blr-ven-2006-science/")

    assert "4 July 2026" in text_of(made)
    assert "the source had confused the two" in text_of(made)
    assert html.document_fromstring(made).xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize(
    ("status", "listed"), [("signed", True), ("in-force", True), ("expired", False)]
)
def test_the_end_of_a_term_is_watched_until_it_is_answered(
    make_site: Make, small_act: Act, framed: Any, status: str, listed: bool
) -> None:
    """A treaty that is known to have expired is not overdue for ever."""
    dates = {"signed": "2006", "expires": "2011"}
    site = framed(make_site({"one-act": small_act(dates=dates, status="signed")}))
    act = site.library.agreements["one-act"]
    ended = act.model_copy(update={"status": act.status.model_copy(update={"value": status})})
    site = replace(site, library=replace(site.library, agreements={"one-act": ended}))

    assert ("End of term" in watch.make(site, "watch")) is listed


def test_changes_tell_of_corrections_updates_and_withdrawals(tiny: Site, page: Page) -> None:
    text = text_of(page(tiny, "changes/"))

    for told in (
        "The place was Minsk",
        "The printed paper was found",
        "A slip",
        "confused the two",
    ):
        assert told in text
    assert text.index("The printed paper") < text.index("confused the two") < text.index("A slip")
