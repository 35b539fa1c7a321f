"""The door: everything under briefings/, read and validated, or every problem at once.

`Loader.load()` is the only way in. It may be called again, as the live preview does: a file whose
bytes have not changed is not parsed twice, and one that is said not to have changed is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from tessera.content import crosscheck, files, lists, pictures, records, succession
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.faults import BodyFault, Fault, placed
from tessera.content.further import Further
from tessera.content.lasting import Lasting
from tessera.content.library import Library
from tessera.content.lists import Desk
from tessera.content.outlets import Outlet
from tessera.content.parsed import FEW, Parsed, document_of
from tessera.content.parties import Parties
from tessera.content.pictures import SUFFIXES, Picture
from tessera.content.records import Read, Record
from tessera.content.snapshot import Snapshot
from tessera.content.vocabulary import Vocabulary
from tessera.errors import MAX_IN_FILE, ContentError, Problem, capped

Query = tuple[str, Fault | BodyFault]
"""A file, and what an editor would ask at a place in it."""
FOLDERS = {"agreements": ".yml", "analyses": ".md"}


@dataclass
class Loader:
    """Reads `briefings/` under `root`, and keeps what each file gave until its bytes change."""

    root: Path
    drafts: bool = False
    parsed: Parsed = field(default_factory=Parsed)
    """What earlier builds have parsed, and what this one does."""
    workers: Executor | None = None
    """Who parses many files that nobody has parsed before."""
    snapshot: Snapshot | None = None
    """What earlier runs have read."""
    earlier: Lasting | None = None
    """What they have worked out of what they read: see `Library.lasting`."""
    _desk: Desk | None = None
    _strays: tuple[Problem, ...] = ()
    _read: dict[str, Read] = field(default_factory=dict)
    _pictures: dict[str, Picture] = field(default_factory=dict)
    _good: Library | None = None
    _since: dict[str, Read | None] = field(default_factory=dict)
    """What the files that changed since the last good library had given to it."""

    def load(self, changed: Collection[Path] | None = None) -> Library:
        """The library, or `ContentError` with every problem of every file.

        `changed` are the absolute paths of all files that may differ from the last call; without
        it every file is read again.
        """
        if self._desk is None or changed is None or not all(map(self._is_record, changed)):
            self._good = None
            self._read_all()
        else:
            self._read_again(changed, self._desk)
        assert self._desk is not None, "_read_all has just set it"
        self._good = self._succeeding() or self._joined(self._desk)
        self._since.clear()
        return self._good

    def _succeeding(self) -> Library | None:
        """The last good library with what changed exchanged, if that is all there is to do."""
        if self._good is None:
            return None
        changed = [self._read.get(name) for name in self._since]
        pairs = [*zip(self._since.values(), changed, strict=True)]
        broken = [new for old, new in pairs if old and new and new.problems]
        if sum(succession.in_place(old, new) for old, new in pairs) + len(broken) < len(pairs):
            return None
        if broken:  # nothing else was wrong before, so nothing else is wrong now
            raise ContentError(problem for new in broken for problem in new.problems)
        return succession.exchanged(self._good, filter(None, changed))

    def _is_record(self, path: Path) -> bool:
        """Whether a change of this path can be nothing but a change of one record's file."""
        inside = path.relative_to(self.root).parts
        suffix = FOLDERS.get(inside[1]) if len(inside) > 2 else None
        return (
            path.suffix == suffix
            and not any(map(files.ignored, inside))
            and path.name.isprintable()
            and not path.is_symlink()
            and not path.is_dir()
        )

    def _read_all(self) -> None:
        briefings = self.root / "briefings"
        if not briefings.is_dir():
            raise ContentError([Problem("briefings", 1, 1, "no-briefings", "There is no folder "
                               "`briefings/` here", "the project's own folder, the one "
                               "that holds it")])  # fmt: skip
        self._desk = desk = lists.read(self.root)
        strays: list[Problem] = []
        known, self._read = self._read, {}
        if self.snapshot is not None and not known:
            known = self.snapshot.load()
        acts = files.find(briefings / "agreements", ".yml", self.root, strays)
        texts = [*files.find(briefings / "analyses", ".md", self.root, strays, SUFFIXES)]
        paths = [*acts, *(path for path in texts if path.suffix == ".md")]
        self._look_at((path for path in texts if path.suffix != ".md"), strays)
        others = self._others(paths, known, desk)
        parsed = Parsed() if self._read and len(others) <= FEW else self.parsed
        for path in parsed.prepared(others, self.root, self.workers):
            self._read[self._name(path)] = records.read(path, self.root, desk, parsed)
        self._strays = tuple(strays)

    def _others(self, paths: Iterable[Path], known: Mapping[str, Read], desk: Desk) -> list[Path]:
        """Take up what is known of files that are as they were; which of them are not."""
        others = []
        for path in paths:
            name = self._name(path)
            stands = records.standing(path, self.root, name, desk, known.get(name), self.parsed)
            if stands is None:
                others.append(path)
            else:
                self._read[name] = stands
        return others

    def _look_at(self, paths: Iterable[Path], problems: list[Problem]) -> None:
        known, self._pictures = self._pictures, {}
        for path in paths:
            name = self._name(path)
            found = pictures.read(path, self.root, known.get(name))
            if isinstance(found, Problem):
                problems.append(found)
            else:
                self._pictures[name] = found

    def _read_again(self, changed: Iterable[Path], desk: Desk) -> None:
        for path in changed:
            name = self._name(path)
            known = self._read.pop(name, None)
            self._since.setdefault(name, known)
            if path.exists():
                stands = records.standing(path, self.root, name, desk, known, self.parsed)
                self._read[name] = stands or records.read(path, self.root, desk)

    def _name(self, path: Path) -> str:
        return files.name_of(path, self.root)

    def _joined(self, desk: Desk) -> Library:
        """All files together, if nothing is wrong with any of them or between them."""
        read = [self._read[name] for name in sorted(self._read)]
        problems = [*desk.problems, *self._strays]
        for one in read:
            problems += one.problems
        failed = {name: one.stem for name, one in self._read.items() if one.problems}
        found = [one.record for one in read if one.record is not None]
        problems += crosscheck.check(
            (record for record in found if isinstance(record, Agreement)),
            (record for record in found if isinstance(record, Analysis)),
            failed,
            self._text_of,
        )
        if desk.vocabulary is None or desk.parties is None or desk.outlets is None:
            raise ContentError(problems)
        mentions = {
            one.stem: tuple(mention.name for mention in one.mentions)
            for one in read
            if one.mentions
        }
        shared = hashlib.sha256(desk.all_digest.encode())
        for name, picture in self._pictures.items():
            shared.update(f"{name} {picture.digest}\n".encode())
        digests = {one.stem: one.digest for one in read} | {"": shared.hexdigest()}
        bare = {one.stem: one.bare for one in read}
        everything = (
            desk.vocabulary, desk.outlets, desk.parties, mentions, self._pictures, digests,
            bare, desk.further, self.earlier,
        )  # fmt: skip
        public = _library([record for record in found if not record.draft], *everything)
        whole = _library(found, *everything) if any(one.draft for one in found) else public
        for one in read:
            if one.pictures and one.record is not None:
                missing = crosscheck.missing_pictures(
                    one.record.path, one.pictures, self._pictures, self._beside(one.record.path)
                )
                problems += capped(islice(missing, MAX_IN_FILE + 1))
            if one.mentions and one.record is not None:
                # What is published may not lean on a draft, whichever of the two is asked for.
                seen = whole if one.record.draft else public
                dead = crosscheck.dead_references(
                    one.record.path, one.mentions, seen.references, set(failed.values())
                )
                problems += capped(islice(dead, MAX_IN_FILE + 1))
        if problems:
            raise ContentError(problems)
        return whole if self.drafts else public

    def keep(self) -> None:
        """Keep what was read for the next run."""
        if self.snapshot is not None:
            self.snapshot.keep(self._read)

    def warnings(self, queries: Iterable[Query]) -> tuple[Problem, ...]:
        """Queries about the files last read, each at its line."""
        files_asked: dict[str, list[Fault | BodyFault]] = {}
        for name, query in queries:
            files_asked.setdefault(name, []).append(query)
        found = []
        for name, asked in files_asked.items():
            text = self._text_of(name)
            document = document_of(Path(name))(text, name)
            faults = [query for query in asked if isinstance(query, Fault)]
            found += placed(faults, document, name)
            body, line = document.derived.get("body", ""), document.derived.get("body_line", 1)
            for one in (query for query in asked if isinstance(query, BodyFault)):
                before = body[: one.at]
                place = line + before.count("\n"), one.at - before.rfind("\n")
                found.append(Problem(name, *place, one.code, one.message, one.expected))
        return tuple(sorted(replace(problem, severity="warning") for problem in found))

    def _beside(self, file: str) -> list[str]:
        folder = f"{file.rpartition('/')[0]}/"
        names = (name.removeprefix(folder) for name in self._pictures if name.startswith(folder))
        return [name for name in names if "/" not in name]

    def _text_of(self, name: str) -> str:
        text = files.read(self.root / name, self.root)
        return text if isinstance(text, str) else ""


def _library(
    found: list[Record], vocabulary: Vocabulary, outlets: Mapping[str, Outlet], parties: Parties,
    mentions: Mapping[str, tuple[str, ...]], beside: Mapping[str, Picture],
    digests: Mapping[str, str], bare: Mapping[str, str], further: Further, earlier: Lasting | None,
) -> Library:  # fmt: skip
    ordered = sorted(found, key=lambda record: record.order)
    shown = [record for record in ordered if record.withdrawn is None]
    return Library(
        MappingProxyType({one.id: one for one in shown if isinstance(one, Agreement)}),
        MappingProxyType({one.id: one for one in shown if isinstance(one, Analysis)}),
        MappingProxyType({one.id: one for one in ordered if one.withdrawn is not None}),
        vocabulary,
        MappingProxyType(dict(outlets)),
        parties,
        MappingProxyType(dict(mentions)),
        MappingProxyType(dict(beside)),
        digests=MappingProxyType(dict(digests)),
        bare_digests=MappingProxyType(dict(bare)),
        further=further,
        earlier=earlier,
    )
