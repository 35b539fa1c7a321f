"""Acts made in one line, and the library they stand in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.loader import Loader
from tessera.content.parties import Parties
from tessera.content.vocabulary import Vocabulary


@pytest.fixture
def act() -> Callable[..., Agreement]:
    """`act("name", "1998-05", parties="BLR IRN", **fields)`: a record signed then, or undated."""

    def make(
        name: str, signed: str = "unknown", parties: str = "BLR IRN", **fields: Any
    ) -> Agreement:
        return Agreement.model_validate(
            {
                "id": name,
                "path": f"briefings/agreements/{name}.yml",
                "title": name,
                "instrument": "agreement",
                "parties": parties.split(),
                "dates": {"signed": signed},
                "sources": [{"id": "one", "title": "One"}],
                **fields,
            }
        )

    return make


@pytest.fixture
def analysis() -> Callable[..., Analysis]:
    """`analysis("name", **fields)`."""

    def make(name: str, **fields: Any) -> Analysis:
        return Analysis.model_validate(
            {
                "id": name,
                "path": f"briefings/analyses/{name}.md",
                "body": "",
                "body_line": 1,
                "title": name,
                "standfirst": name,
                "authors": [{"name": "The desk"}],
                "published": "2026-07-01",
                "as_of": "2026-07-01",
                **fields,
            }
        )

    return make


@pytest.fixture
def library() -> Callable[..., Library]:
    """`library(*records, mentions={})`, in order of time as the loader puts them."""

    def make(*records: Agreement | Analysis, **given: Any) -> Library:
        ordered = sorted(records, key=lambda record: record.order)
        return Library(
            MappingProxyType({one.id: one for one in ordered if isinstance(one, Agreement)}),
            MappingProxyType({one.id: one for one in ordered if isinstance(one, Analysis)}),
            MappingProxyType({}),
            Vocabulary(MappingProxyType({"pillars": {}})),
            MappingProxyType({}),
            Parties(),
            **given,
        )

    return make


@pytest.fixture(scope="session")
def shipped(root: Path) -> Library:
    """The desk's own records."""
    return Loader(root).load()
