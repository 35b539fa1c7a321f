"""A build that begins with the site before the last one takes from it what stands, and nothing else."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tessera.outputs.producer import Stamp
from tessera.publishing import spare, swap
from tessera.publishing.staging import Staging
from tessera.publishing.writer import Folder, files

SITE = {"index.html": "new", "a/index.html": "same", "b/c/data.json": "same", "d.txt": "new"}
BEFORE = {
    "index.html": "old",
    "a/index.html": "same",
    "b/c/data.json": "same",
    "gone/e.html": "old",
}
GIVEN = {"index.html": "the host's", "css/host.css": "the host's"}
SAME = {"a/index.html", "b/c/data.json"}


def put(folder: Path, texts: dict[str, str]) -> Path:
    for uri, text in texts.items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_text(text)
    return folder


def held(folder: Path) -> dict[str, str]:
    return {uri: (folder / uri).read_text() for uri in files(folder)}


class Desk:
    """A site, the one before it (what is the same is linked), and the folder of the next build."""

    def __init__(self, root: Path) -> None:
        self.site = put(root / "site", SITE)
        self.spare = put(root / ".site.spare", BEFORE)
        self.folder = put(root / ".site.1.next", GIVEN)
        for uri in SAME:
            (self.spare / uri).unlink()
            (self.spare / uri).hardlink_to(self.site / uri)

    @property
    def standing(self) -> dict[str, Stamp]:
        return {uri: Folder(self.site).stamp(uri) for uri in SITE}

    def begin(self) -> dict[str, str]:
        spare.begin(self.folder, self.spare, self.standing)
        assert not self.spare.exists()
        assert held(self.site) == SITE
        return held(self.folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_stands_is_there_beside_what_the_host_has_written(desk: Desk) -> None:
    assert desk.begin() == GIVEN | dict.fromkeys(SAME, "same")
    assert all((desk.folder / uri).samefile(desk.site / uri) for uri in SAME)


def test_folders_in_which_nothing_stands_are_gone(desk: Desk) -> None:
    (desk.spare / "empty" / "inside").mkdir(parents=True)

    desk.begin()

    assert {path.name for path in desk.folder.iterdir()} == {"index.html", "a", "b", "css"}


def write_into(desk: Desk) -> None:
    (desk.spare / "a" / "index.html").unlink()
    (desk.spare / "a" / "index.html").write_text("somebody's")


def add_to(desk: Desk) -> None:
    put(
        desk.spare,
        {"evil.html": "somebody's", "a/evil.html": "somebody's", ".hidden": "somebody's"},
    )


def exchange_a_folder(desk: Desk) -> None:
    elsewhere = put(desk.spare.with_name("elsewhere"), {"data.json": "somebody's"})
    (desk.spare / "b" / "c" / "data.json").unlink()
    (desk.spare / "b" / "c").rmdir()
    (desk.spare / "b" / "c").symlink_to(elsewhere)


@pytest.mark.parametrize("touch", [write_into, add_to, exchange_a_folder])
def test_what_somebody_put_into_the_spare_site_is_left_out(
    desk: Desk, touch: Callable[[Desk], None]
) -> None:
    touch(desk)

    assert "somebody's" not in desk.begin().values()
    assert held(desk.folder).items() >= GIVEN.items()
    assert not any(path.is_symlink() for path in desk.folder.rglob("*"))
    if touch is exchange_a_folder:
        assert held(desk.spare.with_name("elsewhere")) == {"data.json": "somebody's"}


def test_a_link_in_the_place_of_the_spare_site_is_not_followed(desk: Desk) -> None:
    precious = put(desk.spare.with_name("precious"), {"work.txt": "mine", "a/index.html": "mine"})
    desk.spare.rename(desk.spare.with_name("away"))
    desk.spare.symlink_to(precious)

    assert desk.begin() == GIVEN
    assert held(precious) == {"work.txt": "mine", "a/index.html": "mine"}


def test_where_nothing_is_known_of_the_last_site_nothing_stands(desk: Desk) -> None:
    spare.begin(desk.folder, desk.spare, {})

    assert not desk.spare.exists()
    assert held(desk.folder) == GIVEN


def no_exchange(*_: object) -> bool:
    return False


def no_link(*_: object) -> None:
    raise OSError(errno.EPERM, "not here")


def test_what_one_build_has_taken_no_other_takes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process may outlive its build that was killed, and meet the next one at the spare site."""
    exchange, other = swap.exchange, put(desk.folder.with_name(".site.2.next"), GIVEN)

    def meanwhile(one: Path, two: Path) -> bool:
        monkeypatch.setattr(swap, "exchange", exchange)
        spare.begin(other, desk.spare, desk.standing)
        return exchange(one, two)

    monkeypatch.setattr(swap, "exchange", meanwhile)

    assert desk.begin() == GIVEN | dict.fromkeys(SAME, "same")
    assert held(other) == GIVEN


def test_where_names_cannot_be_exchanged_the_folder_stays_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "exchange", no_exchange)

    assert desk.begin() == GIVEN


def test_where_there_are_no_links_the_folder_stays_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_link)

    assert desk.begin() == GIVEN


def test_a_host_that_has_a_file_where_a_folder_stands_has_its_file(desk: Desk) -> None:
    put(desk.folder, {"a": "the host's"})

    assert desk.begin() == GIVEN | {"a": "the host's"}


def test_a_spare_site_is_the_last_one_without_what_no_build_makes(tmp_path: Path) -> None:
    site = put(tmp_path / "site", BEFORE | {".git/HEAD": "ref", ".nojekyll": ""})
    put(tmp_path / ".site.spare", {"older.html": "older"})
    staging = Staging.begin(site)
    put(staging.folder, SITE)

    staging.commit(keep=True)

    assert held(site) == SITE | {".git/HEAD": "ref", ".nojekyll": ""}
    assert staging.spare == tmp_path / ".site.spare"
    assert held(staging.spare) == BEFORE
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.spare"}


def test_what_no_build_makes_is_taken_from_the_site_and_not_from_the_spare_one(
    tmp_path: Path,
) -> None:
    site = put(tmp_path / "site", {"index.html": "1", ".git/HEAD": "first"})
    for number in ("2", "3", "4"):
        staging = Staging.begin(site)
        known = {uri: Folder(site).stamp(uri) for uri in files(site)}
        spare.begin(staging.folder, staging.spare, known)
        put(staging.folder, {"index.html": number})
        put(site, {".git/HEAD": f"before {number}"})
        staging.commit(keep=True)

    assert held(site) == {"index.html": "4", ".git/HEAD": "before 4"}


def test_a_first_build_has_nothing_to_spare(tmp_path: Path) -> None:
    staging = Staging.begin(tmp_path / "site")
    put(staging.folder, SITE)

    staging.commit(keep=True)

    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_cannot_be_renamed_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_rename(self: Path, target: Path) -> Path:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    site = put(tmp_path / "site", BEFORE)
    staging = Staging.begin(site)
    put(staging.folder, SITE)
    monkeypatch.setattr(Path, "rename", no_rename)

    staging.commit(keep=True)

    assert held(site) == SITE
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
