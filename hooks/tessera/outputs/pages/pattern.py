"""What the records say together: formulas, pairs and follow-through, counted and not modelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tessera.outputs import words
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import coverage, follow_through

FORMULAS, PAIRS = 15, 15


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("pattern",)


def uri(site: Site, key: str) -> str:
    """`pattern/`."""
    return "pattern/index.html"


def make(site: Site, key: str) -> str:
    """The page: counts with links to the records behind them, and the rates it refuses."""
    view = view_of(site, uri(site, key))
    acts = list(site.library.agreements.values())
    slices = coverage.by_period(acts, site.settings.periods, site.library)
    lede = (
        "One memorandum matters little. This page counts what they have in common: which fields "
        "they name together, who signs again, and what is known to have followed."
    )
    page = Page(uri(site, key), "pattern.html", title="The pattern", description=lede)
    return render(
        site, page, view,
        lede=lede,
        trail=[{"label": "Home", "href": view.href("")}, {"label": "The pattern"}],
        reasons=coverage.reasons_against_a_rate(slices),
        formulas=_formulas(site, view),
        formula_title=_formula_title(site, view),
        coded=sum(1 for act in acts if act.formula),
        pillars=_pillars(site, view),
        pairs=_pairs(site, view),
        again=_again(site),
        rungs=_rungs(site, view),
        followed=sum(1 for act in acts if follow_through.beyond_signature(act)),
        records=len(acts),
    )  # fmt: skip


def _formulas(site: Site, view: View) -> list[Shown]:
    ranked = sorted(site.index.by_formula.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {
            "pillars": [view.term("pillars", code) for code in formula],
            "count": len(acts),
            "pairs": len({act.codes for act in acts}),
            "latest": {**view.act(acts[-1]), "when": view.when(acts[-1])},
        }
        for formula, acts in ranked[:FORMULAS]
    ]


def _formula_title(site: Site, view: View) -> str:
    ranked = sorted(site.index.by_formula.items(), key=lambda item: (-len(item[1]), item[0]))
    if not ranked:
        return "No pillar has been coded yet"
    formula, acts = ranked[0]
    names = words.listed([view.label("pillars", code).lower() for code in formula])
    return f"The commonest set of pillars is {names}: {words.number(len(acts), 'agreement')}"


def _pillars(site: Site, view: View) -> list[Shown]:
    rows = [
        {**view.term("pillars", code), "count": len(acts)}
        for code, acts in site.index.by_pillar.items()
    ]
    return sorted(rows, key=lambda row: (-int(row["count"]), str(row["label"])))


def _again(site: Site) -> Shown:
    counts = Counter(len(acts) for acts in site.index.by_pair.values() if acts)
    return {
        "pairs": sum(counts.values()),
        "more": sum(number for length, number in counts.items() if length > 1),
    }


def _pairs(site: Site, view: View) -> list[Shown]:
    ranked = sorted(site.index.by_pair.items(), key=lambda item: (-len(item[1]), item[0]))
    shown = []
    for pair, acts in ranked[:PAIRS]:
        years = [act.when.year for act in acts if act.when]
        shown.append({
            **view.pair(pair),
            "count": len(acts),
            "years": words.years(years) or "date unknown",
            "followed": sum(1 for act in acts if follow_through.beyond_signature(act)),
        })  # fmt: skip
    return shown


def _rungs(site: Site, view: View) -> list[Shown]:
    """How many agreements are on record as having reached each rung."""
    counts: Counter[str] = Counter()
    for act in site.library.agreements.values():
        counts.update(rung.code for rung in follow_through.ladder(act) if rung.reached)
    codes = (*follow_through.CLIMB, *follow_through.ENDINGS)
    return [
        {"label": view.label("rungs", code), "href": view.href(f"codebook/#rungs-{code}"),
         "count": counts[code]}
        for code in codes
    ]  # fmt: skip
