"""Everything to download: what is in each file, how large it is, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs import words
from tessera.outputs.data import datapackage
from tessera.outputs.data.exports import exports
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("data",)


def uri(site: Site, key: str) -> str:
    """`data/`."""
    return "data/index.html"


def make(site: Site, key: str) -> str:
    """The page."""
    view = view_of(site, uri(site, key))
    files = exports(site)
    version = datapackage.version(site)
    lede = (
        f"{words.number(len(site.library.agreements), 'record')} to download and reuse, generated "
        "with the pages from the same files. Every page of a record also has its data beside it, "
        "as index.json."
    )
    page = Page(uri(site, key), "data.html", title="Data", description=lede,
                data="datapackage.json")  # fmt: skip
    return render(
        site, page, view,
        lede=lede,
        trail=[{"label": "Home", "href": view.href("")}, {"label": "Data"}],
        files=[
            {
                "name": one.name, "href": view.href(one.uri), "title": one.title,
                "description": one.description, "rows": f"{one.rows:,}",
                "size": words.size(one.bytes), "sha256": one.sha256,
            }
            for one in files
        ],
        package=view.href(datapackage.URI),
        version=version,
        citation=f"{site.settings.desk} ({site.today[:4]}). {site.settings.site_name}: agreements "
        f"on record, version {version}. {site.settings.absolute('data/')}",
    )  # fmt: skip
