"""What a feed says about itself, in whichever format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from tessera.outputs import streams
from tessera.outputs.feeds import items
from tessera.outputs.feeds.items import Listed
from tessera.outputs.hubs import Hub
from tessera.outputs.site import Site
from tessera.outputs.streams import Stream
from tessera.wording import mark

GENERATOR = "Tessera"
_ABOUT = {
    "country": mark("Agreements with {title} as a party, and briefings about it, newest first."),
    "pair": mark("Acts between {title}, and briefings about them, newest first."),
    "pillar": mark("Agreements that name this field: {title}. Newest first."),
    "instrument": mark("Agreements of this kind: {title}. Newest first."),
    "year": mark("Agreements of {title}, newest first."),
    "outlet": mark("Agreements that rest on something published by {title}, newest first."),
}


@dataclass(frozen=True, slots=True)
class Channel:
    """The head of a feed: `tag` is its permanent id, `home` the page it follows."""

    tag: str
    title: str
    description: str
    home: str
    updated: datetime
    items: tuple[Listed, ...]


def keys(site: Site) -> Iterable[str]:
    """The address of every hub and stream: each has a feed."""
    return chain(site.hubs, streams.streams(site))


def of(site: Site, address: str) -> Channel:
    """The feed at `address`, of a hub or of a stream.

    It was updated when the latest of its items was.
    """
    made = items.of(site)
    stream = (
        streams.streams(site).get(address)
        if address.startswith(("feeds/", streams.CHANGES))
        else None
    )
    if stream is not None:
        return of_stream(site, stream)
    hub = site.bare.hubs[address]
    return _channel(site, address, title(site, hub), description(site, hub), address,
                    made.newest(address, (*hub.agreements, *hub.analyses)))  # fmt: skip


def of_stream(site: Site, stream: Stream) -> Channel:
    """The feed of a stream."""
    made = items.of(site)
    found = (
        made.edits(stream.edits) if stream.edits else made.newest(stream.address, stream.records)
    )
    name = f"{stream.title} · {site.settings.site_name}"
    return _channel(site, stream.address, name, stream.about, stream.home, found)


def _channel(
    site: Site, address: str, name: str, about: str, home: str, found: tuple[Listed, ...]
) -> Channel:
    return Channel(
        tag=site.settings.tag("feed", address.rstrip("/") or "everything"),
        title=name,
        description=about,
        home=site.settings.absolute(home),
        updated=max((item.updated for item in found), default=items.of(site).beginning),
        items=found,
    )


def title(site: Site, hub: Hub) -> str:
    """`Iran · Tessera`."""
    return f"{hub.title} · {site.settings.site_name}"


def description(site: Site, hub: Hub) -> str:
    """One sentence on what the feed carries."""
    if hub.kind in _ABOUT:
        return site.wording.say(_ABOUT[hub.kind], title=hub.title)
    about = site.settings.site_description if not hub.address else ""
    return about or site.wording.say("{title}, newest first.", title=hub.title)


def rights(site: Site) -> str:
    """Who holds the rights, and under which licence anyone may use the words."""
    settings = site.settings
    return f"© {settings.desk}. {settings.content_license}, {settings.content_license_url}"
