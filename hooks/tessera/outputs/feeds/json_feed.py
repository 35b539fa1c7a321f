"""JSON Feed 1.1 (jsonfeed.org): `feed.json` beside every hub."""

from __future__ import annotations

from typing import Any

from tessera.outputs.feeds import channel, entries
from tessera.outputs.feeds.items import Author
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME = "feed.json"


def uri(site: Site, key: str) -> str:
    """`countries/irn/feed.json`."""
    return f"{key}{NAME}"


def make(site: Site, key: str) -> str:
    """The JSON Feed of the hub or stream at `key`."""
    settings, feed = site.settings, channel.of(site, key)
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": settings.absolute(uri(site, key)),
        "description": feed.description,
        "authors": [entries.author(Author(settings.desk, settings.absolute("")))],
        "language": settings.language,
        # The format has no field for rights; what begins with an underscore is an extension.
        "_license": {"name": settings.content_license, "url": settings.content_license_url},
    }
    if settings.websub:
        data["hubs"] = [{"type": "WebSub", "url": settings.websub}]
    made = (entries.of(site, one).json for one in feed.items)
    return f'{entries.compact(data)[:-1]},"items":[{",".join(made)}]}}\n'


PRODUCERS = (Producer("JSON feeds", channel.keys, uri, make),)
