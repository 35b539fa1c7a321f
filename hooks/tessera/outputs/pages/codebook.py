"""The codebook: every code of the vocabulary with its label, definition and standard."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.pages.pillar import aligned
from tessera.outputs.site import Site

TITLES = {
    "instruments": "Instruments", "levels": "Levels", "statuses": "Statuses", "pillars": "Pillars",
    "commitments": "Commitments", "ownerships": "Ownership of outlets",
    "party_kinds": "Kinds of party", "source_kinds": "Kinds of outlet", "bindings": "Binding force",
    "bases": "What a value rests on", "depths": "Depth of a pillar",
    "text_availability": "Availability of the text", "certainties": "Certainty of a body",
    "modalities": "Modality of a claim", "confidences": "Confidence",
    "bearings": "Bearing of evidence", "rungs": "Rungs of follow-through",
    "source_roles": "Role of a source", "source_items": "Where a link leads",
    "source_seen": "How a source was seen", "relations": "Relations between agreements",
    "blanks": "Honest blanks", "analysis_kinds": "Kinds of briefing",
    "change_kinds": "Kinds of change",
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
            "title": TITLES[name],
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
    lede = (
        "Every code used in the records: what the desk means by it, and the term of a published "
        "standard that it corresponds to, where the desk knows one."
    )
    toc = [{"href": f"#{one['id']}", "label": one["title"]} for one in sections]
    page = Page(uri(site, key), "codebook.html", title="Codebook", description=lede,
                source="briefings/vocabulary.yml", toc=toc)  # fmt: skip
    trail = [{"label": "Home", "href": view.href("")}, {"label": "Codebook"}]
    return draw(site, page, view, lede=lede, trail=trail, sections=sections)
