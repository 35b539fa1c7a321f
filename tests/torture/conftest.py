"""What takes minutes: `make torture`. Each test adds its figures to results/latest.json."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

RESULTS = Path(__file__).parent / "results" / "latest.json"
Figures = Callable[..., None]


@pytest.fixture
def figures() -> Figures:
    """`figures(kills=200, torn=0)`: kept for the page that report.py writes."""

    def add(**found: object) -> None:
        known = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(known | found, indent=1, sort_keys=True) + "\n")

    return add


@pytest.fixture(scope="session")
def times() -> int:
    """How often, or for how many seconds, each thing is tried: TORTURE, or 200."""
    return int(os.environ.get("TORTURE", "200"))
