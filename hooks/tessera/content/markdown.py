"""An analysis's body: Markdown without raw HTML, references resolved, then sanitised.

The features are those that authors of MkDocs-Material know. What comes out is safe to put into a
page or feed as it is: raw HTML never reaches the parser's output, nh3 allows a short list of
elements, every id carries the prefix `u-` so that it cannot take the name of one of the site's.
Links inside the site start at its root (`/agreements/…`); a page makes them relative.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import markdown
import nh3

from tessera.content.body import PICTURE
from tessera.content.inline import (
    Counted,
    Figures,
    Living,
    Number,
    Picture,
    Reference,
    Resolve,
    Show,
    nothing,
)
from tessera.content.query import LIVING
from tessera.content.references import REFERENCE
from tessera.content.yaml_source import FORBIDDEN
from tessera.wording import IN_ENGLISH, Wording

EXTENSIONS = [
    "admonition", "def_list", "footnotes", "sane_lists", "tables", "toc",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.mark",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tilde",
]  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "toc": {"toc_depth": "2-3", "permalink": False},
    "pymdownx.tabbed": {"alternate_style": True},
}
TAGS = {
    "a", "abbr", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "img", "input", "ins", "label",
    "li", "mark", "ol", "p",
    "pre", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
    "label": {"for"},
    "input": {"type", "name", "checked"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
}
# Classes that the extensions above write; nothing an author types becomes a class.
_ADMONITIONS = {
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug",
    "example", "quote",
}  # fmt: skip
CLASSES = {
    "div": {"admonition", "footnote", "tabbed-set", "tabbed-alternate", "tabbed-labels",
            "tabbed-content", "tabbed-block", "highlight", *_ADMONITIONS},
    "details": _ADMONITIONS,
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref", "reference", "living"},
    "span": {"living", "living__was"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; `anchor` is the id in the page."""

    anchor: str
    text: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML, its headings, and its plain words."""

    html: str
    headings: tuple[Heading, ...]
    numbers: tuple[str, ...] = ()
    """Its living numbers as they are written; the nth leads to the anchor `u-n.<n>`."""


class Renderer:
    """One reused Markdown parser: making one costs more than a short text does."""

    def __init__(self, resolve: Resolve, number: Number, wording: Wording = IN_ENGLISH) -> None:
        self.resolve, self.number, self.wording = resolve, number, wording
        self.show: Show = nothing
        self.numbers: list[str] = []
        self.parser = self._parser()

    def _parser(self) -> markdown.Markdown:
        # Footnotes put the number into the braces.
        back = {"BACKLINK_TITLE": self.wording.say("Back to reference {n}", n="{}")}
        settings = {**SETTINGS, "footnotes": back}
        parser = markdown.Markdown(extensions=EXTENSIONS, extension_configs=settings)
        parser.preprocessors.deregister("html_block")
        patterns = parser.inlinePatterns
        for name in ("html", "image_link", "image_reference", "short_image_ref"):
            patterns.deregister(name)
        # After code (190) and before escapes (180), which would take the `\|` of a table.
        patterns.register(Reference(REFERENCE.pattern, self.resolve), "reference_to", 186)
        patterns.register(Living(LIVING.pattern, self.number, self), "living", 185)
        patterns.register(Picture(PICTURE.pattern, self), "picture", 184)
        parser.treeprocessors.register(Counted(parser), "counted", 6)
        parser.treeprocessors.register(Figures(parser), "figures", 5)
        return parser

    def render(self, body: str, show: Show = nothing) -> Rendered:
        """The body as safe HTML; a fault of the parser itself (depth) is a ValueError."""
        self.parser.reset()
        self.show, self.numbers = show, []
        try:
            raw = self.parser.convert(body)
        except RecursionError:
            self.parser = self._parser()  # the old one still believes that it is deep inside
            raise ValueError("The text is nested too deeply") from None
        tokens = getattr(self.parser, "toc_tokens", [])
        return Rendered(sanitise(raw), tuple(_headings(tokens)), tuple(self.numbers))


_HREF = re.compile(r'(<(?:a [^<>]*?\bhref|img [^<>]*?\bsrc)=")([^"]*)')
_SHOWN = re.compile(r"/analyses/[a-z0-9-]+/[a-z0-9-]+\.(?:png|jpe?g|webp)")


def linked(html: str, lead: Callable[[str], str]) -> str:
    """Rendered HTML with `lead(address)` for the address of every link and picture."""
    return _HREF.sub(lambda match: match[1] + lead(match[2]), html)


def _headings(tokens: list[Any]) -> Iterator[Heading]:
    for token in tokens:
        children = tuple(_headings(token["children"]))
        yield Heading(f"u-{token['id']}", html.unescape(token["name"]), children)


def sanitise(raw: str) -> str:
    """HTML with nothing in it but the allowed elements, attributes, classes and addresses."""
    # A character reference (&#x202e;) writes what may not be written as a character.
    return FORBIDDEN.sub("", _clean(raw))


def _clean(raw: str) -> str:
    return nh3.clean(
        raw,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Prefix what could collide with the site's own names, drop what could leave it unseen."""
    if name in ("id", "for", "name"):
        return f"u-{value}"
    if tag == "input" and name == "type":
        return "radio"
    if name == "align":
        return value if value in ("left", "right", "center") else None
    if name == "src":
        return value if _SHOWN.fullmatch(value) else None
    if name == "href":
        # A browser drops tabs and line breaks before it reads an address.
        address = re.sub(r"[\t\r\n]", "", value).strip().replace("\\", "/")
        if address.startswith("#"):
            return f"#u-{address[1:]}"
        # A scheme-less address with two slashes leaves the site under its reader's own scheme.
        return None if address.startswith("//") else address
    return value
