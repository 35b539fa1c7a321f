"""A body rendered from its template, and filled into the shell with everything `<head>` needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from tessera.content.markdown import linked
from tessera.outputs import streams, words
from tessera.outputs.cards import of as cards
from tessera.outputs.hubs import FEEDS
from tessera.outputs.pages import cite, schema, twin
from tessera.outputs.pages.cite import Cited
from tessera.outputs.pages.schema import Node
from tessera.outputs.search.found import Found, marked
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View, root_of

DESCRIPTION = 300
"""Characters of a description that search engines and messengers show at most."""
PLAIN = Found("Page", head_only=True)


@dataclass(frozen=True)
class Page:
    """What a page says of itself, beside what its template shows.

    `alt` stands for the card's own words where an author wrote better ones. `hub` is the address
    of the hub whose feeds the page announces; `data` the file name of the
    page's own data (`index.json`); `source` the file under briefings/ that it was made from;
    `found` says what of it the search reads. `subject` is what the page is about, the main thing
    first; `cited` how it is cited, where it is a work of its own; `items` the files that are its
    substance, each with its media type; `oembed` the file that says how other sites show it.
    """

    uri: str
    template: str
    title: str
    description: str
    card: Callable[[], cards.Named] | None = None
    alt: str | None = None
    hub: str | None = None
    data: str | None = None
    source: str | None = None
    lang: str | None = None
    kind: str = "website"
    published: str | None = None
    modified: str | None = None
    found: Found = PLAIN
    toc: list[Shown] = field(default_factory=list)
    subject: Sequence[Node] = ()
    cited: Cited | None = None
    items: Sequence[tuple[str, str]] = ()
    oembed: str | None = None
    index: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page whose body is made: to be finished as HTML, and as Markdown beside it.

    `head` is what its template needs; `trail` leads to the page.
    """

    site: Site
    page: Page
    body: str
    head: Shown
    trail: Sequence[Shown] = ()

    def html(self) -> str:
        """The whole page."""
        site, page, settings = self.site, self.page, self.site.settings
        lang = page.lang or settings.language
        image = cards.shown(site, page.card)
        head = site.templates.get_template("_head.html").render(
            **self.head,
            title=page.title,
            address=settings.absolute(page.uri),
            image=replace(image, alt=page.alt) if image and page.alt else image,
            highwire=cite.highwire(site, page.cited, page.description) if page.cited else (),
            types=schema.types(page.subject),
            graph=self._graph(lang, image.url if image else None),
            twin=twin.NAME if page.index and settings.markdown else None,
            lang=lang,
        )
        components: Any = site.templates.get_template("_components.html").module
        edit = ""
        if page.source and settings.repo_url:
            edit = components.edit_link(f"{settings.repo_url}/{settings.edit_uri}/{page.source}")
        return site.shells.at(page.uri, settings.language).fill(
            title=f"{page.title} · {settings.site_name}"
            if page.uri != "index.html"
            else page.title,
            heading=page.title,
            description=words.cut(page.description, DESCRIPTION),
            canonical=settings.absolute(page.uri),
            head=head,
            content=marked(self.body, page.found) if page.index else self.body,
            toc=components.toc(page.toc) if page.toc else "",
            edit=edit,
            lang=lang,
            dir=words.direction(lang),
        )

    def markdown(self) -> str:
        """The body in Markdown, with where it is from and on what terms."""
        settings, cited = self.site.settings, self.page.cited
        return twin.markdown(self.body, {
            "title": self.page.title,
            "url": settings.absolute(self.page.uri),
            **({"cite": cite.reference(self.site, cited)} if cited else {}),
            "license": f"{settings.content_license}, {settings.content_license_url}",
        })  # fmt: skip

    def _graph(self, lang: str, image: str | None) -> str:
        """What the page says in schema.org's terms."""
        page = self.page
        things = [{"@id": one["@id"]} for one in page.subject]
        said = {
            "name": page.title,
            "description": page.description,
            "inLanguage": lang,
            "primaryImageOfPage": {"@type": "ImageObject", "url": image} if image else None,
            "datePublished": page.published,
            "dateModified": page.modified or page.published,
            **({"mainEntity": things[0]} if page.cited else {"about": things}),
        }
        return schema.graph([schema.page(self.site, page.uri, said, self.trail), *page.subject])


def draw(site: Site, page: Page, view: View | None = None, **context: Any) -> Drawn:
    """The page with its body. `context` is what the template of the body shows."""
    view = view or view_of(site, page.uri)
    followed = streams.title(site, page.hub) if page.hub is not None else None
    feeds = [
        {"href": view.href(f"{page.hub}{name}"), "label": label, "type": kind,
         "title": f"{followed}, {label}"}
        for name, label, kind in FEEDS
        if followed is not None
    ]  # fmt: skip
    given: Shown = {"page": page, "view": view, "site": site, "feeds": feeds, "words": words}
    if page.cited:
        given["citations"] = cite.forms(site, page.cited)
    body = site.templates.get_template(page.template).render(**given, **context)
    return Drawn(site, page, body, given, context.get("trail", ()))


def view_of(site: Site, uri: str) -> View:
    """The view of the page at `uri`, with links relative to it."""
    return View(site, root_of(uri))


def relative_links(html: str, root: str) -> Markup:
    """Sanitised HTML whose links start at the site's root, as the page at `root` links them."""

    def lead(address: str) -> str:
        return root + address[1:] if address.startswith("/") else address

    return Markup(linked(html, lead))  # noqa: S704  nh3 made it
