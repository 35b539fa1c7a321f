"""Which words and flags each page's card carries."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import words
from tessera.outputs.cards.spec import CardSpec, joined
from tessera.outputs.hubs import instrument_name, pair_name
from tessera.outputs.pages import standing
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS
from tessera.pattern.index import analysis_parties

Named = tuple[str, CardSpec]
"""A card and the file name it goes by, before its hash."""


def default(site: Site) -> Named:
    """The card of every page that has none of its own."""
    library = site.library
    return "site", CardSpec(
        "default",
        kicker=words.number(len(library.agreements), "agreement"),
        title=site.settings.site_description or site.settings.site_name,
        site=site.settings.site_name,
        lang=site.settings.language,
    )


def agreement(site: Site, act: Agreement) -> Named:
    """Flags and names, instrument and place in the pair, date, pillars, status, and text."""
    label = site.library.vocabulary.label
    facts = []
    if act.dates.chronology:
        name, value = act.dates.chronology
        facts.append((DATE_LABELS[name], words.date(value, site.settings.language)))
    else:
        facts.append(("Signed", "date unknown"))
    if act.formula:
        pillars = [label("pillars", code) for code in act.pillars.items] if act.pillars else []
        more = f" +{len(pillars) - 2}" if len(pillars) > 2 else ""
        facts.append(("Pillars", ", ".join(pillars[:2]) + more))
    if act.status:
        facts.append(("Status", label("statuses", str(act.status.value))))
    facts.append(
        ("Text", label("text_availability", act.text.availability) if act.text else "Not coded")
    )
    return act.id, CardSpec(
        "agreement",
        kicker=joined(
            " · ",
            (
                instrument_name(str(act.instrument.value), site.library),
                standing.place(act, site.index),
            ),
        ),
        title=act.title,
        flags=act.codes,
        parties=tuple(site.library.parties.name(code) for code in act.codes),
        facts=tuple(facts),
        site=site.settings.site_name,
        lang=site.settings.language,
    )


def analysis(site: Site, one: Analysis) -> Named:
    """Headline, parties and dates."""
    codes = analysis_parties(one, site.library)[:6]
    return one.id, CardSpec(
        "analysis",
        kicker=site.library.vocabulary.label("analysis_kinds", one.kind),
        title=one.title,
        flags=codes,
        parties=tuple(site.library.parties.name(code) for code in codes),
        facts=(
            ("Published", words.date(one.published, site.settings.language)),
            ("As of", words.date(one.as_of, site.settings.language)),
        ),
        site=site.settings.site_name,
        lang=one.lang or site.settings.language,
    )


def country(site: Site, code: str) -> Named:
    """The party and how much is recorded of it."""
    acts = site.index.by_party.get(code, ())
    partners = {other for act in acts for other in act.codes} - {code}
    dated = [act.when.year for act in acts if act.when]
    facts = [("Agreements", str(len(acts))), ("Partners", str(len(partners)))]
    if dated:
        facts.append(("Years", words.years(dated)))
    return code.lower(), CardSpec(
        "country",
        kicker="Agreements on record",
        title=site.library.parties.name(code),
        flags=(code,),
        parties=(),
        facts=tuple(facts),
        site=site.settings.site_name,
        lang=site.settings.language,
    )


def pair(site: Site, both: tuple[str, str]) -> Named:
    """The two parties and their acts."""
    acts = site.index.by_pair.get(both, ())
    dated = [act.when.year for act in acts if act.when]
    facts = [("Agreements", str(len(acts)))]
    if dated:
        # Not "first": an act without a date may be earlier.
        facts.append(("Earliest date", str(min(dated))))
        facts.append(("Latest date", str(max(dated))))
    return "-".join(both).lower(), CardSpec(
        "pair",
        kicker="Acts between two parties",
        title=pair_name(both, site.library),
        flags=both,
        parties=tuple(site.library.parties.name(code) for code in both),
        facts=tuple(facts),
        site=site.settings.site_name,
        lang=site.settings.language,
    )
