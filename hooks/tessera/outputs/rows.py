"""An agreement as a row of a table: its markup, and the values that filters count.

An act stands in some ten lists, so its row is made once, for a page of any depth.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tessera.content.agreement import Agreement
from tessera.content.lookups import Kept
from tessera.outputs.facets import UNCODED
from tessera.outputs.once import per_site
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS, View

KEPT = 16_384
"""Rows that stay at hand."""
ROOT = "\0"
"""Stands in a kept row for what leads from its page to the site's root; no text has it."""


class Row(NamedTuple):
    """Codes as the row's `data-` attributes have them; `year` is 0 where no date is known."""

    html: str  # Markup
    parties: tuple[str, ...]
    pillars: tuple[str, ...]
    instrument: str
    level: str
    status: str
    text: str
    year: int


def rows(view: View, agreements: Iterable[Agreement]) -> list[Row]:
    """Rows, newest first."""
    made, anywhere = _made(view.site), View(view.site, ROOT)
    ordered = sorted(agreements, key=lambda act: act.order, reverse=True)
    found = [made.get(act.id, lambda act=act: row(anywhere, act)) for act in ordered]  # type: ignore[misc]
    return [Row(one.html.replace(ROOT, view.root), *one[1:]) for one in found]


@per_site
def _made(site: Site) -> Kept[Row]:
    """Id → row with ROOT in it. A row is made from its act alone, so nobody needs more for it."""
    return Kept(limit=KEPT)


def row(view: View, act: Agreement) -> Row:
    """The row of one agreement."""
    chronology = act.dates.chronology
    pillars = tuple(act.pillars.items) if act.pillars else ()
    values = (
        act.codes,
        pillars or (UNCODED,),
        str(act.instrument.value),
        str(act.level.value) if act.level else UNCODED,
        str(act.status.value) if act.status else UNCODED,
        act.text.availability if act.text else UNCODED,
        chronology[1].year if chronology else 0,
    )
    parts: Any = view.site.templates.get_template("_list.html").module
    html = parts.agreement_row({
        "title": act.title,
        **view.tongue(act.title_lang),
        "href": view.href(f"agreements/{act.id}/"),
        "date": view.day(chronology[1]) if chronology else None,
        "date_kind": view.say(DATE_LABELS[chronology[0]])
        if chronology and chronology[0] != "signed" else "",
        "parties": [
            view.name(code) for code in dict.fromkeys(one.country for one in act.parties)
        ],
        "instrument": view.instrument(act),
        "pillars": [view.label("pillars", code) for code in pillars],
        "status": view.label("statuses", values[4]) if act.status else view.say("Not coded"),
        "text": view.label("text_availability", values[5]) if act.text else view.say("Not coded"),
        "codes": {
            "p": " ".join(act.codes), "pi": " ".join(values[1]), "i": values[2], "l": values[3],
            "s": values[4], "t": values[5], "y": values[6] or "",
        },
    })  # fmt: skip
    return Row(html, *values)
