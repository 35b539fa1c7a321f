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
    """Its own address and the changes, and the notes of the data, tell of it, and nothing else."""
    told = {address for address, page in pages(tiny).items() if "blr-ven-2006-science" in page}

    assert told == {
        "agreements/blr-ven-2006-science/",
        "agreements/blr-ven-science/",
        "changes/",
        "data/",
    }


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

    assert ("End of term" in watch.make(site, "watch").body) is listed


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


@pytest.mark.parametrize(
    ("ids", "found"), [(["a-act"], False), (["a-act", "b-act"], True)], ids=["one act", "two acts"]
)
def test_a_pair_of_a_single_act_is_found_by_that_act(
    make_site: Make, framed: Any, small_act: Act, page: Page, ids: list[str], found: bool
) -> None:
    site = framed(make_site({one: small_act(parties=["BRA", "RUS"]) for one in ids}))

    assert ("data-search=" in page(site, "pairs/bra-rus/")) is found


def test_a_pair_lays_its_pillars_out_over_the_years(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    """Every dated act is in one column; what was not coded is a row, and not a nought."""
    site = framed(
        make_site(
            {
                "act-1": small_act(parties=["BRA", "RUS"], dates={"signed": "2020"}, pillars=["education"]),
                "act-2": small_act(parties=["BRA", "RUS"], dates={"signed": "2022"},
                                   pillars=["education", "research"]),
                "act-3": small_act(parties=["BRA", "RUS"], dates={"signed": "2022-05"}),
                "act-4": small_act(parties=["BRA", "RUS"], dates={"signed": "unknown"}),
            }
        )
    )  # fmt: skip
    made = page(site, "pairs/bra-rus/")
    table = html.document_fromstring(made).get_element_by_id("grid")
    rows = {
        row.xpath("string(th)"): [cell.text_content() for cell in row.xpath("td")]
        for row in table.xpath("tbody/tr")
    }

    assert table.xpath("thead//th/text()") == ["Pillar", "2020", "2021", "2022"]
    assert rows == {
        "Education": ["1", "0", "1"], "Research": ["0", "0", "1"], "No pillar coded": ["0", "0", "1"],
        "Acts": ["1", "0", "2"],
    }  # fmt: skip
    assert "Education is named most, in 2 of 3 dated acts" in text_of(made)
    assert "1 act without a known date is not here." in text_of(made)


def ring_of(make_site: Make, framed: Any, small_act: Act, pairs: list[list[str]]) -> Site:
    site: Site = framed(
        make_site({
            f"act-{n}": small_act(parties=pair, dates={"signed": str(2000 + n)})
            for n, pair in enumerate(pairs)
        })
    )  # fmt: skip
    return site


def test_a_party_stands_among_its_partners(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    pairs = [["BRA", "RUS"], ["BRA", "CUB"], ["BRA", "IRN"], ["CUB", "RUS"], ["CUB", "VEN"]]
    made = page(ring_of(make_site, framed, small_act, pairs), "countries/bra/")
    ties = html.document_fromstring(made).xpath("//figure//path[@data-k]")

    assert {tie.get("data-k"): "tie--own" in tie.get("class") for tie in ties} == {
        "BRA-RUS": True, "BRA-CUB": True, "BRA-IRN": True, "CUB-RUS": False,
    }  # fmt: skip
    assert "One of the 3 pairs that its partners could form has acts of its own" in text_of(made)


def test_a_party_tells_when_its_partners_came(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    pairs = [["BRA", "RUS"], ["BRA", "RUS"], ["BRA", "CUB", "VEN"]]
    made = page(ring_of(make_site, framed, small_act, pairs), "countries/bra/")
    table = html.document_fromstring(made).get_element_by_id("arrivals-table")
    rows = [
        (row.xpath("string(th)"), row.xpath("td[2]//a/text()")) for row in table.xpath("tbody/tr")
    ]

    assert rows == [("2000", ["Russia"]), ("2001", []), ("2002", ["Cuba", "Venezuela"])]
    assert "2002 brought the most new partners on record: 2 of 3" in text_of(made)


def test_too_few_partners_make_no_picture(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    made = page(
        ring_of(make_site, framed, small_act, [["BRA", "RUS"], ["BRA", "CUB"]]), "countries/bra/"
    )

    assert "<figure" not in made
    assert "arrivals-table" not in made
