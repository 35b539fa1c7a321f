"""The rows that a very long list leaves out of its page, for a reader who filters or sorts it.

A page that gathers more than `settings.list_rows` agreements prints the newest of them; the rest
stands beside it as `rest.html`, a fragment that assets/list.js fetches when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.producer import Producer
from tessera.outputs.rows import rest
from tessera.outputs.site import Site
from tessera.outputs.view import View, root_of

NAME = "rest.html"
ALL = "agreements/"
_LISTING = frozenset({"country", "pillar", "instrument", "year", "outlet"})


def keys(site: Site) -> Iterable[str]:
    """The addresses of the pages whose list is too long."""
    for address, hub in site.bare.hubs.items():
        lists = hub.kind in _LISTING or address == ALL
        if lists and len(hub.agreements) > site.settings.list_rows:
            yield address


def uri(site: Site, key: str) -> str:
    """Beside the page at the address."""
    return f"{key}{NAME}"


def make(site: Site, key: str) -> str:
    """The rows after the printed ones, in the same order and markup."""
    view = View(site, root_of(uri(site, key)))
    left = rest(view, site.hubs[key].agreements, lasting=key == ALL)
    return site.templates.get_template("_rest.html").render(rows=left)


RESTS = Producer("rests of long lists", keys, uri, make)
