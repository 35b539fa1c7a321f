"""What the cache promises: what was put whole, or nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tessera.publishing.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_was_put_is_found(cache: Cache) -> None:
    cache.put("cards", "ab12", b"\x00picture")

    assert cache.get("cards", "ab12") == b"\x00picture"


def test_what_was_never_put_is_none(cache: Cache) -> None:
    assert cache.get("cards", "ab12") is None


def test_kinds_are_apart(cache: Cache) -> None:
    cache.put("cards", "ab12", b"picture")

    assert cache.get("markdown", "ab12") is None


def test_empty_data_is_data(cache: Cache) -> None:
    cache.put("cards", "ab12", b"")

    assert cache.get("cards", "ab12") == b""


@pytest.mark.parametrize("kept", [0, 1, 31, 32, 33, 38])
def test_a_half_written_entry_is_ignored(cache: Cache, kept: int) -> None:
    cache.put("cards", "ab12", b"picture")
    entry = cache.root / "cards" / "ab12"
    entry.write_bytes(entry.read_bytes()[:kept])

    assert cache.get("cards", "ab12") is None


def test_a_damaged_entry_is_ignored_and_can_be_put_again(cache: Cache) -> None:
    cache.put("cards", "ab12", b"picture")
    (cache.root / "cards" / "ab12").write_bytes(b"x" * 39)

    assert cache.get("cards", "ab12") is None
    cache.put("cards", "ab12", b"picture")
    assert cache.get("cards", "ab12") == b"picture"


def test_nothing_but_entries_is_left_behind(cache: Cache) -> None:
    cache.put("cards", "ab12", b"picture")
    cache.put("cards", "ab12", b"another")

    assert [path.name for path in (cache.root / "cards").iterdir()] == ["ab12"]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")

    cache.put("cards", "ab12", b"picture")

    assert cache.get("cards", "ab12") is None


def test_sweeping_removes_all_but_what_is_kept(cache: Cache) -> None:
    for kind, key in [("cards", "a"), ("cards", "b"), ("markdown", "a")]:
        cache.put(kind, key, b"data")

    assert cache.sweep({("cards", "a")}) == 2
    assert cache.get("cards", "a") == b"data"
    assert cache.get("cards", "b") is None
    assert cache.get("markdown", "a") is None


def test_sweeping_a_cache_that_is_not_there_removes_nothing(cache: Cache) -> None:
    assert cache.sweep(set()) == 0


def test_a_worker_process_can_be_given_the_cache(cache: Cache) -> None:
    cache.put("cards", "ab12", b"picture")

    assert pickle.loads(pickle.dumps(cache)).get("cards", "ab12") == b"picture"
