"""A whole register into briefings/agreements/: every row a record or a reason.

Running it again changes nothing: an id is made of the register's own number, and a file that is
there is left as it is, whoever wrote it, unless the caller says that it is to be written anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from tessera.content import files, keep, records, yaml_text
from tessera.content.agreement import Agreement
from tessera.content.library import Library
from tessera.content.lists import Desk
from tessera.content.party_names import Names
from tessera.errors import Problem
from tessera.registers import rows
from tessera.registers.convert import Converter, Noticed, RefusedError
from tessera.registers.mapping import Map
from tessera.registers.rows import Row

Fate = Literal["new", "unchanged", "overwritten", "differs", "refused"]


@dataclass
class Report:
    """What became of each row, and what no record could hold."""

    rows: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    refused: list[Problem] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)
    """Paths of records that say something else than the register does now."""
    written: list[str] = field(default_factory=list)
    noticed: Noticed = field(default_factory=Noticed)
    unused: dict[str, int] = field(default_factory=dict)
    """Columns that feed nothing, with the number of rows in which they hold something."""

    def as_data(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "rows": self.rows,
            **{fate: self.fates[fate] for fate in ("new", "unchanged", "overwritten", "differs", "refused")},
            "refusals": [asdict(problem) for problem in self.refused],
            "differing": self.differs,
            "names_unresolved": [
                {"name": name, "rows": count, "hint": self.noticed.hints[name]}
                for name, count in self.noticed.names.most_common()
            ],
            "terms_unmapped": [
                {"column": column, "term": term, "rows": count}
                for (column, term), count in self.noticed.terms.most_common()
            ],
            "values_with_plain_spaces": self.noticed.spaced,
            "columns_unused": self.unused,
        }  # fmt: skip


@dataclass
class Importer:
    """Imports by one map into one desk."""

    root: Path
    map: Map
    desk: Desk
    library: Library
    overwrite: bool = False
    dry: bool = False
    _seen: dict[str, int] = field(default_factory=dict)

    def run(self, file: Path, progress: Callable[[int], None] = lambda _: None) -> Report:
        """Every row of `file`; `progress` is told the number of rows done."""
        report = Report()
        assert self.desk.parties is not None, "a library was read from these lists"
        given = self.map.parties
        convert = Converter(self.map, Names(self.desk.parties, given.lang, given.names),
                            report.noticed)  # fmt: skip
        used, held = set(self.map.columns), Counter[str]()
        for row in rows.read(file):
            report.rows += 1
            if isinstance(row, Problem):
                report.refused.append(row)
                report.fates["refused"] += 1
                continue
            held.update(column for column, cell in row.cells.items() if cell)
            try:
                fate = self._row(row, convert, report)
            except RefusedError as why:
                report.refused.append(
                    Problem(file.name, row.line, 1, why.code, why.message, why.expected, why.hint)
                )
                fate = "refused"
            report.fates[fate] += 1
            progress(report.rows)
        report.unused = {column: held[column] for column in sorted(held.keys() - used)}
        return report

    def _row(self, row: Row, convert: Converter, report: Report) -> Fate:
        name = convert.id_of(row)
        if name in self._seen:
            raise RefusedError("number-twice", f"The number of this row stands in line "
                               f"{self._seen[name]} too", "a number of its own")  # fmt: skip
        text = yaml_text.write(convert.record(row))
        known = self._on_record(name, row.text(self.map.number))
        folder = self.map.folder or self.map.scheme
        path = (
            self.root / known.path
            if known
            else keep.path_of(self.root, "agreements", folder, f"{name}.yml")
        )
        shown = files.name_of(path, self.root)
        self._check(text, path, shown)
        self._seen[name] = row.line
        if known is not None and path.read_text("utf-8") == text:
            return "unchanged"
        if known is not None and not self.overwrite:
            report.differs.append(shown)
            return "differs"
        report.written.append(shown)
        if not self.dry:
            keep.keep(path, text)
        return "overwritten" if known else "new"

    def _on_record(self, name: str, number: str) -> Agreement | None:
        """The record that carries the register's number, or has the id that the row would get."""
        found = self._numbered.get(number) or self.library.agreements.get(name)
        if found is None and name in self._taken:
            raise RefusedError("id-taken", f"`{name}` is the id of a record that was withdrawn or "
                               "renamed, or of an analysis", "no row: the desk has decided")  # fmt: skip
        return found

    @cached_property
    def _numbered(self) -> dict[str, Agreement]:
        """The register's number → the record that carries it."""
        return {
            one.value: act
            for act in self.library.agreements.values()
            for one in act.identifiers
            if one.scheme == self.map.scheme
        }

    @cached_property
    def _taken(self) -> set[str]:
        acts = self.library.agreements.values()
        former = {alias for act in acts for alias in act.aliases}
        return former | set(self.library.withdrawn) | set(self.library.analyses)

    def _check(self, text: str, path: Path, shown: str) -> None:
        """Raises `RefusedError` with the first thing that would keep the record from being read."""
        found = records.of_text(text, path, shown, self.desk)
        for problem in found.problems[:1]:
            raise RefusedError(problem.code, problem.message, problem.expected, problem.hint)
