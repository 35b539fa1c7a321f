"""A figure's own page, and the page that other sites can put into a frame."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs import words
from tessera.outputs.charts import figures
from tessera.outputs.pages import cite
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.search import Found
from tessera.outputs.site import Site


def keys(site: Site) -> Iterable[str]:
    """Every figure's key."""
    return figures.FIGURES


def uri(site: Site, key: str) -> str:
    """`pattern/<key>/`."""
    return f"pattern/{key}/index.html"


def make(site: Site, key: str) -> str:
    """The page: the drawing, how to read it, its whole table, and how to cite and embed it."""
    figure = figures.figures(site)[key]
    view = view_of(site, uri(site, key))
    page = Page(
        uri(site, key), "figure.html",
        title=figure.title,
        description=figure.read,
        found=Found("Figure", head_only=True, titles=(figure.title,)),
    )  # fmt: skip
    address = site.settings.absolute(f"pattern/{key}/embed/")
    return render(
        site, page, view,
        figure=figure,
        trail=[
            {"label": "Home", "href": view.href("")},
            {"label": "The pattern", "href": view.href("pattern/")},
            {"label": words.sentence(key.replace("-", " "))},
        ],
        citations=cite.figure(site, key, figure.title, figure.digest),
        embed=f'<iframe src="{address}" title="{figure.title}" width="100%" height="560" '
        'loading="lazy"></iframe>',
    )  # fmt: skip


def embed_uri(site: Site, key: str) -> str:
    """`pattern/<key>/embed/`."""
    return f"pattern/{key}/embed/index.html"


def make_embed(site: Site, key: str) -> str:
    """A small page without a script, for a frame on another site."""
    lang = site.settings.language
    return site.templates.get_template("embed.html").render(
        figure=figures.figures(site)[key],
        site=site,
        view=view_of(site, embed_uri(site, key)),
        canonical=site.settings.absolute(f"pattern/{key}/"),
        lang=lang,
        dir=words.direction(lang),
    )
