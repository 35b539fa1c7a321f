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
from tessera.pattern.growth import Share
from tessera.wording import mark

LISTED = 12
_CONTENT = {
    "pillars": mark("naming {list}"),
    "instruments": mark("by {list}"),
    "levels": mark("at the level of {list}"),
}
MODELS = {
    "activity": mark("if each party kept its number of acts and partners were drawn at random"),
    "partners": mark("among pairs as active and with as many shared partners"),
}


def patterns(site: Site, view: View) -> Shown:
    """Every rule with its verdict, and how many were tried."""
    verdicts = base_rate.judge(site.bare.library)
    could = sum(1 for one in verdicts if one.adjusted is not None)
    stand = sum(1 for one in verdicts if one.stands)
    return {
        "title": _title(view, len(verdicts), could, stand),
        "rules": [_rule(view, one) for one in verdicts],
        "tried": could,
        "rates": sum(1 for one in verdicts if one.growth is not None),
        "alpha": view.wording.percent(base_rate.ALPHA),
        "drawings": view.wording.number(base_rate.DRAWINGS),
    }


def _title(view: View, rules: int, could: int, stand: int) -> str:
    if not rules:
        return view.say("No pattern has been named yet")
    named = view.plural("{n} pattern", "{n} patterns", rules)
    if not stand:
        return view.say(
            "Of {patterns} named, {could} could be tested and none is more than chance",
            patterns=named,
            could=could,
        )
    return view.plural(
        "Of {patterns} named, {could} could be tested and {n} is more than chance",
        "Of {patterns} named, {could} could be tested and {n} are more than chance",
        stand,
        patterns=named,
        could=could,
    )


def _rule(view: View, one: Verdict) -> Shown:
    newest = one.fitting[: -LISTED - 1 : -1]
    return {
        "key": one.key,
        "label": one.rule.label,
        "why": one.rule.why,
        "asks": _asks(view, one),
        "verdict": _verdict(view, one),
        "kind": "strong" if one.stands else "warn" if one.refused else "plain",
        "word": view.say(_word(one)),
        "observed": len(one.fitting),
        "content": one.window.content,
        "before": view.wording.number(one.before.fitting),
        "no_rate": one.no_rate,
        "effort": looked.sentence(_looks(view, one), view.wording),
        "growth": _growth(view, one) if one.growth is not None else None,
        "models": [
            {"name": view.say(MODELS[model.name]), "expected": view.wording.decimal(model.expected, 1),
             "p": _p(view, model.p)}
            for model in one.models
        ],
        "ratio": _ratio(view, one.ratio, one.interval) if one.ratio is not None else None,
        "p": _p(view, one.adjusted) if one.adjusted is not None else None,
        "acts": [{**view.act(view.site.whole(act)), "when": view.when(act)} for act in newest],
    }  # fmt: skip


def _word(one: Verdict) -> str:
    if one.stands:
        return mark("More than chance")
    if not one.rule.between:
        return mark("Share only")
    return mark("Refused") if one.refused else mark("Not more than chance")


def _growth(view: View, verdict: Verdict) -> Shown:
    """How the share of such acts changed."""
    one = verdict.growth
    assert one is not None, "asked only where there is one"
    now, before = one.now, one.before
    return {
        "ratio": _ratio(view, one.ratio, one.interval)
        if one.ratio else "0" if one.ratio == 0 else view.say("none before"),
        "p": _p(view, one.p),
        "of": view.say("the acts between the same sides")
        if verdict.rule.says and verdict.rule.between
        else view.say("all dated bilateral acts"),
        "now": _share(view, now),
        "before": _share(view, before),
    }  # fmt: skip


def _ratio(view: View, ratio: float, interval: tuple[float, float]) -> str:
    """`2.10 (1.40 to 3.02)`."""
    low, high = (view.wording.decimal(one, 2) for one in interval)
    return view.say(
        "{ratio} ({low} to {high})", ratio=view.wording.decimal(ratio, 2), low=low, high=high
    )


def _share(view: View, one: Share) -> str:
    """`12 of 240, 5.0 %`."""
    number = view.wording.number
    return view.say(
        "{part} of {all}, {share}",
        part=number(one.part),
        all=number(one.whole),
        share=view.wording.percent(one.value, 1),
    )


def _asks(view: View, one: Verdict) -> str:
    """The rule in words: between whom, naming what, when."""
    rule = one.rule

    def names(side: tuple[str, ...]) -> str:
        groups = view.library.further.groups
        return view.wording.listed([
            f"“{groups[key].label}”" if key in groups
            else view.name(view.library.parties.resolve(key))
            for key in side
        ])  # fmt: skip

    parts = (
        []
        if not rule.between
        else [
            view.say("between {one} and {other}", one=names(rule.between), other=names(rule.and_))
            if rule.and_
            else view.say("among {parties}", parties=names(rule.between))
        ]
    )
    for section, codes in (
        ("pillars", rule.pillars), ("instruments", rule.instrument), ("levels", rule.level),
    ):  # fmt: skip
        if codes:
            labels = [view.label(section, code).lower() for code in codes]
            either = section != "pillars"
            parts.append(
                view.say(_CONTENT[section], list=view.wording.listed(labels, either=either))
            )
    parts.append(view.say("from {date}", date=words.date(rule.since, view.wording)))
    if rule.until:
        parts.append(view.say("to {date}", date=words.date(rule.until, view.wording)))
    return view.say("Bilateral acts {conditions}.", conditions=view.say(", ").join(parts))


def _looks(view: View, one: Verdict) -> list[Look]:
    """The searches for the parties of either side; all of them for a rule without sides."""
    rule, library = one.rule, view.library
    found = effort.looks(library)
    if not rule.between:
        return [*found]
    sides = Side.of((*rule.between, *rule.and_), library).members
    return [one for one in found if not one.parties or one.parties & set(sides)]


def _verdict(view: View, one: Verdict) -> str:
    if one.refused:
        reasons = "; ".join(view.wording.tell(reason) for reason in one.refused)
        if one.rule.between:
            return view.say("Not enough data: {reasons}.", reasons=reasons)
        return view.say("Not held against chance: {reasons}.", reasons=reasons)
    assert one.ratio is not None, "a rule that was not refused was tested"
    if one.stands:
        return view.say(
            "Chance is a poor account of it: it reaches this count seldom, under either model."
        )
    if one.ratio < 1:
        return view.say(
            "There are fewer such acts than chance alone would bring under the stricter model."
        )
    return view.say("Chance alone reaches this count often enough: the pattern is not shown.")


def _p(view: View, value: float) -> str:
    least = 0.001
    if value < least:
        return view.say("less than {number}", number=view.wording.decimal(least, 3))
    return view.wording.decimal(value, 3)
