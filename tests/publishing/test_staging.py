"""Whatever happens to a build, readers have the old site or the new one."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tessera.publishing import swap
from tessera.publishing.lock import BusyError
from tessera.publishing.staging import Staging, StagingError, sweep

# Python 3.12 warns of `fork` beside the threads of the test runner; these children use none.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")

OLD = {"index.html": "old", "a/index.html": "old", "gone.html": "old"}
NEW = {"index.html": "new", "a/index.html": "new", "b/c.html": "new"}
DEAD = 2**22 + 1
"""More than any process is numbered by."""


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path / "site", OLD)
    return tmp_path / "site"


def build(site: Path) -> None:
    staging = Staging.begin(site)
    put(staging.folder, NEW)
    staging.commit()


def in_a_process(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; its exit code, or minus the signal that ended it."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def no_exchange(one: Path, other: Path) -> bool:
    return False


def no_rename(self: Path, target: Path) -> Path:
    raise OSError(errno.EXDEV, "not here")


# --- a build that goes well ------------------------------------------------------------------


def test_the_new_site_takes_the_place_of_the_old(site: Path) -> None:
    build(site)

    assert held(site) == NEW
    assert list(site.parent.iterdir()) == [site]


def test_the_first_build_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    build(tmp_path / "public" / "site")

    assert held(tmp_path / "public" / "site") == NEW
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["site"]


def test_without_an_exchange_two_renames_do(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", no_exchange)

    build(site)

    assert held(site) == NEW
    assert list(site.parent.iterdir()) == [site]


def test_without_renames_the_files_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", no_exchange)
    monkeypatch.setattr(Path, "rename", no_rename)

    build(site)

    assert held(site) == NEW
    assert list(site.parent.iterdir()) == [site]


def test_the_folder_keeps_its_mode_and_what_no_build_makes(site: Path) -> None:
    site.chmod(0o750)
    put(site, {".git/HEAD": "ref", ".nojekyll": "", ".well-known/security.txt": "Contact"})

    build(site)

    assert site.stat().st_mode & 0o777 == 0o750
    assert held(site) == NEW | {
        ".git/HEAD": "ref",
        ".nojekyll": "",
        ".well-known/security.txt": "Contact",
    }


def test_a_link_stays_a_link_and_what_it_names_is_replaced(site: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    link = tmp_path / "www" / "site"
    link.symlink_to(site)

    build(link)

    assert link.is_symlink()
    assert held(site) == NEW
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["site"]


def test_a_link_to_nowhere_gets_its_folder(tmp_path: Path) -> None:
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "disk" / "real")

    build(link)

    assert link.is_symlink()
    assert held(tmp_path / "disk" / "real") == NEW


def test_a_mount_point_is_written_into(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, {".well-known/security.txt": "Contact", "b": "a file where a folder comes"})
    inode = site.stat().st_ino
    unchanged = site / "same.html"
    unchanged.write_text("same")
    before = unchanged.stat()
    monkeypatch.setattr(Path, "is_mount", lambda self: self == site)

    staging = Staging.begin(site)
    put(staging.folder, NEW | {"same.html": "same"})
    staging.commit()

    assert held(site) == NEW | {"same.html": "same", ".well-known/security.txt": "Contact"}
    assert site.stat().st_ino == inode
    assert unchanged.stat().st_mtime_ns == before.st_mtime_ns
    assert list(site.parent.iterdir()) == [site]


def test_a_folder_gives_way_to_a_file_in_a_mount_point(site: Path) -> None:
    new = site.with_name("new")
    put(new, {"a": "a file now"})

    swap.mirror(new, site)

    assert held(site) == {"a": "a file now"}


# --- a build that does not -------------------------------------------------------------------


def test_a_discarded_build_leaves_everything_as_it_was(site: Path) -> None:
    before = (site / "index.html").stat()
    staging = Staging.begin(site)
    put(staging.folder, NEW)

    staging.discard()

    after = (site / "index.html").stat()  # but for the time of reading, which `held` changes
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert held(site) == OLD
    assert list(site.parent.iterdir()) == [site]


def test_a_swap_that_fails_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_for_new(self: Path, target: Path) -> Path:
        if self.name.endswith(".next"):
            raise OSError(errno.EIO, "the disk is broken")
        return rename(self, target)

    monkeypatch.setattr(swap, "exchange", no_exchange)
    monkeypatch.setattr(Path, "rename", fail_for_new)

    with pytest.raises(OSError, match="broken"):
        build(site)

    assert held(site) == OLD
    assert list(site.parent.iterdir()) == [site]


def die(*_: object, **__: object) -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def killed_while_writing(site: Path) -> None:
    staging = Staging.begin(site)
    put(staging.folder, {"index.html": "half"})
    die()


def killed_before_the_swap(site: Path) -> None:
    swap.exchange = die
    build(site)


def killed_after_the_swap(site: Path) -> None:
    exchange = swap.exchange
    swap.exchange = lambda one, other: exchange(one, other) and die()
    build(site)


def killed_between_two_renames(site: Path) -> None:
    rename = Path.rename

    def first_only(self: Path, target: Path) -> Path:
        if self != site:
            die()
        return rename(self, target)

    swap.exchange = no_exchange
    Path.rename = first_only  # type: ignore[method-assign, assignment]
    build(site)


def killed_while_removing_the_old_site(site: Path) -> None:
    shutil.rmtree = die  # type: ignore[assignment]
    build(site)


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        (killed_while_writing, OLD),
        (killed_before_the_swap, OLD),
        (killed_after_the_swap, NEW),
        (killed_between_two_renames, OLD),
        (killed_while_removing_the_old_site, NEW),
    ],
)
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(
    site: Path, moment: Callable[[Path], None], outcome: dict[str, str]
) -> None:
    assert in_a_process(lambda: moment(site)) == -signal.SIGKILL

    Staging.begin(site).discard()  # what the next build does first

    assert held(site) == outcome
    assert list(site.parent.iterdir()) == [site]


def test_only_what_dead_builds_left_is_swept(site: Path) -> None:
    living = os.getppid()
    for name in (f".site.{DEAD}.next", f".site.{living}.next", ".site.backup", f".other.{DEAD}.next",
                 f"site.{DEAD}.next"):  # fmt: skip
        put(site.parent / name, {"index.html": "x"})
    for name in (f".site.{DEAD}.spare", f".site.{living}.spare", ".site.spare"):
        put(site.parent / name, {"index.html": "x"})
    (site.parent / f".site.{DEAD + 1}.next").write_text("a file")
    (site.parent / f".site.{DEAD + 2}.next").symlink_to(site)

    sweep(site)

    assert {path.name for path in site.parent.iterdir()} == {
        "site",
        f".site.{living}.next",
        f".site.{living}.spare",
        ".site.spare",
        ".site.backup",
        f".other.{DEAD}.next",
        f"site.{DEAD}.next",
        f".site.{DEAD + 1}.next",
        f".site.{DEAD + 2}.next",
    }
    assert held(site) == OLD


# --- who else is there -----------------------------------------------------------------------


def test_a_second_build_of_the_same_site_is_refused_by_name(site: Path) -> None:
    first = Staging.begin(site)
    put(first.folder, NEW)

    def second() -> None:
        with pytest.raises(BusyError, match=rf"Another build .* \(process {os.getppid()},"):
            Staging.begin(site)

    assert in_a_process(second) == 0
    first.commit()
    assert held(site) == NEW


def test_when_the_first_build_is_over_the_second_may_begin(site: Path) -> None:
    build(site)

    assert in_a_process(lambda: build(site)) == 0


def test_two_sites_in_one_folder_do_not_wait_for_each_other(tmp_path: Path) -> None:
    first = Staging.begin(tmp_path / "one")

    assert in_a_process(lambda: build(tmp_path / "two")) == 0
    first.discard()


def test_a_worker_that_outlives_its_build_does_not_keep_the_lock(site: Path) -> None:
    leave = multiprocessing.get_context("fork").Event()
    staging = Staging.begin(site)
    worker = multiprocessing.get_context("fork").Process(target=leave.wait)
    worker.start()
    staging.discard()

    assert in_a_process(lambda: build(site)) == 0
    leave.set()
    worker.join()


def test_a_reader_meets_the_old_site_or_the_new_and_never_none(site: Path) -> None:
    put(site, {"index.html": "0"})
    seen: list[int] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.append(int((site / "index.html").read_text()))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 60):
        staging = Staging.begin(site)
        put(staging.folder, {"index.html": str(number), "a/index.html": str(number)})
        staging.commit()
    over.set()
    reader.join()

    assert seen == sorted(seen)
    assert len(set(seen)) > 5


# --- where nothing can be written ------------------------------------------------------------


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user can reach, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="tessera-test-"))
    folder.chmod(0o755)
    put(folder / "site", OLD)
    yield folder
    for path in (folder, folder / "site"):
        path.chmod(0o755)
    shutil.rmtree(folder)


def unprivileged(work: Callable[[], None]) -> int:
    def run() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    return in_a_process(run)


def give(path: Path) -> None:
    """Let the user of `unprivileged` write here."""
    for one in (path, *path.rglob("*")):
        os.chown(one, 65534, 65534) if os.geteuid() == 0 else None


def test_below_a_read_only_parent_the_site_is_written_into(shared: Path) -> None:
    give(shared / "site")
    shared.chmod(0o555)

    assert unprivileged(lambda: build(shared / "site")) == 0
    assert held(shared / "site") == NEW
    assert list(shared.iterdir()) == [shared / "site"]


def test_a_site_that_cannot_be_written_at_all_is_told(shared: Path) -> None:
    shared.chmod(0o555)
    (shared / "site").chmod(0o555)

    def work() -> None:
        with pytest.raises(StagingError, match="read-only"):
            Staging.begin(shared / "site")

    assert unprivileged(work) == 0
    assert held(shared / "site") == OLD


def test_a_file_where_the_site_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")

    with pytest.raises(StagingError, match="is a file"):
        Staging.begin(tmp_path / "site")
