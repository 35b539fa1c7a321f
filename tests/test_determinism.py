"""The whole site, built twice as differently as one machine allows: the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

INPUT = ("briefings", "docs", "hooks", "overrides", "mkdocs.yml", "ledger.jsonl")
MADE = {"__pycache__", ".mypy_cache", ".ruff_cache"}
HERE = {"TZ": "Asia/Tehran", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
THERE = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4294967295", "LC_ALL": "POSIX"}


def copy(root: Path, folder: Path, *, backwards: bool) -> None:
    """The project's input, its files created in one order or the other."""
    paths = [path for name in INPUT for path in (root / name, *(root / name).rglob("*"))]
    files = sorted(path for path in paths if path.is_file() and not MADE & set(path.parts))
    for path in reversed(files) if backwards else files:
        target = folder / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def built(folder: Path, surroundings: dict[str, str]) -> dict[str, str]:
    """The SHA-256 of every file of the site that a strict build makes in the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env={
            **kept,
            **surroundings,
            "PYTHONPATH": str(folder / "hooks"),
            "NO_MKDOCS_2_WARNING": "1",
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_anywhere(root: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale, hash seed and order of files, and no cache: no other site."""
    one, other = tmp_path / "one", tmp_path / "somewhere" / "else" / "other"
    copy(root, one, backwards=False)
    copy(root, other, backwards=True)
    first, second = built(one, HERE), built(other, THERE)

    assert len(first) > 1000
    assert first.keys() == second.keys()
    assert [uri for uri, digest in first.items() if second[uri] != digest] == []
