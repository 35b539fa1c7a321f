"""What no single file can know: collisions of ids, and references between records."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from tessera.content import markdown_source
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis, Cited
from tessera.content.body import Mention
from tessera.content.faults import Fault, Path, placed
from tessera.content.references import References
from tessera.errors import Problem, closest

Told = tuple[str, Fault]
"""A file and a fault in it."""


def check(
    agreements: Iterable[Agreement],
    analyses: Iterable[Analysis],
    failed: Iterable[str],
    text_of: Callable[[str], str],
) -> list[Problem]:
    """Every fault between records, with its place; `text_of` gives a file's text by its name.

    `failed` are the ids of files that have problems of their own: a reference to one of them is
    not dangling, and nothing more can be said of it.
    """
    agreements, analyses = list(agreements), list(analyses)
    records: dict[str, Agreement | None] = dict.fromkeys(failed)
    records |= {agreement.id: agreement for agreement in agreements}
    told = [*_collisions([*agreements, *analyses])]
    for agreement in agreements:
        told += _relations(agreement, records)
    for analysis in analyses:
        told += _analysis(analysis, records)
    return [problem for file, fault in told for problem in _placed(file, fault, text_of(file))]


def _placed(file: str, fault: Fault, text: str) -> list[Problem]:
    read = markdown_source.split if file.endswith(".md") else markdown_source.whole
    return placed([fault], read(text, file), file)


def _collisions(records: Iterable[Agreement | Analysis]) -> Iterator[Told]:
    """Ids and aliases share one space over the whole tree: an address must mean one thing."""
    taken: dict[str, str] = {}
    ordered = sorted(records, key=lambda record: record.path)
    for record in ordered:
        if record.id in taken:
            yield record.path, Fault((), "duplicate-id",
                                     f"The id `{record.id}` is already used by {taken[record.id]}",
                                     "an id that no other file in briefings/ has")  # fmt: skip
        taken.setdefault(record.id, record.path)
    for record in ordered:
        for index, alias in enumerate(record.aliases):
            if alias in taken:
                yield record.path, Fault(("aliases", index), "duplicate-alias",
                                         f"The alias `{alias}` is already used by {taken[alias]}",
                                         "a former id of this record alone")  # fmt: skip
            taken.setdefault(alias, record.path)


def _relations(agreement: Agreement, records: Mapping[str, Agreement | None]) -> Iterator[Told]:
    for index, relation in enumerate(agreement.relations):
        path = ("relations", index, "to")
        if relation.to not in records:
            yield agreement.path, _unknown(path, relation.to, records)
        elif relation.to == agreement.id:
            yield agreement.path, Fault(path, "self-reference", "The agreement relates to itself",
                                        "another agreement")  # fmt: skip


def _unknown(path: Path, name: str, records: Mapping[str, object], expected: str = "") -> Fault:
    return Fault(path, "unknown-agreement", f"There is no agreement `{name}`",
                 expected or "the id of a record in briefings/agreements/",
                 closest(name, records))  # fmt: skip


def _analysis(analysis: Analysis, records: Mapping[str, Agreement | None]) -> Iterator[Told]:
    for index, name in enumerate(analysis.agreements):
        if name not in records:
            yield analysis.path, _unknown(("agreements", index), name, records)
    cited: list[tuple[Path, Cited]] = [
        (("provenance", index, "source"), item.source)
        for index, item in enumerate(analysis.provenance)
    ]
    for index, frame in enumerate(analysis.framing.wire if analysis.framing else ()):
        if frame.source is not None:
            cited.append((("framing", "wire", index, "source"), frame.source))
    for path, source in cited:
        if source.ref is None:
            continue
        record_id, _, source_id = source.ref.partition("#")
        if record_id not in records:
            yield analysis.path, _unknown(path, record_id, records, "<agreement-id>#<source-id>")
            continue
        record = records[record_id]
        known = record.source_by_id if record else {source_id: None}
        if source_id not in known:
            yield analysis.path, Fault(path, "unknown-source", f"`{record_id}` has no source "
                                       f"`{source_id}`", f"one of {', '.join(known)}",
                                       closest(source_id, known))  # fmt: skip


def dead_references(
    file: str, mentions: Iterable[Mention], references: References, failed: Container[str]
) -> Iterator[Problem]:
    """The mentions of an analysis that lead nowhere."""
    for one in mentions:
        if references.resolve(one.name) is None and one.name not in failed:
            yield Problem(file, one.line, one.column, "dead-reference",
                          f"Nothing is called `{one.name}`", "the id of an agreement or analysis, "
                          "a party code, a pair such as BLR-IRN, or a pillar",
                          references.suggest(one.name))  # fmt: skip
