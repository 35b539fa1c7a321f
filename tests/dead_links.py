"""Where the links of a site lead, found out from its files alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from tessera.outputs import registry
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

_REFRESH = re.compile(r"\d+;\s*url=(.*)")
_LINKS = "//@href | //@src | //meta[@http-equiv='refresh']/@content | //meta[@property='og:image']/@content"


def dead(site: Site) -> list[str]:
    """`page: link` for every link to the site itself that no file answers."""
    made = {one.uri: one.body for one in produce(site, registry.PRODUCERS)}
    assets = site.settings.root / "overrides" / "assets"
    there = {
        *made,
        *(registry.CARDS.uri(site, key) for key in registry.CARDS.keys(site)),
        *(f"assets/{_name(path, assets)}" for path in assets.rglob("*") if path.is_file()),
        *(f"{address}index.html" for address in site.docs),
    }
    trees = {
        uri: html.document_fromstring(body)
        for uri, body in made.items()
        if uri.endswith("index.html") and isinstance(body, str)
    }
    anchors = {uri: set(tree.xpath("//@id")) for uri, tree in trees.items()}
    return list(_dead(trees, there, anchors, site.settings.site_url))


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _dead(
    trees: Mapping[str, html.HtmlElement],
    there: set[str],
    anchors: Mapping[str, set[str]],
    home: str,
) -> Iterator[str]:
    for uri, tree in trees.items():
        for link in tree.xpath(_LINKS):
            refresh = _REFRESH.fullmatch(link)
            target = urlsplit(urljoin(home + uri, refresh[1] if refresh else link))
            address = target._replace(fragment="", query="").geturl()
            if not address.startswith(home):
                continue
            file = unquote(address.removeprefix(home))
            file += "index.html" if file.endswith("/") or not file else ""
            fragment = unquote(target.fragment)
            if file not in there or (fragment and fragment not in anchors.get(file, {fragment})):
                yield f"{uri.removesuffix('index.html')}: {link}"
