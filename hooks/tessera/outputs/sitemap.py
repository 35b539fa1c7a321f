"""`sitemap.xml`, its packed copy, and `robots.txt`: every page, with the day it last changed.

Days come from the data: a record's page changes when the desk changes the record, a hub when one of
its records changes, every other page when anything does. Hand-written pages have no day here.
Without a public address there is nothing to list, because a sitemap knows absolute addresses only.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from tessera.outputs.days import Record, updated
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

LIMIT = 50_000
"""The most addresses that one file may hold; beyond it `sitemap.xml` becomes a list of files."""
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Pages = Callable[[Site], list[tuple[str, str]]]
"""The pages of a site: absolute address and day, which may be empty."""
_SYSTEM = 9
"""The byte of a packed file that names the system, which each version of Python fills in its own way."""


def producers(made: Sequence[Producer]) -> tuple[Producer, ...]:
    """The producers of the sitemap, given those of every page that search engines should list."""

    @per_site
    def addresses(site: Site) -> frozenset[str]:
        return frozenset(
            uri.removesuffix("index.html")
            for producer in made
            for uri in (producer.uri(site, key) for key in producer.keys(site))
            if uri.endswith("index.html")
        )

    @per_site
    def pages(site: Site) -> list[tuple[str, str]]:
        days = _days(site)
        shown = {one: days.get(one, days[""]) for one in addresses(site)}
        shown = {**dict.fromkeys(site.docs, ""), **shown}
        return [(site.settings.absolute(address), shown[address]) for address in sorted(shown)]

    def keys(site: Site) -> Iterable[str]:
        return _keys(site, len(addresses(site).union(site.docs)))

    return (
        Producer("sitemap", keys, lambda _, key: key, lambda site, key: _make(site.bare, key, pages)),
        Producer("robots.txt", _robots, lambda _, key: key,
                 lambda site, _: f"User-agent: *\nAllow: /\n\nSitemap: "
                 f"{site.settings.absolute('sitemap.xml')}\n"),
    )  # fmt: skip


def _keys(site: Site, pages: int) -> Iterator[str]:
    if not site.settings.site_url:
        return
    yield "sitemap.xml"
    yield "sitemap.xml.gz"  # after the plain one, whose writing clears the host's packed copy
    parts = -(-pages // LIMIT)
    yield from (f"sitemap-{part}.xml" for part in range(1, parts + 1) if parts > 1)


def _make(site: Site, key: str, pages: Pages) -> str | bytes:
    if key.endswith(".gz"):
        packed = gzip.compress(str(_make(site, "sitemap.xml", pages)).encode(), mtime=0)
        return packed[:_SYSTEM] + b"\xff" + packed[_SYSTEM + 1 :]
    found = pages(site)
    if key != "sitemap.xml":
        part = int(key.removeprefix("sitemap-").removesuffix(".xml"))
        return _set(found[(part - 1) * LIMIT : part * LIMIT])
    if len(found) <= LIMIT:
        return _set(found)
    files = [key for key in _keys(site, len(found)) if key.startswith("sitemap-")]
    rows = "".join(
        f"<sitemap><loc>{escape(site.settings.absolute(one))}</loc></sitemap>\n" for one in files
    )
    return f"{_HEAD}<sitemapindex {_NS}>\n{rows}</sitemapindex>\n"


def _set(pages: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in pages
    )
    return f"{_HEAD}<urlset {_NS}>\n{rows}</urlset>\n"


def _robots(site: Site) -> Iterable[str]:
    """One file at the root of the host, which is the only place where it is looked for."""
    settings = site.settings
    return ("robots.txt",) if settings.site_url and settings.base_path == "/" else ()


def _days(site: Site) -> dict[str, str]:
    """Address → the day of its last change; "" holds the newest of all."""
    library = site.library
    records: list[Record] = [*library.agreements.values(), *library.analyses.values()]
    changed = {one.id: _changed(one) for one in records}  # ids are unique over both kinds

    def newest(records: Iterable[Record]) -> str:
        return max((changed[one.id] for one in records), default=("", ""))[1]

    days = {f"agreements/{name}/": changed[name][1] for name in library.agreements}
    days |= {f"analyses/{name}/": changed[name][1] for name in library.analyses}
    days |= {hub.address: newest((*hub.agreements, *hub.analyses)) for hub in site.hubs.values()}
    return days


def _changed(record: Record) -> tuple[str, str]:
    """The first day on which the record can have changed, for sorting, and the day as known."""
    day = updated(record)
    return (day.first.isoformat(), day.plain) if day else ("", "")
