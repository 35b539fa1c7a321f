"""RSS 2.0: `feed.xml` beside every hub.

Pictures are `media:content`: an enclosure must give its length in bytes, which would mean drawing
every card for every feed. Authors are `dc:creator`: RSS' own `author` is an e-mail address.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

import feedgen.feed  # first: it loads lxml.etree, which the extensions use without a word
from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.ext.media import MediaEntryExtension, MediaExtension
from markupsafe import escape

from tessera.outputs.cards.spec import HEIGHT, WIDTH
from tessera.outputs.feeds import channel
from tessera.outputs.feeds.entries import Entries
from tessera.outputs.feeds.items import Item
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME, TYPE = "feed.xml", "application/rss+xml"
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    **DcExtension().extend_ns(),
    **MediaExtension().extend_ns(),
}
"""What feedgen declares at the root of a feed with these extensions."""


def uri(site: Site, key: str) -> str:
    """`countries/irn/feed.xml`."""
    return f"{key}{NAME}"


def make(site: Site, key: str) -> bytes:
    """The RSS feed of the hub or stream at `key`."""
    feed = channel.of(site, key)
    rss = feedgen.feed.FeedGenerator()
    # By class: feedgen's loader by name searches the disk for a module each time.
    rss.register_extension("dc", DcExtension, DcEntryExtension)
    rss.register_extension("media", MediaExtension, MediaEntryExtension)
    rss.title(feed.title)
    rss.description(feed.description)
    rss.link(href=site.settings.absolute(uri(site, key)), rel="self", type=TYPE)
    rss.link(href=feed.home, rel="alternate")  # feedgen's <link> is the last one given
    rss.language(site.settings.language)
    rss.copyright(channel.rights(site))
    rss.generator(channel.GENERATOR)
    rss.lastBuildDate(feed.updated)
    body: bytes = rss.rss_str()
    if site.settings.websub:  # by hand: feedgen writes no link of a channel but the one to itself
        hub = f'<atom:link href={quoteattr(site.settings.websub)} rel="hub"/>'.encode()
        body = body.replace(b"<atom:link ", hub + b"<atom:link ", 1)
    return entries(site).into(body, feed.items)


@per_site
def entries(site: Site) -> Entries:
    """The items of a site as RSS."""
    return Entries(_element, b"</channel>", site.library.lookups, NAMESPACES)


def _element(item: Item) -> Any:
    entry = FeedEntry()
    entry.register_extension("dc", DcEntryExtension)
    entry.register_extension("media", MediaEntryExtension)
    entry.guid(item.tag, permalink=False)
    entry.link(href=item.url)
    entry.title(item.title)
    entry.description(str(escape(item.summary)))  # HTML by the letter of RSS
    entry.content(item.html)
    entry.dc.dc_creator([author.name for author in item.authors])
    entry.category(
        [{"term": one.term, "scheme": one.scheme, "label": one.label} for one in item.categories]
    )
    entry.media.content(
        url=item.image, type="image/png", medium="image",
        width=str(WIDTH), height=str(HEIGHT), group=None,
    )  # fmt: skip
    if item.published:
        entry.pubDate(item.published)
    return entry.rss_entry()


PRODUCERS = (Producer("RSS feeds", channel.keys, uri, make),)
