"""What a briefing's text has that Markdown has not: references, living numbers, pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from tessera.content.query import QueryError
from tessera.content.references import Target
from tessera.wording import Wording

Resolve = Callable[[str], Target | None]
Show = Callable[[str], tuple[str, int, int] | None]
"""A picture's file name → its address in the site, width and height."""
Number = Callable[[str], tuple[int, int | None]]
"""The text of a living number → its value now, and at publication if the author kept it."""


def nothing(_: str) -> None:
    """Show no picture."""


class Shows(Protocol):
    """Whoever knows the pictures of the text that is being rendered, and notes its numbers."""

    show: Show
    wording: Wording
    numbers: list[str]


class Reference(InlineProcessor):
    def __init__(self, pattern: str, resolve: Resolve) -> None:
        super().__init__(pattern)
        self.resolve = resolve

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        target = self.resolve(m["name"].strip())
        if target is None:
            return None, None, None
        link = Element("a", {"href": target.address, "class": "reference"})
        words = (m["words"] or "").strip()
        link.text = words or AtomicString(target.words)
        return link, m.start(0), m.end(0)


class Living(InlineProcessor):
    def __init__(self, pattern: str, number: Number, notes: Shows) -> None:
        super().__init__(pattern)
        self.number, self.notes = number, notes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        try:
            now, was = self.number(m[1])
        except QueryError:
            return None, None, None
        numbers = self.notes.numbers
        if m[1] not in numbers:
            numbers.append(m[1])
        # No heading's anchor has a point in it.
        span = Element("span", {"class": "living", "href": f"#n.{numbers.index(m[1]) + 1}"})
        span.text = AtomicString(str(now))
        if was is not None and was != now:
            drift = Element("span", {"class": "living__was"})
            drift.text = AtomicString(
                " ({})".format(self.notes.wording.say("{n} at publication", n=was))
            )
            span.append(drift)
        return span, m.start(0), m.end(0)


class Picture(InlineProcessor):
    def __init__(self, pattern: str, shows: Shows) -> None:
        super().__init__(pattern)
        self.shows = shows

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        shown = self.shows.show(m["name"]) if m["name"] else None
        if shown is None:
            return None, None, None
        address, width, height = shown
        image = Element("img", {
            "src": address, "alt": m["alt"].strip(), "width": str(width), "height": str(height),
            "loading": "lazy", "decoding": "async",
        })  # fmt: skip
        if m["caption"]:
            image.set("caption", m["caption"])
        return image, m.start(0), m.end(0)


class Counted(Treeprocessor):
    """A living number leads to the records behind it, unless it stands in a link already."""

    def run(self, root: Element) -> None:
        self._look(root, linked=False)

    def _look(self, part: Element, *, linked: bool) -> None:
        if part.tag == "span" and part.get("class") == "living":
            if linked:
                del part.attrib["href"]
            else:
                part.tag = "a"
        for child in part:
            self._look(child, linked=linked or part.tag == "a")


class Figures(Treeprocessor):
    """A picture that is a paragraph by itself is a figure, with its caption."""

    def run(self, root: Element) -> None:
        for part in root.iter("p"):
            images = list(part)
            if len(images) != 1 or images[0].tag != "img":
                continue
            if (part.text or "").strip() or (images[0].tail or "").strip():
                continue
            part.tag = "figure"
            if caption := images[0].attrib.pop("caption", ""):
                words = Element("figcaption")
                words.text = AtomicString(caption)
                part.append(words)
