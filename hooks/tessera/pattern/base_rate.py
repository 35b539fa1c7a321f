"""Whether a pattern that the desk names is more than chance: counts against what activity predicts.

A rule names two sides, what an act must name, and a window of time. Its *observed* count is that of the
bilateral, dated acts in the window that fit the rule's content and join the two sides. Two models say
what to expect, and both keep the number of acts that fit the content:

activity
    Every party keeps its number of acts in the window, and partners are drawn at random (the stubs of
    the configuration model, matched again; an act of a party with itself is drawn anew). A state that
    signs much signs much with everybody.
partners
    Pairs of parties active in the window are sorted into strata: by the product of their activities (in
    fifths), and by how many partners the two shared in acts before the window (none, one, more). Within
    each stratum, which pair joins the sides is drawn at random. This is the reading of Kinne (2013): a
    shared partner makes an agreement likelier, so that a cluster may be the network's own doing.

The p-value of each is the share of drawings, with the observed one among them, in which the count is at
least as large (one-sided; Phipson and Smyth 2010). A rule stands only on the larger of the two, after
Holm's correction (1979) for the number of rules that could be tried. The effect is the ratio of
observed to expected under the same model, with the exact Poisson interval of the observed count over
the expected one.

Drawing the parties of acts that are on record, and not acts from the world, makes the test indifferent
to how densely a party was searched: a state with open archives has many acts in every drawing too. It
is not indifferent to a search for the very pairs of the rule, which no test can see.

Who belongs to a side is judged on each act's own date for the count, and on that of the middle act for
the models, which know no time within the window.

Beside it stands whether such acts make up more of all acts than before the window (growth.py): of the
acts that join the two sides, where the rule names a content, else of all acts. It is refused with the
reason where the two periods rest on other kinds of sources (coverage.py), and corrected for the number
of rules of which it could be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tessera.content.agreement import Agreement
from tessera.content.further import Rule
from tessera.content.library import Library
from tessera.pattern import coverage
from tessera.pattern.groups import Side
from tessera.pattern.growth import Growth, Share, compare
from tessera.settings import Period
from tessera.wording import Message, message, messages

Pair = tuple[str, str]

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

ALPHA = 0.05
DRAWINGS = 4999
CELLS = 2_000_000
"""Random numbers held at a time: 16 MB."""
LEAST_ACTS, LEAST_PARTIES = 30, 8
"""Fewer acts that fit the content in the window, or parties to them, carry no test."""
LEAST_EXPECTED = 1.0
"""A model that expects less cannot be told from one that expects nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """The acts of a span of years: how many there are, fit the content, and fit the whole rule."""

    label: str
    acts: int
    content: int
    fitting: int
    joining: int = 0
    """Acts between the two sides, whatever they say."""


@dataclass(frozen=True, slots=True)
class Model:
    """What one model expects, and how rarely it reaches what was observed."""

    name: str
    expected: float
    p: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of one rule."""

    key: str
    rule: Rule
    fitting: tuple[Agreement, ...]
    """The acts that the count counts."""
    window: Window
    before: Window
    models: tuple[Model, ...] = ()
    ratio: float | None = None
    interval: tuple[float, float] = (0.0, 0.0)
    adjusted: float | None = None
    """The larger p-value, corrected for the number of rules; None where the rule was refused."""
    refused: tuple[Message, ...] = ()
    no_rate: tuple[Message, ...] = ()
    """Why the earlier window cannot be compared with this one; empty where it can."""
    growth: Growth | None = None
    """How the share of such acts changed; its p-value is corrected."""

    @property
    def stands(self) -> bool:
        """Whether chance is a poor account of the pattern."""
        return self.adjusted is not None and self.adjusted <= ALPHA


def judge(library: Library) -> tuple[Verdict, ...]:
    """Every rule of patterns.yml, tested; the correction counts those that could be."""
    acts = [act for act in library.agreements.values() if act.pairs and act.when is not None]
    tried = [_tried(key, rule, acts, library) for key, rule in library.further.patterns.items()]
    return tuple(_corrected(tried))


def counted(library: Library) -> dict[str, tuple[Agreement, ...]]:
    """Rule's key → the acts that it counts."""
    acts = [act for act in library.agreements.values() if act.pairs and act.when is not None]
    found = {}
    for key, rule in library.further.patterns.items():
        one, other = _both_sides(rule, library)
        found[key] = tuple(
            act
            for act in acts
            if _when(act, rule) == 0 and _content(act, rule) and _joins(act, one, other)
        )
    return found


def _both_sides(rule: Rule, library: Library) -> tuple[Side, Side]:
    return Side.of(rule.between, library), Side.of(rule.and_ or rule.between, library)


def _tried(key: str, rule: Rule, acts: list[Agreement], library: Library) -> Verdict:
    one, other = _both_sides(rule, library)
    within = [act for act in acts if _when(act, rule) == 0]
    earlier = [act for act in acts if _when(act, rule) < 0]
    content = [act for act in within if _content(act, rule)]
    fitting = [act for act in content if _joins(act, one, other)]
    told = [act for act in earlier if _content(act, rule)]
    before = [act for act in told if _joins(act, one, other)]
    verdict = Verdict(
        key, rule, tuple(fitting),
        Window("in the window", len(within), len(content), len(fitting),
               sum(_joins(act, one, other) for act in within)),
        Window("before it", len(earlier), len(told), len(before),
               sum(_joins(act, one, other) for act in earlier)),
        no_rate=_no_rate(earlier, within, rule, library),
    )  # fmt: skip
    if not verdict.no_rate:
        verdict = replace(verdict, growth=_growth(verdict, library))
    parties = {code for act in content for code in act.codes}
    refused = []
    if not rule.between:
        refused.append(message("the rule names no sides, so there are no partners to draw"))
    elif len(content) < LEAST_ACTS:
        refused.append(
            messages(
                "{n} dated bilateral act in the window fits its content; at least {least} are needed",
                "{n} dated bilateral acts in the window fit its content; at least {least} are needed",
                len(content),
                least=LEAST_ACTS,
            )
        )
    elif len(parties) < LEAST_PARTIES:
        refused.append(
            messages(
                "{n} party signs them; at least {least} are needed",
                "{n} parties sign them; at least {least} are needed",
                len(parties),
                least=LEAST_PARTIES,
            )
        )
    if refused:
        return replace(verdict, refused=tuple(refused))
    middle = sorted(act.order for act in content)[len(content) // 2][1]
    day = library.agreements[middle].when
    joined = frozenset(
        (a, b) if a < b else (b, a)
        for a in parties if one.holds(a, day)
        for b in parties if a != b and other.holds(b, day)
    )  # fmt: skip
    pairs, others = [act.pairs[0] for act in content], [act.pairs[0] for act in earlier]
    observed = sum(pair in joined for pair in pairs)
    models, (low, high) = library.lasting(
        f"chance-{key}",
        repr((pairs, sorted(joined), others)),
        lambda: (tested(pairs, joined, others, key), _poisson(observed)),
    )
    least = min(model.expected for model in models)
    if least < LEAST_EXPECTED:
        why = message(
            "chance alone would bring {number} such acts, too few to tell few from none",
            number=round(least, 1),
        )
        return replace(verdict, refused=(why,))
    worst = max(models, key=lambda model: (model.p, model.expected))
    return replace(
        verdict,
        models=models,
        ratio=observed / worst.expected,
        interval=(low / worst.expected, high / worst.expected),
        adjusted=worst.p,
    )


def _growth(verdict: Verdict, library: Library) -> Growth | None:
    before, now = (
        Share(one.fitting, one.joining if verdict.rule.says else one.acts)
        for one in (verdict.before, verdict.window)
    )
    return library.lasting(
        f"growth-{verdict.key}", repr((before, now)), lambda: compare(before, now)
    )


def _when(act: Agreement, rule: Rule) -> int:
    """-1 before the window, 0 in it, 1 after it or on its edge."""
    assert act.when is not None, "only dated acts are judged"
    if act.when.last < rule.since.first:
        return -1
    late = rule.until is not None and act.when.last > rule.until.last
    return 1 if late or act.when.first < rule.since.first else 0


def _content(act: Agreement, rule: Rule) -> bool:
    return (
        set(rule.pillars) <= set(act.formula)
        and (not rule.instrument or str(act.instrument.value) in rule.instrument)
        and (not rule.level or (act.level is not None and str(act.level.value) in rule.level))
    )


def _joins(act: Agreement, one: Side, other: Side) -> bool:
    if not one.members:
        return True
    a, b = act.pairs[0]
    return (one.holds(a, act.when) and other.holds(b, act.when)) or (
        one.holds(b, act.when) and other.holds(a, act.when)
    )


def _no_rate(
    earlier: list[Agreement], within: list[Agreement], rule: Rule, library: Library
) -> tuple[Message, ...]:
    year = rule.since.year
    periods = (
        Period(label=f"before {rule.since}", until=year - 1),
        Period.model_validate({"label": f"since {rule.since}", "from": year}),
    )
    return coverage.reasons_against_a_rate(
        coverage.by_period([*earlier, *within], periods, library)
    )


def tested(
    pairs: list[Pair], joined: frozenset[Pair], earlier: list[Pair], seed: str
) -> tuple[Model, ...]:
    """Both models of the acts `pairs`, of which those in `joined` are counted.

    `earlier` are the pairs of the acts before the window, for the partners that two parties share.
    The same arguments give the same numbers on every machine.
    """
    import numpy as np

    observed = sum(pair in joined for pair in pairs)
    random = np.random.Generator(np.random.PCG64(crc32(seed.encode())))
    return (
        _model("activity", observed, _by_activity(pairs, joined, random)),
        _model("partners", observed, _by_partners(pairs, joined, earlier, random)),
    )


def _model(name: str, observed: int, drawn: Array) -> Model:
    reached = int((drawn >= observed).sum())
    return Model(name, float(drawn.mean()), (reached + 1) / (len(drawn) + 1))


def _by_activity(pairs: list[Pair], joined: frozenset[Pair], random: np.random.Generator) -> Array:
    """The counts of `DRAWINGS` drawings in which each party keeps its number of acts."""
    import numpy as np

    codes = sorted({code for pair in pairs for code in pair})
    number = {code: n for n, code in enumerate(codes)}
    stubs = np.array([number[code] for pair in pairs for code in pair])
    hit = np.zeros((len(codes), len(codes)), dtype=bool)
    for a, b in joined:
        if a in number and b in number:
            hit[number[a], number[b]] = hit[number[b], number[a]] = True
    counts = np.empty(DRAWINGS, dtype=np.int64)
    for drawing in range(DRAWINGS):
        mixed = random.permutation(stubs).reshape(-1, 2)
        for _ in range(10_000):  # a walk that ends: no party has more than half of the ends
            alone = np.flatnonzero(mixed[:, 0] == mixed[:, 1])
            if not len(alone):
                break
            # A party's act with itself changes one end with an act drawn at random.
            others = random.integers(0, len(mixed), len(alone))
            for act, other in zip(alone, others, strict=True):
                mixed[act, 1], mixed[other, 1] = mixed[other, 1], mixed[act, 1]
        counts[drawing] = hit[mixed[:, 0], mixed[:, 1]].sum()
    return counts


def _by_partners(
    pairs: list[Pair], joined: frozenset[Pair], earlier: list[Pair], random: np.random.Generator
) -> Array:
    """The counts of drawings in which joined pairs change places with others of their stratum."""
    import numpy as np

    activity = Counter(code for pair in pairs for code in pair)
    partners: dict[str, set[str]] = {}
    for a, b in earlier:
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    codes = sorted(activity)
    possible = [(a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]]
    acts = Counter(pairs)
    weight = np.array([activity[a] * activity[b] for a, b in possible])
    fifth = np.searchsorted(np.quantile(weight, [0.2, 0.4, 0.6, 0.8]), weight)
    shared = np.array([
        min(len(partners.get(a, set()) & partners.get(b, set())), 2) for a, b in possible
    ])  # fmt: skip
    stratum = fifth * 3 + shared
    number = np.array([acts[pair] for pair in possible])
    inside = np.array([pair in joined for pair in possible])
    counts = np.zeros(DRAWINGS, dtype=np.int64)
    for one in np.unique(stratum):
        here = number[stratum == one]
        chosen = int(inside[stratum == one].sum())
        if not chosen or not here.sum():
            continue
        for first in range(0, DRAWINGS, step := max(1, CELLS // len(here))):
            last = min(first + step, DRAWINGS)
            keys = random.random((last - first, len(here)))
            order = keys.argpartition(chosen - 1, axis=1)[:, :chosen]
            counts[first:last] += here[order].sum(axis=1)
    return counts


def _poisson(count: int) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson mean (Garwood 1936)."""
    from scipy.stats import chi2

    low = float(chi2.ppf(ALPHA / 2, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - ALPHA / 2, 2 * (count + 1))) / 2


def _corrected(tried: list[Verdict]) -> Iterable[Verdict]:
    """The verdicts in their order, each p-value corrected after Holm."""
    adjusted = holm({one.key: one.adjusted for one in tried if one.adjusted is not None})
    grown = holm({one.key: one.growth.p for one in tried if one.growth is not None})
    for one in tried:
        growth = replace(one.growth, p=grown[one.key]) if one.growth is not None else None
        yield replace(one, adjusted=adjusted.get(one.key), growth=growth)


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """Name → p-value corrected for having tried all of them."""
    ranked = sorted(values, key=lambda name: (values[name], name))
    corrected, largest = {}, 0.0
    for rank, name in enumerate(ranked):
        largest = max(largest, min((len(ranked) - rank) * values[name], 1.0))
        corrected[name] = largest
    return corrected
