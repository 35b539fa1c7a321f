"""A record as templates show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content import dates
from tessera.content.fields import Blank
from tessera.outputs.site import Site
from tessera.outputs.view import View, root_of

Make = Callable[..., Site]
Act = Callable[..., dict[str, Any]]
RICH = "blr-irn-2026-memorandum"


@pytest.fixture
def view(site: Site) -> View:
    return View(site, "../../")


@pytest.mark.parametrize(
    ("uri", "root"),
    [("index.html", "./"), ("agreements/index.html", "../"), ("agreements/x/index.html", "../../")],
)
def test_a_root_leads_up_from_the_page(uri: str, root: str) -> None:
    assert root_of(uri) == root


def test_a_day_is_words_and_what_is_known(view: View) -> None:
    assert view.day(dates.parse("2026-06?")) == {"text": "June 2026 (uncertain)", "iso": "2026-06"}


def test_a_blank_day_is_a_blank_and_an_uncoded_one_is_nothing(view: View) -> None:
    assert view.day(Blank("not-public")) == {"blank": "not-public"}
    assert view.day(None) is None


@pytest.mark.parametrize(
    ("section", "code", "href"),
    [
        ("pillars", "education", "../../pillars/education/"),
        ("instruments", "agreement", "../../instruments/agreement/"),
        ("instruments", "unknown", "../../instruments/unknown/"),
        ("levels", "ministry", "../../codebook/#levels-ministry"),
        ("ownerships", "unknown", "../../codebook/#blanks-unknown"),
    ],
)
def test_a_code_leads_to_its_page_or_its_entry(
    view: View, section: str, code: str, href: str
) -> None:
    assert view.term(section, code)["href"] == href


def test_a_party_without_a_flag_has_none(view: View) -> None:
    assert view.party("IRN")["flag"] == "../../assets/flags/irn.svg"
    assert view.party("BRICS")["flag"] is None


def test_more_than_four_parties_are_counted(make_site: Make, small_act: Act) -> None:
    site = make_site({"five": small_act(parties=["BRA", "RUS", "IND", "CHN", "ZAF"])})
    names = View(site, "").names(site.library.agreements["five"])

    assert names == "Brazil, Russia, India and 2 others"


def test_a_party_with_two_bodies_is_one_party(make_site: Make, small_act: Act) -> None:
    parties = [{"country": "IRN", "body": "A"}, "BLR", {"country": "IRN", "body": "B"}]
    site = make_site({"two-bodies": small_act(parties=parties)})

    assert View(site, "").names(site.library.agreements["two-bodies"]) == "Iran and Belarus"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"signed": "2006-07"}, "Signed July 2006"),
        ({"signed": "unknown", "in_force": "1995-07-14"}, "In force 14 July 1995"),
        ({"signed": "unknown", "inferred": "1995"}, "Inferred by the desk 1995"),
        ({"signed": "unknown"}, "Date unknown"),
    ],
)
def test_a_date_says_of_what_it_is_one(
    make_site: Make, small_act: Act, known: dict[str, str], told: str
) -> None:
    site = make_site({"one-act": small_act(dates=known)})

    assert View(site, "").when(site.library.agreements["one-act"]) == told


def test_a_field_without_a_source_rests_on_all_of_them(view: View, site: Site) -> None:
    act = site.library.agreements[RICH]
    alone, together = view.origin(act, "copy", None), view.origin(act, None, None)

    assert [ref["n"] for ref in alone["sources"]] == [2]
    assert not alone["together"]
    assert [ref["href"] for ref in together["sources"]] == ["#source-wire", "#source-copy"]
    assert together["together"]


def test_a_field_without_a_day_is_as_the_desk_coded_it(view: View, site: Site) -> None:
    act = site.library.agreements[RICH]

    assert view.origin(act, None, None)["as_of"]["iso"] == "2026-06-20"
    assert view.origin(act, None, dates.parse("2026-06"))["as_of"]["iso"] == "2026-06"


def test_a_fact_is_a_value_or_a_blank_and_keeps_what_others_say(view: View, site: Site) -> None:
    act = site.library.agreements[RICH]
    signed = view.fact(act, act.dates.signed, str)

    assert signed["value"] == "2026-06-19"
    assert [(one["value"], one["sources"][0]["n"]) for one in signed["conflict"]] == [
        ("2026-06-20", 2)
    ]
    assert view.fact(act, act.place, str)["blank_code"] == "unknown"
    assert view.fact(act, None, str) == {"blank_code": "uncoded"}


def test_an_outlet_goes_by_its_name_and_a_source_without_one_by_its_own(
    view: View, site: Site
) -> None:
    rich = site.library.agreements[RICH].source_by_id["wire"]
    plain = site.library.agreements["blr-ven-2006-science"].source_by_id["text"]

    assert view.outlet_name(rich) == "The Wire & Co"
    assert view.outlet_name(plain) == "https://example.org/act/1"
