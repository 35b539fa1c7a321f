"""An agreement's facts in words, as short as a feed reader wants them."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank, Fact
from tessera.outputs.view import DATE_LABELS, Shown, View


def rows(view: View, act: Agreement) -> list[tuple[str, str]]:
    """Label and words of what a reader asks first; a blank says which kind of blank it is."""
    rows = [(view.say("Instrument"), _coded(view, "instruments", act.instrument))]
    for name, label in DATE_LABELS.items():
        fact: Fact[EdtfDate | Blank] | None = getattr(act.dates, name)
        if fact is not None:
            rows.append((view.say(label), view.date_text(fact.value) + _disputed(view, fact)))
    rows.append((view.say("Status"), _coded(view, "statuses", act.status)))
    text = act.text
    availability = (
        view.label("text_availability", text.availability) if text else view.say("Not coded")
    )
    return [*rows, (view.say("Text"), availability)]


def _coded(view: View, section: str, fact: Fact[str] | None) -> str:
    if fact is None:
        return view.say("Not coded")
    return view.label(section, str(fact.value)) + _disputed(view, fact)


def _disputed(view: View, fact: Fact[str] | Fact[EdtfDate | Blank]) -> str:
    return f" ({view.say('sources disagree')})" if fact.conflict else ""


def sources(view: View, act: Agreement) -> list[Shown]:
    """Each source with its outlet, and whether a reader can check it."""
    outlets = view.library.outlets
    return [
        {
            "title": source.title,
            "href": source.url,
            "outlet": outlets[source.outlet].name if source.outlet else None,
            "date": view.date_text(source.published) if source.published else None,
            "checkable": source.checkable,
        }
        for source in act.sources
    ]
