"""The page of figures is what the last `make torture` measured, and holds nothing bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.torture import report
from tests.torture.conftest import RESULTS


def test_the_page_is_as_the_figures_are(root: Path) -> None:
    found = json.loads(RESULTS.read_text())

    assert (root / "docs" / "tested.md").read_text("utf-8") == report.page(found)
    assert "not measured" not in report.page(found)


@pytest.mark.parametrize(
    "bad", ["torn", "left_over", "executed", "altered", "fuzz_faults", "files_differing"]
)
def test_nothing_that_must_not_happen_has_happened(bad: str) -> None:
    assert json.loads(RESULTS.read_text())[bad] == 0


def test_what_was_not_measured_is_said_to_be_so() -> None:
    assert "| not measured |" in report.page({})
