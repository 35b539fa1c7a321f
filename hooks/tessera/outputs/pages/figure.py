"""A figure's own page, and the page that other sites can put into a frame."""

from __future__ import annotations

import json
from collections.abc import Iterable

from markupsafe import Markup

from tessera.outputs import words
from tessera.outputs.charts import figures
from tessera.outputs.pages import cite, schema
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.search.found import Found
from tessera.outputs.site import Site


def keys(site: Site) -> Iterable[str]:
    """Every figure's key."""
    return figures.FIGURES


def uri(site: Site, key: str) -> str:
    """`pattern/<key>/`."""
    return f"pattern/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: the drawing, how to read it, its whole table, and how to cite and embed it."""
    figure = figures.figures(site)[key]
    view = view_of(site, uri(site, key))
    files = ["figure.svg", "figure.png", "table.csv"] if figure.height else ["table.csv"]
    page = Page(
        uri(site, key), "figure.html",
        title=figure.title,
        description=figure.read,
        oembed=OEMBED,
        found=Found(view.say("Figure"), head_only=True, titles=(figure.title,)),
        subject=schema.figure(site, key, figure.title, figure.read, files),
        cited=cite.figure(site, key, figure.title, figure.digest),
        items=[(name, schema.media_type(name)) for name in files],
    )  # fmt: skip
    return draw(
        site, page, view,
        figure=figure,
        trail=[
            view.home(),
            {"label": view.say("The pattern"), "href": view.href("pattern/")},
            {"label": words.sentence(view.say(figures.NAMES[key]))},
        ],
        embed=_frame(site, key, figure.title, "100%"),
    )  # fmt: skip


WIDTH, HEIGHT = 800, 560
"""Pixels of the frame that other sites are offered."""
OEMBED = "oembed.json"


def _frame(site: Site, key: str, title: str, width: int | str = WIDTH) -> str:
    """HTML for other sites to take, and so plain text on ours: as Markup it would be the frame."""
    address = site.settings.absolute(f"pattern/{key}/embed/")
    frame = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>')
    return str.__str__(frame.format(address, title, width, HEIGHT))


def oembed_uri(site: Site, key: str) -> str:
    """`pattern/<key>/oembed.json`."""
    return f"pattern/{key}/{OEMBED}"


def make_oembed(site: Site, key: str) -> str:
    """How to show the figure elsewhere, for editors that ask its address (https://oembed.com, 1.0)."""
    figure, settings = figures.figures(site)[key], site.settings
    return json.dumps({
        "version": "1.0",
        "type": "rich",
        "title": figure.title,
        "author_name": settings.desk,
        "provider_name": settings.site_name,
        "provider_url": settings.absolute(""),
        "width": WIDTH,
        "height": HEIGHT,
        "html": _frame(site, key, figure.title),
    }, ensure_ascii=False)  # fmt: skip


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
