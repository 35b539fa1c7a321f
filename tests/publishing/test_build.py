"""Plain `mkdocs build`, from outside: what it leaves behind, whatever happens to it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.publishing.conftest import AGREEMENT as RECORD

if TYPE_CHECKING:
    from tests.publishing.conftest import Project


@dataclass(frozen=True)
class Seen:
    """A folder as it is on the disk."""

    files: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, folder: Path) -> Seen:
        return cls(
            {
                path.relative_to(folder).as_posix(): (
                    sha256(path.read_bytes()).hexdigest(),
                    path.stat().st_mtime_ns,
                )
                for path in folder.rglob("*")
                if path.is_file()
            }
        )


def test_a_site_has_the_hosts_pages_and_ours_and_a_manifest_of_both(built: Path) -> None:
    site = built / "site"
    manifest = json.loads((site / "manifest.json").read_text())

    for uri in ("about/index.html", "agreements/blr-irn-1998-science/index.html", "index.html"):
        assert uri in manifest
    for uri, digest in manifest.items():
        assert sha256((site / uri).read_bytes()).hexdigest() == digest
    assert list(built.glob(".site*")) == []


def test_no_sentinel_reaches_a_reader(built: Path) -> None:
    for path in (built / "site").rglob("*.html"):
        assert "TSSLOT" not in path.read_text(), path


def test_the_same_input_gives_the_same_bytes(project: Project) -> None:
    before = {uri: digest for uri, (digest, _) in Seen.of(project.site).files.items()}
    shutil.rmtree(project.site)

    assert project.build("--strict").returncode == 0

    after = {uri: digest for uri, (digest, _) in Seen.of(project.site).files.items()}
    assert after == before


def test_after_edits_the_tree_is_that_of_a_build_from_nothing(project: Project) -> None:
    """What stands is linked before anything is known of the edits; folders must go as well."""

    def tree() -> dict[str, bytes | None]:
        return {
            path.relative_to(project.site).as_posix(): path.read_bytes() if path.is_file() else None
            for path in project.site.rglob("*")
        }

    gone = project.record("blr-cub-2010-science", RECORD.replace("IRN", "CUB"))
    assert project.build().returncode == 0
    assert (project.site / "pairs" / "blr-cub").is_dir()
    robots = (project.site / "robots.txt").stat().st_ino
    gone.unlink()
    project.record("blr-ven-2006-science", RECORD.replace("IRN", "VEN").replace("science", "sport"))
    assert project.build().returncode == 0

    warm = tree()
    assert not [uri for uri in warm if "blr-cub" in uri]
    assert (project.site / "robots.txt").stat().st_ino == robots
    shutil.rmtree(project.site)
    shutil.rmtree(project.folder / ".cache")
    assert project.build().returncode == 0
    assert tree() == warm


def test_a_build_begins_with_the_site_before_the_last_and_takes_nothing_foreign_from_it(
    project: Project,
) -> None:
    spare = project.folder / ".site.spare"
    path = project.record("blr-cub-2010-science", RECORD.replace("IRN", "CUB"))
    assert project.build().returncode == 0  # over the first
    page = Path("agreements", path.stem, "index.html")
    assert spare.is_dir()
    assert not (spare / page).exists()
    robots, kept = project.site / "robots.txt", (spare / "feeds").stat().st_ino
    assert (spare / "robots.txt").samefile(robots)

    (spare / "evil.html").write_text("somebody's")
    (spare / "index.html").unlink()
    (spare / "index.html").write_text("somebody's")
    path.write_text(path.read_text().replace("title: ", "title: Another "))
    assert project.build().returncode == 0

    assert (project.site / "feeds").stat().st_ino == kept
    assert robots.samefile(spare / "robots.txt")
    assert not (project.site / "evil.html").exists()
    assert "somebody's" not in (project.site / "index.html").read_text()
    assert "Another" in (project.site / page).read_text()
    assert "Another" not in (spare / page).read_text()


@pytest.mark.parametrize("options", [(), ("--strict",)], ids=["plain", "strict"])
def test_a_broken_record_fails_the_build_by_its_place_and_spares_the_site(
    project: Project, options: tuple[str, ...]
) -> None:
    before = Seen.of(project.site)
    record = project.folder / "briefings" / "agreements" / "blr-irn-1998-science.yml"
    record.write_text(record.read_text().replace("1998-05-14", "1998-13-14"))

    done = project.build(*options)

    assert done.returncode == 1
    assert "briefings/agreements/blr-irn-1998-science.yml:" in done.stderr
    assert "1998-13-14" in done.stderr
    assert "Traceback" not in done.stderr
    assert "1 problem in 1 file" in done.stdout + done.stderr
    assert Seen.of(project.site) == before
    assert project.leftovers() == []


@pytest.mark.parametrize("options", [("--strict",), ("--strict", "-q")], ids=["loud", "quiet"])
def test_a_warning_of_the_host_fails_a_strict_build_and_spares_the_site(
    project: Project, options: tuple[str, ...]
) -> None:
    before = Seen.of(project.site)
    (project.folder / "docs" / "about.md").write_text("# About\n\n[nowhere](nowhere.md)\n")

    done = project.build(*options)

    assert done.returncode == 1
    assert Seen.of(project.site) == before
    assert project.leftovers() == []


def test_a_warning_of_the_host_does_not_fail_a_build_that_is_not_strict(project: Project) -> None:
    (project.folder / "docs" / "about.md").write_text("# Changed\n\n[nowhere](nowhere.md)\n")

    assert project.build().returncode == 0
    assert "Changed" in (project.site / "about" / "index.html").read_text()


def test_a_hand_written_page_cannot_take_a_records_address(project: Project) -> None:
    before = Seen.of(project.site)
    (project.folder / "docs" / "agreements").mkdir()
    (project.folder / "docs" / "agreements" / "index.md").write_text("# Mine")

    done = project.build()

    assert done.returncode == 1
    assert "`agreements/index.html` is written twice" in done.stderr
    assert Seen.of(project.site) == before


def test_a_theme_that_lost_a_slot_is_told_which(project: Project) -> None:
    before = Seen.of(project.site)
    (project.folder / "theme").mkdir()
    (project.folder / "theme" / "main.html").write_text('{% extends "base.html" %}')
    project.configure(custom_dir="theme")

    done = project.build()

    assert done.returncode == 1
    assert "no place for: title, head, toc, edit" in done.stderr
    assert Seen.of(project.site) == before


def test_an_address_of_the_ledger_that_is_gone_fails_the_build(project: Project) -> None:
    before = Seen.of(project.site)
    (project.folder / "ledger.jsonl").write_text(
        '{"kind": "address", "value": "agreements/", "since": "2026-06-19"}\n'
        '{"kind": "address", "value": "agreements/gone/", "since": "2026-06-19"}\n'
        '{"kind": "id", "value": "blr-irn-1998-science", "since": "2026-06-19"}\n'
    )

    done = project.build()

    assert done.returncode == 1
    assert "ledger.jsonl:2:1: The address `agreements/gone/`" in done.stderr
    assert "1 problem in 1 file" in done.stdout + done.stderr
    assert Seen.of(project.site) == before


@pytest.mark.parametrize(
    "event", ["on_pre_build(**_)", "on_post_page(*_, **__)", "on_post_build(**_)"]
)
def test_a_build_that_is_killed_spares_the_site_and_the_next_one_clears_up(
    project: Project, event: str
) -> None:
    before = Seen.of(project.site)
    project.hook(f"import os\n\ndef {event}:\n    os.kill(os.getpid(), 9)\n")

    assert project.build().returncode == -signal.SIGKILL
    assert Seen.of(project.site) == before

    project.hook("")
    assert project.build("--strict").returncode == 0
    assert project.leftovers() == []


def test_a_build_that_is_interrupted_clears_up_itself(project: Project) -> None:
    before = Seen.of(project.site)
    project.hook("def on_post_page(*_, **__):\n    raise KeyboardInterrupt\n")

    assert project.build().returncode != 0
    assert Seen.of(project.site) == before
    assert project.leftovers() == []


def test_of_two_builds_at_once_the_later_says_so_and_the_first_is_whole(project: Project) -> None:
    go = project.folder / "go"
    project.hook(
        "import pathlib, time\n\n"
        "def on_post_page(*_, **__):\n"
        "    pathlib.Path('waiting').touch()\n"
        "    while not pathlib.Path('go').exists():\n"
        "        time.sleep(0.02)\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project.folder,
        env=project.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until((project.folder / "waiting").exists)

        second = project.build("--strict")

        assert second.returncode == 1
        assert f"Another build of this site is running (process {first.pid}," in second.stderr
    finally:
        go.touch()
        _, said = first.communicate(timeout=60)
    assert first.returncode == 0, said
    assert (project.site / "manifest.json").exists()
    assert project.leftovers() == []


def test_a_link_called_site_stays_a_link(project: Project) -> None:
    project.site.rename(project.folder / "elsewhere")
    project.site.symlink_to("elsewhere")
    (project.folder / "elsewhere" / "stale.html").write_text("stale")

    assert project.build("--strict").returncode == 0

    assert project.site.is_symlink()
    assert not (project.folder / "elsewhere" / "stale.html").exists()
    assert (project.folder / "elsewhere" / "manifest.json").exists()


def test_the_environment_can_name_the_sites_address(project: Project) -> None:
    done = project.build("--strict", SITE_URL="https://desk.example/briefings")

    assert done.returncode == 0
    page = (project.site / "agreements" / "blr-irn-1998-science" / "index.html").read_text()
    assert 'href="https://desk.example/briefings/agreements/blr-irn-1998-science/"' in page
    assert "tiny.example" not in page
    assert 'href="/briefings/' in (project.site / "404.html").read_text()


def until(reached: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_nothing_of_a_build_depends_on_where_it_runs(built: Path) -> None:
    for path in (built / "site").rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".csv"}:
            text = path.read_text()
            assert str(built) not in text, path
            assert os.fspath(Path.home()) not in text, path
