"""Everything to download: what is in each file, how large it is, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tessera.outputs.data import archive
from tessera.outputs.data.exports import Export, database, parquet_files, release, version
from tessera.outputs.data.tables import TABLES
from tessera.outputs.edits import edits
from tessera.outputs.pages import cite, schema
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View

NOTES = 5
"""The latest changes that the page names; all of them have a page of their own."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("data",)


def uri(site: Site, key: str) -> str:
    """`data/`."""
    return "data/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page."""
    view = view_of(site, uri(site, key))
    lede = view.plural(
        "{n} record to download and reuse, generated with the pages from the same files. Every page "
        "of a record also has its data beside it, as index.json.",
        "{n} records to download and reuse, generated with the pages from the same files. Every page "
        "of a record also has its data beside it, as index.json.",
        len(site.library.agreements),
    )
    files = [*release(site), database(site), archive.archive(site)]
    page = Page(
        uri(site, key), "data.html",
        title=view.say("Data"),
        description=lede,
        data="datapackage.json",
        subject=schema.dataset(site, archive.title(site), lede, files),
        cited=cite.data(site),
        items=[(one.name, schema.media_type(one.name)) for one in files],
    )  # fmt: skip
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Data")}],
        files=[_file(view, one) for one in release(site)],
        copies=[_file(view, one) for one in (database(site), archive.archive(site))],
        parquet=[_table(view, name, [*files])
                 for name, files in groupby(parquet_files(site), lambda one: one.name.split("/")[1])],
        tables=TABLES,
        notes=[view.edit(one) for one in edits(site.library)[:NOTES]],
        version=version(site),
    )  # fmt: skip


def _file(view: View, one: Export) -> Shown:
    return {
        "name": one.name, "href": view.href(one.uri), "title": one.title,
        "description": one.description, "rows": view.wording.number(one.rows),
        "size": view.wording.size(one.bytes), "sha256": one.sha256,
    }  # fmt: skip


def _table(view: View, name: str, files: list[Export]) -> Shown:
    """A table as Parquet: one file to download, or how many its folder holds."""
    return {
        "name": name,
        "href": view.href(files[0].uri) if name.endswith(".parquet") else None,
        "files": len(files),
        "rows": view.wording.number(sum(one.rows for one in files)),
        "size": view.wording.size(sum(one.bytes for one in files)),
    }
