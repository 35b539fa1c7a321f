"""What falls with a source, a claim or a record, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.pattern import impact, index
from tessera.pattern.impact import UnknownNameError

Act = Callable[..., Agreement]
Make = Callable[..., Library]
SOURCES: list[dict[str, Any]] = [
    {"id": "wire", "title": "W"},
    {"id": "copy", "title": "C", "syndicates": "wire"},
    {"id": "other", "title": "O"},
]


def claim(name: str, *sources: str) -> dict[str, Any]:
    bearing = [{"source": one, "bears": "supports"} for one in sources]
    return {"id": name, "says": "So.", "modality": "reported", "evidence": bearing}


def effects(library: Library, name: str) -> dict[tuple[str, str], str]:
    found = impact.of(name, library, index.build(library))
    return {(one.kind, one.what): one.how for one in found}


@pytest.fixture
def records(act: Act, analysis: Callable[..., Analysis], library: Make) -> Library:
    return library(
        act(
            "here", "2026", pillars=["science"], sources=SOURCES,
            status={"value": "signed", "source": "copy"},
            claims=[claim("alone", "wire", "copy"), claim("both", "wire", "other"),
                    claim("apart", "other")],
        ),
        act("later", "2027", relations=[{"type": "follows", "to": "here"}]),
        analysis("used", agreements=["here"],
                 provenance=[{"source": "here#copy", "use": "the date"}]),
        analysis("counts", body="Of {{ count(parties=BLR+IRN) }} acts and {{ nothing }}."),
    )  # fmt: skip


def test_a_source_falls_with_its_reprints_and_what_only_they_bear(records: Library) -> None:
    """Two copies of one report are one support; a claim with another voice is weakened."""
    found = effects(records, "here#wire")

    assert found["source", "copy"].startswith("falls")
    assert found["claim", "alone"].startswith("falls")
    assert found["claim", "both"] == "is weakened: 1 of its voices left"
    assert ("claim", "apart") not in found
    assert ("field", "status") in found
    assert found["briefing", "used"] == "used it: the date"


def test_a_reprint_falls_alone(records: Library) -> None:
    found = effects(records, "here#copy")

    assert ("source", "wire") not in found
    assert found["claim", "alone"] == "is weakened: only the same voice is left"


def test_a_record_takes_numbers_briefings_and_relations_with_it(records: Library) -> None:
    found = effects(records, "here")

    assert found["record", "later"] == "follows it"
    assert found["briefing", "used"] == "is about the record"
    assert found["number", "counts: count(parties=BLR+IRN)"] == "counts it, among 2"
    assert found["pair", "BLR-IRN"] == "keeps 1 of 2 acts"
    assert ("feed", "pillars/science") in found


def test_a_claim_touches_the_briefings_about_its_record(records: Library) -> None:
    assert ("briefing", "used") in effects(records, "here#alone")


def test_the_last_source_takes_the_record_with_it(act: Act, library: Make) -> None:
    found = effects(library(act("only", "2026")), "only#one")

    assert found["record", "only"] == "falls: it has no other source"
    assert ("feed", "countries/blr") in found


@pytest.mark.parametrize("name", ["nothing", "here#nothing"])
def test_a_name_of_nothing_is_told(records: Library, name: str) -> None:
    with pytest.raises(UnknownNameError, match="nothing"):
        impact.of(name, records, index.build(records))


def test_everything_shipped_can_be_asked_about(shipped: Library) -> None:
    built = index.build(shipped)
    for act in shipped.agreements.values():
        assert impact.of(act.id, shipped, built)
