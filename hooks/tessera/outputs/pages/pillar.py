"""A field of cooperation: what the desk means by it, and the acts that name it."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.pages import schema
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn
from tessera.outputs.site import Site
from tessera.outputs.view import Shown


def keys(site: Site) -> Iterable[str]:
    """Every pillar of the vocabulary."""
    return site.library.vocabulary.sections["pillars"]


def uri(site: Site, key: str) -> str:
    """`pillars/<code>/`."""
    return f"pillars/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the pillar with this code."""
    term = site.library.vocabulary.term("pillars", key)
    hub = site.hubs.get(f"pillars/{key}/")
    acts = hub.agreements if hub else ()
    say = site.wording.say
    return hub_page(
        site, f"pillars/{key}/",
        index=(say("Pillars"), "pillars/"),
        kind=say("Pillar"),
        title=term.label,
        description=site.wording.plural(
            "{n} agreement naming {pillar}. {definition}", "{n} agreements naming {pillar}. {definition}",
            len(acts), pillar=term.label.lower(), definition=term.definition,
        ),
        acts=acts,
        subject=[schema.term(site, "pillars", key)],
        analyses=hub.analyses if hub else (),
        definition=term.definition,
        aligns=aligned(site, "pillars", key),
        notes=[say("The desk marks this pillar as sensitive: dual-use concern is usual in it.")]
        if term.sensitive else [],
        empty=say("No agreement on record names {pillar}.", pillar=term.label.lower()),
    )  # fmt: skip


def aligned(site: Site, section: str, code: str) -> list[Shown]:
    """The standards' terms that a code corresponds to."""
    return [
        {"standard": one.standard, "term": one.term, "href": one.url}
        for one in site.library.vocabulary.term(section, code).aligns.items
    ]
