"""What the page of an agreement must tell, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from tessera.content.fields import BLANKS
from tessera.content.further import Link
from tessera.outputs.pages import place
from tessera.outputs.site import Site
from tessera.outputs.view import View

Page = Callable[[Site, str], str]
Make = Callable[..., Site]
Act = Callable[..., dict[str, Any]]
RICH = "agreements/blr-irn-2026-memorandum/"
RECORDS = (
    "blr-irn-2026-memorandum",
    "blr-irn-2026-roadmap",
    "blr-irn-1998-science",
    "blr-irn-committee",
    "brics-2015-science",
    "blr-blr-2020-academy",
)


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts(text: str) -> dict[str, tuple[Any, Any]]:
    """Label → the cells of the value and of where it comes from."""
    return {
        words(row.xpath("dt")[0]): tuple(row.xpath("dd"))
        for row in parsed(text).xpath("//dl[@aria-label='Facts']/div")
    }


@pytest.mark.parametrize("name", RECORDS)
def test_every_fact_shows_its_source_or_a_blank(tiny: Site, page: Page, name: str) -> None:
    """The desk's own confidence is the one fact that rests on the desk."""
    shown = facts(page(tiny, f"agreements/{name}/"))

    assert {"Instrument", "Binding", "Level", "Signed", "Place", "Status", "Text"} <= set(shown)
    for label, (value, origin) in shown.items():
        blank = value.xpath(".//*[contains(@class, 'blank--')]")
        assert (
            origin.xpath(".//a[starts-with(@href, '#source-')]") or blank or label == "Confidence"
        )


@pytest.mark.parametrize("name", RECORDS)
def test_every_fact_with_a_source_shows_as_of_which_day(tiny: Site, page: Page, name: str) -> None:
    """A record that nobody dated has no such day to show."""
    coding = tiny.library.agreements[name].coding
    for value, origin in facts(page(tiny, f"agreements/{name}/")).values():
        if coding and origin.xpath(".//a"):
            assert origin.xpath(".//time/@datetime"), words(value)


@pytest.mark.parametrize("name", RECORDS)
def test_a_blank_is_never_a_bare_word(tiny: Site, page: Page, name: str) -> None:
    """Neither its code nor its label stands anywhere but in its tile."""
    tree = parsed(page(tiny, f"agreements/{name}/"))
    label = tiny.library.vocabulary.label
    for chip in tree.xpath("//*[contains(@class, 'blank--')]"):
        assert words(chip)
        chip.drop_tree()
    bare = {*BLANKS, *(label("blanks", code) for code in BLANKS), "Not coded"}

    assert bare.isdisjoint(text.strip() for text in tree.body.itertext())


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("binding", "unknown", "Binding"),
        ("level", "none", "Level"),
        ("status", "inconclusive", "Status"),
        ("place", "not-public", "Place"),
        ("instrument", "unknown", "Instrument"),
        ("text", "not-public", "Text"),
        ("dates", {"signed": "not-applicable"}, "Signed"),
        ("dates", {"signed": "unknown", "in_force": "inconclusive"}, "In force"),
        ("duration", {"term": "not-public"}, "Term"),
        ("duration", {"term": "3 years", "renewal": "none"}, "Renewal"),
    ],
)
def test_each_blank_keeps_its_kind(
    make_site: Make, framed: Any, small_act: Act, page: Page, field: str, value: Any, label: str
) -> None:
    site = framed(make_site({"blr-irn-2006": small_act(**{field: value})}))
    cell, _ = facts(page(site, "agreements/blr-irn-2006/"))[label]
    (code,) = {value} if isinstance(value, str) else set(value.values()) & set(BLANKS) - {"unknown"}

    assert cell.xpath(f".//*[contains(@class, 'blank--{code}')]")


def test_a_field_left_out_is_not_coded_and_not_unknown(tiny: Site, page: Page) -> None:
    shown = facts(page(tiny, "agreements/blr-irn-committee/"))

    for label in ("Binding", "Level", "Place", "Status", "Text"):
        assert shown[label][0].xpath(".//*[contains(@class, 'blank--uncoded')]"), label


def test_a_conflict_shows_every_value_with_its_source(tiny: Site, page: Page) -> None:
    value, origin = facts(page(tiny, RICH))["Signed"]
    _, *others = value.xpath(".//ul/li")

    assert words(value).startswith("19 June 2026")
    assert origin.xpath(".//a/@href") == ["#source-wire"]
    assert [words(other).split(" 2")[0] for other in others] == ["20 June", "Unknown 3"]
    assert [other.xpath(".//a/@href") for other in others] == [["#source-copy"], ["#source-paper"]]


def test_a_fact_without_a_source_of_its_own_rests_on_all_of_them(tiny: Site, page: Page) -> None:
    _, origin = facts(page(tiny, RICH))["Level"]

    assert origin.xpath(".//a/@href") == ["#source-wire", "#source-copy", "#source-paper"]
    assert "together" in words(origin)


def test_an_inferred_value_says_so(tiny: Site, page: Page) -> None:
    assert "inferred from title" in words(facts(page(tiny, RICH))["Binding"][0])


def test_the_text_can_be_read_where_an_address_is_known(tiny: Site, page: Page) -> None:
    value, _ = facts(page(tiny, RICH))["Text"]

    assert words(value).startswith("Partial, in Persian and Russian")
    assert value.xpath(".//a/@href") == [
        "https://law.example/acts/1?lang=fa&page=2",
        "https://archive.example/1",
    ]


def test_words_in_another_script_have_their_language_and_direction(tiny: Site, page: Page) -> None:
    tree = parsed(page(tiny, RICH))
    for element in tree.body.iter():
        text = element.text or ""
        if any("\u0590" <= letter <= "\u08ff" for letter in text) and element.tag != "q":
            assert element.get("lang") == "fa", text
            assert element.get("dir") == "rtl", text
    assert tree.xpath("//*[@dir='rtl']")


def test_what_a_source_cannot_show_is_said(tiny: Site, page: Page) -> None:
    tree = parsed(page(tiny, RICH))
    wire, copy, paper = (
        words(tree.get_element_by_id(f"source-{name}")) for name in ("wire", "copy", "paper")
    )

    assert "cannot be checked The link leads to a channel, not to the item." in wire
    assert "cannot be checked No address is known." in paper
    assert "cannot be checked" not in copy
    assert "Reprints source 1" in copy
    assert "publication: unknown" in copy


def test_reprints_are_one_voice(tiny: Site, page: Page) -> None:
    assert "3 sources, but 2 independent voices" in words(parsed(page(tiny, RICH)).body)


def test_an_absence_says_where_it_was_looked_for_and_for_what(tiny: Site, page: Page) -> None:
    claim = words(parsed(page(tiny, RICH)).get_element_by_id("claim-none-seen"))

    for told in ("Both reports", "آزمایشگاه", "20 June 2026", "nothing", "A library"):
        assert told in claim


def test_a_claim_past_its_day_is_overdue(tiny: Site, page: Page) -> None:
    """The day on which age is judged is the newest in the data."""
    assert "overdue" in words(parsed(page(tiny, RICH)).get_element_by_id("claim-scope"))


@pytest.mark.parametrize(
    ("availability", "heading"),
    [
        ("full", "The text says"),
        ("partial", "The part seen says"),
        ("summary", "It is reported to cover"),
        ("not-public", "It is reported to cover"),
        ("not-located", "It is reported to cover"),
        (None, "It is reported to cover"),
    ],
)
def test_only_a_text_that_was_seen_says_anything(
    make_site: Make, framed: Any, small_act: Act, page: Page, availability: str, heading: str
) -> None:
    fields = {"text": availability} if availability else {}
    site = framed(make_site({"blr-irn-2006": small_act(**fields)}))
    tree = parsed(page(site, "agreements/blr-irn-2006/"))

    assert tree.xpath("//*[@class='said']/div[1]/h3/text()") == [heading]


# --- where this tile sits -----------------------------------------------------------------------


@pytest.fixture
def sentence(make_site: Make, small_act: Act) -> Callable[..., str]:
    """`sentence("2006-07-24", "1998", "unknown")`: of the first act, among the others."""

    def told(here: str | dict[str, str], *others: str | dict[str, str]) -> str:
        acts = {
            f"act-{n}": small_act(dates=when if isinstance(when, dict) else {"signed": when})
            for n, when in enumerate((here, *others))
        }
        site = make_site(acts)
        view = View(site, "../../")
        return str(place.place(view, site.library.agreements["act-0"])["sentence"])

    return told


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        (
            ("2006-07-24", "1998-03-09", "1995"),
            (
                "Not the first: 2 dated acts between Belarus and Iran are on record before it: 1995 and "
                "1998. The gap to the last of them is 8 years and 4 months."
            ),
        ),
        (
            ("2006-07-24", "2006-07-02"),
            (
                "Not the first: 1 dated act between Belarus and Iran is on record before it: 2006. "
                "The gap to it is less than a month."
            ),
        ),
        (
            ("2006-07-24", "2005"),
            (
                "Not the first: 1 dated act between Belarus and Iran is on record before it: 2005. "
                "The gap to it is less than 2 years."
            ),
        ),
        (
            ("2006-07-24", {"signed": "unknown", "in_force": "1998-03-09"}),
            (
                "Not the first: 1 dated act between Belarus and Iran is on record before it, going by "
                "the best known date of each: 1998. The gap to it is 8 years and 4 months."
            ),
        ),
        (
            ("2006-07-24", "1998?"),
            (
                "Not the first: 1 dated act between Belarus and Iran is on record before it, going by "
                "the best known date of each: 1998. The gap to it is about 8 years."
            ),
        ),
        (
            ("2023-12-30", "2023-03-13", "2022", "2022-02-01", "unknown", "2023-12"),
            (
                "Not the first: 3 dated acts between Belarus and Iran are on record before it: 2022 and "
                "2023. The gap to the last of them is 9 months. Before or after it: 1 act whose date "
                "overlaps with its own and 1 undated act."
            ),
        ),
        (
            ("2006-07-24",),
            (
                "No earlier act between Belarus and Iran is on record here. That is not to say that "
                "there was none."
            ),
        ),
        (
            ("2006-07-24", "2006-07-24", "unknown"),
            (
                "No act between Belarus and Iran is known to be earlier. Before or after it: 1 other act "
                "of the same date and 1 undated act."
            ),
        ),
        (
            ("unknown", "1998", "unknown"),
            (
                "The date of this act is not known, so it cannot be put in order with 2 other acts known "
                "between Belarus and Iran."
            ),
        ),
        (
            ("unknown",),
            (
                "The date of this act is not known. No other act between Belarus and Iran is on record "
                "here."
            ),
        ),
    ],
)
def test_the_order_is_told_as_far_as_dates_bear_it(
    sentence: Callable[..., str], acts: tuple[Any, ...], told: str
) -> None:
    assert sentence(*acts) == told


@pytest.mark.parametrize(
    "others", [("unknown",), ("2006",), ("2006-07-24",), ("unknown", "2010"), ("2006-07",)]
)
def test_nothing_is_called_first_or_new_while_another_act_may_be_earlier(
    sentence: Callable[..., str], others: tuple[str, ...]
) -> None:
    told = sentence("2006-07-24", *others).lower()

    assert "first" not in told
    assert "new" not in told


def test_a_timeline_says_the_silences_and_marks_where_one_is(tiny: Site, page: Page) -> None:
    tree = parsed(page(tiny, RICH))
    items = tree.xpath("//ol[@class='timeline']/li")

    assert [one.get("class") for one in items] == ["act", "gap", "act", "act act--here"]
    assert words(items[1]) == "about 28 years"
    assert items[3].get("aria-current") == "true"


def test_a_long_chain_is_shown_around_the_act_and_leads_to_the_whole(
    make_site: Make, framed: Any, small_act: Act, page: Page
) -> None:
    """No page grows with the number of acts of its pair."""
    years = {f"act-{year}": small_act(dates={"signed": str(year)}) for year in range(1990, 2020)}
    tree = parsed(page(framed(make_site(years)), "agreements/act-2000/"))
    items = tree.xpath("//ol[@class='timeline']/li")

    assert [words(items[0]), words(items[-1])] == ["5 acts before these", "14 acts after these"]
    assert {*tree.xpath("//li[@class='gap']/a/@href")} == {"../../pairs/blr-irn/"}
    assert [item.xpath(".//time/@datetime") for item in items[1:-1]] == [
        [str(year)] for year in range(1995, 2006)
    ]
    assert "30 dated acts" not in words(tree)
    assert "10 dated acts" in words(tree)


def test_a_mutual_relation_is_told_once(tiny: Site, page: Page) -> None:
    links = parsed(page(tiny, RICH)).xpath(
        "//h3[.='Related records']/following-sibling::ul//a/@href"
    )

    assert links.count("../../agreements/blr-irn-2026-roadmap/") == 1


def test_a_relation_is_told_on_both_pages(tiny: Site, page: Page) -> None:
    text = words(parsed(page(tiny, "agreements/blr-irn-1998-science/")).body)

    assert "Followed by Memorandum of cooperation" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("brics-2015-science", "An act of 3 parties. It stands in the list of each of them."),
        ("blr-blr-2020-academy", "An act between bodies of one party."),
    ],
)
def test_an_act_that_joins_no_pair_says_why(tiny: Site, page: Page, name: str, told: str) -> None:
    assert told in words(parsed(page(tiny, f"agreements/{name}/")).body)


# --- the rest ------------------------------------------------------------------------------------


def test_a_page_announces_the_feeds_of_its_pair_by_their_name(tiny: Site, page: Page) -> None:
    feeds = parsed(page(tiny, RICH)).xpath("//link[@rel='alternate'][contains(@type, 'rss')]")

    assert [(one.get("title"), one.get("href")) for one in feeds] == [
        ("Belarus and Iran, RSS", "../../pairs/blr-irn/feed.xml")
    ]


def test_the_edit_link_leads_to_the_records_own_file(tiny: Site, page: Page) -> None:
    (link,) = parsed(page(tiny, RICH)).xpath("//a[@rel='edit']/@href")

    assert link.endswith("edit/main/briefings/agreements/blr-irn-2026-memorandum.yml")


def test_every_author_of_a_briefing_is_an_author_in_bibtex(tiny: Site, page: Page) -> None:
    text = parsed(page(tiny, "analyses/two-nouns/")).text_content()

    assert "author = {{Tessera desk} and {Ada \\& Byron}}" in text


def test_an_author_with_an_orcid_leads_to_it(tiny: Site, page: Page) -> None:
    (link,) = parsed(page(tiny, "analyses/two-nouns/")).xpath("//a[contains(@rel, 'author')]")

    assert (words(link), link.get("href")) == (
        "Ada & Byron",
        "https://orcid.org/0000-0002-1825-0097",
    )


def test_a_living_number_keeps_the_one_at_publication(tiny: Site, page: Page) -> None:
    (number,) = parsed(page(tiny, "analyses/two-nouns/")).xpath("//*[@class='living']")

    assert words(number) == "4 (3 at publication)"


def test_a_term_that_ran_out_is_a_presumption(
    make_site: Any, framed: Any, small_act: Any, page: Any
) -> None:
    """Judged on the newest day in the data; what renews itself, or has an end on record, is not presumed."""
    records = {
        "open-act": small_act(dates={"signed": "2010-05-01"}, duration={"term": "5 years"}),
        "alone-act": small_act(dates={"signed": "2010-05-01"},
                               duration={"term": "5 years", "renewal": "automatic"}),
        "long-act": small_act(dates={"signed": "2010-05-01"}, duration={"term": "50 years"}),
        "newest-act": small_act(published="2026-07-01"),
    }  # fmt: skip
    site = framed(make_site(records))
    said = {name: page(site, f"agreements/{name}/") for name in records}

    assert "The term ended on" in said["open-act"]
    assert "It is presumed lapsed: no source says so." in said["open-act"]
    assert "It is said to renew itself" in said["alone-act"]
    assert "Until then nothing is known to end it." in said["long-act"]
    assert [name for name in said if "Presumed lapsed" in said[name]] == ["open-act"]


def test_what_comes_next_is_counted_or_refused(
    make_site: Any, framed: Any, small_act: Any, page: Any
) -> None:
    step = [{"date": "2021-02", "rung": "programme", "what": "A programme was agreed."}]
    few = {f"act-{n}": small_act(dates={"signed": "2020"}) for n in range(3)}
    many = {
        f"act-{n}": small_act(
            dates={"signed": "2020"}, **({"follow_through": step} if n < 6 else {})
        )
        for n in range(20)
    }

    assert "cannot be said: of 3 agreements on record at that rung, none was seen to go on" in page(
        framed(make_site(few)), "agreements/act-0/"
    )
    told = page(framed(make_site(many)), "agreements/act-19/")
    assert (
        "Expected next, if anything: “Programme”. Of 20 agreements on record at “Signed”, 6 were seen"
        in told
    )


def test_a_source_says_when_its_page_last_answered_and_when_it_is_gone(
    tiny: Site, page: Page
) -> None:
    urls = [
        one.url for one in tiny.library.agreements["blr-irn-2026-memorandum"].sources if one.url
    ]
    asked = {"asked": "2026-11-01", "since": "2026-10-01"}
    links = {
        urls[0]: Link.model_validate({"state": "answers", "seen": "2026-11-01", **asked}),
        urls[1]: Link.model_validate(
            {"state": "gone", "seen": "2026-09-01", "copy": "https://archive.example/x", **asked}
        ),
    }
    library = replace(tiny.library, further=replace(tiny.library.further, links=links))

    asked_for = Site.of(tiny.settings, library, tiny.shells, tiny.docs)

    told = words(parsed(page(asked_for, RICH)))

    assert "the page last answered 1 November 2026" in told
    assert "no longer there The page could not be found on 1 November 2026." in told
    assert "the page last answered 1 September 2026" in told
    assert "the page last answered" not in words(parsed(page(tiny, RICH)))
