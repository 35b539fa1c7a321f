"""The same site whatever surrounds the build, or the old one and a reason."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.publishing.conftest import Project

CLOCK = """\
import datetime, time

_then, _began = {then}, time.monotonic()


def _now():
    return _then + time.monotonic() - _began


class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_now(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_now(), datetime.timezone.utc).replace(tzinfo=None)


class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(_now())


time.time, time.time_ns = _now, lambda: int(_now() * 10**9)
datetime.datetime, datetime.date = _Datetime, _Date
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=lambda one: next(iter(one.values())),
)
def test_a_locale_a_zone_or_a_flag_changes_no_byte(
    project: Project, surroundings: dict[str, str]
) -> None:
    (project.folder / "briefings" / "agreements" / "blr-irn-1998-science.yml").write_text(
        "title: تفاهم‌نامه İstanbul ılık\ninstrument: agreement\nparties: [BLR, IRN]\n"
        "dates: {signed: 1998-05-14}\nsources: [{id: text, title: Η συμφωνία}]\n", "utf-8",
    )  # fmt: skip
    assert project.build("--strict").returncode == 0
    before = contents(project.site)

    done = project.build("--strict", **surroundings)

    assert done.returncode == 0, done.stderr
    assert contents(project.site) == before


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_clock_that_is_wrong_changes_no_byte(project: Project, year: int) -> None:
    before = contents(project.site)
    then = int((year - 1969.5) * 31_556_952)
    (project.folder / "clock").mkdir()
    (project.folder / "clock" / "sitecustomize.py").write_text(CLOCK.format(then=then))
    path = os.pathsep.join([str(project.folder / "clock"), os.environ.get("PYTHONPATH", "")])
    seen = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
        env=project.environment | {"PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(seen.stdout) == year

    done = project.build("--strict", PYTHONPATH=path)

    assert done.returncode == 0, done.stderr
    assert {name for name, body in contents(project.site).items() if before.get(name) != body} <= {
        "sitemap.xml.gz"  # packed by the host, with its own day
    }


def test_a_cache_that_is_damaged_in_any_way_changes_no_byte(project: Project) -> None:
    assert project.build("--strict").returncode == 0
    before, chance = contents(project.site), Random(7)
    kept = [path for path in (project.folder / ".cache").rglob("*") if path.is_file()]
    assert len(kept) > 3
    for number, path in enumerate(kept):
        body = path.read_bytes()
        path.write_bytes(
            (b"", body[: len(body) // 2], chance.randbytes(len(body)), body[:-1] + b"\0")[
                number % 4
            ]
        )

    done = project.build("--strict")

    assert done.returncode == 0, done.stderr
    assert contents(project.site) == before


def workers(pid: int) -> Iterator[int]:
    """The processes that a process has started."""
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except (FileNotFoundError, ProcessLookupError):
        return


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_a_worker_that_is_killed_costs_the_site_nothing(project: Project, moment: float) -> None:
    """Whoever kills it (memory runs out, say), the site is whole: the new one, or the old."""
    before = contents(project.site)
    (project.folder / "briefings" / "agreements" / "blr-irn-2001-science.yml").write_text(
        (project.folder / "briefings" / "agreements" / "blr-irn-1998-science.yml").read_text()
    )
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project.folder, env=project.environment, stderr=subprocess.PIPE, text=True,
    ) as going:  # fmt: skip
        killed = 0
        while going.poll() is None and not killed:
            for worker in workers(going.pid):
                time.sleep(moment)
                try:
                    os.kill(worker, 9)
                except ProcessLookupError:
                    continue
                killed += 1
        _, said = going.communicate(timeout=120)

    after = contents(project.site)
    assert killed
    if going.returncode:
        assert after == before, said
    else:
        assert "agreements/blr-irn-2001-science/index.html" in after
        assert len(after) > len(before)
    assert project.leftovers() == []
    assert project.build("--strict").returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one site and a little more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_site_and_says_so(small_disk: Path, project: Project) -> None:
    place = small_disk / "site"
    built = project.build("--strict", "--site-dir", str(place))
    assert built.returncode == 0, built.stderr
    before = contents(place)
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"x" * (free.f_bavail * free.f_bsize - 200_000))

    done = project.build("--strict", "--site-dir", str(place))

    assert done.returncode != 0
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(place) == before
    assert [path.name for path in small_disk.glob(".site*")] == []
    (small_disk / "ballast").unlink()
    assert project.build("--strict", "--site-dir", str(place)).returncode == 0
