"""The theme's page, rendered once with sentinels, filled by joining strings.

A host (MkDocs today) renders one page whose slots hold sentinels: ASCII letters, so that no
escaping, `striptags` or JSON filter of a theme changes them. What each slot stands for:

    slot         where the host or the template puts `SENTINELS[slot]`       filled with
    title        <title>                                                     text, whole
    heading      the header, once the page is scrolled; optional             text, short
    description  <meta name="description">                                   text
    canonical    <link rel="canonical">                                      an absolute address
    head         the end of <head>: Open Graph, feeds, JSON-LD               HTML
    content      the article                                                 HTML
    toc          the table of contents                                       HTML, may be empty
    edit         the link to the record's source                             HTML, may be empty
    lang, dir    <html lang>, <body dir>: put there by `Shell.parse`         text

Text is escaped here, HTML is joined as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from markupsafe import escape

from tessera.errors import TesseraError

SLOTS = (
    "title", "heading", "description", "canonical", "head", "content", "toc", "edit", "lang", "dir",
)  # fmt: skip
OPTIONAL = frozenset({"heading"})
SENTINELS = {slot: f"TSSLOTx{slot.upper()}x" for slot in SLOTS}

ABSOLUTE = -1
"""The depth of a page that may be shown at any address (404): its links start at the root."""

# Deeper than any real page, so that the run of `../` that leads to the root is nowhere else.
_DEEP = 12
_TO_ROOT = re.compile(rf"(?<![./])(?:\.\./){{{_DEEP - 1}}}\.\./?(?!\.)")
_MARGIN = re.compile(r"\s*\n\s*")
_SENTINEL = re.compile(r"TSSLOTx([A-Z]+)x")
_LANG = re.compile(r"(<html\b[^>]*?\slang=)(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_DIR = re.compile(r"(<body\b[^>]*?\sdir=)(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)


class ShellError(TesseraError):
    """The theme's page lacks a slot, so that records would lose something without a word."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A page in pieces: literal, slot name, literal, …, literal."""

    pieces: tuple[str, ...]

    @classmethod
    def parse(cls, html: str) -> Shell:
        """Split a page rendered with sentinels; raises ShellError naming each slot not found."""
        # Themes print both attributes from their own translations, out of a template's reach.
        html = _LANG.sub(rf'\g<1>"{SENTINELS["lang"]}"', html, count=1)
        html = _DIR.sub(rf'\g<1>"{SENTINELS["dir"]}"', html, count=1)
        if "<pre" not in html and "<textarea" not in html:
            html = _MARGIN.sub("\n", html)  # a third of what a theme's templates print
        pieces = _SENTINEL.split(html)
        pieces[1::2] = [name.lower() for name in pieces[1::2]]
        found = set(pieces[1::2])
        if missing := [slot for slot in SLOTS if slot not in found | OPTIONAL]:
            raise ShellError(
                f"The theme's page has no place for: {', '.join(missing)}. Expected "
                f"{', '.join(SENTINELS[slot] for slot in missing)} in what main.html renders"
            )
        if unknown := found.difference(SLOTS):
            raise ShellError(f"The theme's page has unknown slots: {', '.join(sorted(unknown))}")
        return cls(tuple(pieces))

    def fill(
        self,
        *,
        title: str,
        description: str,
        canonical: str,
        content: str,
        head: str = "",
        toc: str = "",
        edit: str = "",
        heading: str = "",
        lang: str = "en",
        dir: str = "ltr",  # noqa: A002  the attribute's name
    ) -> str:
        """The finished page. `heading` is the title where it is left out."""
        values = {
            "title": escape(title),
            "heading": escape(heading or title),
            "description": escape(description),
            "canonical": escape(canonical),
            "lang": escape(lang),
            "dir": escape(dir),
            "head": head,
            "content": content,
            "toc": toc,
            "edit": edit,
        }
        pieces = list(self.pieces)
        pieces[1::2] = [values[slot] for slot in pieces[1::2]]
        return "".join(pieces)


Render = Callable[[str, int, str], str]
"""(section, depth, lang) -> the HTML of one page with sentinels, its links relative."""


class Shells:
    """The shells of one build, each rendered when first asked for.

    Links are relative, so that the same files work at a domain's root, under a path and on any
    plain server: a shell belongs to a depth (0: `/`, 1: `/agreements/`, …). `root` is the path
    of the site's address, for pages whose depth nobody knows.
    """

    def __init__(self, render: Render, *, root: str = "/", lang: str = "en") -> None:
        self._render = render
        self._root = f"/{root.strip('/')}/".replace("//", "/")
        self._lang = lang
        self._shells: dict[tuple[str, int, str], Shell] = {}
        self._lock = Lock()  # a preview answers requests in threads; a host's engine does not

    @classmethod
    def rendered(cls, shells: Mapping[tuple[str, int, str], Shell], root: str, lang: str) -> Shells:
        """Shells that were rendered elsewhere; there are no others."""

        def render(section: str, depth: int, lang: str) -> str:
            raise ShellError(f"No shell was rendered for `{section}` at depth {depth} in {lang}")

        made = cls(render, root=root, lang=lang)
        made._shells.update(shells)
        return made

    def get(self, section: str, depth: int, lang: str = "") -> Shell:
        """The shell of a section (`agreements`; "" for the home page) with the theme in `lang`."""
        key = (section, depth, lang or self._lang)
        with self._lock:
            if key not in self._shells:
                self._shells[key] = self._make(*key)
            return self._shells[key]

    def at(self, uri: str, lang: str = "") -> Shell:
        """The shell for the page at `uri`: section and depth follow from it."""
        folders = uri.split("/")[:-1]
        depth = ABSOLUTE if uri == "404.html" else len(folders)
        return self.get(folders[0] if folders else "", depth, lang)

    def _make(self, section: str, depth: int, lang: str) -> Shell:
        if depth != ABSOLUTE:
            return Shell.parse(self._render(section, depth, lang))
        html = self._render(section, _DEEP, lang)
        return Shell.parse(_TO_ROOT.sub(self._root.replace("\\", r"\\"), html))
