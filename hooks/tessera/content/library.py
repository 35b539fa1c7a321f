"""The door: everything under briefings/, read, validated and frozen, or every problem at once.

`Loader.load()` is the only way in. It may be called again (the live preview does): a file whose
bytes have not changed is not parsed twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from tessera.content import (
    crosscheck,
    files,
    markdown,
    markdown_source,
    query,
    translate,
    yaml_source,
)
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.fields import Codes, Model, check_id
from tessera.content.outlets import Outlet
from tessera.content.parties import Parties, PartyEntry, reserved
from tessera.content.references import References
from tessera.content.vocabulary import DESK_SECTIONS, FIXED_SECTIONS, SECTIONS, Term, Vocabulary
from tessera.errors import ContentError, Problem, closest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Library:
    """All that the desk has written, in a form that cannot be changed.

    Agreements and analyses are in order of time, ties broken by id; withdrawn ones are kept apart,
    and drafts are left out unless the loader was asked for them.
    """

    agreements: Mapping[str, Agreement]
    analyses: Mapping[str, Analysis]
    withdrawn: Mapping[str, Agreement | Analysis]
    vocabulary: Vocabulary
    outlets: Mapping[str, Outlet]
    parties: Parties

    @cached_property
    def references(self) -> References:
        """What `[[…]]` may name."""
        return References(self.agreements, self.analyses, self.parties, self.vocabulary)

    def number(self, text: str) -> tuple[int, int | None]:
        """A living number's value now and at publication; raises `QueryError`."""
        asked = query.parse(text, self.vocabulary, self.parties)
        return asked.count(self.agreements.values()), asked.was

    @cached_property
    def newest(self) -> str:
        """The newest day the desk published or changed anything: ISO date, the build's clock."""
        days = ["1970-01-01"]
        for record in self.agreements.values():
            if record.published:
                days.append(str(record.published.last))
            days += [str(change.date.last) for change in record.changes]
        for analysis in self.analyses.values():
            days.append(str((analysis.updated or analysis.published).last))
            days += [str(one.date.last) for one in analysis.corrections]
        return max(days)


@dataclass
class Loader:
    """Reads `briefings/` under `root`; keeps parsed files by the hash of their bytes."""

    root: Path
    drafts: bool = False
    parsed: dict[str, tuple[str, Any]] = field(default_factory=dict)
    lists: str = ""

    def load(self) -> Library:
        """The library, or `ContentError` with every problem of every file."""
        problems: list[Problem] = []
        briefings = self.root / "briefings"
        if not briefings.is_dir():
            raise ContentError([Problem("briefings", 1, 1, "no-briefings", "There is no folder "
                               "`briefings/` here", "the project's own folder as working "
                               "directory")])  # fmt: skip
        vocabulary = self._vocabulary(problems)
        codes = Codes(vocabulary.sections if vocabulary else None)
        parties = self._parties(codes, problems)
        codes = Codes(codes.vocabulary, parties.resolve if parties else None)
        outlets = self._list("outlets.yml", Outlet, codes, problems)
        codes = Codes(codes.vocabulary, codes.resolve_party, outlets)
        agreements = self._records("agreements", ".yml", Agreement, codes, problems)
        analyses = self._records("analyses", ".md", Analysis, codes, problems)
        failed = {Path(problem.file).stem for problem in problems}
        problems += crosscheck.check(agreements, analyses, failed, self._text_of)
        if vocabulary is None or parties is None or outlets is None:
            raise ContentError(problems)
        whole, public = (
            _library(agreements, analyses, vocabulary, outlets, parties, drafts)
            for drafts in (True, False)
        )
        for analysis in analyses:
            # What is published may not lean on a draft, whichever of the two is asked for.
            seen = whole if analysis.draft else public
            problems += markdown.check(analysis, seen.references, seen.number, failed)
        if problems:
            raise ContentError(problems)
        return whole if self.drafts else public

    def _text_of(self, name: str) -> str:
        text = files.read(self.root / name, self.root)
        return text if isinstance(text, str) else ""

    # --- the desk's lists ----------------------------------------------------------------------

    def _source(self, name: str, problems: list[Problem]) -> yaml_source.Source | None:
        """A list of the desk, with positions; None (and its problem) if it cannot be read."""
        shown = f"briefings/{name}"
        text = files.read(self.root / "briefings" / name, self.root, files.MAX_LIST)
        if isinstance(text, Problem):
            problems.append(text)
            return None
        self.lists += hashlib.sha256(text.encode()).hexdigest()
        source = yaml_source.parse(text, shown, positions=True)
        if source.problems:
            problems += source.problems
            return None
        return source

    def _list(
        self, name: str, model: type[M], codes: Codes, problems: list[Problem]
    ) -> dict[str, M] | None:
        source = self._source(name, problems)
        if source is None or not isinstance(source.data, dict):
            return None
        return _entries(source, f"briefings/{name}", source.data, (), model, codes, problems)

    def _vocabulary(self, problems: list[Problem]) -> Vocabulary | None:
        self.lists = ""
        source = self._source("vocabulary.yml", problems)
        if source is None or not isinstance(source.data, dict):
            return None
        file = "briefings/vocabulary.yml"
        sections: dict[str, dict[str, Term]] = {}
        for name, data in source.data.items():
            line, column = source.place((name,), key=True)
            if name not in SECTIONS:
                problems.append(Problem(file, line, column, "unknown-section",
                                f"`{name}` is not a section of the vocabulary",
                                f"one of {', '.join(SECTIONS)}", closest(name, SECTIONS)))  # fmt: skip
            elif isinstance(data, dict):
                sections[name] = _entries(source, file, data, (name,), Term, Codes(), problems)
            fixed = FIXED_SECTIONS.get(name, ())
            for code in data if fixed and isinstance(data, dict) else ():
                if code not in fixed:
                    place = source.place((name, code), key=True)
                    problems.append(Problem(file, *place, "fixed-section",
                                    f"`{code}` cannot be added to `{name}`: the software acts on "
                                    "its codes", f"exactly {', '.join(fixed)}"))  # fmt: skip
        for name in SECTIONS:
            missing = [
                code for code in FIXED_SECTIONS.get(name, ()) if code not in sections.get(name, {})
            ]
            if name in DESK_SECTIONS and not sections.get(name):
                problems.append(Problem(file, 1, 1, "missing-section", f"`{name}` is missing",
                                        f"a section `{name}:` with at least one code"))  # fmt: skip
            elif missing:
                problems.append(Problem(file, *source.place((name,), key=True), "missing-code",
                                f"`{name}` does not define {', '.join(missing)}",
                                "a label and definition for each fixed code"))  # fmt: skip
        return Vocabulary(MappingProxyType(sections)) if not problems else None

    def _parties(self, codes: Codes, problems: list[Problem]) -> Parties | None:
        plain = Parties()
        source = self._source("parties.yml", problems)
        if source is None or not isinstance(source.data, dict):
            return None
        file = "briefings/parties.yml"
        keys = {key.upper() for key in source.data}

        def resolve(code: str) -> str:
            return code if code in keys else plain.resolve(code)

        for key in source.data:
            place = source.place((key,), key=True)
            if not (2 <= len(key) <= 10 and key.isascii() and key.isalnum() and key == key.upper()):
                problems.append(Problem(file, *place, "bad-party-key", f"`{key}` is not a party key",
                                "2 to 10 capital letters and digits", f"`{key.upper()}`"))  # fmt: skip
            elif taken := reserved(key):
                problems.append(Problem(file, *place, "reserved-party-key", f"`{key}` is an ISO 3166 "
                                f"code ({plain.name(taken)})", "a key that ISO does not use"))  # fmt: skip
        entries = _entries(source, file, source.data, (), PartyEntry,
                           Codes(codes.vocabulary, resolve), problems)  # fmt: skip
        return Parties(MappingProxyType(entries))

    # --- records -------------------------------------------------------------------------------

    def _records(
        self, folder: str, suffix: str, model: type[M], codes: Codes, problems: list[Problem]
    ) -> list[M]:
        records = []
        for path in files.find(self.root / "briefings" / folder, suffix, self.root, problems):
            name = path.relative_to(self.root).as_posix()
            text = files.read(path, self.root)
            if isinstance(text, Problem):
                problems.append(text)
                continue
            digest = hashlib.sha256((self.lists + text).encode()).hexdigest()
            if name not in self.parsed or self.parsed[name][0] != digest:
                self.parsed[name] = digest, _record(text, name, path.stem, model, codes)
            result = self.parsed[name][1]
            if isinstance(result, model):
                records.append(result)
            else:
                problems += result
        return records


def _entries(
    source: yaml_source.Source, file: str, data: Mapping[str, Any], at: tuple[str, ...],
    model: type[M], codes: Codes, problems: list[Problem],
) -> dict[str, M]:  # fmt: skip
    """Each entry of a mapping as `model`; the ones that fail become problems."""
    entries = {}
    for key, value in data.items():
        try:
            entries[key] = model.model_validate(value, context=codes)
        except ValidationError as error:
            problems += translate.problems(error, source, file, model, (*at, key))
    return entries


def _record(text: str, file: str, stem: str, model: type[M], codes: Codes) -> M | list[Problem]:
    """One record as `model`, or its problems; positions are worked out only for a failure."""
    split: Callable[[str, str], markdown_source.Document] = (
        markdown_source.split if model is Analysis else markdown_source.whole
    )
    document = split(text, file)
    source = yaml_source.parse(document.front, file, first_line=document.front_line)
    found = [*document.problems, *source.problems]
    if isinstance(source.data, dict) and not found:
        derived = {"id": stem, "path": file, **document.derived}
        if not derived.keys() & source.data.keys():
            try:
                check_id(stem)
                return model.model_validate({**source.data, **derived}, context=codes)
            except (ValidationError, PydanticCustomError):
                pass  # told below, with positions
    return found or _explain(document, file, stem, model, codes)


def _explain(
    document: markdown_source.Document, file: str, stem: str, model: type[M], codes: Codes
) -> list[Problem]:
    source = yaml_source.parse(document.front, file, positions=True, first_line=document.front_line)
    if not isinstance(source.data, dict):
        return source.problems
    problems = []
    derived: dict[str, Any] = {"id": stem, "path": file, **document.derived}
    problems += [
        Problem(file, *source.place((key,), key=True), "derived-field",
                f"`{key}` is worked out from the file", "no such line")
        for key in sorted(derived.keys() & source.data.keys())
    ]  # fmt: skip
    try:
        check_id(stem)
    except PydanticCustomError as error:
        told = error.context or {}
        problems.append(Problem(file, 1, 1, error.type, str(told.get("message")) + " (the file's "
                        "name is the record's id)", told["expected"], told["hint"]))  # fmt: skip
        derived["id"] = "placeholder"
    try:
        model.model_validate({**source.data, **derived}, context=codes)
    except ValidationError as error:
        problems += translate.problems(error, source, file, model)
    return problems


def _library(
    agreements: list[Agreement], analyses: list[Analysis], vocabulary: Vocabulary,
    outlets: Mapping[str, Outlet], parties: Parties, drafts: bool,
) -> Library:  # fmt: skip
    every: list[Agreement | Analysis] = [*agreements, *analyses]
    shown = [record for record in every if drafts or not record.draft]
    ordered = sorted(shown, key=lambda record: record.order)
    return Library(
        MappingProxyType(
            {r.id: r for r in ordered if isinstance(r, Agreement) and not r.withdrawn}
        ),
        MappingProxyType({r.id: r for r in ordered if isinstance(r, Analysis) and not r.withdrawn}),
        MappingProxyType({r.id: r for r in ordered if r.withdrawn}),
        vocabulary,
        MappingProxyType(dict(outlets)),
        parties,
    )
