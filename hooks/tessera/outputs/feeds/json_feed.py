"""JSON Feed 1.1 (jsonfeed.org): `feed.json` beside every hub."""

from __future__ import annotations

from functools import partial
from typing import Any

from pydantic_core import to_json

from tessera.content.lookups import Kept
from tessera.outputs.feeds import channel
from tessera.outputs.feeds.items import KEPT, Author, Item
from tessera.outputs.once import per_site
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
        "authors": [_author(Author(settings.desk, settings.absolute("")))],
        "language": settings.language,
        # The format has no field for rights; what begins with an underscore is an extension.
        "_license": {"name": settings.content_license, "url": settings.content_license_url},
    }
    if settings.websub:
        data["hubs"] = [{"type": "WebSub", "url": settings.websub}]
    entries = (items(site).get(item.tag, partial(_entry, item)) for item in feed.items)
    return f'{_compact(data)[:-1]},"items":[{",".join(entries)}]}}\n'


@per_site
def items(site: Site) -> Kept[str]:
    """Tag → item as JSON, made once for many feeds."""
    return Kept(site.library.lookups, KEPT)


def _compact(data: dict[str, Any]) -> str:
    return to_json(data).decode()


def _entry(item: Item) -> str:
    shown: dict[str, Any] = {
        "id": item.tag,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": item.image,
        "authors": [_author(author) for author in item.authors],
        "tags": list(dict.fromkeys(one.label for one in item.categories)),
        "language": item.lang,
    }
    if item.published:
        shown["date_published"] = item.published.isoformat()
    shown["date_modified"] = item.updated.isoformat()
    return _compact(shown)


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}


PRODUCERS = (Producer("JSON feeds", channel.keys, uri, make),)
