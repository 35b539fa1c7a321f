"""What the peers are given is whole: nothing that they are to show is missing from their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench import corpus
from tests.bench.peers import hugo_site, records
from tests.bench.peers.worked_out import worked_out

from tessera.content.parties import Parties

DESK = corpus.desk(40)


def test_what_tessera_says_of_an_act_among_the_others_is_worked_out_for_each() -> None:
    acts, hubs = worked_out(DESK)

    assert acts.keys() == DESK.agreements.keys()
    assert all(said["sentence"] and said["version"] and said["voices"] for said in acts.values())
    assert any(said["alike"] for said in acts.values())
    assert any(said["standing"] for said in acts.values())
    pairs = {one for one in hubs if one.startswith("pairs/")}
    assert {f"pairs/{'-'.join(codes).lower()}/" for codes in _bilateral()} <= pairs
    assert all(said["shows"] and said["unknown"] for said in hubs.values() if "shows" in said)


def test_hugo_is_given_all_of_it_for_the_whole_site_and_records_alone_otherwise(
    tmp_path: Path,
) -> None:
    for whole in (True, False):
        folder = tmp_path / str(whole)
        hugo_site.write(DESK, records.labels(), folder, whole=whole)
        fronts = {
            path.relative_to(folder / "content").as_posix(): _front(path)
            for path in (folder / "content").rglob("*.md")
        }

        agreements = {name: one for name, one in fronts.items() if name.startswith("agreements/")}
        assert len(agreements) == len(DESK.agreements)
        assert all(("worked" in one) is whole for one in agreements.values())
        for codes in _bilateral():
            page = f"pairs/{'-'.join(codes).lower()}/_index.md"
            assert (page in fronts) is whole
            if whole:
                assert fronts[page]["title"] == " and ".join(map(Parties().name, codes))
                assert "sheet" in fronts[page]["outputs"]


def _bilateral() -> set[tuple[str, ...]]:
    codes = (
        tuple(sorted(party["country"] for party in act["parties"]))
        for act in DESK.agreements.values()
    )
    return {one for one in codes if len(one) == 2}


def _front(path: Path) -> dict[str, Any]:
    front, _ = json.JSONDecoder().raw_decode(path.read_text("utf-8"))
    assert isinstance(front, dict)
    return front
