"""Made-up desks are valid, always the same, and about as rich as the shipped one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import mean

import pytest
from tests.bench import corpus
from tests.bench.corpus import ROOT, Desk

from tessera.content.library import Library
from tessera.content.loader import Loader

SIZE = 50


@pytest.fixture(scope="module")
def desk() -> Desk:
    return corpus.desk(SIZE)


@pytest.fixture(scope="module")
def folder(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    desk.write(folder)
    return folder


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return Loader(folder).load()


def test_a_made_up_desk_has_no_problem(library: Library) -> None:
    """The loader would raise, and a tenth as many analyses stand beside the agreements."""
    assert (len(library.agreements), len(library.analyses)) == (SIZE, SIZE // 10)


def test_a_seed_gives_the_same_files(desk: Desk, folder: Path, tmp_path: Path) -> None:
    corpus.desk(SIZE).write(tmp_path)
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (folder, tmp_path)
    )
    assert first == second


def test_another_seed_gives_other_records(desk: Desk) -> None:
    assert corpus.desk(SIZE, seed=2).agreements.keys() != desk.agreements.keys()


def test_a_desk_grows_by_records_and_keeps_those_it_had(desk: Desk) -> None:
    smaller = corpus.desk(SIZE // 2).agreements
    assert list(smaller.items()) == list(desk.agreements.items())[: SIZE // 2]


def test_titles_are_in_several_scripts(library: Library) -> None:
    languages = Counter(one.lang for act in library.agreements.values() for one in act.titles)
    assert languages.keys() == {"ru", "fa", "zh", "ar"}


def test_a_few_parties_sign_much_and_many_sign_little() -> None:
    """The busiest twentieth of the states has at least a sixth of all signatures."""
    acts = corpus.desk(1000).agreements.values()
    signed = Counter(party["country"] for act in acts for party in act["parties"])
    busiest = sum(number for _, number in signed.most_common(corpus.PARTIES // 20))
    assert len(signed) > corpus.PARTIES * 0.9
    assert signed.total() / 6 < busiest < signed.total() / 2


def test_records_are_about_as_large_as_the_shipped_ones(folder: Path) -> None:
    made, shipped = (
        mean(path.stat().st_size for path in (root / "briefings" / "agreements").glob("*.yml"))
        for root in (folder, ROOT)
    )
    assert 0.75 < made / shipped < 1.33
