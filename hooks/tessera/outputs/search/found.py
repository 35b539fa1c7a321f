"""What of a page is found: `marked` goes round its body, and says what a result says of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from tessera.wording import mark

KINDS = {
    "agreements": mark("List"), "analyses": mark("List"), "countries": mark("Country or party"), "pairs": mark("Pair"),
    "pillars": mark("Pillar"), "instruments": mark("Instrument"), "years": mark("Year"), "outlets": mark("Outlet"),
    "groups": mark("Group"),
}  # fmt: skip
"""What a page that gathers records is called in a result, by the folder it stands in."""

KIND, OF, YEAR, TITLES, SCOPE = (
    "data-search", "data-search-of", "data-search-year", "data-search-titles", "data-search-scope",
)  # fmt: skip
"""The attributes of the element that search reads; a page without one is not found."""

HEAD = "head"
"""The scope of a page of which the head alone is read."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a page is found: what stands under its title in a result, and what of it is read.

    `head_only` is for pages that gather records, whose rows are pages of their own: one of those is
    offered first when one of its `titles`, in any language, begins with what a reader types. Without
    a `kind` the page is not found at all.
    """

    kind: str
    country: str = ""
    year: str = ""
    head_only: bool = False
    titles: tuple[str, ...] = ()


NOWHERE = Found("")
"""How a page is found that adds nothing to the one record on it."""


def marked(body: str, found: Found) -> str:
    """The body of a page as the index shall read it. A page that is not marked is not found."""
    if not found.kind:
        return body
    told = {
        KIND: found.kind,
        OF: found.country,
        YEAR: found.year,
        SCOPE: HEAD if found.head_only else "",
        TITLES: "\n".join(dict.fromkeys(found.titles)) if found.head_only else "",
    }
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items() if value)
    return f"<div {attributes}>{body}</div>"
