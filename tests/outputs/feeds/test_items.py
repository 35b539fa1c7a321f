"""What a feed carries of a record, in whichever format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from lxml import html

from tessera.outputs.feeds import channel, entries, items
from tessera.outputs.feeds.items import Item
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"


def agreement(site: Site, name: str = ID) -> Item:
    return items.of(site).item(site.library.agreements[name])


def links(item: Item) -> list[str]:
    return [str(href) for href in html.fragment_fromstring(item.html, "div").xpath("//a/@href")]


def test_tag_outlives_address(site: Site) -> None:
    """The id is built from the desk's host and year, not from where the site stands."""
    assert agreement(site).tag == f"tag:tessera.example,2026:agreement/{ID}"
    assert agreement(site).url == f"https://desk.example/site/agreements/{ID}/"


def test_every_link_is_absolute(site: Site) -> None:
    """A reader shows an item far from the site, so nothing in it may be relative."""
    for listed in channel.of(site, "").items:
        found = links(listed.item())
        assert found
        assert all(href.startswith("https://") for href in found)


def test_footnotes_lead_to_the_page(site: Site) -> None:
    """A footnote's mark leads to the note on the page itself."""
    item = items.of(site).item(site.library.analyses["two-nouns"])
    assert "https://desk.example/site/analyses/two-nouns/#u-fn:1" in links(item)


def test_links_an_author_wrote(make_site: Make, rich_act: dict[str, Any], briefing: Any) -> None:
    """Addresses from the site's root keep its path; code that looks like a link is left alone."""
    body = (
        '[a](/about/) [b](../../data/) [c](https://x.example/?a=1&b=2) `<a href="/x">` "href=\\"/y"'
    )
    site = make_site({ID: rich_act}, {"two-nouns": briefing(body)})
    item = items.of(site).item(site.library.analyses["two-nouns"])
    root = "https://desk.example/site/"
    assert links(item)[:3] == [f"{root}about/", f"{root}data/", "https://x.example/?a=1&b=2"]
    assert '&lt;a href="/x"&gt;' in item.html


def test_agreement_in_full(site: Site) -> None:
    """The body holds parties, facts with their blanks, what was said and not, and the sources."""
    text = html.fragment_fromstring(agreement(site).html, "div").text_content()
    for words in (
        "Two ministries named two fields.",
        "Belarus, Ministry of Education (ambiguous)",
        "Instrument: Memorandum of cooperation",
        "Signed: 19 June 2026 (sources disagree)",
        "In force: Unknown",
        "Text: Not public",
        "Education: “schooling”",
        "No laboratory was seen.",
        "Signed, The Wire & Co, 19 June 2026 (cannot be checked)",
        "https://gazette.example/1?a=1&b=2, Gazette",
    ):
        assert words in text


def test_uncoded_is_said(site: Site) -> None:
    """A field that was left out reads `Not coded`, never as a no."""
    text = agreement(site, "blr-ven-2006-science").html
    assert "Status: Not coded" in text
    assert "Text: Not coded" in text


def test_days_come_from_the_desk(site: Site) -> None:
    """Published and changed are the desk's days; a vague one counts from its first day."""
    item = agreement(site)
    assert item.published == datetime(2026, 6, 20, tzinfo=UTC)
    assert item.updated == datetime(2026, 7, 1, tzinfo=UTC)


def test_coded_day_stands_in(make_site: Make, small_act: Any) -> None:
    """Without a day of publication the day of coding counts."""
    site = make_site({ID: small_act(coding={"coder": "desk", "date": "2026-05-04"})})
    assert agreement(site).published == datetime(2026, 5, 4, tzinfo=UTC)


def test_a_record_without_any_day(site: Site) -> None:
    """It has no day of publication, and an update as old as the desk: never the build's day."""
    item = agreement(site, "brics-2015-science")
    assert item.published is None
    assert item.updated == datetime(2026, 1, 1, tzinfo=UTC)


def test_newest_first(site: Site) -> None:
    """Items run from the latest day of publication to the earliest, undated ones last."""
    found = [item.tag.rpartition("/")[2] for item in channel.of(site, "").items]
    assert found == ["two-nouns", "blr-ven-2006-science", ID, "brics-2015-science"]


def test_feed_items_limits(make_site: Make, small_act: Any) -> None:
    """A feed carries no more than the desk's setting, and keeps the newest."""
    acts = {f"act-{day:02d}": small_act(published=f"2026-01-{day:02d}") for day in range(1, 9)}
    site = make_site(acts, feed_items=3)
    found = [item.tag[-6:] for item in channel.of(site, "agreements/").items]
    assert found == ["act-08", "act-07", "act-06"]


def test_made_once(site: Site) -> None:
    """However many feeds list a record, its entry is made once."""
    first = [entries.of(site, one) for one in channel.of(site, "countries/irn/").items]
    second = [entries.of(site, one) for one in channel.of(site, "pairs/blr-irn/").items]
    assert {id(entry) for entry in first} & {id(entry) for entry in second}


def test_smuggled_characters_are_dropped(
    make_site: Make, rich_act: dict[str, Any], briefing: Any
) -> None:
    """A character reference cannot write what the door refuses: controls, overrides, U+2029."""
    body = "before &#1;&#x202e;&#x2029;&#xfffe; after"
    site = make_site({ID: rich_act}, {"two-nouns": briefing(body)})
    item = items.of(site).item(site.library.analyses["two-nouns"])
    assert "before  after" in item.html


def test_tabs_without_switches(make_site: Make, rich_act: dict[str, Any], briefing: Any) -> None:
    """A reader has no style sheet, so every tab's text stays and its radio buttons go."""
    body = '=== "One"\n\n    First text.\n\n=== "Two"\n\n    Second text.\n'
    site = make_site({ID: rich_act}, {"two-nouns": briefing(body)})
    item = items.of(site).item(site.library.analyses["two-nouns"])
    assert "<input" not in item.html
    assert "First text." in item.html
    assert "Second text." in item.html


def test_language_of_an_analysis(make_site: Make, rich_act: dict[str, Any], briefing: Any) -> None:
    """A briefing in another language says so, with its direction."""
    site = make_site(
        {ID: rich_act}, {"two-nouns": briefing("متن", title="عنوان فارسی", more="lang: fa")}
    )
    item = items.of(site).item(site.library.analyses["two-nouns"])
    assert item.lang == "fa"
    assert item.html.startswith('<div lang="fa" dir="rtl">')


def test_categories(site: Site) -> None:
    """Pillars, instrument and parties, each in a scheme of its own."""
    found = {
        (one.scheme.rpartition("/")[2], one.term, one.label) for one in agreement(site).categories
    }
    assert ("pillars", "education", "Education") in found
    assert ("instruments", "memorandum-of-cooperation", "Memorandum of cooperation") in found
    assert ("parties", "IRN", "Iran") in found
