"""A draft of a map is a map: it loads, and imports what it guessed right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.registers.conftest import Import

from tessera.content import lists
from tessera.registers import suggest

ROWS = [
    f"{n},{kind} between the parties on matter {n},Brazil; France,{n:02}/11/2006,{status},Health,https://example.org/{n},{n * 3}"
    for n, kind, status in [
        (1, "Agreement", "In force"), (2, "Treaty", "In force"), (3, "Agreement", "Signed"),
        (14, "Exotic act", "Lost"), (15, "Exotic act", "Lost"), (16, "Treaty", "Lost"),
        (17, "Treaty", "Lost"), (18, "Treaty", "Lost"),
    ]
]  # fmt: skip


def test_columns_are_known_by_heading_and_by_what_they_hold(
    register: Callable[..., Path], desk: Path
) -> None:
    text = suggest.draft(register(*ROWS), lists.read(desk))

    for line in (
        "number: no", "title: titulo", "  columns: [partes]", "  separator: ;", "  column: titulo",
        "  match: begins", "    Agreement: agreement", "    Treaty: treaty",
        "    # Exotic: …   (2 rows)", "  signed: {column: data, form: '%d/%m/%Y'}",
        "    In force: in-force", "    # Lost: …   (5 rows)", "    Health: [health]",
        "source: {url: endereco}",
    ):  # fmt: skip
        assert line in text.split("\n"), (line, text)


def test_a_draft_imports(register: Callable[..., Path], desk: Path, imported: Import) -> None:
    file = register(*ROWS)

    report = imported(file, text=suggest.draft(file, lists.read(desk)))

    assert dict(report.fates) == {"new": 6, "refused": 2}
    assert {problem.code for problem in report.refused} == {"unmapped-term"}
