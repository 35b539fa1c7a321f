"""RSS 2.0: `feed.xml` beside every hub."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import feedgen.feed  # first: it loads lxml.etree, which the extensions use without a word
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.ext.media import MediaEntryExtension, MediaExtension

from tessera.outputs.feeds import channel, entries
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME, TYPE = "feed.xml", "application/rss+xml"


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
    return entries.into(body, b"</channel>", (entries.of(site, one).rss for one in feed.items))


PRODUCERS = (Producer("RSS feeds", channel.keys, uri, make),)
