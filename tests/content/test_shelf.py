"""What one worker has made serves the others, with all that it needed."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from tessera.content.lookups import Kept, Lookups, watched
from tessera.content.shelf import NAME, Shelf


def doubled(kept: Kept[int], lookups: Lookups, calls: list[str]) -> int:
    """Twice the entry `a` of a watched list, worked out once."""
    numbers = watched({"a": 21}, "numbers", lookups)

    def work_out() -> int:
        calls.append("made")
        return numbers["a"] * 2

    return kept.get("a", work_out)


def test_another_worker_finds_the_value_and_its_needs(tmp_path: Path) -> None:
    first, second, calls = Lookups(), Lookups(), list[str]()
    with first.sharing(tmp_path):
        second.shelf = first.shelf
        for lookups in (first, second):
            with lookups.noting() as needs:
                assert doubled(Kept(lookups, shelf="doubled"), lookups, calls) == 42
            assert needs == {("numbers", "a")}
    assert calls == ["made"]


def test_a_child_finds_what_its_parent_made(tmp_path: Path) -> None:
    with Shelf.within(tmp_path) as shelf:
        shelf.put("entries", "a", ("value", ()))
        if (child := os.fork()) == 0:
            os._exit(0 if shelf.get("entries", "a") == ("value", ()) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_names_keep_values_apart(tmp_path: Path) -> None:
    with Shelf.within(tmp_path) as shelf:
        shelf.put("entries", "a", 1)
        assert shelf.get("bodies", "a") is None
        assert shelf.get("entries", "b") is None


def test_nothing_stays(tmp_path: Path) -> None:
    """Neither after the block nor after an error in it; afterwards everybody works alone."""
    lookups, calls = Lookups(), list[str]()

    def fail() -> None:
        with lookups.sharing(tmp_path):
            doubled(Kept(lookups, shelf="doubled"), lookups, calls)
            assert [*tmp_path.glob(f"{NAME}*/*")]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not [*tmp_path.iterdir()]
    doubled(Kept(lookups, shelf="doubled"), lookups, calls)
    assert calls == ["made", "made"]


def test_only_the_desk_can_read_it(tmp_path: Path) -> None:
    with Shelf.within(tmp_path):
        (place,) = tmp_path.iterdir()
        assert place.stat().st_mode & 0o077 == 0


def test_a_disk_that_is_full_leaves_no_part_of_a_value(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk; the write ends in its middle."""
    with Shelf.within(tmp_path) as shelf:
        if (child := os.fork()) == 0:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
            try:
                shelf.put("entries", "a", "x" * 100_000)
            except OSError:
                os._exit(0)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert shelf.get("entries", "a") is None
