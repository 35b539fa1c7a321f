"""What falls if a source, a claim or a record falls: everything that rests on it, followed through.

A claim falls if every voice that supports it falls, and is weakened if one of several does. A field, or
a step of follow-through, falls if the one source that it names does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.content.query import LIVING, QueryError
from tessera.pattern import base_rate, evidence
from tessera.pattern.index import Index


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """One thing that rests on what falls: its kind, what it is, and how it is touched."""

    kind: str
    what: str
    how: str


class UnknownNameError(ValueError):
    """The name of nothing on record."""


def of(name: str, library: Library, index: Index) -> list[Effect]:
    """What rests on `record`, `record#source` or `record#claim`; raises `UnknownNameError`."""
    record, _, part = name.partition("#")
    act = library.agreements.get(record)
    if act is None:
        raise UnknownNameError(f"there is no agreement `{record}`")
    if not part:
        return sorted(_of_record(act, library, index))
    if part in act.source_by_id:
        return sorted(_of_source(part, act, library, index))
    if part in {claim.id for claim in act.claims}:
        return sorted(_briefings(act, library, index))
    known = ", ".join([*act.source_by_id, *(claim.id for claim in act.claims)])
    raise UnknownNameError(f"`{record}` has no source or claim `{part}`; it has {known}")


def _of_source(name: str, act: Agreement, library: Library, index: Index) -> Iterator[Effect]:
    groups = [
        frozenset(one.id for one in group) for group in evidence.independent_groups(act, library)
    ]
    voice = next(group for group in groups if name in group)
    fallen = {name, *(one.id for one in act.sources if _rests(one.id, name, act))}
    for other in sorted(fallen - {name}):
        yield Effect("source", other, "falls: it reprints the source")
    for claim in act.claims:
        behind = {one.source for one in claim.evidence if one.bears == "supports"}
        if not behind & fallen:
            continue
        left = {group for group in groups if group & (behind - fallen)} - {voice}
        alone = not behind - fallen
        how = "falls: nothing else supports it" if alone else (
            f"is weakened: {len(left)} of its voices left" if left
            else "is weakened: only the same voice is left"
        )  # fmt: skip
        yield Effect("claim", claim.id, how)
    for path in _naming(act, fallen, ""):
        if not path.startswith(("claims", "sources")):
            field = path.replace(".items.", ".")
            yield Effect("field", field, "falls: it names this source")
    if fallen >= act.source_by_id.keys():
        yield Effect("record", act.id, "falls: it has no other source")
        yield from _of_record(act, library, index)
        return
    for analysis in library.analyses.values():
        for item in analysis.provenance:
            if item.source.ref in {f"{act.id}#{one}" for one in fallen}:
                yield Effect("briefing", analysis.id, f"used it: {item.use}")


def _rests(name: str, on: str, act: Agreement) -> bool:
    """Whether a source reprints another, directly or through others."""
    seen: set[str] = set()
    current: str | None = name
    while current and current not in seen:
        seen.add(current)
        current = act.source_by_id[current].syndicates
        if current == on:
            return True
    return False


def _naming(part: BaseModel, sources: set[str], path: str) -> Iterator[str]:
    """The fields whose `source` is among these: `dates.signed`, `follow_through.0`."""
    if getattr(part, "source", None) in sources:
        yield path
    for name in type(part).model_fields:
        yield from _inside(getattr(part, name), sources, f"{path}.{name}".lstrip("."))


def _inside(value: Any, sources: set[str], path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _naming(value, sources, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _inside(item, sources, f"{path}.{number}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, sources, f"{path}.{key}")


def _of_record(act: Agreement, library: Library, index: Index) -> Iterator[Effect]:
    yield from _briefings(act, library, index)
    for other, relation in index.incoming.get(act.id, ()):
        yield Effect("record", other.id, f"{relation.type} it")
    for pair in act.pairs:
        left = len(index.bilateral[pair]) - 1
        yield Effect("pair", "-".join(pair), f"keeps {left} of {left + 1} acts")
    for key, acts in index.by_group.items():
        if act in acts:
            yield Effect("group", key, f"keeps {len(acts) - 1} of {len(acts)} acts")
    for key, counted in base_rate.counted(library).items():
        if act in counted:
            yield Effect("pattern", key, f"counts it, among {len(counted)}")
    for code in act.codes:
        yield Effect("feed", f"countries/{code.lower()}", "carries it")
    for code in act.formula:
        yield Effect("feed", f"pillars/{code}", "carries it")
    yield Effect("figure", "pattern", "every figure counts it anew")


def _briefings(act: Agreement, library: Library, index: Index) -> Iterator[Effect]:
    listed = {one.id for one in index.analyses_of.get(act.id, ())}
    for analysis in library.analyses.values():
        if analysis.id in listed:
            yield Effect("briefing", analysis.id, "is about the record")
        elif act.id in library.mentions.get(analysis.id, ()):
            yield Effect("briefing", analysis.id, "refers to the record")
        for match in LIVING.finditer(analysis.body):
            try:
                acts, _ = library.counted(match[1])
            except QueryError:
                continue  # an example in a block of code
            if act in acts:
                yield Effect(
                    "number", f"{analysis.id}: {match[1].strip()}", f"counts it, among {len(acts)}"
                )
