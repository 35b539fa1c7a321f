"""How to cite what the site publishes: a reference in words, BibTeX, RIS and CSL-JSON.

A record's version is the last day on which the desk changed it, with the first digits of the SHA-256
of its index.json, by which anyone can tell whether a copy is the same. Figures and downloads are made
from all records: their version is that of the data.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import days, words
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


def agreement(site: Site, act: Agreement) -> list[Shown]:
    """References to a record."""
    day = days.updated(act)
    return _forms(site, Cited(
        act.id, act.title, (), "Agreement record", f"agreements/{act.id}/",
        day.plain if day else site.today, _digest(record_json.agreement(site, act)),
        lang=act.title_lang or site.settings.language,
    ))  # fmt: skip


def analysis(site: Site, one: Analysis) -> list[Shown]:
    """References to a briefing."""
    return _forms(site, Cited(
        one.id, one.title, tuple(author.name for author in one.authors), "Briefing",
        f"analyses/{one.id}/", (days.updated(one) or one.published).plain,
        _digest(record_json.analysis(site, one)), csl="report", ris="RPRT",
        lang=one.lang or site.settings.language,
    ))  # fmt: skip


def data(site: Site) -> list[Shown]:
    """References to all data."""
    day, _, digest = exports.version(site).partition("+")
    return _forms(site, Cited(
        "data", archive.title(site), (), "Data set", "data/", day, digest, csl="dataset", ris="DATA",
        lang=site.settings.language,
    ))  # fmt: skip


def figure(site: Site, key: str, title: str, digest: str) -> list[Shown]:
    """References to a figure, whose version is the day and hash of what it shows."""
    return _forms(site, Cited(
        f"figure-{key}", title, (), f"Figure “{key}”", f"pattern/{key}/", site.today, digest,
        csl="figure", ris="FIGURE", lang=site.settings.language,
    ))  # fmt: skip


def _digest(record: record_json.Data) -> str:
    return sha256(record_json.line(record).encode()).hexdigest()[:DIGITS]


def _forms(site: Site, one: Cited) -> list[Shown]:
    return [
        {"label": "Reference", "text": reference(site, one)},
        {"label": "BibTeX", "text": bibtex(site, one)},
        {"label": "RIS", "text": ris(site, one)},
        {"label": "CSL-JSON", "text": csl(site, one)},
    ]


def version(one: Cited) -> str:
    """`2026-06-20+1f0c…`, the form of the data's own version."""
    return f"{one.day}+{one.version}"


def reference(site: Site, one: Cited) -> str:
    """In words: who (year). Title. What, which version. Where."""
    authors = words.listed(one.authors or (site.settings.desk,))
    dot = "" if one.title.endswith((".", "?", "!")) else "."
    return (
        f"{authors} ({one.day[:4]}). {one.title}{dot} {one.kind}, version {version(one)}. "
        f"{site.settings.site_name}. {site.settings.absolute(one.address)}"
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
        "note": f"{_tex(one.kind)}, version {version(one)}",
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
    return json.dumps([item], ensure_ascii=False, indent=1)


def _tex(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda match: _TEX[match[0]], text)
