"""What a page tells machines in schema.org's terms: itself, its trail, and what it is about.

Source: https://schema.org, with Google's guide to structured data for what readers of it look for.
Only what the record states is told: an agreement is `Legislation` where its sources show that it
binds, and a `CreativeWork` otherwise; a body that may not be the one that signed is left out. Nodes
point at each other by address, so that the pages of a site together make one graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from pydantic_core import to_json

from tessera.content.agreement import Agreement, Claim, SourceItem
from tessera.content.analysis import Analysis, Cited
from tessera.content.dates import EdtfDate
from tessera.content.parties import all_codes
from tessera.outputs import days
from tessera.outputs.cards import of as cards
from tessera.outputs.data.exports import Export, version
from tessera.outputs.data.tables import TABLES
from tessera.outputs.site import Site
from tessera.outputs.view import Shown
from tessera.pattern import evidence

Node = dict[str, Any]
CONTEXT = "https://schema.org"

_ISO = re.compile(r"\d{4}(-\d\d){0,2}")


def graph(nodes: Iterable[Node]) -> str:
    """The nodes as JSON for a script element, which nothing in them can end."""
    told = [{name: value for name, value in node.items() if value} for node in nodes]
    return htmlsafe_json_dumps(
        {"@context": CONTEXT, "@graph": told}, dumps=lambda graph: to_json(graph).decode()
    )


def types(subject: Sequence[Node]) -> list[str]:
    """What a page about a thing is, and what the thing is, as addresses."""
    main = subject[0]["@type"] if subject else []
    return [
        f"{CONTEXT}/{name}" for name in ("AboutPage", *([main] if isinstance(main, str) else main))
    ]


def page(site: Site, uri: str, said: Shown, trail: Sequence[Shown]) -> Node:
    """The page at `uri` and where it stands in the site; `said` are more of its properties.

    `trail` are links relative to the page, the last one without an address: the page itself.
    """
    address = site.settings.absolute(uri)
    home = uri == "index.html"
    return {
        "@type": "WebSite" if home else "WebPage" if said.get("mainEntity") else "CollectionPage",
        "@id": address,
        "url": address,
        "isPartOf": None if home else {"@type": "WebSite", "@id": site.settings.absolute(""),
                                       "name": site.settings.site_name},
        "publisher": _desk(site),
        "license": site.settings.content_license_url,
        "breadcrumb": _trail(site, address, trail) if len(trail) > 1 else None,
        **said,
    }  # fmt: skip


def _trail(site: Site, address: str, trail: Sequence[Shown]) -> Node:
    def whole(href: str) -> str:  # a page links from where it is, and always by way of the root
        return site.settings.absolute(href.lstrip("./"))

    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(step["label"]),
             "item": whole(step["href"]) if step.get("href") else address}
            for n, step in enumerate(trail, 1)
        ],
    }  # fmt: skip


# --- records ---------------------------------------------------------------------------------


def agreement(site: Site, act: Agreement) -> list[Node]:
    """The agreement, its sources inside it, and each claim about it as a node of its own."""
    address = site.settings.absolute(f"agreements/{act.id}/")
    label = site.library.vocabulary.label
    instrument = act.instrument
    kind = None if instrument.blank else label("instruments", str(instrument.value))
    signed = _day(act.dates.signed.value)
    bodies = [_body(site, party.country, party.body) for party in act.parties
              if party.body and party.certainty in (None, "certain")]  # fmt: skip
    places = [_party(site, code) for code in act.codes if _is_place(site, code)]
    unions = [_party(site, code) for code in act.codes if not _is_place(site, code)]
    node: Node = {
        "@type": "CreativeWork",
        "@id": f"{address}#agreement",
        "url": address,
        "name": act.title,
        "alternateName": [one.text for one in act.other_titles],
        "abstract": act.summary,
        "genre": kind,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value}
            for one in act.identifiers
        ],
        "creator": [*unions, *bodies],
        "spatialCoverage": places,
        "dateCreated": signed,
        "about": [
            term(site, "pillars", code) for code in (act.pillars.items if act.pillars else ())
        ],
        "sameAs": act.text.url if act.text else None,
        "citation": [_source(site, address, one) for one in act.sources],
    }
    if _binds(act):
        status = act.status.value if act.status else None
        node |= {
            "@type": ["Legislation", "CreativeWork"],
            "legislationType": kind,
            "legislationDate": signed,
            "legislationIdentifier": [one.value for one in act.identifiers],
            "legislationJurisdiction": places,
            "legislationPassedBy": [*unions, *bodies],
            "legislationLegalForce": f"{CONTEXT}/InForce" if status == "in-force" else None,
        }
    return [node, *(_claim(site, address, act, claim) for claim in act.claims)]


def _binds(act: Agreement) -> bool:
    """Whether a source shows that the act binds; an inference from its title does not."""
    return act.binding is not None and act.binding.value == "binding" and act.binding.basis is None


def _claim(site: Site, address: str, act: Agreement, claim: Claim) -> Node:
    label = site.library.vocabulary.label
    status = [label("modalities", claim.modality)]
    if claim.confidence:
        status.append(f"{label('confidences', claim.confidence).lower()} confidence")
    return {
        "@type": "Claim",
        "@id": f"{address}#claim-{claim.id}",
        "text": claim.says,
        "about": {"@id": f"{address}#agreement"},
        "creativeWorkStatus": ", ".join(status),
        "contentReferenceTime": _day(claim.as_of),
        "expires": evidence.due(claim),
        "appearance": [
            {"@id": f"{address}#source-{one.source}"}
            for one in claim.evidence if one.bears != "contradicts"
        ],
    }  # fmt: skip


def _source(site: Site, address: str, source: SourceItem) -> Node:
    outlet = site.library.outlets[source.outlet].name if source.outlet else None
    return _filled({
        "@type": "CreativeWork",
        "@id": f"{address}#source-{source.id}",
        "name": source.title or outlet or source.id,
        "url": source.url,
        "archivedAt": source.archive.url if source.archive else None,
        "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
        "datePublished": _day(source.published),
        "inLanguage": source.lang,
    })  # fmt: skip


def analysis(site: Site, one: Analysis) -> list[Node]:
    """The briefing: what it cites, what was corrected, and how it was made."""
    address = site.settings.absolute(f"analyses/{one.id}/")
    image = cards.shown(site, partial(cards.analysis, site, one))
    return [{
        "@type": _article(site, one.kind),
        "@id": f"{address}#briefing",
        "mainEntityOfPage": {"@id": address},
        "url": address,
        "headline": one.title,
        "abstract": one.standfirst,
        "inLanguage": one.lang or site.settings.language,
        "image": image.url if image else None,
        "author": [_author(author.name, author.orcid) for author in one.authors],
        "publisher": _desk(site),
        "datePublished": one.published.plain,
        "dateModified": (days.updated(one) or one.published).plain,
        "contentReferenceTime": one.as_of.plain,
        "expires": _day(one.review_by),
        "license": site.settings.content_license_url,
        "isAccessibleForFree": True,
        "keywords": [*one.topics],
        "about": [{"@id": f"{site.settings.absolute(f'agreements/{name}/')}#agreement"}
                  for name in one.agreements],
        "citation": [cited for item in one.provenance if (cited := _cited(site, item.source))],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": item.date.plain,
             "text": f"Was: {item.was} Now: {item.now} Why: {item.why}"}
            for item in one.corrections
        ],
        "backstory": _backstory(one),
        "publishingPrinciples": site.settings.absolute("methodology/")
        if "methodology/" in site.docs else None,
    }]  # fmt: skip


def _article(site: Site, kind: str) -> str:
    """What the codebook says that a kind of briefing is to schema.org."""
    aligns = site.library.vocabulary.term("analysis_kinds", kind).aligns
    told = [one.term for one in aligns.items if one.standard == "schema.org"]
    return told[0] if told else "NewsArticle"


def _backstory(one: Analysis) -> str:
    """How the briefing came to be: its disclosures, and what each source was used for."""
    used = [item.use.rstrip(".") + "." for item in one.provenance]
    return " ".join(filter(None, (one.disclosures, *used)))


def _cited(site: Site, source: Cited) -> Node | None:
    if source.ref is not None:
        record, _, name = source.ref.partition("#")
        act = site.library.agreements.get(record)
        address = site.settings.absolute(f"agreements/{record}/")
        return _source(site, address, act.source_by_id[name]) if act else None
    outlet = site.library.outlets[source.outlet].name if source.outlet else None
    return _filled({
        "@type": "CreativeWork",
        "name": source.title or outlet,
        "url": source.url,
        "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
        "inLanguage": source.lang,
    })  # fmt: skip


# --- what is downloaded ------------------------------------------------------------------------

TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "sqlite": "application/vnd.sqlite3",
         "zip": "application/zip", "parquet": "application/vnd.apache.parquet",
         "svg": "image/svg+xml", "png": "image/png"}  # fmt: skip
"""Media types by the end of a file's name."""


def media_type(name: str) -> str:
    """What a file of the site's data is."""
    return TYPES[name.rpartition(".")[2]]


def dataset(site: Site, title: str, description: str, files: Iterable[Export]) -> list[Node]:
    """All data as one data set, with each file to download."""
    settings, address = site.settings, site.settings.absolute("data/")
    years = [act.when.year for act in site.library.agreements.values() if act.when]
    return [{
        "@type": "Dataset",
        "@id": f"{address}#dataset",
        "url": address,
        "name": title,
        "description": description,
        "version": version(site),
        "dateModified": site.today,
        "license": settings.content_license_url,
        "creator": _desk(site),
        "publisher": _desk(site),
        "isAccessibleForFree": True,
        "inLanguage": settings.language,
        "temporalCoverage": f"{min(years)}/{max(years)}" if years else None,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": one.name, "description": one.description}
            for one in TABLES[0].columns
        ],
        "distribution": [
            {"@type": "DataDownload", "name": one.title, "contentUrl": settings.absolute(one.uri),
             "encodingFormat": media_type(one.name), "contentSize": f"{one.bytes} B",
             "sha256": one.sha256}
            for one in files
        ],
    }]  # fmt: skip


def figure(site: Site, key: str, title: str, description: str, files: Sequence[str]) -> list[Node]:
    """A figure: what it shows, the files beside its page, and the data that it was drawn from."""
    address = site.settings.absolute(f"pattern/{key}/")
    return [{
        "@type": "ImageObject",
        "@id": f"{address}#figure",
        "url": address,
        "name": title,
        "description": description,
        "contentUrl": f"{address}{files[0]}",
        "encodingFormat": media_type(files[0]),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{address}{name}", "encodingFormat": media_type(name)}
            for name in files[1:]
        ],
        "license": site.settings.content_license_url,
        "creator": _desk(site),
        "creditText": site.settings.desk,
        "isBasedOn": {"@type": "Dataset", "@id": f"{site.settings.absolute('data/')}#dataset",
                      "name": site.settings.site_name},
    }]  # fmt: skip


# --- parties, terms ----------------------------------------------------------------------


def party(site: Site, code: str) -> list[Node]:
    """A country, or whoever else signs, with its names in the site's languages and its code."""
    library = site.library
    own = site.name(code)
    names = dict.fromkeys(library.parties.name(code, lang) for lang in site.settings.languages)
    return [{
        **_party(site, code),
        "url": site.settings.absolute(f"countries/{code.lower()}/"),
        "alternateName": [name for name in names if name != own],
        "identifier": {"@type": "PropertyValue", "propertyID": "ISO 3166-1 alpha-3", "value": code}
        if code in all_codes() else None,
    }]  # fmt: skip


def outlet(site: Site, key: str) -> list[Node]:
    """Who publishes sources."""
    one = site.library.outlets[key]
    address = site.settings.absolute(f"outlets/{key}/")
    return [{
        "@type": "Organization",
        "@id": f"{address}#outlet",
        "url": address,
        "name": one.name,
        "description": one.note,
        "knowsLanguage": [*one.languages],
        "location": _party(site, one.country)
        if one.country and _is_place(site, one.country) else None,
    }]  # fmt: skip


def term(site: Site, section: str, code: str) -> Node:
    """A word of the codebook that has a page of its own."""
    address = site.settings.absolute(f"{section}/{code}/")
    return {
        "@type": "DefinedTerm",
        "@id": f"{address}#term",
        "url": address,
        "name": site.library.vocabulary.label(section, code),
        "termCode": code,
        "inDefinedTermSet": site.settings.absolute("codebook/"),
    }


def _party(site: Site, code: str) -> Node:
    return {
        "@type": "Country" if _is_place(site, code) else "Organization",
        "@id": f"{site.settings.absolute(f'countries/{code.lower()}/')}#party",
        "name": site.name(code),
    }


def _is_place(site: Site, code: str) -> bool:
    return site.library.parties.kind(code) in {"state", "historic-state", "territory"}


def _body(site: Site, code: str, body: str) -> Node:
    return {"@type": "GovernmentOrganization", "name": body, "areaServed": _party(site, code)} \
        if _is_place(site, code) else {"@type": "Organization", "name": body}  # fmt: skip


def _author(name: str, orcid: str | None) -> Node:
    address = f"https://orcid.org/{orcid}" if orcid else None
    return _filled({"@type": "Person", "@id": address, "name": name, "sameAs": address})


def _desk(site: Site) -> Node:
    return {"@type": "Organization", "@id": f"{site.settings.absolute('')}#desk",
            "name": site.settings.desk}  # fmt: skip


def _day(value: object) -> str | None:
    """A day, month or year as ISO 8601 has it; None for what is uncertain, blanks and nothing."""
    return str(value) if isinstance(value, EdtfDate) and _ISO.fullmatch(str(value)) else None


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}
