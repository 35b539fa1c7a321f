"""Streams without a page, calendars and bundles, and the rules that feed validators hold every feed to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from icalendar import Calendar
from lxml import etree, html

from tessera.outputs import streams
from tessera.outputs.feeds import atom, calendar, channel, json_feed, opml, rss
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"
ROOT = "https://desk.example/site/"
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@pytest.fixture
def busy(make_site: Make, rich_act: dict[str, Any], small_act: Any, briefing: Any) -> Site:
    """Updates, corrections, a withdrawal, terms, things to watch for, and a briefing."""
    watched = {**rich_act,
               "watch": [{"what": "A joint laboratory; or, \\ none", "by": "2027-03"}],
               "changes": [{"date": "2026-07", "kind": "correction", "what": "The place."},
                           {"date": "2026-07-09", "kind": "update", "what": "A source & a < sign."}]}  # fmt: skip
    return make_site(
        {
            ID: watched,
            "blr-ven-2006-science": small_act(
                parties=["BLR", "VEN"], published="2026-06-25",
                withdrawn={"date": "2026-08-01", "why": "It was another act."},
            ),
            "irn-ven-2020-science": small_act(
                parties=["IRN", "VEN"], dates={"signed": "2020-02-29"}, duration={"term": "5 years"},
            ),
        },
        {"two-nouns": briefing("A [[BLR-IRN]] paper.", more="review_by: 2027-01")},
    )  # fmt: skip


def parsed(body: str | bytes) -> Any:
    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def test_changes_tell_what_and_why_and_nothing_new(busy: Site) -> None:
    """One item a change, newest first, each with an id of its own and the reason."""
    found = parsed(rss.make(busy, "changes/")).entries

    assert [one.title for one in found] == [
        "Withdrawn: Agreement on science", "Update: Memorandum of cooperation",
        "Correction: Two nouns", "Correction: Memorandum of cooperation",
    ]  # fmt: skip
    assert len({one.id for one in found}) == 4
    assert found[1].id == f"tag:tessera.example,2026:change/{ID}/2026-07-09-1"
    assert "A source &amp; a &lt; sign." in found[1].content[0].value
    assert found[0].link == f"{ROOT}agreements/blr-ven-2006-science/"


def test_corrections_are_the_changes_that_put_something_right(busy: Site) -> None:
    every = {one.id for one in parsed(atom.make(busy, "changes/")).entries}
    found = parsed(atom.make(busy, streams.CORRECTED)).entries

    assert [one.title.partition(":")[0] for one in found] == [
        "Withdrawn",
        "Correction",
        "Correction",
    ]
    assert {one.id for one in found} < every


def test_a_later_change_leaves_the_ids_of_the_earlier_ones(
    make_site: Make, rich_act: dict[str, Any]
) -> None:
    """A rebuild with one change more adds one item."""
    more = {**rich_act, "changes": [*rich_act["changes"],
                                    {"date": "2026-09-01", "kind": "update", "what": "More."}]}  # fmt: skip
    old, new = (
        {one.id for one in parsed(rss.make(make_site({ID: act}), "changes/")).entries}
        for act in (rich_act, more)
    )
    assert old < new
    assert len(new - old) == 1


def test_an_author_is_followed_by_orcid(busy: Site) -> None:
    key = "feeds/authors/0000-0002-1825-0097/"
    (one,) = parsed(json_feed_as_atom(busy, key)).entries
    assert one.title == "Two nouns"
    assert streams.streams(busy)[key].title == "Ada Byron"


def json_feed_as_atom(site: Site, key: str) -> bytes:
    """The Atom feed, once its JSON twin was seen to list the same."""
    body = atom.make(site, key)
    ids = [one.id for one in parsed(body).entries]
    assert ids == [item["id"] for item in json.loads(json_feed.make(site, key))["items"]]
    return body


def test_a_slice_is_a_party_and_a_field(busy: Site) -> None:
    """Only what is in both, in summary, at an address that can be written down."""
    keys = [*streams.slices(busy)]
    assert keys == [
        f"feeds/{code}/{name}/" for code in ("blr", "irn") for name in ("education", "technology")
    ]
    (one,) = parsed(atom.make_slice(busy, keys[2])).entries
    assert (one.title, one.summary) == (
        "Memorandum of cooperation",
        "Two ministries named two fields.",
    )
    assert "content" not in one


def test_a_party_is_followed_whole(busy: Site) -> None:
    """Every address in a party's bundle is one that the site publishes."""
    made = {one.uri for one in produce(busy, (*rss.PRODUCERS, *atom.PRODUCERS, *opml.PRODUCERS))}
    tree = etree.fromstring(opml.make(busy, "IRN"))
    found = [
        str(one.get("xmlUrl")).removeprefix(ROOT)
        for one in tree.iter("outline")
        if one.get("xmlUrl")
    ]

    assert {"countries/irn/feeds.opml", "feeds/feeds.opml"} < made
    assert found[0] == "countries/irn/feed.xml"
    assert "pairs/blr-irn/feed.xml" in found
    assert "feeds/irn/education/atom.xml" in found
    assert set(found) < made


# --- calendars ------------------------------------------------------------------------------------


def test_a_calendar_holds_what_is_due(busy: Site) -> None:
    """A whole day each, the last on which the thing may fall; text arrives whole."""
    read = Calendar.from_ical(calendar.make(busy, ""))
    found = {str(one["summary"]): one for one in read.walk("VEVENT")}

    watch = found["Watch for: Memorandum of cooperation"]
    assert watch.decoded("dtstart") == date(2027, 3, 31)
    assert watch.decoded("dtend") == date(2027, 4, 1)
    assert str(watch["description"]).startswith("A joint laboratory; or, \\ none By March 2027.")
    assert str(watch["url"]) == f"{ROOT}agreements/{ID}/"
    assert found["End of term: Agreement on science"].decoded("dtstart") == date(2025, 2, 28)
    assert found["Briefing to review: Two nouns"].decoded("dtstart") == date(2027, 1, 31)


def test_a_partys_calendar_is_its_part(busy: Site) -> None:
    """Each entry of a party is one of the site's, under the same UID."""
    whole = {str(one["uid"]) for one in Calendar.from_ical(calendar.make(busy, "")).walk("VEVENT")}
    for code in calendar.keys(busy):
        read = Calendar.from_ical(calendar.make(busy, code))
        uids = [str(one["uid"]) for one in read.walk("VEVENT")]
        assert len(set(uids)) == len(uids)
        assert set(uids) <= whole
    assert {"", "BLR", "IRN", "VEN"} <= {*calendar.keys(busy)}


def test_a_calendar_keeps_to_the_letter_of_the_format(busy: Site) -> None:
    """RFC 5545, 3.1 and 3.6.1: CRLF, 75 bytes a line, and what each entry must have."""
    body = calendar.make(busy, "")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    for one in Calendar.from_ical(body).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= {*one}
        assert one.decoded("dtstamp").utcoffset().total_seconds() == 0


# --- what feed validators ask ---------------------------------------------------------------------


def absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def test_every_rss_feed_keeps_the_profile(busy: Site) -> None:
    """RSS Best Practices Profile: one of each, absolute addresses, unique GUIDs, a link to itself."""
    for key in channel.keys(busy):
        (root,) = etree.fromstring(rss.make(busy, key)).iter("channel")
        for name in ("title", "link", "description", "language", "lastBuildDate", "generator"):
            assert len(root.findall(name)) == 1, (key, name)
            assert (root.findtext(name) or "").strip(), (key, name)
        assert absolute(root.findtext("link") or "")
        (own,) = [
            one
            for one in root.findall("{http://www.w3.org/2005/Atom}link")
            if one.get("rel") == "self"
        ]
        assert own.get("href") == f"{ROOT}{key}feed.xml"
        guids = [item.findtext("guid") for item in root.findall("item")]
        assert len(set(guids)) == len(guids)
        for item in root.findall("item"):
            for name in ("title", "link", "guid", "description"):
                assert len(item.findall(name)) == 1, (key, name)
            assert "<" not in (item.findtext("title") or "")
            assert absolute(item.findtext("link") or "")


def test_every_atom_feed_keeps_the_standard(busy: Site) -> None:
    """RFC 4287, 4.1 and 4.2: ids that are IRIs and unique, RFC 3339 days, one alternate of a kind."""
    made = [atom.make(busy, key) for key in channel.keys(busy)]
    made += [atom.make_slice(busy, key) for key in streams.slices(busy)]
    for body in made:
        feed = etree.fromstring(body)
        assert LANGUAGE.fullmatch(str(feed.get("{http://www.w3.org/XML/1998/namespace}lang")))
        parts = [feed, *feed.findall("{*}entry")]
        for part in parts:
            for name in ("id", "title", "updated"):
                assert len(part.findall(f"{{*}}{name}")) == 1
            assert urlsplit(part.findtext("{*}id") or "").scheme == "tag"
            assert datetime.fromisoformat(part.findtext("{*}updated") or "").tzinfo is not None
            links = [
                (one.get("rel"), one.get("type"), one.get("hreflang"))
                for one in part.findall("{*}link")
            ]
            assert len(set(links)) == len(links)
            assert all(absolute(str(one.get("href"))) for one in part.findall("{*}link"))
        assert len({part.findtext("{*}id") for part in parts}) == len(parts)
        for entry in parts[1:]:
            assert entry.find("{*}content") is not None or entry.findtext("{*}summary")


def test_every_json_feed_keeps_the_format(busy: Site) -> None:
    """JSON Feed 1.1: what is required, unique ids, tags without repeats, whole addresses."""
    for key in channel.keys(busy):
        feed = json.loads(json_feed.make(busy, key))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert absolute(feed["feed_url"])
        assert absolute(feed["home_page_url"])
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids)
        for item in feed["items"]:
            assert item["content_html"]
            assert absolute(item["url"])
            assert absolute(item["image"])
            assert len(set(item["tags"])) == len(item["tags"])
            assert LANGUAGE.fullmatch(item["language"])


def test_links_in_items_lead_somewhere_from_anywhere(busy: Site) -> None:
    """No item has a link that is relative to a page, and none has a script or a style."""
    for key in channel.keys(busy):
        for item in json.loads(json_feed.make(busy, key))["items"]:
            tree = html.fromstring(f"<div>{item['content_html']}</div>")
            assert all(
                absolute(one) or one.startswith("#") for one in tree.xpath("//@href | //@src")
            )
            assert not tree.xpath("//script | //style | //@style | //@onclick")


@pytest.mark.parametrize("hub", ["", "https://push.example/"])
def test_websub_is_named_where_the_desk_has_a_hub(
    make_site: Make, rich_act: dict[str, Any], hub: str
) -> None:
    """WebSub, 4: `rel=hub` beside `rel=self` in RSS and Atom, `hubs` in JSON Feed; else nowhere."""
    site = make_site({ID: rich_act}, websub=hub)
    expected = [hub] if hub else []
    for body in (rss.make(site, ""), atom.make(site, "")):
        links = etree.fromstring(body).iter("{http://www.w3.org/2005/Atom}link")
        assert [one.get("href") for one in links if one.get("rel") == "hub"] == expected
    assert [one["url"] for one in json.loads(json_feed.make(site, "")).get("hubs", [])] == expected


def test_an_entry_is_what_lists_it(busy: Site) -> None:
    """What a feed knows of an entry that it did not make is what the entry says of itself."""
    seen = 0
    for key in channel.keys(busy):
        for listed in channel.of(busy, key).items:
            item = listed.item()
            assert (item.tag, item.updated) == (listed.tag, listed.updated)
            seen += 1
    assert seen > 20
