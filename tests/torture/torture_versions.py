"""The desk's own site, built by another Python: the same bytes.

PYTHONS names the interpreters to try (paths, with commas); otherwise those on PATH are.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.torture.conftest import Figures

ROOT = Path(__file__).resolve().parents[2]
INPUT = ("briefings", "docs", "hooks", "overrides", "mkdocs.yml", "Makefile", "pyproject.toml",
         "hatch_build.py", "README.md", "LICENSE", "requirements.lock", "requirements-build.lock",
         ".github")  # fmt: skip


def others() -> list[str]:
    """An interpreter for every version that is here and is not this one."""
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    named = os.environ.get("PYTHONS", "").split(",")
    found = [shutil.which(f"python3.{minor}") or "" for minor in range(11, 16)]
    versions: dict[str, str] = {}
    for python in filter(None, [*named, *found]):
        asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        if told.returncode == 0:
            versions.setdefault(told.stdout.strip(), python)
    versions.pop(here, None)
    return [*versions.values()]


def built(folder: Path, python: str) -> dict[str, str]:
    for name in INPUT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    ours = ("PYTHON", "MAKE", "MFLAGS", "ARGS", "TORTURE", "VIRTUAL_ENV")
    kept = {name: os.environ[name] for name in os.environ if not name.startswith(ours)}
    done = subprocess.run(
        ["make", "site", f"PYTHON={python}"], cwd=folder, env=kept, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    manifest: dict[str, str] = json.loads((folder / "site" / "manifest.json").read_text())
    return manifest


@pytest.mark.skipif(not others(), reason="no other Python is here")
def test_another_python_gives_the_same_bytes(tmp_path: Path, figures: Figures) -> None:
    first = built(_made(tmp_path / "here"), sys.executable)
    differing, versions = set[str](), []
    for number, python in enumerate(others()):
        second = built(_made(tmp_path / str(number)), python)
        assert first.keys() == second.keys()
        differing |= {uri for uri, digest in first.items() if second[uri] != digest}
        versions.append(python)
    figures(pythons=1 + len(versions), files_compared=len(first), files_differing=len(differing))

    assert differing == set()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
