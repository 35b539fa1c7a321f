"""The patterns that the desk named, each tested against chance or refused."""

from __future__ import annotations

from tessera.outputs import words
from tessera.outputs.pages import looked
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import base_rate, effort
from tessera.pattern.base_rate import Verdict
from tessera.pattern.effort import Look
from tessera.pattern.groups import Side

LISTED = 12
MODELS = {
    "activity": "if each party kept its number of acts and partners were drawn at random",
    "partners": "among pairs as active and with as many shared partners",
}


def patterns(site: Site, view: View) -> Shown:
    """Every rule with its verdict, and how many were tried."""
    verdicts = base_rate.judge(site.library)
    could = sum(1 for one in verdicts if one.adjusted is not None)
    stand = sum(1 for one in verdicts if one.stands)
    return {
        "title": _title(len(verdicts), could, stand),
        "rules": [_rule(view, one) for one in verdicts],
        "tried": could,
        "rates": sum(1 for one in verdicts if one.growth is not None),
        "alpha": f"{base_rate.ALPHA:.0%}".replace("%", " %"),
        "drawings": f"{base_rate.DRAWINGS:,}",
    }


def _title(rules: int, could: int, stand: int) -> str:
    if not rules:
        return "No pattern has been named yet"
    return (
        f"Of {words.number(rules, 'pattern')} named, {could} could be tested and "
        f"{stand or 'none'} {'is' if stand < 2 else 'are'} more than chance"
    )


def _rule(view: View, one: Verdict) -> Shown:
    newest = one.fitting[: -LISTED - 1 : -1]
    return {
        "key": one.key,
        "label": one.rule.label,
        "why": one.rule.why,
        "asks": _asks(view, one),
        "verdict": _verdict(one),
        "kind": "strong" if one.stands else "warn" if one.refused else "plain",
        "word": "More than chance" if one.stands else "Share only" if not one.rule.between
        else "Refused" if one.refused else "Not more than chance",
        "observed": len(one.fitting),
        "content": one.window.content,
        "before": f"{one.before.fitting:,}",
        "no_rate": one.no_rate,
        "effort": looked.sentence(_looks(view, one), view.lang),
        "growth": _growth(one) if one.growth is not None else None,
        "models": [
            {"name": MODELS[model.name], "expected": f"{model.expected:.1f}", "p": _p(model.p)}
            for model in one.models
        ],
        "ratio": f"{one.ratio:.2f} ({one.interval[0]:.2f} to {one.interval[1]:.2f})"
        if one.ratio is not None else None,
        "p": _p(one.adjusted) if one.adjusted is not None else None,
        "acts": [{**view.act(act), "when": view.when(act)} for act in newest],
    }  # fmt: skip


def _growth(verdict: Verdict) -> Shown:
    """How the share of such acts changed."""
    one = verdict.growth
    assert one is not None, "asked only where there is one"
    now, before = one.now, one.before
    return {
        "ratio": f"{one.ratio:.2f} ({one.interval[0]:.2f} to {one.interval[1]:.2f})"
        if one.ratio else "0" if one.ratio == 0 else "none before",
        "p": _p(one.p),
        "of": "the acts between the same sides"
        if verdict.rule.says and verdict.rule.between
        else "all dated bilateral acts",
        "now": f"{now.part:,} of {now.whole:,}, {now.value:.1%}".replace("%", " %"),
        "before": f"{before.part:,} of {before.whole:,}, {before.value:.1%}".replace("%", " %"),
    }  # fmt: skip


def _asks(view: View, one: Verdict) -> str:
    """The rule in words: between whom, naming what, when."""
    rule = one.rule

    def names(side: tuple[str, ...]) -> str:
        groups = view.library.further.groups
        return words.listed([
            f"“{groups[key].label}”" if key in groups
            else view.library.parties.name(view.library.parties.resolve(key), view.lang)
            for key in side
        ])  # fmt: skip

    parts = (
        []
        if not rule.between
        else [
            f"between {names(rule.between)} and {names(rule.and_)}"
            if rule.and_
            else f"among {names(rule.between)}"
        ]
    )
    for section, codes in (
        ("pillars", rule.pillars), ("instruments", rule.instrument), ("levels", rule.level),
    ):  # fmt: skip
        if codes:
            joiner = "and" if section == "pillars" else "or"
            labels = words.listed([view.label(section, code).lower() for code in codes], joiner)
            parts.append(
                f"{ {'pillars': 'naming', 'instruments': 'by', 'levels': 'at the level of'}[section] } {labels}"
            )
    parts.append(f"from {words.date(rule.since, view.lang)}")
    if rule.until:
        parts.append(f"to {words.date(rule.until, view.lang)}")
    return f"Bilateral acts {', '.join(parts)}."


def _looks(view: View, one: Verdict) -> list[Look]:
    """The searches for the parties of either side; all of them for a rule without sides."""
    rule, library = one.rule, view.library
    found = effort.looks(library)
    if not rule.between:
        return [*found]
    sides = Side.of((*rule.between, *rule.and_), library).members
    return [one for one in found if not one.parties or one.parties & set(sides)]


def _verdict(one: Verdict) -> str:
    if one.refused:
        why = "Not enough data" if one.rule.between else "Not held against chance"
        return f"{why}: {'; '.join(one.refused)}."
    assert one.ratio is not None, "a rule that was not refused was tested"
    if one.stands:
        return "Chance is a poor account of it: it reaches this count seldom, under either model."
    if one.ratio < 1:
        return "There are fewer such acts than chance alone would bring under the stricter model."
    return "Chance alone reaches this count often enough: the pattern is not shown."


def _p(value: float) -> str:
    return "less than 0.001" if value < 0.001 else f"{value:.3f}"
