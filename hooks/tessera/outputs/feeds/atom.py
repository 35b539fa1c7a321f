"""Atom (RFC 4287): `atom.xml` beside every hub."""

from __future__ import annotations

from collections.abc import Iterable

from feedgen.feed import FeedGenerator

from tessera.outputs import streams
from tessera.outputs.feeds import channel, entries
from tessera.outputs.feeds.channel import Channel
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME, TYPE = "atom.xml", "application/atom+xml"


def uri(site: Site, key: str) -> str:
    """`countries/irn/atom.xml`."""
    return f"{key}{NAME}"


def make(site: Site, key: str) -> bytes:
    """The Atom feed of the hub or stream at `key`."""
    feed = channel.of(site, key)
    return _feed(site, key, feed, (entries.of(site, one).atom for one in feed.items))


def make_slice(site: Site, key: str) -> bytes:
    """The Atom feed of a party and a pillar."""
    feed = channel.of_stream(site, streams.slice_of(site, key))
    return _feed(site, key, feed, (entries.of(site, one).summary for one in feed.items))


def _feed(site: Site, key: str, feed: Channel, made: Iterable[bytes]) -> bytes:
    settings = site.settings
    atom = FeedGenerator()
    atom.id(feed.tag)
    atom.title(feed.title)
    atom.subtitle(feed.description)
    atom.author(name=settings.desk, uri=settings.absolute(""))
    atom.link(href=settings.absolute(uri(site, key)), rel="self", type=TYPE)
    atom.link(href=feed.home, rel="alternate", type="text/html")
    atom.language(settings.language)
    atom.rights(channel.rights(site))
    atom.generator(channel.GENERATOR)
    atom.updated(feed.updated)
    if settings.websub:
        atom.link(href=settings.websub, rel="hub")
    return entries.into(atom.atom_str(), b"</feed>", made)


PRODUCERS = (
    Producer("Atom feeds", channel.keys, uri, make),
    Producer("Atom feeds of a party's field", streams.slices, uri, make_slice),
)
