"""An agreement as a row of a table: its markup, and the values that filters count.

An act stands in some ten lists, so its row is made once, for a page of any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

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

    markup: Callable[[], str]
    parties: tuple[str, ...]
    pillars: tuple[str, ...]
    instrument: str
    level: str
    status: str
    text: str
    year: int

    @property
    def html(self) -> str:
        """The row itself, made for whoever prints it: a page counts many more than it prints."""
        return self.markup()


def rows(view: View, agreements: Iterable[Agreement]) -> list[Row]:
    """Rows, newest first."""
    return [Row(partial(_markup, view, act), *_values(act)) for act in _newest(agreements)]


def rest(view: View, agreements: Iterable[Agreement], *, lasting: bool) -> Iterator[str]:
    """The markup of the rows that the agreements' own page does not print, newest first.

    With `lasting` they are the last build's, where acts are as they were. To find them takes half as
    long as to make them: it serves a list that every edit changes.
    """
    left = _newest(agreements)[view.site.settings.list_rows :]
    if not lasting:
        return (_markup(view, act) for act in left)
    acts, made, anywhere = view.library.agreements, _made(view.site), View(view.site, ROOT)

    def make(name: str) -> str:
        act = acts[name]
        return made.get(name, partial(_row, anywhere, act))

    kept = view.library.lasting_each("list-rows", [act.id for act in left], make)
    return (_placed(one, view) for one in kept)


def _newest(agreements: Iterable[Agreement]) -> list[Agreement]:
    return sorted(agreements, key=lambda act: act.order, reverse=True)


def _markup(view: View, act: Agreement) -> str:
    site = view.site
    return _placed(_made(site).get(act.id, lambda: _row(View(site, ROOT), act)), view)


def _placed(row: str, view: View) -> str:
    return Markup(row.replace(ROOT, view.root))  # noqa: S704  the template has escaped it


@per_site
def _made(site: Site) -> Kept[str]:
    """Id → markup with ROOT in it. A row is made from its act alone, so nobody needs more for it."""
    return Kept(limit=KEPT)


Values = tuple[tuple[str, ...], tuple[str, ...], str, str, str, str, int]


def _values(act: Agreement) -> Values:
    return (
        act.codes,
        (tuple(act.pillars.items) if act.pillars else ()) or (UNCODED,),
        str(act.instrument.value),
        str(act.level.value) if act.level else UNCODED,
        str(act.status.value) if act.status else UNCODED,
        act.text.availability if act.text else UNCODED,
        act.when.year if act.when else 0,
    )


def _row(view: View, act: Agreement) -> str:
    chronology = act.dates.chronology
    parties, pillars, instrument, level, status, text, year = _values(act)
    parts: Any = view.site.templates.get_template("_list.html").module
    made = parts.agreement_row({
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
        "pillars": [view.label("pillars", code) for code in (act.pillars.items if act.pillars else ())],
        "status": view.label("statuses", status) if act.status else view.say("Not coded"),
        "text": view.label("text_availability", text) if act.text else view.say("Not coded"),
        "codes": {
            "p": " ".join(parties), "pi": " ".join(pillars), "i": instrument, "l": level,
            "s": status, "t": text, "y": year or "",
        },
    })  # fmt: skip
    return str(made)
