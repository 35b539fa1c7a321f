"""A build killed at any moment: the site is the old one or the new one, and never a mixture."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.publishing.conftest import Project
from tests.torture.conftest import Figures

TITLE = "Agreement on cooperation in science"


def whole(site: Path) -> bool:
    """Whether every file is as the site's own manifest says, and there is no other."""
    manifest = json.loads((site / "manifest.json").read_text())
    found = {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    return bool(found == manifest)


def stand_in(project: Project) -> str:
    """Which version stands there, by the title of its record."""
    page = project.site / "agreements" / "blr-irn-1998-science" / "index.html"
    text = page.read_text("utf-8")
    return text.partition(f"{TITLE} ")[2].partition("<")[0].split()[0]


def start(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "-q", "build"], cwd=project.folder,
        env=project.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def write(project: Project, version: int) -> None:
    path = project.folder / "briefings" / "agreements" / "blr-irn-1998-science.yml"
    text = path.read_text()
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    path.write_text(text.replace(title, f"title: {TITLE} v{version}"))


def test_killed_at_random_moments(tmp_path: Path, figures: Figures, times: int) -> None:
    project = Project.make(tmp_path)
    write(project, 0)
    began = time.monotonic()
    assert start(project).wait(120) == 0
    took = time.monotonic() - began
    chance, torn, new, kills = Random(20261128), 0, 0, 0
    standing = "v0"
    for version in range(1, times + 1):
        write(project, version)
        going = start(project)
        time.sleep(chance.uniform(0, took * 1.1))
        if going.poll() is None:
            kills += 1
        with suppress(ProcessLookupError):
            os.killpg(going.pid, signal.SIGKILL)
        going.wait()
        now = stand_in(project)
        torn += now not in {standing, f"v{version}"} or not whole(project.site)
        new += now == f"v{version}"
        standing = now
    assert start(project).wait(120) == 0
    figures(kills=kills, torn=torn, kills_after_swap=new, left_over=len(project.leftovers()))

    assert kills > times // 2
    assert torn == 0
    assert project.leftovers() == []
    shutil.rmtree(project.folder, ignore_errors=True)
