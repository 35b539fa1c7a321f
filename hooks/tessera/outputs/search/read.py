"""A finished page as search knows it: what a result shows, and its words with their weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from tessera.outputs.search import found
from tessera.outputs.search.words import tokens

LEFT_OUT = frozenset({
    # Other records named on a page would make it a result for their words.
    "timeline", "entries", "onward", "links",
    # Words that stand on every page find none of them.
    "crumbs", "section__head", "section__lede", "fact__label", "fact__origin", "fact__basis",
    "blank", "empty", "badge", "also", "changes", "source__meta", "claim__meta", "evidence", "titles__lang",
    # What is said once already on the same page.
    "pillar__name", "pillar__worded", "depth", "said__col--unsaid", "said__col--unseen",
    # An address has words that nobody asks for, and no two pages share.
    "source__title--bare",
    "headerlink", "ladder", "cite", "feeds", "refs", "mosaic", "sr", "data-link", "list",
})  # fmt: skip
"""Classes of elements that are not read."""

LEFT_OUT_NAMED = frozenset({"usual-table", "place"})
"""What others have, and this record perhaps has not; where it stands among them: ids, or of labels."""

LEFT_OUT_IN = frozenset({("section", "h3"), ("said__col", "h3"), ("searched", "summary")})
"""What the site calls its parts, by the class it stands in: of an author's text headings stand deeper."""

_UNREAD = frozenset({"script", "style", "svg", "template", "button", "select", "nav"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip

_MARK = f' {found.KIND}="'.encode()
_LANG = re.compile(rb"""\s*(?:<!doctype html>\s*)?<html lang=["']([\w-]+)""", re.IGNORECASE)

UNIT = 16
"""The weight of one word in a text."""
_HEAD, _HEADING, _TOLD = 3 * UNIT, 2 * UNIT, 2 * UNIT
_USUAL_LENGTH, _MOST = 250, 0xFFFF


class Page(NamedTuple):
    """One page: `shown` is [address, title, kind, country, year, text], what a result is made of.

    `weights` has the weight of each word, (token, language) → a whole number; `titles` are those
    by which a page that gathers records is offered first.
    """

    shown: tuple[str, str, str, str, str, str]
    weights: dict[tuple[str, str], int]
    titles: tuple[str, ...]


class Piece(NamedTuple):
    """Some text in one language, all of one weight."""

    weight: int
    lang: str
    text: str


def read(address: str, html: bytes) -> Page | None:
    """A page as search knows it, or None for one that is not to be found."""
    at = html.find(_MARK)
    if at < 0:
        return None
    # What stands before is half of a page, and nothing that is read.
    root = etree.fromstring(html[html.rfind(b"<", 0, at) :], etree.HTMLParser(encoding="utf-8"))
    body = root.find(f".//*[@{found.KIND}]")
    if body is None:
        return None
    lang = told[1].decode() if (told := _LANG.match(html)) else ""
    heading = next(body.iter("h1"), None)
    title = _title(heading) if heading is not None else ""
    blocks = list(_blocks(body, lang))
    text = " ".join(
        _sentence(said) for block in blocks if (said := _plain("".join(p.text for p in block)))
    )
    country, year = body.get(found.OF, ""), body.get(found.YEAR, "")
    titles = tuple(filter(None, body.get(found.TITLES, "").split("\n")))
    pieces = [piece for block in blocks for piece in block]
    pieces += (Piece(_TOLD, lang, told) for told in (country, year))
    title_lang = heading.get("lang", lang) if heading is not None else lang
    for name in dict.fromkeys((title, *titles)):
        weight = UNIT * 4 + UNIT * 24 // max(1, len(name.split()))
        pieces.append(Piece(weight, title_lang if name == title else "", name))
    kind = body.get(found.KIND, "")
    return Page((address, title, kind, country, year, text), _weights(pieces), titles)


def _weights(pieces: list[Piece]) -> dict[tuple[str, str], int]:
    """The weight of each word; in a long text somewhat less than in a short one."""
    weights: dict[tuple[str, str], int] = {}
    length = 0
    for weight, lang, text in pieces:
        for token in tokens(text):
            key = token, lang
            weights[key] = weights.get(key, 0) + weight
            length += 1
    share = 0.75 + 0.25 * min(4.0, length / _USUAL_LENGTH)
    return {key: min(_MOST, max(1, round(weight / share))) for key, weight in weights.items()}


def _blocks(body: etree._Element, lang: str) -> Iterator[list[Piece]]:
    """The text between one beginning or end of a block and the next."""
    head_only = body.get(found.SCOPE) == found.HEAD
    pieces: list[Piece | None] = []
    for child in body:
        in_head = _has(child, found.HEAD)
        if in_head or not head_only:
            _read(child, "", _HEAD if in_head else UNIT, lang, pieces)
    block: list[Piece] = []
    for piece in pieces:
        if piece is None:
            if block:
                yield block
            block = []
        elif block and block[-1][:2] == piece[:2]:
            block[-1] = piece._replace(text=block[-1].text + piece.text)
        else:
            block.append(piece)
    if block:
        yield block


def _read(
    element: etree._Element, within: str, weight: int, lang: str, pieces: list[Piece | None]
) -> None:
    """Add the text of an element; None stands where a block begins or ends.

    `within` are the classes of the element that it stands in.
    """
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNREAD or tag == "h1":
        return
    classes = element.get("class", "")
    if classes and not LEFT_OUT.isdisjoint(classes.split()):
        return
    if element.get("hidden") is not None:
        return
    if element.get("id") in LEFT_OUT_NAMED or element.get("aria-labelledby") in LEFT_OUT_NAMED:
        return
    if tag in {"h3", "summary"} and any((name, tag) in LEFT_OUT_IN for name in within.split()):
        return
    lang = element.get("lang", lang)
    is_block = tag not in _INLINE
    if is_block:
        pieces.append(None)
        if tag in {"h2", "h3", "h4", "h5", "h6"}:
            weight = max(weight, _HEADING)
    _read_in(element, classes, weight, lang, pieces)
    if is_block:
        pieces.append(None)


def _read_in(
    element: etree._Element, classes: str, weight: int, lang: str, pieces: list[Piece | None]
) -> None:
    """Add the text between the tags of an element that is read."""
    if element.text:
        pieces.append(Piece(weight, lang, element.text))
    for child in element:
        _read(child, classes, weight, lang, pieces)
        if child.tail:
            pieces.append(Piece(weight, lang, child.tail))


def _title(heading: etree._Element) -> str:
    pieces: list[Piece | None] = []
    _read_in(heading, "", UNIT, "", pieces)
    return _plain("".join(piece.text if piece else " " for piece in pieces))


def _has(element: etree._Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    """With a full stop, if nothing ends it yet: blocks follow each other in one line."""
    return text if text[-1] in ".!?:;…,。！？؟۔" else f"{text}."
