"""Limits of time and memory, with work that would reach any."""

from __future__ import annotations

import multiprocessing
import re
import resource
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from tessera.cli import main
from tessera.content import guard, records
from tessera.content.guard import BreachError, guarded
from tessera.content.loader import Loader
from tessera.errors import ContentError

ROOT = Path(__file__).resolve().parents[2]


def forever() -> None:
    while True:
        pass


def backtrack() -> None:
    """A pattern that would take longer than the universe has."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def swallow() -> None:
    """A parser that takes every exception for bad input."""
    while True:
        with suppress(Exception):
            forever()


@pytest.mark.parametrize("work", [forever, backtrack, swallow])
def test_what_takes_too_long_is_stopped(work: Callable[[], None]) -> None:
    start = time.process_time()
    with pytest.raises(BreachError, match=r"more than 0\.2 seconds"), guarded(0.2):
        work()

    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "work", [lambda: bytearray(2**29), lambda: list(range(2**26)), lambda: "x" * 2**29]
)
def test_what_takes_too_much_memory_is_stopped(work: Callable[[], object]) -> None:
    with pytest.raises(BreachError, match="more than 256 MB"), guarded():
        work()


def test_what_stays_within_is_left_alone_and_nothing_stays_set() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)
    with guarded():
        kept = bytearray(2**26)
    with pytest.raises(ZeroDivisionError), guarded():
        1 / 0  # noqa: B018

    assert len(kept) == 2**26
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_waiting_is_no_work() -> None:
    with guarded(0.2):
        time.sleep(0.4)


def test_in_another_thread_nothing_is_limited_and_nothing_breaks() -> None:
    done = []
    thread = threading.Thread(target=lambda: done.append(_sum()))
    thread.start()
    thread.join()

    assert done == [4950]


def _sum() -> int:
    with guarded():
        return sum(range(100))


def test_a_limit_holds_in_a_worker_and_its_problem_comes_back_whole() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        with pytest.raises(ContentError) as told:
            pool.submit(_breach).result()
        assert pool.submit(_sum).result() == 4950

    (problem,) = told.value.problems
    assert str(problem) == (
        "a.md:7:1: Reading this takes more than 0.1 seconds. Expected a shorter or a simpler file. "
        "[too-costly]"
    )


def _breach() -> None:
    try:
        with guarded(0.1):
            forever()
    except BreachError as breach:
        raise ContentError([breach.problem("a.md", 7)]) from None


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    briefings = tmp_path / "briefings"
    (briefings / "agreements").mkdir(parents=True)
    for name in ("vocabulary.yml", "outlets.yml", "parties.yml"):
        (briefings / name).write_bytes((ROOT / "briefings" / name).read_bytes())
    for name in ("bad", "slow-one", "worse"):
        (briefings / "agreements" / f"{name}.yml").write_text("title: [")
    return tmp_path


def test_one_costly_file_is_named_and_the_others_are_read(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = records.of_text

    def costly(text: str, path: Path, *rest: object) -> object:
        if path.stem == "slow-one":
            forever()
        return usual(text, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(records, "of_text", costly)
    monkeypatch.setattr(guard.guarded.__wrapped__, "__defaults__", (0.2, guard.MEMORY))  # type: ignore[attr-defined]

    with pytest.raises(ContentError) as told:
        Loader(desk).load()

    found = {(one.file.rpartition("/")[2], one.code) for one in told.value.problems}
    assert ("slow-one.yml", "too-costly") in found
    assert {("bad.yml", "yaml-syntax"), ("worse.yml", "yaml-syntax")} <= found


def test_the_check_renders_every_briefing_too(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (desk / "briefings" / "agreements").iterdir():
        path.unlink()
    texts = desk / "briefings" / "analyses"
    texts.mkdir()
    front = "---\ntitle: A\nstandfirst: B\nauthors: [{name: C}]\npublished: 2026-01-01\nas_of: 2026-01-01\n---\n"
    (texts / "deep-one.md").write_text(front + "\n".join(f"{'    ' * n}- x" for n in range(150)))
    (texts / "plain-one.md").write_text(front + "Words.\n")

    done = CliRunner().invoke(main, ["check", "--root", str(desk), "--format", "text"])

    assert done.exit_code == 1
    assert "briefings/analyses/deep-one.md" in done.output
    assert "plain-one" not in done.output
