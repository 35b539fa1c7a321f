"""The desk's own lists: vocabulary.yml, parties.yml and outlets.yml, which every record leans on.

Those of further.py may be missing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from tessera.content import files, further, translate, yaml_source
from tessera.content.fields import Codes, Model, Told, check_code
from tessera.content.further import Further
from tessera.content.outlets import Outlet
from tessera.content.parties import Parties, PartyEntry, reserved
from tessera.content.vocabulary import DESK_SECTIONS, FIXED_SECTIONS, SECTIONS, Term, Vocabulary
from tessera.errors import Problem, closest

M = TypeVar("M", bound=Model)
_PARTY_KEY = re.compile("[A-Z0-9]{2,10}")
NAMES = ("vocabulary.yml", "parties.yml", "outlets.yml")


@dataclass(frozen=True)
class Desk:
    """The lists; None for one of the first three that has problems, which `digest` changes with.

    `all_digest` changes with any byte of any of them.
    """

    vocabulary: Vocabulary | None
    parties: Parties | None
    outlets: Mapping[str, Outlet] | None
    digest: str
    problems: tuple[Problem, ...]
    further: Further = field(default_factory=Further)
    all_digest: str = ""

    @property
    def codes(self) -> Codes:
        """What the models check a record against."""
        return Codes(
            self.vocabulary.sections if self.vocabulary else None,
            self.parties.resolve if self.parties else None,
            self.outlets,
        )


def read(root: Path) -> Desk:
    """Read all; a broken one costs its own problems and no others."""
    problems: list[Problem] = []
    digest = hashlib.sha256()
    sources: dict[str, yaml_source.Source | None] = {}
    for name in NAMES:
        text = files.read(root / "briefings" / name, root, files.MAX_LIST)
        if isinstance(text, Problem):
            problems.append(text)
            sources[name] = None
            continue
        digest.update(text.encode())
        source = _parse(text, f"briefings/{name}")
        problems += source.problems
        sources[name] = None if source.problems else source
    vocabulary = _vocabulary(sources["vocabulary.yml"], problems)
    sections = vocabulary.sections if vocabulary else None
    parties = _parties(sources["parties.yml"], sections, problems)
    codes = Codes(sections, parties.resolve if parties else None)
    listed = sources["outlets.yml"]
    outlets = None
    if listed is not None and isinstance(listed.data, dict):
        file, before = "briefings/outlets.yml", len(problems)
        _check_codes(listed, file, listed.data, (), problems)
        entries = _entries(listed, file, listed.data, (), Outlet, codes, problems)
        outlets = entries if len(problems) == before else None
    needed = digest.hexdigest()
    found = (
        _further(root, Codes(sections, parties.resolve), parties, problems, digest.update)
        if parties
        else Further()
    )
    return Desk(vocabulary, parties, outlets, needed, tuple(problems), found, digest.hexdigest())


def _parse(text: str, file: str) -> yaml_source.Source:
    """A list; one that only comments stand in is a list without entries, but for the codebook."""
    source = yaml_source.parse(text, file, positions=True)
    empty = [problem.code for problem in source.problems] == ["empty-file"]
    return (
        yaml_source.parse("{}", file, positions=True) if empty and NAMES[0] not in file else source
    )


def _further(
    root: Path, codes: Codes, parties: Parties, problems: list[Problem],
    read: Callable[[bytes], None],
) -> Further:  # fmt: skip
    """The lists that need not be there."""
    given: dict[str, dict[str, Any]] = {}
    for name in further.NAMES:
        path, file = root / "briefings" / name, f"briefings/{name}"
        if not path.exists() and not path.is_symlink():
            continue
        text = files.read(path, root, files.MAX_LIST)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        read(text.encode())
        source = _parse(text, file)
        problems += source.problems
        if source.problems or not isinstance(source.data, dict):
            continue
        if name not in further.WRITTEN:
            _check_codes(source, file, source.data, (), problems)
        entries = _entries(source, file, source.data, (), further.MODELS[name], codes, problems)
        problems += further.check(name, entries, parties, given.get("groups", {}), source.place)
        given[name.removesuffix(".yml")] = entries
    return Further(**{name: MappingProxyType(entries) for name, entries in given.items()})


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


def _check_codes(
    source: yaml_source.Source, file: str, data: Mapping[str, Any], at: tuple[str, ...],
    problems: list[Problem],
) -> None:  # fmt: skip
    """Tell the codes that cannot stand in an address."""
    for code in data:
        try:
            check_code(code)
        except PydanticCustomError as error:
            told = Told.of(error.context)
            assert told is not None, "check_code speaks through `wrong`"
            place = source.place((*at, code), key=True)
            problems.append(Problem(file, *place, error.type, told.message, told.expected))


def _vocabulary(source: yaml_source.Source | None, problems: list[Problem]) -> Vocabulary | None:
    if source is None or not isinstance(source.data, dict):
        return None
    file = "briefings/vocabulary.yml"
    before = len(problems)
    sections: dict[str, dict[str, Term]] = {}
    for name, data in source.data.items():
        line, column = source.place((name,), key=True)
        if name not in SECTIONS:
            problems.append(Problem(file, line, column, "unknown-section",
                            f"`{name}` is not a section of the vocabulary",
                            f"one of {', '.join(SECTIONS)}", closest(name, SECTIONS)))  # fmt: skip
        elif isinstance(data, dict):
            _check_codes(source, file, data, (name,), problems)
            sections[name] = _entries(source, file, data, (name,), Term, Codes(), problems)
        fixed = FIXED_SECTIONS.get(name, ())
        for code in data if fixed and isinstance(data, dict) else ():
            if code not in fixed:
                place = source.place((name, code), key=True)
                problems.append(Problem(file, *place, "fixed-section",
                                f"`{code}` cannot be added to `{name}`: the software acts on "
                                "its codes", f"exactly {', '.join(fixed)}"))  # fmt: skip
    for name in SECTIONS:
        fixed = FIXED_SECTIONS.get(name, ())
        missing = [code for code in fixed if code not in sections.get(name, {})]
        if name in DESK_SECTIONS and not sections.get(name):
            what = "has no codes that can be read" if name in source.data else "is missing"
            problems.append(Problem(file, *source.place((name,), key=True), "missing-section",
                            f"`{name}` {what}", f"a section `{name}:` with at least one code"
                            ))  # fmt: skip
        elif missing:
            problems.append(Problem(file, *source.place((name,), key=True), "missing-code",
                            f"`{name}` does not define {', '.join(missing)}",
                            "a label and definition for each fixed code"))  # fmt: skip
    return Vocabulary(MappingProxyType(sections)) if len(problems) == before else None


def _parties(
    source: yaml_source.Source | None, sections: Mapping[str, Any] | None, problems: list[Problem]
) -> Parties | None:
    if source is None or not isinstance(source.data, dict):
        return None
    file, plain, before = "briefings/parties.yml", Parties(), len(problems)
    keys = set(source.data)

    def resolve(code: str) -> str:
        return code if code in keys else plain.resolve(code)

    for key in source.data:
        place = source.place((key,), key=True)
        if not _PARTY_KEY.fullmatch(key):
            meant = re.sub("[^A-Z0-9]", "", key.upper())
            problems.append(Problem(file, *place, "bad-party-key", f"`{key}` is not a party key",
                            "2 to 10 capital letters and digits",
                            f"`{meant}`" if _PARTY_KEY.fullmatch(meant) else ""))  # fmt: skip
        elif taken := reserved(key):
            problems.append(Problem(file, *place, "reserved-party-key", f"`{key}` is an ISO 3166 "
                            f"code ({plain.name(taken)})", "a key that ISO does not use"))  # fmt: skip
    entries = _entries(
        source, file, source.data, (), PartyEntry, Codes(sections, resolve), problems
    )
    return Parties(MappingProxyType(entries)) if len(problems) == before else None
