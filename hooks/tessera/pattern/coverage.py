"""What the sample is and is not: how many records, and what they rest on.

The desk collects what it can find, so counts here are counts of records, not of agreements in the
world. Where early records are legal texts and late ones are news, no rate over time can be drawn
from them; `bears_rate` says so by rule and not by taste.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank
from tessera.content.library import Library
from tessera.pattern import evidence
from tessera.settings import Period
from tessera.wording import Message, mark, message, messages

UNDATED, ELSEWHEN = mark("undated"), mark("in other years")
MIN_DATED = 30
"""Fewer dated records than this in either period carry no rate."""
MAX_SHIFT = 0.20
"""A share of legal texts that differs by more than this between periods means another sample."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Counts over some records."""

    records: int
    signed_to_the_day: int
    """Records whose day of signature is known, and not marked as uncertain."""
    text_seen: int
    kinds: Mapping[str, int]
    one_voice: int
    """Records behind which nothing stands but one independent voice that is not the text."""
    one_side: int
    """Records behind which nothing stands but one party's side."""

    def share(self, kind: str) -> float:
        """The share of records whose strongest source is of `kind`; 0 without records."""
        return self.kinds.get(kind, 0) / self.records if self.records else 0.0


def measure(agreements: Iterable[Agreement], library: Library) -> Slice:
    """Count one group of records."""
    acts = list(agreements)
    bases = [evidence.basis(act, library) for act in acts]
    return Slice(
        len(acts),
        sum(1 for act in acts if _to_the_day(act.dates.signed.value)),
        sum(
            1
            for act in acts
            if act.text is not None and act.text.availability in ("full", "partial")
        ),
        Counter(one.kind for one in bases),
        sum(one.one_voice for one in bases),
        sum(one.one_side for one in bases),
    )


def together(slices: Iterable[Slice]) -> Slice:
    """The counts over all records of slices that have none in common."""
    parts = list(slices)
    return Slice(
        sum(one.records for one in parts),
        sum(one.signed_to_the_day for one in parts),
        sum(one.text_seen for one in parts),
        sum((Counter(one.kinds) for one in parts), Counter[str]()),
        sum(one.one_voice for one in parts),
        sum(one.one_side for one in parts),
    )


def _to_the_day(signed: EdtfDate | Blank) -> bool:
    return isinstance(signed, EdtfDate) and signed.day > 0 and not signed.qualifier


def by_period(
    agreements: Iterable[Agreement], periods: Iterable[Period], library: Library
) -> dict[str, Slice]:
    """Each period's slice by its label, as the desk orders them; then undated records.

    A record's year is that of its best known date. Records of a year outside every period come
    last, if there are any.
    """
    periods = tuple(periods)
    groups: dict[str, list[Agreement]] = {one.label: [] for one in periods}
    groups[UNDATED] = []
    for act in agreements:
        groups.setdefault(_label(act.when, periods), []).append(act)
    return {label: measure(group, library) for label, group in groups.items()}


def _label(when: EdtfDate | None, periods: Iterable[Period]) -> str:
    if when is None:
        return UNDATED
    return next((one.label for one in periods if one.from_ <= when.year <= one.until), ELSEWHEN)


def reasons_against_a_rate(slices: Mapping[str, Slice]) -> tuple[Message, ...]:
    """Why no rate over time can be drawn from the last two periods; empty if nothing forbids it.

    The rule is stated beside every refusal: enough dated records in both, and the same mix of
    legal texts and news, because a mirror of laws and a news search find different agreements.
    """
    dated = [item for item in slices.items() if item[0] not in (UNDATED, ELSEWHEN)]
    if len(dated) < 2:
        return (message("there are not two periods to compare"),)
    reasons = [
        messages(
            "only {n} dated record {period}; at least {least} are needed",
            "only {n} dated records {period}; at least {least} are needed",
            part.records,
            period=label,
            least=MIN_DATED,
        )
        for label, part in dated[-2:]
        if part.records < MIN_DATED
    ]
    (earlier, before), (later, since) = dated[-2:]
    first, second = before.share("legal-text"), since.share("legal-text")
    if round(abs(first - second), 9) > MAX_SHIFT:  # 0.9 - 0.7 is a little more than 0.2
        reasons.append(
            message(
                "{first}\u00a0% of the records {earlier} rest on a legal text, but {second}\u00a0% of those "
                "{later}: the two periods were collected from different kinds of source",
                first=round(first * 100),
                earlier=earlier,
                second=round(second * 100),
                later=later,
            )
        )
    return tuple(reasons)
