"""Which words and flags each page's card carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tessera.content.loader import Loader
from tessera.outputs.cards import of, produce
from tessera.outputs.shell import Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

Make = Callable[..., Site]
Act = Callable[..., dict[str, Any]]
RICH = "blr-irn-2026-memorandum"


def test_an_agreement_shows_parties_instrument_date_pillars_status_and_text(site: Site) -> None:
    name, card = of.agreement(site, site.library.agreements[RICH])

    assert name == RICH
    assert card.kicker == "Memorandum of cooperation · none earlier on record"
    assert card.flags == ("BLR", "IRN")
    assert card.parties == ("Belarus", "Iran")
    assert dict(card.facts) == {
        "Signed": "19 June 2026",
        "Pillars": "Education, Technology",
        "Status": "Signed",
        "Text": "Not public",
    }


def test_what_is_not_known_is_said_and_not_left_out(make_site: Make, small_act: Act) -> None:
    site = make_site({"one-act": small_act(dates={"signed": "unknown"}, instrument="unknown")})
    _, card = of.agreement(site, site.library.agreements["one-act"])

    assert card.kicker == "Instrument: unknown"
    assert dict(card.facts) == {"Signed": "date unknown", "Text": "Not coded"}


def test_a_date_that_is_no_signature_says_what_it_is(make_site: Make, small_act: Act) -> None:
    known = {"signed": "unknown", "in_force": "1998-03-09"}
    site = make_site({"one-act": small_act(dates=known)})
    _, card = of.agreement(site, site.library.agreements["one-act"])

    assert ("In force", "9 March 1998") in card.facts


def test_pillars_beyond_the_second_are_counted(make_site: Make, small_act: Act) -> None:
    site = make_site({"one-act": small_act(pillars=["education", "research", "technology"])})
    _, card = of.agreement(site, site.library.agreements["one-act"])

    assert dict(card.facts)["Pillars"] == "Education, Research +1"


def test_a_briefing_shows_its_parties_and_days(site: Site) -> None:
    _, card = of.analysis(site, site.library.analyses["two-nouns"])

    assert (card.kind, card.kicker, card.title) == ("analysis", "Analysis", "Two nouns")
    assert card.flags == ("BLR", "IRN")
    assert dict(card.facts) == {"Published": "2 July 2026", "As of": "1 July 2026"}


def test_a_country_shows_how_much_is_on_record(site: Site) -> None:
    name, card = of.country(site, "BLR")

    assert name == "blr"
    assert dict(card.facts) == {"Agreements": "2", "Partners": "2", "Years": "2006–2026"}


def test_a_pair_calls_no_act_the_first(make_site: Make, small_act: Act) -> None:
    """An act without a date may be earlier than the earliest date."""
    site = make_site({"one-act": small_act(), "undated": small_act(dates={"signed": "unknown"})})
    _, card = of.pair(site, ("BLR", "IRN"))

    assert "first" not in card.alt.lower()
    assert dict(card.facts) == {"Agreements": "2", "Earliest date": "2006", "Latest date": "2006"}


def test_a_pair_is_joined_by_the_fields_of_its_acts(make_site: Make, small_act: Act) -> None:
    """Each field once, most acts first, with as many acts as name it; both poles hold each line."""
    acts = {
        "one": small_act(pillars=["education", "research"]),
        "two": small_act(pillars=["education"]),
        "three": small_act(pillars="not-public"),
    }
    _, card = of.pair(make_site(acts), ("BLR", "IRN"))

    assert card.nodes == ("BLR", "IRN", "Education 2", "Research 1")
    assert card.ties == ((0, 2, 3), (1, 2, 3), (0, 3, 2), (1, 3, 2))
    assert "Education 2" in card.alt


def test_a_pair_without_a_known_field_has_the_mosaic(make_site: Make, small_act: Act) -> None:
    _, card = of.pair(make_site({"one": small_act(pillars="unknown")}), ("BLR", "IRN"))

    assert not card.nodes
    assert not card.ties


def test_a_group_shows_who_of_its_members_signed_with_whom(root: Path) -> None:
    """Of the shipped groups: tiles are members, and a line is there only for acts among them."""
    library = Loader(root).load()
    site = Site.of(Settings(root=root), library, Shells(lambda section, depth, lang: ""))
    assert library.further.groups
    for key in library.further.groups:
        _, card = of.group(site, key)
        members = {one.party for one in library.further.members(key, library.parties)}
        assert {*card.nodes} <= members
        assert dict(card.facts)["Members"] == str(len(members))
        for first, second, weight in card.ties:
            both = {card.nodes[first], card.nodes[second]}
            assert len(both) == 2
            assert any(both <= {*act.codes} for act in library.agreements.values())
            assert weight in {1, 2, 3}


def test_every_record_and_every_hub_of_records_has_a_card(site: Site) -> None:
    addresses = [address.rsplit("-", 1)[0] for address in produce.cards(site)]

    assert sorted(addresses) == sorted(
        [
            "cards/default/site",
            *(f"cards/agreement/{name}" for name in site.library.agreements),
            *(f"cards/analysis/{name}" for name in site.library.analyses),
            *(f"cards/country/{code.lower()}" for code in site.index.by_party),
            "cards/pair/blr-irn",
            "cards/pair/blr-ven",
            "cards/pair/bra-brics",
        ]
    )


@pytest.mark.parametrize("kind", ["agreement", "pair", "country", "analysis", "default"])
def test_every_card_can_be_read_aloud(site: Site, kind: str) -> None:
    cards = [card for card in produce.cards(site).values() if card.kind == kind]

    assert cards
    assert all(card.alt for card in cards)


def test_a_card_changes_its_address_with_the_record(make_site: Make, small_act: Act) -> None:
    one, other = (
        make_site({"one-act": small_act(title=title)}) for title in ("A title", "Another")
    )

    assert of.agreement(one, one.library.agreements["one-act"])[1].uri("x") != (
        of.agreement(other, other.library.agreements["one-act"])[1].uri("x")
    )
