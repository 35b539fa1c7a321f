"""How to cite a page: a reference in words, and BibTeX."""

from __future__ import annotations

import re

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import days, words
from tessera.outputs.site import Site
from tessera.outputs.view import Shown

_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
        "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def agreement(site: Site, act: Agreement) -> list[Shown]:
    """References to the record, naming the day of the data."""
    changed = [change.date.plain for change in act.changes]
    day = max([act.published.plain if act.published else site.today, *changed])
    return _forms(site, [site.settings.desk], act.title, act.id, f"agreements/{act.id}/", day,
                  "Agreement record")  # fmt: skip


def analysis(site: Site, one: Analysis) -> list[Shown]:
    """References to the briefing."""
    authors = [author.name for author in one.authors]
    day = (days.updated(one) or one.published).plain
    return _forms(site, authors, one.title, one.id, f"analyses/{one.id}/", day, "Briefing")


def _forms(
    site: Site, authors: list[str], title: str, name: str, address: str, day: str, kind: str
) -> list[Shown]:
    url = site.settings.absolute(address)
    year = day[:4]
    publisher = site.settings.site_name
    bibtex = "\n".join((
        f"@misc{{{name},",
        f"  author = {{{' and '.join(f'{{{_tex(author)}}}' for author in authors)}}},",
        f"  title = {{{{{_tex(title)}}}}},",
        f"  year = {{{year}}},",
        f"  publisher = {{{_tex(publisher)}}},",
        f"  note = {{{kind}, version of {day}}},",
        f"  url = {{{url}}}",
        "}",
    ))  # fmt: skip
    dot = "" if title.endswith((".", "?", "!")) else "."
    return [
        {"label": "Reference",
         "text": f"{words.listed(authors)} ({year}). {title}{dot} {kind}, version of {day}. {publisher}. {url}"},
        {"label": "BibTeX", "text": bibtex},
    ]  # fmt: skip


def _tex(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda match: _TEX[match[0]], text)
