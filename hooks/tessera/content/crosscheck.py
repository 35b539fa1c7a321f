"""What no single file can know: collisions of ids, and references between records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tessera.content import markdown_source, yaml_source
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis, Cited
from tessera.errors import Problem, closest

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class _Fault:
    """A problem whose line is looked up only once it is known to exist."""

    file: str
    path: Path
    code: str
    message: str
    expected: str = ""
    hint: str = ""


def check(
    agreements: list[Agreement],
    analyses: list[Analysis],
    failed: Iterable[str],
    text_of: Callable[[str], str],
) -> list[Problem]:
    """Every fault between records, with its place; `text_of` gives a file's text by its name.

    `failed` are the ids of files that have problems of their own: a reference to one of them is
    not dangling, and nothing more can be said of it.
    """
    records: dict[str, Agreement | None] = dict.fromkeys(failed)
    records |= {agreement.id: agreement for agreement in agreements}
    faults = [*_collisions([*agreements, *analyses])]
    for agreement in agreements:
        faults += _inside(agreement)
        faults += _relations(agreement, records)
    for analysis in analyses:
        faults += _analysis(analysis, records)
    return [_placed(fault, text_of) for fault in faults]


def _placed(fault: _Fault, text_of: Callable[[str], str]) -> Problem:
    read = markdown_source.split if fault.file.endswith(".md") else markdown_source.whole
    document = read(text_of(fault.file), fault.file)
    source = yaml_source.parse(document.front, fault.file, positions=True,
                               first_line=document.front_line)  # fmt: skip
    line, column = source.place(fault.path)
    return Problem(fault.file, line, column, fault.code, fault.message, fault.expected, fault.hint)


def _collisions(records: Iterable[Agreement | Analysis]) -> Iterator[_Fault]:
    """Ids and aliases share one space over the whole tree: an address must mean one thing."""
    taken: dict[str, str] = {}
    ordered = sorted(records, key=lambda record: record.path)
    for record in ordered:
        if record.id in taken:
            yield _Fault(record.path, (), "duplicate-id",
                         f"The id `{record.id}` is already used by {taken[record.id]}",
                         "an id that no other file in briefings/ has")  # fmt: skip
        taken.setdefault(record.id, record.path)
    for record in ordered:
        for index, alias in enumerate(record.aliases):
            if alias in taken:
                yield _Fault(record.path, ("aliases", index), "duplicate-alias",
                             f"The alias `{alias}` is already used by {taken[alias]}",
                             "a former id of this record alone")  # fmt: skip
            taken.setdefault(alias, record.path)


def _inside(agreement: Agreement) -> Iterator[_Fault]:
    """References of a record to its own sources, and names used twice."""
    known = agreement.source_by_id
    seen: set[str] = set()
    for index, source in enumerate(agreement.sources):
        if source.id in seen:
            yield _Fault(agreement.path, ("sources", index, "id"), "duplicate-source",
                         f"The source `{source.id}` is defined twice", "another id")  # fmt: skip
        seen.add(source.id)
        if source.syndicates == source.id:
            yield _Fault(agreement.path, ("sources", index, "syndicates"), "self-reference",
                         f"The source `{source.id}` reprints itself", "another source")  # fmt: skip
    claims: set[str] = set()
    for index, claim in enumerate(agreement.claims):
        if claim.id in claims:
            yield _Fault(agreement.path, ("claims", index, "id"), "duplicate-claim",
                         f"The claim `{claim.id}` is made twice", "another id")  # fmt: skip
        claims.add(claim.id)
    for path, name in source_references(agreement):
        if name not in known:
            yield _Fault(agreement.path, path, "unknown-source",
                         f"`{name}` is not a source of this record",
                         f"one of {', '.join(known)}", closest(name, known))  # fmt: skip


def source_references(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    """Every place in a record that names one of its sources."""

    def walk(part: object, path: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(part, tuple):
            for index, item in enumerate(part):
                yield from walk(item, (*path, index))
        elif isinstance(part, dict):
            for key, item in part.items():
                yield from walk(item, (*path, key))
        elif hasattr(part, "__pydantic_fields__"):
            for name, value in part.__dict__.items():
                if name in ("source", "syndicates") and isinstance(value, str):
                    yield (*path, name), value
                elif isinstance(value, tuple | dict) or hasattr(value, "__pydantic_fields__"):
                    yield from walk(value, (*path, name))

    for name in type(agreement).model_fields:
        value = getattr(agreement, name)
        if value is not None and not isinstance(value, str):
            yield from walk(value, (name,))


def _relations(agreement: Agreement, records: Mapping[str, Agreement | None]) -> Iterator[_Fault]:
    for index, relation in enumerate(agreement.relations):
        if relation.to not in records:
            yield _Fault(agreement.path, ("relations", index, "to"), "unknown-agreement",
                         f"There is no agreement `{relation.to}`", "the id of a record in "
                         "briefings/agreements/", closest(relation.to, records))  # fmt: skip
        elif relation.to == agreement.id:
            yield _Fault(agreement.path, ("relations", index, "to"), "self-reference",
                         "The agreement relates to itself", "another agreement")  # fmt: skip


def _analysis(analysis: Analysis, records: Mapping[str, Agreement | None]) -> Iterator[_Fault]:
    for index, name in enumerate(analysis.agreements):
        if name not in records:
            yield _Fault(analysis.path, ("agreements", index), "unknown-agreement",
                         f"There is no agreement `{name}`", "the id of a record in "
                         "briefings/agreements/", closest(name, records))  # fmt: skip
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
            yield _Fault(analysis.path, path, "unknown-agreement", f"There is no agreement "
                         f"`{record_id}`", "<agreement-id>#<source-id>",
                         closest(record_id, records))  # fmt: skip
            continue
        record = records[record_id]
        known = record.source_by_id if record else {source_id: None}
        if source_id not in known:
            yield _Fault(analysis.path, path, "unknown-source", f"`{record_id}` has no source "
                         f"`{source_id}`", f"one of {', '.join(known)}",
                         closest(source_id, known))  # fmt: skip
