"""A kind of instrument: what the word means here, and the acts called so."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.pages import schema
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn
from tessera.outputs.pages.pillar import aligned
from tessera.outputs.site import Site


def keys(site: Site) -> Iterable[str]:
    """Every instrument of the vocabulary, and the blanks that stand for one in some record."""
    return dict.fromkeys(
        [*site.library.vocabulary.sections["instruments"], *site.index.by_instrument]
    )


def uri(site: Site, key: str) -> str:
    """`instruments/<code>/`."""
    return f"instruments/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the instrument with this code."""
    vocabulary = site.library.vocabulary
    section = "instruments" if key in vocabulary.sections["instruments"] else "blanks"
    term = vocabulary.term(section, key)
    acts = site.index.by_instrument.get(key, ())
    return hub_page(
        site, f"instruments/{key}/",
        index=(site.wording.say("Instruments"), "instruments/"),
        kind=site.wording.say("Instrument"),
        title=site.instrument_name(key),
        description=site.wording.plural(
            "{n} record. {definition}", "{n} records. {definition}", len(acts), definition=term.definition
        ),
        acts=acts,
        subject=[schema.term(site, "instruments", key)] if section == "instruments" else (),
        definition=term.definition,
        aligns=aligned(site, section, key),
        empty=site.wording.say("No agreement on record has this form."),
    )  # fmt: skip
