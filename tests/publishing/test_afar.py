"""Pages and cards made by processes that have inherited nothing: the same bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from tests.publishing.conftest import ROOT, Project

from tessera.errors import TesseraError
from tessera.publishing import executors
from tessera.publishing.cache import Cache
from tessera.publishing.store import Store

BRIEFING = """\
---
title: Ein Abkommen
standfirst: Was vorliegt.
authors: [{name: Desk}]
published: 2011-01-10
as_of: 2011-01-10
lang: de
agreements: [blr-irn-1998-science]
---

Zu [[blr-irn-1998-science]]: {{ count(parties=BLR) }}.
"""


@pytest.fixture
def rich(project: Project) -> Project:
    """A project with a briefing in another language, and a part of the desk's own records."""
    (project.folder / "briefings" / "analyses" / "ein-abkommen.md").write_text(BRIEFING)
    alone = [
        path for path in sorted((ROOT / "briefings" / "agreements").rglob("*.yml"))
        if "relations:" not in path.read_text("utf-8")
    ]  # fmt: skip
    for path in alone[:12]:
        shutil.copy(path, project.folder / "briefings" / "agreements")
    return project


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tessera(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tessera.cli", "build", "--root", str(project.folder), *words],
        env=project.environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(  # type: ignore[no-untyped-call]  # theirs
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def test_a_dask_cluster_gives_the_same_bytes(rich: Project, cluster: LocalCluster) -> None:
    assert tessera(rich).returncode == 0
    before = contents(rich.site)
    shutil.rmtree(rich.folder / ".cache")
    shutil.rmtree(rich.site)

    done = tessera(rich, "--executor", cluster.scheduler_address.replace("tcp://", "dask://"))

    assert done.returncode == 0, done.stderr
    assert len(before) > 500
    assert contents(rich.site) == before


def test_a_cluster_that_goes_on_running_takes_up_new_settings_and_templates(
    rich: Project, cluster: LocalCluster
) -> None:
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    assert tessera(rich, "--executor", address).returncode == 0
    config = json.loads((rich.folder / "mkdocs.yml").read_text())
    config["site_name"] = "Another"
    (rich.folder / "mkdocs.yml").write_text(json.dumps(config))
    theme = (rich.folder / "overrides").resolve()
    (rich.folder / "overrides").unlink()
    shutil.copytree(theme, rich.folder / "overrides")
    page = rich.folder / "overrides" / "pages" / "agreement.html"
    page.write_text(page.read_text() + "<p>Edited.</p>")

    assert tessera(rich, "--executor", address).returncode == 0

    text = (rich.site / "agreements" / "blr-irn-1998-science" / "index.html").read_text()
    assert "Another" in text
    assert "Edited." in text


def test_processes_that_inherit_nothing_make_again_only_what_changed(rich: Project) -> None:
    assert tessera(rich, "--executor", "processes://2").returncode == 0
    inodes = {path: path.stat().st_ino for path in rich.site.rglob("*") if path.is_file()}
    record = rich.folder / "briefings" / "agreements" / "blr-ven-2006-science.yml"
    record.write_text(record.read_text().replace("title: ", "title: New "))

    assert tessera(rich, "--executor", "processes://2").returncode == 0
    again = contents(rich.site)
    kept = [path for path, inode in inodes.items() if path.exists() and path.stat().st_ino == inode]
    shutil.rmtree(rich.folder / ".cache")
    shutil.rmtree(rich.site)
    assert tessera(rich).returncode == 0

    assert again == contents(rich.site)
    assert len(kept) > len(inodes) / 2


def test_a_problem_that_only_a_worker_meets_is_told_by_its_file(rich: Project) -> None:
    path = rich.folder / "briefings" / "analyses" / "ein-abkommen.md"
    path.write_text(BRIEFING + "\n" + "\n".join(f"{'    ' * n}- x" for n in range(150)))

    done = tessera(rich, "--executor", "processes://2")

    assert done.returncode != 0
    assert "briefings/analyses/ein-abkommen.md" in done.stderr


def test_the_cache_may_be_in_a_store(rich: Project, tmp_path: Path) -> None:
    url = (tmp_path / "store").as_uri()
    assert tessera(rich, "--cache", url).returncode == 0
    before = contents(rich.site)
    kept = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    shutil.rmtree(rich.folder / ".cache", ignore_errors=True)
    shutil.rmtree(rich.site)

    assert tessera(rich, "--cache", url).returncode == 0

    assert len(kept) > 5
    assert contents(rich.site) == before
    assert not (rich.folder / ".cache").exists()


def test_a_store_keeps_what_is_whole_and_forgives_everything(tmp_path: Path) -> None:
    store = Store((tmp_path / "store").as_uri())
    store.put("cards", "ab", b"picture")
    assert store.get("cards", "ab") == b"picture"
    assert Cache(tmp_path / "store").get("cards", "ab") == b"picture"
    (tmp_path / "store" / "cards" / "ab").write_bytes(b"half")
    assert store.get("cards", "ab") is None
    nowhere = Store("file:///proc/nowhere")
    nowhere.put("cards", "ab", b"picture")
    assert nowhere.get("cards", "ab") is None
    assert store.sweep(set()) == 0


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("dask://127.0.0.1:9", "No Dask scheduler answers"),
        ("ftp://x", "names no executor"),
        ("processes://0", "names no executor"),
        ("dask://", "names no executor"),
    ],
)
def test_an_executor_that_is_not_there_is_told(url: str, told: str) -> None:
    with pytest.raises(TesseraError, match=told), executors.named(url):
        pass
