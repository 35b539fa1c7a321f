"""`formulas`: which sets of pillars were named, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from tessera.outputs import words
from tessera.outputs.charts import vega
from tessera.outputs.charts.figure import Cell, Figure
from tessera.outputs.site import Site
from tessera.wording import Wording, mark

FORMULAS = 14
_COLUMNS = (mark("Pillars"), mark("Agreements"), mark("With a known year"), mark("Years"))


def figure(site: Site) -> Figure:
    """The commonest formulas as circles, a row each, by the year of the best known date."""
    label = site.library.vocabulary.label
    ranked = sorted(site.index.by_formula.items(), key=lambda item: (-len(item[1]), item[0]))
    names = {
        formula: words.sentence(" + ".join(label("pillars", code).lower() for code in formula))
        for formula, _ in ranked[:FORMULAS]
    }
    counts = Counter(
        (formula, act.when.year)
        for formula, acts in ranked[:FORMULAS]
        for act in acts
        if act.when is not None
    )
    coded = sum(len(acts) for _, acts in ranked)
    values = [
        {"formula": names[formula], "year": year, "acts": number}
        for (formula, year), number in sorted(counts.items())
    ]
    drawing, width, height = (
        vega.draw(site, "formulas", _spec(values, [*names.values()]))
        if values
        else ("", *vega.EMPTY)
    )
    return Figure(
        "formulas",
        title=_title(site.wording, ranked, names, coded),
        read=site.wording.say(
            "Each row is one set of pillars, each circle the agreements that named exactly that set in a "
            "year; its area grows with their number."
        ),
        alt=site.wording.say("Chart of sets of pillars by year. {list}.", list="; ".join(
            f"{name}: {len(site.index.by_formula[formula])}" for formula, name in [*names.items()][:6]
        )),
        shape="drawn",
        width=width,
        height=height,
        given={"drawing": Markup(drawing)},  # noqa: S704  Vega wrote it, and escapes labels
        columns=tuple(map(site.wording.say, _COLUMNS)),
        rows=tuple(
            (
                Cell(words.sentence(" + ".join(label("pillars", code).lower() for code in formula)),
                     f"pillars/{formula[0]}/" if len(formula) == 1 else None),
                Cell(len(acts)),
                Cell(sum(1 for act in acts if act.when)),
                Cell(words.years([act.when.year for act in acts if act.when]) or site.wording.say("unknown")),
            )
            for formula, acts in ranked[:100]
        ),
        note=site.wording.plural(
            "{n} agreement has no pillars coded and is not here.",
            "{n} agreements have no pillars coded and are not here.",
            len(site.library.agreements) - coded,
        ) + " " + site.wording.say("Early years are sparser because less of them was found."),
    )  # fmt: skip


def _title(
    wording: Wording,
    ranked: Sequence[tuple[tuple[str, ...], Sequence[object]]],
    names: dict[tuple[str, ...], str],
    coded: int,
) -> str:
    if not ranked:
        return wording.say("No pillar has been coded yet")
    formula, acts = ranked[0]
    return wording.plural(
        "“{pillars}” is the commonest set of pillars: {part} of {all} coded agreements, among {n} "
        "different set",
        "“{pillars}” is the commonest set of pillars: {part} of {all} coded agreements, among {n} "
        "different sets",
        len(ranked),
        pillars=names[formula],
        part=len(acts),
        all=coded,
    )


def _spec(values: list[dict[str, object]], order: list[str]) -> dict[str, object]:
    return {
        "width": 520,
        "height": {"step": 26},
        "data": {"values": values},
        "mark": {"type": "circle", "color": "var(--petrol)", "opacity": 0.75},
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "title": None,
                  "scale": {"zero": False, "nice": False, "padding": 12},
                  "axis": {"format": "d", "tickMinStep": 1}},
            "y": {"field": "formula", "type": "nominal", "title": None, "sort": order,
                  "axis": {"domain": False, "ticks": False}},
            "size": {"field": "acts", "type": "quantitative", "legend": None,
                     "scale": {"range": [30, 420]}},
        },
    }  # fmt: skip
