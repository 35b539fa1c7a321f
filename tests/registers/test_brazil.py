"""A real register, whole: the bilateral acts of Brazil's foreign ministry since 1822.

The file is not ours to ship. REGISTER names a copy, as JSON Lines with the columns of `concordia.yml`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pycountry
import pytest

from tessera.content import lists
from tessera.content.further import Further, Rule
from tessera.content.library import Library
from tessera.content.loader import Loader
from tessera.content.party_names import Names
from tessera.pattern import base_rate
from tessera.pattern.growth import Share, compare
from tessera.registers import mapping
from tessera.registers.importing import Importer, Report

REGISTER = Path(os.environ.get("REGISTER", "register.jsonl"))
MAP = Path(__file__).with_name("concordia.yml")
pytestmark = [
    pytest.mark.skipif(not REGISTER.exists(), reason="REGISTER names no register"),
    pytest.mark.slow,
]


@dataclass(frozen=True)
class Imported:
    root: Path
    first: Report
    second: Report
    library: Library


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Imported:
    """Two runs into a desk with the shipped lists."""
    folder = tmp_path_factory.mktemp("brazil")
    (folder / "briefings" / "agreements").mkdir(parents=True)
    for name in lists.NAMES:
        (folder / "briefings" / name).write_bytes((root / "briefings" / name).read_bytes())
    desk = lists.read(folder)
    reports = [
        Importer(folder, mapping.read(MAP, desk), desk, Loader(folder).load()).run(REGISTER)
        for _ in range(2)
    ]
    return Imported(folder, reports[0], reports[1], Loader(folder).load())


def register() -> Iterator[dict[str, list[str]]]:
    with REGISTER.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def test_each_row_is_a_record_or_a_reason(imported: Imported) -> None:
    report = imported.first

    assert report.rows == sum(1 for _ in register()) == 4060
    assert report.fates["new"] + report.fates["refused"] == report.rows
    assert report.fates["new"] == len(imported.library.agreements)
    assert report.fates["new"] > 3700
    assert len(report.refused) == report.fates["refused"]
    assert {problem.code for problem in report.refused} == {"unknown-party"}
    assert sum(report.noticed.names.values()) == report.fates["refused"]


def test_running_it_again_changes_nothing(imported: Imported) -> None:
    again = imported.second

    assert again.fates["unchanged"] == imported.first.fates["new"]
    assert (again.written, again.differs) == ([], [])
    assert again.refused == imported.first.refused


def test_portuguese_names_mean_what_the_register_says(imported: Imported, root: Path) -> None:
    """The register's own alpha-2 codes, where it has them, were never shown to the importer."""
    parties = lists.read(root).parties
    assert parties is not None
    names = Names(parties, "pt")
    checked = 0
    for row in register():
        for name, short in zip(row["parties_raw"], row["parties"], strict=True):
            state = pycountry.countries.get(alpha_2=short) if len(short) == 2 else None
            if state is not None:
                checked += 1
                assert names.find(name) == state.alpha_3, name
    assert checked > 7000


def test_a_title_is_said_to_be_portuguese(imported: Imported) -> None:
    assert {act.title_lang for act in imported.library.agreements.values()} == {"pt"}
    assert not any(act.other_titles for act in imported.library.agreements.values())


def test_whether_science_and_technology_grow_against_all_else(imported: Imported) -> None:
    """Their share rose with the 2000s; between that decade and the next it did not."""
    rule = Rule.model_validate({
        "label": "Science and technology", "why": "Asked.", "pillars": ["science", "technology"],
        "since": "2000",
    })  # fmt: skip
    asked = replace(imported.library, further=Further(patterns=MappingProxyType({"science": rule})))
    (verdict,) = base_rate.judge(asked)
    early, late, last = counted(imported)
    since = Share(late.part + last.part, late.whole + last.whole)

    assert verdict.no_rate == ()
    assert verdict.growth == compare(early, since)
    assert verdict.growth is not None
    assert verdict.growth.interval[0] > 1
    assert verdict.growth.p < 0.001
    decades = compare(late, last)
    assert decades is not None
    assert decades.interval[0] < 1 < decades.interval[1]


def counted(imported: Imported) -> tuple[Share, Share, Share]:
    """Before 2000, until 2009 and since: counted from the register itself, with no record between."""
    counts = [[0, 0], [0, 0], [0, 0]]
    refused = {problem.line for problem in imported.first.refused}
    for line, row in enumerate(register(), 1):
        if line not in refused:
            year = int(str(row["date"])[:4])
            period = counts[(year >= 2000) + (year >= 2010)]
            period[0] += "Cooperação Científica e Tecnológica" in row["subjects"]
            period[1] += 1
    first, second, third = (Share(*one) for one in counts)
    return first, second, third
