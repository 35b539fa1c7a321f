"""The codebook: every code of the vocabulary with its label, definition and standard."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.pages.pillar import aligned
from tessera.outputs.site import Site
from tessera.wording import mark

TITLES = {
    "instruments": mark("Instruments"), "levels": mark("Levels"), "statuses": mark("Statuses"), "pillars": mark("Pillars"),
    "commitments": mark("Commitments"), "ownerships": mark("Ownership of outlets"),
    "party_kinds": mark("Kinds of party"), "source_kinds": mark("Kinds of outlet"), "bindings": mark("Binding force"),
    "bases": mark("What a value rests on"), "depths": mark("Depth of a pillar"),
    "text_availability": mark("Availability of the text"), "certainties": mark("Certainty of a body"),
    "modalities": mark("Modality of a claim"), "confidences": mark("Confidence"),
    "bearings": mark("Bearing of evidence"), "rungs": mark("Rungs of follow-through"),
    "source_roles": mark("Role of a source"), "source_items": mark("Where a link leads"),
    "source_seen": mark("How a source was seen"), "relations": mark("Relations between agreements"),
    "blanks": mark("Honest blanks"), "analysis_kinds": mark("Kinds of briefing"),
    "change_kinds": mark("Kinds of change"),
}  # fmt: skip


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("codebook",)


def uri(site: Site, key: str) -> str:
    """`codebook/`."""
    return "codebook/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page."""
    view = view_of(site, uri(site, key))
    sections = [
        {
            "id": name,
            "title": view.say(TITLES[name]),
            "terms": [
                {
                    "id": f"{name}-{code}", "code": code, "label": term.label,
                    "definition": term.definition, "sensitive": term.sensitive,
                    "aligns": aligned(site, name, code),
                }
                for code, term in site.library.vocabulary.sections[name].items()
            ],
        }
        for name in TITLES
    ]  # fmt: skip
    lede = view.say(
        "Every code used in the records: what the desk means by it, and the term of a published "
        "standard that it corresponds to, where the desk knows one."
    )
    toc = [{"href": f"#{one['id']}", "label": one["title"]} for one in sections]
    page = Page(uri(site, key), "codebook.html", title=view.say("Codebook"), description=lede,
                source="briefings/vocabulary.yml", toc=toc)  # fmt: skip
    trail = [view.home(), {"label": view.say("Codebook")}]
    return draw(site, page, view, lede=lede, trail=trail, sections=sections)
