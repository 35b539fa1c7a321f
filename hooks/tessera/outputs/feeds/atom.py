"""Atom (RFC 4287): `atom.xml` beside every hub."""

from __future__ import annotations

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from tessera.outputs import streams
from tessera.outputs.feeds import channel
from tessera.outputs.feeds.channel import Channel
from tessera.outputs.feeds.entries import Entries
from tessera.outputs.feeds.items import Author, Item
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME, TYPE = "atom.xml", "application/atom+xml"


def uri(site: Site, key: str) -> str:
    """`countries/irn/atom.xml`."""
    return f"{key}{NAME}"


def make(site: Site, key: str) -> bytes:
    """The Atom feed of the hub or stream at `key`."""
    return _feed(site, key, channel.of(site, key), entries(site))


def make_slice(site: Site, key: str) -> bytes:
    """The Atom feed of a party and a pillar."""
    return _feed(site, key, channel.of_stream(site, streams.slice_of(site, key)), summaries(site))


def _feed(site: Site, key: str, feed: Channel, made: Entries) -> bytes:
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
    return made.into(atom.atom_str(), feed.items)


@per_site
def entries(site: Site) -> Entries:
    """The items of a site as Atom."""
    return Entries(_element, b"</feed>", site.library.lookups)


@per_site
def summaries(site: Site) -> Entries:
    """The items of a site as Atom without their text."""
    return Entries(lambda item: _element(item, whole=False), b"</feed>", site.library.lookups)


def _element(item: Item, *, whole: bool = True) -> Any:
    entry = FeedEntry()
    entry.id(item.tag)
    entry.title(item.title)
    entry.summary(item.summary)
    if whole:
        entry.content(item.html, type="html")
    else:
        entry.link(href=item.url)  # feedgen asks for this or that
    entry.author([_person(author) for author in item.authors])
    entry.category(
        [{"term": one.term, "scheme": one.scheme, "label": one.label} for one in item.categories]
    )
    entry.updated(item.updated)
    if item.published:
        entry.published(item.published)
    element = entry.atom_entry()
    for link in element.findall("{*}link"):
        element.remove(link)
    # Not through feedgen, which loses everything of an entry's link but its address.
    for link in (
        {"rel": "alternate", "href": item.url, "type": "text/html", "hreflang": item.lang},
        {"rel": "enclosure", "href": item.image, "type": "image/png"},
    ):
        SubElement(element, "link", link)
    return element


def _person(author: Author) -> dict[str, str]:
    return {"name": author.name, "uri": author.url} if author.url else {"name": author.name}


PRODUCERS = (
    Producer("Atom feeds", channel.keys, uri, make),
    Producer("Atom feeds of a party's field", streams.slices, uri, make_slice),
)
