"""The feeds as feed readers see them: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, OPML 2.0."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import Any

import feedgen.entry
import feedgen.feed
import feedparser
import pytest
from lxml import etree

from tessera.outputs import streams
from tessera.outputs.feeds import atom, calendar, json_feed, opml, rss
from tessera.outputs.hubs import FEEDS
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"
ROOT = "https://desk.example/site/"
HOSTILE = 'R&D <b>x</b> ]]> </script> &amp; "q" 😀 \u200fعنوان فارسی'
FORMATS = (rss, atom, json_feed)


def entries(module: ModuleType, site: Site, key: str = "") -> list[Any]:
    """Entries as (id, title, HTML), whichever the format."""
    body = module.make(site, key)
    if module is json_feed:
        return [(i["id"], i["title"], i["content_html"]) for i in json.loads(body)["items"]]
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return [(e.id, e.title, e.content[-1].value) for e in parsed.entries]


# --- what holds for every format -----------------------------------------------------------------


@pytest.mark.parametrize("module", FORMATS)
def test_hostile_text_arrives_whole(
    module: ModuleType, make_site: Make, small_act: Any, rich_act: dict[str, Any], briefing: Any
) -> None:
    """Markup, CDATA ends, emoji and right-to-left titles neither break a feed nor vanish."""
    site = make_site(
        {"blr-ven-2006-science": small_act(title=HOSTILE, summary=HOSTILE), ID: rich_act},
        {"two-nouns": briefing("`]]>` & `</script>` 😀", title=f"'{HOSTILE}'")},
    )
    found = {tag.rpartition("/")[2]: (title, body) for tag, title, body in entries(module, site)}
    assert found["blr-ven-2006-science"][0] == HOSTILE
    assert found["two-nouns"][0] == HOSTILE
    assert "R&amp;D &lt;b&gt;x&lt;/b&gt; ]]&gt; &lt;/script&gt;" in found["blr-ven-2006-science"][1]
    assert "<code>]]&gt;</code> &amp; <code>&lt;/script&gt;</code> 😀" in found["two-nouns"][1]


@pytest.mark.parametrize("module", FORMATS)
def test_every_hub_has_a_feed(module: ModuleType, site: Site) -> None:
    """Each hub is followed at the address that its page announces, and its feed can be read."""
    producer, names = module.PRODUCERS[0], {name for name, _, _ in FEEDS}
    for key in producer.keys(site):
        assert producer.uri(site, key).removeprefix(key) in names
        assert entries(module, site, key)
    assert set(producer.keys(site)) == {*site.hubs, *streams.streams(site)}


@pytest.mark.parametrize("module", [*FORMATS, opml, calendar])
def test_same_data_same_bytes(
    module: ModuleType, make_site: Make, rich_act: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in a feed comes from the clock, not even through feedgen's defaults."""

    class Like(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime)

    class Later(datetime, metaclass=Like):
        @classmethod
        def now(cls, tz: Any = None) -> Later:
            return cls(2040, 1, 1, tzinfo=tz)

    first = [one.data for one in produce(make_site({ID: rich_act}), module.PRODUCERS)]
    monkeypatch.setattr(feedgen.feed, "datetime", Later)
    monkeypatch.setattr(feedgen.entry, "datetime", Later)
    assert [one.data for one in produce(make_site({ID: rich_act}), module.PRODUCERS)] == first


@pytest.mark.parametrize("module", FORMATS)
def test_feeds_of_one_site_do_not_disturb_each_other(module: ModuleType, site: Site) -> None:
    """Items are shared between feeds: making one again gives the same bytes."""
    before = {key: module.make(site, key) for key in site.hubs}
    assert {key: module.make(site, key) for key in reversed(list(site.hubs))} == before


@pytest.mark.parametrize("module", FORMATS)
def test_a_correction_keeps_the_id(
    module: ModuleType, make_site: Make, rich_act: dict[str, Any]
) -> None:
    """A changed record comes again under its old id, with a newer day."""
    later = {**rich_act, "changes": [{"date": "2027-01-05", "kind": "update", "what": "More."}]}
    old, new = make_site({ID: rich_act}), make_site({ID: later})
    assert entries(module, old)[0][0] == entries(module, new)[0][0]
    assert "2027" not in _days(module.make(old, ""))
    assert "2027" in _days(module.make(new, ""))


def _days(body: str | bytes) -> str:
    text = body if isinstance(body, str) else body.decode()
    if text.startswith("{"):
        return " ".join(item["date_modified"] for item in json.loads(text)["items"])
    found = etree.fromstring(text.encode()).iter("{*}updated", "{*}lastBuildDate")
    return " ".join(one.text or "" for one in found)


@pytest.mark.parametrize("module", [rss, atom])
def test_an_empty_site_has_feeds(module: ModuleType, make_site: Make) -> None:
    """A desk that has published nothing yet has feeds that can be read, without items."""
    assert entries(module, make_site({})) == []


# --- RSS ------------------------------------------------------------------------------------------


@pytest.fixture
def channel(site: Site) -> Any:
    return etree.fromstring(rss.make(site, "countries/irn/")).find("channel")


NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def test_rss_channel(channel: Any) -> None:
    """The channel names its page, itself, its language, its licence, and the day of its data."""
    assert channel.findtext("title") == "Iran · Tessera"
    assert channel.findtext("link") == f"{ROOT}countries/irn/"
    assert channel.findtext("description")
    assert channel.findtext("language") == "en"
    assert "CC BY 4.0" in channel.findtext("copyright")
    own = channel.find("atom:link", NS)
    assert dict(own.attrib) == {
        "href": f"{ROOT}countries/irn/feed.xml", "rel": "self", "type": "application/rss+xml"
    }  # fmt: skip
    day = parsedate_to_datetime(channel.findtext("lastBuildDate"))
    assert day == datetime(2026, 7, 3, tzinfo=UTC)
    assert channel.find("ttl") is None


def test_rss_item(channel: Any) -> None:
    """An item has a GUID that is no address, its page, day, author, categories and picture."""
    item = channel.findall("item")[1]
    guid = item.find("guid")
    assert guid.text == f"tag:tessera.example,2026:agreement/{ID}"
    assert guid.get("isPermaLink") == "false"
    assert item.findtext("link") == f"{ROOT}agreements/{ID}/"
    assert parsedate_to_datetime(item.findtext("pubDate")) == datetime(2026, 6, 20, tzinfo=UTC)
    assert item.findtext("dc:creator", None, NS) == "Tessera desk"
    assert item.find("author") is None  # would have to be an e-mail address
    assert [one.text for one in item.findall("category")] == [
        "Education", "Technology", "Memorandum of cooperation", "Belarus", "Iran"
    ]  # fmt: skip
    media = item.find("media:content", NS)
    assert media.get("url").startswith(f"{ROOT}cards/agreement/{ID}-")
    assert (media.get("medium"), media.get("type")) == ("image", "image/png")
    assert item.find("enclosure") is None  # would have to give a length that nobody knows


def test_rss_description_is_html(make_site: Make, small_act: Any) -> None:
    """By the letter of RSS a description is HTML: what was plain text is escaped once more."""
    site = make_site({ID: small_act(summary="If a < b & c")})
    item = etree.fromstring(rss.make(site, "")).find("channel/item")
    assert item is not None
    assert item.findtext("description") == "If a &lt; b &amp; c"


def test_rss_without_a_day(make_site: Make, small_act: Any) -> None:
    """A record without any day of the desk has no pubDate, which RSS allows."""
    item = etree.fromstring(rss.make(make_site({ID: small_act()}), "")).find("channel/item")
    assert item is not None
    assert item.find("pubDate") is None


def test_rss_order(channel: Any) -> None:
    """Items stand newest first, whatever feedgen does by itself."""
    days = [parsedate_to_datetime(one.text) for one in channel.iter("pubDate")]
    assert len(days) == 2
    assert days == sorted(days, reverse=True)


# --- Atom -----------------------------------------------------------------------------------------


def atom_of(site: Site, key: str) -> Any:
    return etree.fromstring(atom.make(site, key))


def test_atom_feed(site: Site) -> None:
    """RFC 4287, 4.1.1: id, title, updated, author; a link to itself and one to its page."""
    feed = atom_of(site, "pairs/blr-irn/")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.findtext("{*}id") == "tag:tessera.example,2026:feed/pairs/blr-irn"
    assert feed.findtext("{*}title") == "Belarus and Iran · Tessera"
    assert feed.findtext("{*}updated") == "2026-07-03T00:00:00+00:00"
    assert feed.findtext("{*}author/{*}name") == "Tessera desk"
    assert {one.get("rel"): one.get("href") for one in feed.findall("{*}link")} == {
        "self": f"{ROOT}pairs/blr-irn/atom.xml",
        "alternate": f"{ROOT}pairs/blr-irn/",
    }


def test_atom_entries(site: Site) -> None:
    """RFC 4287, 4.1.2: each entry has one id, title, updated and author, and HTML as content."""
    feed = atom_of(site, "")
    found = feed.findall("{*}entry")
    assert len({entry.findtext("{*}id") for entry in found}) == len(found) == 4
    for entry in found:
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{{*}}{name}")) == 1
        assert entry.findtext("{*}author/{*}name")
        assert entry.find("{*}content").get("type") == "html"
        assert datetime.fromisoformat(entry.findtext("{*}updated")).tzinfo is not None
        links = {link.get("rel"): link for link in entry.findall("{*}link")}
        assert set(links) == {"alternate", "enclosure"}
        assert links["alternate"].get("type") == "text/html"
        assert links["enclosure"].get("type") == "image/png"
        assert links["enclosure"].get("href").startswith(f"{ROOT}cards/")


def test_atom_authors(site: Site) -> None:
    """An analysis is signed by its authors, with their ORCID as address."""
    author = atom_of(site, "analyses/").find("{*}entry/{*}author")
    assert author.findtext("{*}name") == "Ada Byron"
    assert author.findtext("{*}uri") == "https://orcid.org/0000-0002-1825-0097"


def test_atom_categories(site: Site) -> None:
    """A category has a term, its scheme and the words for it."""
    found = [dict(one.attrib) for one in atom_of(site, "pairs/blr-irn/").iter("{*}category")]
    assert {
        "term": "IRN", "scheme": "tag:tessera.example,2026:vocabulary/parties", "label": "Iran"
    } in found  # fmt: skip


# --- JSON Feed ------------------------------------------------------------------------------------


def test_json_feed(site: Site) -> None:
    """JSON Feed 1.1: version, title and items; addresses, language and authors besides."""
    feed = json.loads(json_feed.make(site, "pillars/education/"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Education · Tessera"
    assert feed["feed_url"] == f"{ROOT}pillars/education/feed.json"
    assert feed["home_page_url"] == f"{ROOT}pillars/education/"
    assert feed["authors"] == [{"name": "Tessera desk", "url": ROOT}]
    assert feed["_license"]["name"] == "CC BY 4.0"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert item["image"].startswith(f"{ROOT}cards/")
        for day in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[day]).tzinfo is not None


def test_json_feed_without_a_day(make_site: Make, small_act: Any) -> None:
    """A record without any day of the desk leaves its day of publication out."""
    (item,) = json.loads(json_feed.make(make_site({ID: small_act()}), ""))["items"]
    assert "date_published" not in item


# --- OPML -----------------------------------------------------------------------------------------


def test_opml_lists_every_feed_once(site: Site) -> None:
    """Every hub is there once, under its kind, with the address of its feed and of its page."""
    tree = etree.fromstring(opml.make(site, ""))
    assert tree.get("version") == "2.0"
    groups = tree.findall("body/outline")
    assert [group.get("text") for group in groups][:3] == [
        "The whole site", "Countries and other parties", "Pairs"
    ]  # fmt: skip
    feeds = [one for group in groups for one in group.findall("outline")]
    assert all(one.get("type") == "rss" and one.get("text") and one.get("title") for one in feeds)
    assert sorted(str(one.get("xmlUrl")) for one in feeds) == sorted(
        f"{ROOT}{key}feed.xml" for key in (*site.hubs, *streams.streams(site))
    )
    assert {one.get("htmlUrl") for one in feeds} == {
        f"{ROOT}{key}" for key in (*site.hubs, "changes/")
    }


def test_opml_of_hostile_names(site: Site) -> None:
    """A name with markup in it is a name."""
    tree = etree.fromstring(opml.make(site, ""))
    assert "The Wire & Co" in {one.get("text") for one in tree.iter("outline")}
