"""What no single file can know: collisions of ids, and references between records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from tessera.content import markdown_source
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis, Cited
from tessera.content.body import Mention
from tessera.content.faults import Fault, Path, placed
from tessera.content.markdown_source import Document
from tessera.content.references import References
from tessera.errors import MAX_IN_FILE, Problem, capped, closest

Told = tuple[str, Fault]
"""A file and a fault in it."""


@dataclass(frozen=True)
class _Known:
    """The agreements that may be named; None stands for one that has problems of its own."""

    records: Mapping[str, Agreement | None]
    former: Mapping[str, str]

    def fault(self, name: str, path: Path, draft: bool, expected: str = "") -> Fault | None:
        """What is wrong with naming `name` at `path` of a record that is a `draft` or is not."""
        if name not in self.records:
            hint = f"`{self.former[name]}`" if name in self.former else closest(name, self.records)
            return Fault(path, "unknown-agreement", f"There is no agreement `{name}`",
                         expected or "the id of a record in briefings/agreements/", hint)  # fmt: skip
        record = self.records[name]
        if record is not None and record.draft and not draft:
            return Fault(path, "names-draft", f"The agreement `{name}` is a draft",
                         "an agreement that is published, or `draft: true` here too")  # fmt: skip
        return None


def check(
    agreements: Iterable[Agreement],
    analyses: Iterable[Analysis],
    failed: Mapping[str, str],
    text_of: Callable[[str], str],
) -> list[Problem]:
    """Every fault between records, with its place; `text_of` gives a file's text by its name.

    `failed` gives the id of each file that has problems of its own, by the file's name: a
    reference to one of them is not dangling, and nothing more can be said of it.
    """
    agreements, analyses = list(agreements), list(analyses)
    known = _Known(
        {**dict.fromkeys(failed.values()), **{record.id: record for record in agreements}},
        {alias: record.id for record in agreements for alias in record.aliases},
    )
    told: dict[str, list[Fault]] = defaultdict(list)
    for file, fault in _collisions([*agreements, *analyses], failed):
        told[file].append(fault)
    for agreement in agreements:
        told[agreement.path] += islice(_relations(agreement, known), MAX_IN_FILE + 1)
    for analysis in analyses:
        told[analysis.path] += islice(_analysis(analysis, known), MAX_IN_FILE + 1)
    return [
        problem
        for file, faults in told.items()
        if faults
        for problem in capped(
            placed(faults[: MAX_IN_FILE + 1], _document(file, text_of(file)), file)
        )
    ]


def _document(file: str, text: str) -> Document:
    return (markdown_source.split if file.endswith(".md") else markdown_source.whole)(text, file)


def _collisions(
    records: Iterable[Agreement | Analysis], failed: Mapping[str, str]
) -> Iterator[Told]:
    """Ids and aliases share one space over the whole tree: an address must mean one thing."""
    taken: dict[str, str] = {}
    ordered = sorted(records, key=lambda record: record.path)
    files = {record.path: record.id for record in ordered} | dict(failed)
    for file, name in sorted(files.items()):
        if (folded := name.casefold()) in taken:
            yield file, Fault((), "duplicate-id",
                              f"The id `{name}` is already used by {taken[folded]}",
                              "an id that no other file in briefings/ has")  # fmt: skip
        taken.setdefault(folded, file)
    for record in ordered:
        for index, alias in enumerate(record.aliases):
            if alias in taken:
                yield record.path, Fault(("aliases", index), "duplicate-alias",
                                         f"The alias `{alias}` is already used by {taken[alias]}",
                                         "a former id of this record alone")  # fmt: skip
            taken.setdefault(alias, record.path)


def _relations(agreement: Agreement, known: _Known) -> Iterator[Fault]:
    for index, relation in enumerate(agreement.relations):
        path = ("relations", index, "to")
        if fault := known.fault(relation.to, path, agreement.draft):
            yield fault
        elif relation.to == agreement.id:
            yield Fault(path, "self-reference", "The agreement relates to itself",
                        "another agreement")  # fmt: skip


def _analysis(analysis: Analysis, known: _Known) -> Iterator[Fault]:
    for index, name in enumerate(analysis.agreements):
        if fault := known.fault(name, ("agreements", index), analysis.draft):
            yield fault
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
        fault = known.fault(record_id, path, analysis.draft, "<agreement-id>#<source-id>")
        record = known.records.get(record_id)
        if fault:
            yield fault
        elif record and source_id not in record.source_by_id:
            names = record.source_by_id
            yield Fault(path, "unknown-source", f"`{record_id}` has no source `{source_id}`",
                        f"one of {', '.join(names)}", closest(source_id, names))  # fmt: skip


def missing_pictures(
    file: str, mentions: Iterable[Mention], there: Container[str], beside: Iterable[str]
) -> Iterator[Problem]:
    """The pictures that an analysis shows and that do not stand `beside` it."""
    folder = file.rpartition("/")[0]
    for one in mentions:
        if f"{folder}/{one.name}" not in there:
            yield Problem(file, one.line, one.column, "missing-picture",
                          f"There is no picture `{one.name}` beside this file",
                          f"the file {folder}/{one.name}", closest(one.name, beside))  # fmt: skip


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
