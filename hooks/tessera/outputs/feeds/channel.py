"""What a feed says about itself, in whichever format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tessera.outputs.feeds import items
from tessera.outputs.feeds.items import Item
from tessera.outputs.hubs import Hub
from tessera.outputs.site import Site

GENERATOR = "Tessera"
_ABOUT = {
    "country": "Agreements with {} as a party, and briefings about it, newest first.",
    "pair": "Acts between {}, and briefings about them, newest first.",
    "pillar": "Agreements that name this field: {}. Newest first.",
    "instrument": "Agreements of this kind: {}. Newest first.",
    "year": "Agreements of {}, newest first.",
    "outlet": "Agreements that rest on something published by {}, newest first.",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """The head of a feed: `tag` is its permanent id, `home` the page it follows."""

    tag: str
    title: str
    description: str
    home: str
    updated: datetime
    items: tuple[Item, ...]


def keys(site: Site) -> Iterable[str]:
    """The address of every hub: each has a feed."""
    return site.hubs


def of(site: Site, address: str) -> Channel:
    """The feed of the hub at `address`.

    It was updated when the latest of its items was.
    """
    hub = site.hubs[address]
    found = items.of(site).newest(hub)
    return Channel(
        tag=site.settings.tag("feed", address.rstrip("/") or "everything"),
        title=title(site, hub),
        description=description(site, hub),
        home=site.settings.absolute(address),
        updated=max((item.updated for item in found), default=items.of(site).beginning),
        items=found,
    )


def title(site: Site, hub: Hub) -> str:
    """`Iran · Tessera`."""
    return f"{hub.title} · {site.settings.site_name}"


def description(site: Site, hub: Hub) -> str:
    """One sentence on what the feed carries."""
    if hub.kind in _ABOUT:
        return _ABOUT[hub.kind].format(hub.title)
    about = site.settings.site_description if not hub.address else ""
    return about or f"{hub.title}, newest first."


def rights(site: Site) -> str:
    """Who holds the rights, and under which licence anyone may use the words."""
    settings = site.settings
    return f"© {settings.desk}. {settings.content_license}, {settings.content_license_url}"
