"""OPML 2.0: every feed of the site, or of one party, to be imported into a reader or chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby
from typing import Any

from lxml import etree

from tessera.outputs import streams
from tessera.outputs.feeds import atom, channel, rss
from tessera.outputs.hubs import Hub, pair_address
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.outputs.streams import Stream
from tessera.wording import mark

URI = "feeds/feeds.opml"
GROUPS = {
    "site": mark("The whole site"),
    "country": mark("Countries and other parties"),
    "pair": mark("Pairs"),
    "pillar": mark("Pillars"),
    "instrument": mark("Instruments"),
    "year": mark("Years"),
    "group": mark("Groups"),
    "outlet": mark("Outlets"),
    "author": mark("Authors"),
}


def keys(site: Site) -> Iterable[str]:
    """Empty for the whole site, and every party that can be followed."""
    return ("", *site.index.by_party)


def uri(site: Site, key: str) -> str:
    """`feeds/feeds.opml`, `countries/irn/feeds.opml`."""
    return f"countries/{key.lower()}/feeds.opml" if key else URI


def make(site: Site, key: str) -> bytes:
    """The feeds of a party, or of the whole site."""
    return _party(site.bare, key) if key else _site(site.bare)


def _site(site: Site) -> bytes:
    """Each hub and stream once, by its RSS feed, under the kind that it is."""
    opml, body = _document(
        site,
        site.wording.say("Feeds of {site}", site=site.settings.site_name),
        channel.of(site, "").updated,
    )
    for kind, hubs in groupby(sorted(site.hubs.values(), key=_order), key=lambda hub: hub.kind):
        group = _group(site, body, kind)
        for hub in hubs:
            _outline(site, group, hub.address, hub.title, channel.title(site, hub),
                     channel.description(site, hub), hub.address)  # fmt: skip
        for one in streams.streams(site).values():
            if one.kind == kind:
                _stream(site, group, one)
    authors = [one for one in streams.streams(site).values() if one.kind == "author"]
    if authors:
        group = _group(site, body, "author")
        for one in authors:
            _stream(site, group, one)
    return _bytes(opml)


def _party(site: Site, code: str) -> bytes:
    """A party's own feed, those of its pairs, and those of its fields."""
    address = f"countries/{code.lower()}/"
    hub = site.hubs[address]
    opml, body = _document(
        site, site.wording.say("Follow {title}", title=hub.title), channel.of(site, address).updated
    )
    _outline(site, body, address, hub.title, channel.title(site, hub),
             channel.description(site, hub), address)  # fmt: skip
    pairs = sorted({both for act in hub.agreements for both in act.pairs})
    if pairs:
        group = _group(site, body, "pair")
        for both in pairs:
            pair = site.hubs[pair_address(both)]
            _outline(site, group, pair.address, pair.title, channel.title(site, pair),
                     channel.description(site, pair), pair.address)  # fmt: skip
    pillars = sorted({name for act in hub.agreements for name in act.formula})
    if pillars:
        group = _group(site, body, "pillar")
        for pillar in pillars:
            one = streams.slice_of(site, streams.slice_address(code, pillar))
            _stream(site, group, one, atom.NAME)
    return _bytes(opml)


def _document(site: Site, title: str, updated: datetime) -> tuple[Any, Any]:
    settings = site.settings
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    for name, text in (
        ("title", title),
        ("dateModified", format_datetime(updated, usegmt=True)),
        ("ownerName", settings.desk),
        ("ownerId", settings.absolute("")),
        ("docs", "http://opml.org/spec2.opml"),
    ):
        etree.SubElement(head, name).text = text
    return opml, etree.SubElement(opml, "body")


def _group(site: Site, body: Any, kind: str) -> Any:
    name = site.wording.say(GROUPS[kind])
    return etree.SubElement(body, "outline", text=name, title=name)


def _stream(site: Site, group: Any, one: Stream, name: str = rss.NAME) -> None:
    _outline(site, group, one.address, one.title, f"{one.title} · {site.settings.site_name}", one.about,
             one.home, name)  # fmt: skip


def _outline(
    site: Site, group: Any, address: str, text: str, title: str, about: str, home: str,
    name: str = rss.NAME,
) -> None:  # fmt: skip
    settings = site.settings
    etree.SubElement(
        group, "outline", type="rss", text=text, title=title, description=about,
        xmlUrl=settings.absolute(f"{address}{name}"), htmlUrl=settings.absolute(home),
        language=settings.language,
    )  # fmt: skip


def _bytes(opml: Any) -> bytes:
    return bytes(etree.tostring(opml, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _order(hub: Hub) -> int:
    return list(GROUPS).index(hub.kind)


PRODUCERS = (Producer("lists of feeds", keys, uri, make),)
