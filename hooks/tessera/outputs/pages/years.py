"""Acts over the years, as tables that can be seen: pillars named by a pair, partners won by a party."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.outputs.charts.figure import Scale
from tessera.outputs.view import Shown, View
from tessera.pattern import over_time

ACTS, PARTNERS = 2, 3
"""Fewer dated acts, or partners, are not worth a table of years."""
COLUMNS = 8
"""Spans of years in the table of pillars, so that it fits a narrow page."""


def grid(view: View, acts: Iterable[Agreement]) -> Shown | None:
    """Pillars by span of years, or None where there is too little to lay out."""
    found = over_time.pillars(acts, COLUMNS)
    if sum(found.acts) < ACTS or not found.pillars or len(found.spans) < ACTS:
        return None
    scale = Scale.of(n for counts in found.pillars.values() for n in counts)
    often, most = next(iter(found.pillars.items()))
    label = view.label("pillars", often)
    return {
        "title": _title(view, label, sum(most), sum(found.acts), len(found.pillars)),
        "heads": [
            {"label": view.say("Pillar")},
            *({"label": str(one), "num": True} for one in found.spans),
        ],
        "rows": [
            {
                "label": view.label("pillars", code),
                "href": view.href(f"pillars/{code}/"),
                "cells": [(n, scale.shade(n)) for n in counts],
            }
            for code, counts in found.pillars.items()
        ],
        "acts": found.acts,
        "uncoded": found.uncoded if any(found.uncoded) else (),
        "undated": found.undated,
    }


def _title(view: View, label: str, number: int, acts: int, pillars: int) -> str:
    if pillars == 1:
        return view.plural(
            "{pillar} is the one pillar coded, in {number} of {n} dated act",
            "{pillar} is the one pillar coded, in {number} of {n} dated acts",
            acts,
            pillar=label,
            number=number,
        )
    return view.plural(
        "{pillar} is named most, in {number} of {n} dated act",
        "{pillar} is named most, in {number} of {n} dated acts",
        acts,
        pillar=label,
        number=number,
    )


def arrivals(view: View, code: str, acts: Iterable[Agreement]) -> Shown | None:
    """New partners by span of years, or None where there are too few."""
    found = over_time.new_partners(code, acts)
    number = sum(map(len, found.partners))
    if number < PARTNERS or len(found.spans) < 2:
        return None
    most = max(map(len, found.partners))
    peak = max(range(len(found.spans)), key=lambda n: (len(found.partners[n]), n))
    return {
        "title": view.say(
            "{years} brought the most new partners on record: {part} of {all}",
            years=found.spans[peak],
            part=most,
            all=number,
        ),
        "rows": [
            {
                "years": str(one),
                "count": len(partners),
                "partners": [view.party(other) for other in partners],
            }
            for one, partners in zip(found.spans, found.partners, strict=True)
        ],
        "most": most,
        "undated": [view.party(other) for other in found.undated],
    }
