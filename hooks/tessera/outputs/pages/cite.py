"""How to cite what the site publishes: a reference in words, BibTeX, RIS, CSL-JSON, and meta elements.

A record's version is the last day on which the desk changed it, with the first digits of the SHA-256
of its index.json, by which anyone can tell whether a copy is the same. Figures and downloads are made
from all records: their version is that of the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pydantic_core import to_json

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import days
from tessera.outputs.data import archive, exports, record_json
from tessera.outputs.site import Site
from tessera.outputs.view import Shown

_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
        "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
_LINES = re.compile(r"[\r\n\u2028\u2029]+")
DIGITS = 12
"""Of a hash, as many as tell versions apart."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference says. `day` is ISO, perhaps only a year; `kind` is in words."""

    key: str
    title: str
    authors: tuple[str, ...]
    """Empty for what the desk as a body signs."""
    kind: str
    address: str
    day: str
    version: str
    csl: str = "webpage"
    ris: str = "ELEC"
    lang: str = "en"
    published: str = ""
    """The ISO day on which it first went online, where that is known and another than `day`."""
    orcids: tuple[str, ...] = ()
    """Addresses of the authors' ORCID records."""
    keywords: tuple[str, ...] = ()


def agreement(site: Site, act: Agreement) -> Cited:
    """References to a record."""
    day = days.updated(act)
    return Cited(
        act.id, act.title, (), site.wording.say("Agreement record"), f"agreements/{act.id}/",
        day.plain if day else site.today, _digest(record_json.agreement_line(site, act)),
        lang=act.title_lang or site.settings.language,
        published=act.published.plain if act.published else "",
        keywords=tuple(site.library.vocabulary.label("pillars", code) for code in act.formula),
    )  # fmt: skip


def analysis(site: Site, one: Analysis) -> Cited:
    """References to a briefing."""
    return Cited(
        one.id, one.title, tuple(author.name for author in one.authors),
        site.wording.say("Briefing"),
        f"analyses/{one.id}/", (days.updated(one) or one.published).plain,
        _digest(record_json.line(record_json.analysis(site, one))), csl="report", ris="RPRT",
        lang=one.lang or site.settings.language,
        published=one.published.plain,
        orcids=tuple(f"https://orcid.org/{author.orcid}" for author in one.authors if author.orcid),
        keywords=one.topics,
    )  # fmt: skip


def data(site: Site) -> Cited:
    """References to all data."""
    day, _, digest = exports.version(site).partition("+")
    return Cited(
        "data", archive.title(site), (), site.wording.say("Data set"), "data/", day, digest, csl="dataset", ris="DATA",
        lang=site.settings.language,
    )  # fmt: skip


def figure(site: Site, key: str, title: str, digest: str) -> Cited:
    """References to a figure, whose version is the day and hash of what it shows."""
    return Cited(
        f"figure-{key}", title, (), site.wording.say("Figure “{name}”", name=key), f"pattern/{key}/", site.today, digest,
        csl="figure", ris="FIGURE", lang=site.settings.language,
    )  # fmt: skip


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()[:DIGITS]


def forms(site: Site, one: Cited) -> list[Shown]:
    """The reference in every form, each with its label."""
    return [
        {"label": site.wording.say("Reference"), "text": reference(site, one)},
        {"label": "BibTeX", "text": bibtex(site, one)},
        {"label": "RIS", "text": ris(site, one)},
        {"label": "CSL-JSON", "text": csl(site, one)},
    ]


def version(one: Cited) -> str:
    """`2026-06-20+1f0c…`, the form of the data's own version."""
    return f"{one.day}+{one.version}"


def reference(site: Site, one: Cited) -> str:
    """In words: who (year). Title. What, which version. Where."""
    dot = "" if one.title.endswith((".", "?", "!")) else "."
    return site.wording.say(
        "{authors} ({year}). {title} {kind}, version {version}. {site}. {address}",
        authors=site.wording.listed(one.authors or (site.settings.desk,)),
        year=one.day[:4],
        title=one.title + dot,
        kind=one.kind,
        version=version(one),
        site=site.settings.site_name,
        address=site.settings.absolute(one.address),
    )


def bibtex(site: Site, one: Cited) -> str:
    """`@misc`, which every style knows; names of bodies and titles in braces stay as they are."""
    # In braces: which part of a name is the family's is not known.
    authors = [f"{{{_tex(name)}}}" for name in one.authors or (site.settings.desk,)]
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{_tex(one.title)}}}",
        "year": one.day[:4],
        "publisher": _tex(site.settings.site_name),
        "note": _tex(
            site.wording.say("{kind}, version {version}", kind=one.kind, version=version(one))
        ),
        "url": site.settings.absolute(one.address),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{one.key},\n{lines}\n}}"


def ris(site: Site, one: Cited) -> str:
    """RIS, a tag a line; a line break would end a value."""
    year, month, day = [*one.day.split("-"), "", ""][:3]
    lines = [
        ("TY", one.ris),
        *(("AU", author) for author in one.authors or (site.settings.desk,)),
        ("TI", one.title),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}"),
        ("PB", site.settings.site_name),
        ("ET", version(one)),
        ("LA", one.lang),
        ("M3", one.kind),
        ("UR", site.settings.absolute(one.address)),
        ("ID", one.key),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {_LINES.sub(' ', value)}" for tag, value in lines)


def csl(site: Site, one: Cited) -> str:
    """CSL-JSON, as Zotero, pandoc and citation processors read it."""
    item = {
        "id": one.key,
        "type": one.csl,
        "title": one.title,
        "author": [{"literal": name} for name in one.authors or (site.settings.desk,)],
        "issued": {"date-parts": [[int(part) for part in one.day.split("-")]]},
        "publisher": site.settings.site_name,
        "genre": one.kind,
        "version": version(one),
        "language": one.lang,
        "URL": site.settings.absolute(one.address),
    }
    return to_json([item]).decode()


def highwire(site: Site, one: Cited, abstract: str) -> Iterator[tuple[str, str]]:
    """The `citation_…` meta elements, by which Zotero and search engines for papers read a page.

    They are those of a technical report: a page with a title and no such type passes for an article
    in a journal. A body is named as the institution alone, because as an author it would be taken
    apart into a first and a family name.
    """
    yield "title", one.title
    for author in one.authors:
        yield "author", author
    yield "technical_report_institution", site.settings.desk
    yield "technical_report_number", version(one)
    yield "publication_date", (one.published or one.day).replace("-", "/")
    yield "online_date", one.day.replace("-", "/")
    yield "publisher", site.settings.site_name
    yield "language", one.lang
    yield "public_url", site.settings.absolute(one.address)
    yield "abstract", abstract
    if one.keywords:
        yield "keywords", "; ".join(one.keywords)


def _tex(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda match: _TEX[match[0]], text)
