"""A record as an entry of every format, made once however many feeds list it.

feedgen makes the elements. Pictures are `media:content` in RSS: an enclosure must give its length in
bytes, which would mean drawing every card for every feed. Authors are `dc:creator` there: RSS' own
`author` is an e-mail address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import feedgen.feed  # noqa: F401  first: it loads lxml.etree, which the extensions use without a word
from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.ext.media import MediaEntryExtension, MediaExtension
from lxml.etree import CDATA, Element, SubElement, tostring
from markupsafe import escape
from pydantic_core import to_json

from tessera.content.lookups import Kept
from tessera.outputs.cards.spec import HEIGHT, WIDTH
from tessera.outputs.feeds.items import Author, Category, Item, Listed
from tessera.outputs.once import per_site
from tessera.outputs.site import Site

KEPT = 1024
"""Entries that stay at hand: one stands in some ten feeds, and a large desk has many records."""
RSS_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    **DcExtension().extend_ns(),
    **MediaExtension().extend_ns(),
}
"""What feedgen declares at the root of an RSS feed with these extensions."""
_TEXTS = ("{*}content", "{http://purl.org/rss/1.0/modules/content/}encoded")
"""The elements that carry an item's text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as XML or JSON, to be put into a feed as it is. `summary` is Atom without the text."""

    rss: bytes
    atom: bytes
    summary: bytes
    json: str


def of(site: Site, listed: Listed) -> Entry:
    """The entry of what a feed lists."""
    return _entries(site).get(listed.tag, lambda: made(listed.item()))


@per_site
def _entries(site: Site) -> Kept[Entry]:
    return Kept(site.library.lookups, KEPT, shelf="entries")


def made(item: Item) -> Entry:
    """The entry of an item."""
    atom = _atom(item)
    whole = _xml(atom)
    for text in atom.findall("{*}content"):
        atom.remove(text)
    return Entry(_xml(_rss(item), RSS_NAMESPACES), whole, _xml(atom), compact(_json(item)))


def into(feed: bytes, end: bytes, entries: Iterable[bytes]) -> bytes:
    """A feed that has no entries yet, with entries before the tag that ends it."""
    at = feed.rindex(end)
    return b"".join((feed[:at], *entries, feed[at:]))


def compact(data: Mapping[str, Any]) -> str:
    """JSON in one line."""
    return to_json(data).decode()


def author(one: Author) -> dict[str, str]:
    """An author as JSON Feed names one."""
    return {"name": one.name, "url": one.url} if one.url else {"name": one.name}


def _xml(element: Any, namespaces: Mapping[str, str] | None = None) -> bytes:
    # In a root with the feed's prefixes, so that no entry declares them again.
    root = Element("feed", nsmap=namespaces)
    root.append(element)
    for part in root.iter(*_TEXTS):
        if part.text and "]]>" not in part.text:
            part.text = CDATA(part.text)  # escaped, it would be a third longer
    xml: bytes = tostring(root, encoding="utf-8")
    return xml[xml.index(b">") + 1 : xml.rindex(b"<")]


def _rss(item: Item) -> Any:
    entry = FeedEntry()
    # By class: feedgen's loader by name searches the disk for a module each time.
    entry.register_extension("dc", DcEntryExtension)
    entry.register_extension("media", MediaEntryExtension)
    entry.guid(item.tag, permalink=False)
    entry.link(href=item.url)
    entry.title(item.title)
    entry.description(str(escape(item.summary)))  # HTML by the letter of RSS
    entry.content(item.html)
    entry.dc.dc_creator([one.name for one in item.authors])
    entry.category([_category(one) for one in item.categories])
    if item.image:
        entry.media.content(
            url=item.image, type="image/png", medium="image",
            width=str(WIDTH), height=str(HEIGHT), group=None,
        )  # fmt: skip
    if item.published:
        entry.pubDate(item.published)
    return entry.rss_entry()


def _atom(item: Item) -> Any:
    entry = FeedEntry()
    entry.id(item.tag)
    entry.title(item.title)
    entry.summary(item.summary)
    entry.content(item.html, type="html")
    entry.author(
        [{"name": one.name, **({"uri": one.url} if one.url else {})} for one in item.authors]
    )
    entry.category([_category(one) for one in item.categories])
    entry.updated(item.updated)
    if item.published:
        entry.published(item.published)
    element = entry.atom_entry()
    # Not through feedgen, which loses everything of an entry's link but its address.
    page = {"rel": "alternate", "href": item.url, "type": "text/html", "hreflang": item.lang}
    SubElement(element, "link", page)
    if item.image:
        image = {"rel": "enclosure", "href": item.image, "type": "image/png"}
        SubElement(element, "link", image)
    return element


def _json(item: Item) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": item.tag,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        **({"image": item.image} if item.image else {}),
        "authors": [author(one) for one in item.authors],
        "tags": list(dict.fromkeys(one.label for one in item.categories)),
        "language": item.lang,
    }
    if item.published:
        shown["date_published"] = item.published.isoformat()
    shown["date_modified"] = item.updated.isoformat()
    return shown


def _category(one: Category) -> dict[str, str]:
    return {"term": one.term, "scheme": one.scheme, "label": one.label}
