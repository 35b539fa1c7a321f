"""OPML 2.0: every feed of the site in one file, to be imported into a reader or chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from itertools import groupby

from lxml import etree

from tessera.outputs.feeds import channel, rss
from tessera.outputs.hubs import Hub
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

URI = "feeds/feeds.opml"
GROUPS = {
    "site": "The whole site",
    "country": "Countries and other parties",
    "pair": "Pairs",
    "pillar": "Pillars",
    "instrument": "Instruments",
    "year": "Years",
    "group": "Groups",
    "outlet": "Outlets",
}


def keys(site: Site) -> Iterable[str]:
    """The one file."""
    return (URI,)


def uri(site: Site, key: str) -> str:
    """`feeds/feeds.opml`."""
    return key


def make(site: Site, key: str) -> bytes:
    """Each hub once, by its RSS feed, under the kind of hub it is."""
    settings = site.settings
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    for name, text in (
        ("title", f"Feeds of {settings.site_name}"),
        ("dateModified", format_datetime(channel.of(site, "").updated, usegmt=True)),
        ("ownerName", settings.desk),
        ("ownerId", settings.absolute("")),
        ("docs", "http://opml.org/spec2.opml"),
    ):
        etree.SubElement(head, name).text = text
    body = etree.SubElement(opml, "body")
    for kind, hubs in groupby(sorted(site.hubs.values(), key=_order), key=lambda hub: hub.kind):
        group = etree.SubElement(body, "outline", text=GROUPS[kind], title=GROUPS[kind])
        for hub in hubs:
            etree.SubElement(
                group, "outline", type="rss", text=hub.title, title=channel.title(site, hub),
                description=channel.description(site, hub),
                xmlUrl=settings.absolute(rss.uri(site, hub.address)),
                htmlUrl=settings.absolute(hub.address), language=settings.language,
            )  # fmt: skip
    return bytes(etree.tostring(opml, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _order(hub: Hub) -> int:
    return list(GROUPS).index(hub.kind)


PRODUCERS = (Producer("the list of feeds", keys, uri, make),)
