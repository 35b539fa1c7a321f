"""What another has put into the cache is not opened."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from tessera.publishing import signed
from tessera.publishing.cache import Cache
from tessera.publishing.signed import SIZE, Signed, own_key

KEY, OTHER = b"k" * SIZE, b"o" * SIZE


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user's own state lies."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "tessera"


def test_what_was_put_is_found(kept: Cache) -> None:
    Signed(kept, "read", KEY).put("a", b"data")
    assert Signed(kept, "read", KEY).get("a") == b"data"
    assert Signed(kept, "read", KEY).get("b") is None


class _Trap:
    """What runs when it is opened."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch trapped",)


@pytest.mark.parametrize("put", ["without a key", "with another's key", "under another name"])
def test_what_another_has_put_is_not(kept: Cache, put: str) -> None:
    trap = pickle.dumps(_Trap())
    if put == "without a key":
        kept.put("read", "a", trap)
    elif put == "with another's key":
        Signed(kept, "read", OTHER).put("a", trap)
    else:
        Signed(kept, "read", KEY).put("b", trap)
        kept.put("read", "a", kept.get("read", "b") or b"")
    assert Signed(kept, "read", KEY).get("a") is None


def test_no_bit_of_it_can_change(kept: Cache) -> None:
    mine = Signed(kept, "read", KEY)
    mine.put("a", b"data")
    whole = kept.get("read", "a") or b""
    for at in range(len(whole)):
        kept.put("read", "a", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert mine.get("a") is None
    for end in range(len(whole)):
        kept.put("read", "a", whole[:end])
        assert mine.get("a") is None


def test_a_user_has_one_key_that_nobody_else_reads(home: Path, tmp_path: Path) -> None:
    key = own_key(tmp_path / "project")
    assert key is not None
    assert len(key) == SIZE
    assert own_key(tmp_path / "another") == key
    assert [path.name for path in home.iterdir()] == ["cache.key"]
    assert (home / "cache.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "wrong", ["open to others", "too short", "no place for it", "in the project", "no home"]
)
def test_a_key_that_may_be_another_s_is_none(
    home: Path, tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    own_key(project)
    if wrong == "open to others":
        (home / "cache.key").chmod(0o644)
    elif wrong == "too short":
        (home / "cache.key").write_bytes(b"")
    elif wrong == "no place for it":
        (home.parent / "file").write_bytes(b"")
        monkeypatch.setattr(signed, "user_state_path", lambda _: home.parent / "file" / "inside")
    elif wrong == "in the project":
        monkeypatch.setattr(signed, "user_state_path", lambda _: project / ".local" / "state")
    else:
        monkeypatch.setattr(signed, "user_state_path", lambda _: Path("~/.local/state"))
        monkeypatch.chdir(tmp_path)
    assert own_key(project) is None
    assert not (tmp_path / "~").exists()
    assert not project.exists()
