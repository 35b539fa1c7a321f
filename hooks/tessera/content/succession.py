"""One library after another: a change that touches no ties between records needs no look at them.

An author who edits a title, a source or a claim leaves untouched what other files refer to. Then
the next library is the last one with that record exchanged, however many records there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.lookups import copied
from tessera.content.records import Read, Record

R = TypeVar("R", Agreement, Analysis)


def in_place(old: Read | None, new: Read | None) -> bool:
    """Whether a file's record can be exchanged without a word about any other file."""
    if old is None or new is None or old.record is None or new.record is None:
        return False
    return not new.problems and _ties(old, old.record) == _ties(new, new.record)


def _ties(read: Read, record: Record) -> tuple[object, ...]:
    """Everything by which a record can collide with others or refer to them."""
    shared = (record.id, record.aliases, record.draft, record.withdrawn is None)
    if isinstance(record, Agreement):
        return *shared, record.source_by_id.keys(), [one.to for one in record.relations]
    cited = [item.source.ref for item in record.provenance]
    if record.framing is not None:
        cited += [frame.source.ref for frame in record.framing.wire if frame.source is not None]
    named = [mention.name for mention in (*read.mentions, *read.pictures)]
    return *shared, record.agreements, cited, named


def exchanged(library: Library, read: Iterable[Read]) -> Library:
    """The library with the records that were read in the place of those with their ids."""
    agreements: dict[str, Agreement] = {}
    analyses: dict[str, Analysis] = {}
    digests, bare = copied(library.digests), copied(library.bare_digests)
    for one in read:
        digests[one.stem], bare[one.stem] = one.digest, one.bare
        if isinstance(one.record, Agreement):
            agreements[one.record.id] = one.record
        elif one.record is not None:
            analyses[one.record.id] = one.record
    return replace(
        library,
        agreements=_with(library.agreements, agreements),
        analyses=_with(library.analyses, analyses),
        digests=MappingProxyType(digests),
        bare_digests=MappingProxyType(bare),
    )


def _with(known: Mapping[str, R], changed: Mapping[str, R]) -> Mapping[str, R]:
    """`known` with those of its records exchanged that it has, still in order of time."""
    changed = {name: record for name, record in changed.items() if name in known}
    if not changed:
        return known
    after = copied(known) | changed
    if any(record.order != known[name].order for name, record in changed.items()):
        after = {one.id: one for one in sorted(after.values(), key=lambda one: one.order)}
    return MappingProxyType(after)
