"""A site on its way to where it is served from, broken off at every file."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner
from fsspec.implementations.local import LocalFileSystem

from tessera.cli import main
from tessera.errors import TesseraError
from tessera.publishing import deploy as deploying
from tessera.publishing.deploy import Place, Plan, media_type, phase
from tessera.publishing.verify import folder as differences

OLD = {
    "index.html": '<a href="agreements/">all</a><link href="assets/a.css">',
    "agreements/index.html": '<a href="agreements/one/">one</a><link href="assets/a.css">',
    "agreements/one/index.html": '<img src="cards/one-1.png">',
    "cards/one-1.png": "1",
    "assets/a.css": "a{}",
    "feed.xml": '<link href="agreements/one/"/>',
    "data/gone.csv": "a,b",
}
NEW = {
    "index.html": '<a href="agreements/">all</a><link href="assets/b.css">',
    "agreements/index.html": '<a href="agreements/one/">1</a><a href="agreements/two/">2</a>'
    '<link href="assets/b.css">',
    "agreements/one/index.html": '<img src="cards/one-2.png">',
    "agreements/two/index.html": '<img src="cards/two-1.png"><link href="assets/b.css">',
    "cards/one-2.png": "2",
    "cards/two-1.png": "2",
    "assets/b.css": "b{}",
    "feed.xml": '<link href="agreements/two/"/>',
}


def site(folder: Path, files: dict[str, str]) -> Path:
    for uri, text in files.items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    digests = {uri: sha256(text.encode()).hexdigest() for uri, text in files.items()}
    (folder / "manifest.json").write_text(json.dumps(digests))
    return folder


def needs(text: str) -> Iterator[str]:
    """The files that a page names, from the site's root."""
    for named in re.findall(r'(?:href|src)="([^"]+)"', text):
        yield f"{named}index.html" if named.endswith("/") else named


def torn(there: Path) -> list[str]:
    """Pages that name what is not there."""
    return [
        f"{path.relative_to(there)} names {one}"
        for path in [*there.rglob("*.html"), *there.rglob("feed.xml")]
        for one in needs(path.read_text())
        if not (there / one).is_file()
    ]


class Breaking(LocalFileSystem):  # type: ignore[misc]
    """A folder on a line that breaks after so many files."""

    protocol = ("file", "breaking")
    cachable = False
    left = 0
    lock = threading.Lock()

    def _count(self) -> None:
        with Breaking.lock:
            Breaking.left -= 1
            if Breaking.left < 0:
                raise OSError("the line broke")

    def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
        self._count()
        super().pipe_file(path, value, **options)

    def rm_file(self, path: str) -> None:
        self._count()
        super().rm_file(path)


@pytest.fixture
def breaking() -> Callable[[int], None]:
    fsspec.register_implementation("breaking", Breaking, clobber=True)

    def after(files: int) -> None:
        Breaking.left = files

    return after


@pytest.mark.parametrize("files", range(14))
def test_a_deployment_that_breaks_leaves_no_page_before_what_it_needs(
    tmp_path: Path, breaking: Callable[[int], None], files: int
) -> None:
    there = tmp_path / "there"
    deploying.deploy(site(tmp_path / "old", OLD), Place(str(there), {}))
    new = site(tmp_path / "new", NEW)
    breaking(files)

    with pytest.raises(OSError, match="the line broke"):
        deploying.deploy(new, Place(f"breaking://{there}", {}))

    assert torn(there) == []
    deploying.deploy(new, Place(str(there), {}))
    assert [*differences(there)] == []
    assert {str(path.relative_to(there)) for path in there.rglob("*") if path.is_file()} == {
        *NEW,
        "manifest.json",
    }


def test_only_what_changed_goes_up(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "there"), {})
    old = site(tmp_path / "old", OLD)
    assert len(deploying.deploy(old, place).up) == len(OLD)
    assert deploying.deploy(old, place) == Plan((), ())

    made = deploying.plan(site(tmp_path / "new", OLD | {"index.html": "new"}), place)

    assert made == Plan(("index.html",), ())


def test_what_no_build_put_there_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "google123.html").write_text("mine")
    deploying.deploy(site(tmp_path / "old", OLD), Place(str(there), {}))
    deploying.deploy(site(tmp_path / "new", NEW), Place(str(there), {}))

    assert (there / "google123.html").read_text() == "mine"
    assert not (there / "data").exists()


def test_a_bucket_gets_whole_files_at_their_own_names(tmp_path: Path) -> None:
    place = Place("memory://bucket/site", {})
    deploying.deploy(site(tmp_path / "old", OLD), place)

    names = {
        str(PurePosixPath(name).relative_to("/bucket/site"))
        for name in fsspec.filesystem("memory").find("/bucket/site")
    }
    assert names == {*OLD, "manifest.json"}
    fsspec.filesystem("memory").rm("/bucket", recursive=True)


def test_a_store_is_told_what_a_file_is(tmp_path: Path) -> None:
    told: dict[str, str] = {}
    place = Place("memory://typed", {})
    place.protocols = {"s3", "s3a"}
    place.files = type(
        "Store", (), {"pipe_file": staticmethod(lambda path, _, **given: told.update({path: given["ContentType"]}))}
    )()  # fmt: skip

    place.put("agreements/one/index.html.md", b"")

    assert [*told.values()] == ["text/markdown; charset=utf-8"]


@pytest.mark.parametrize(
    ("uri", "type_"),
    [("a.html", "text/html; charset=utf-8"), ("a.css", "text/css"), ("a.woff2", "font/woff2"),
     ("calendar.ics", "text/calendar; charset=utf-8"), ("LICENSE", "application/octet-stream")],
)  # fmt: skip
def test_the_type_is_told_from_the_name(uri: str, type_: str) -> None:
    assert media_type(uri) == type_


def test_needs_come_before_records_before_lists_before_the_front_page_before_feeds() -> None:
    order = [
        "assets/css/shell.css",
        "agreements/one/index.html",
        "agreements/index.html",
        "index.html",
        "feed.xml",
    ]

    assert [phase(uri) for uri in order] == [0, 1, 2, 3, 4]
    assert phase("countries/irn/feed.xml") == phase("search/entry.json") == 4
    assert phase("search/pages/a.json") == 0


@pytest.mark.parametrize("uri", ["../../etc/passwd", "/etc/passwd", "a/../../b"])
def test_a_manifest_that_names_files_outside_the_site_is_refused(tmp_path: Path, uri: str) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "manifest.json").write_text(json.dumps({uri: "0" * 64}))

    with pytest.raises(TesseraError, match="is not the manifest of a build"):
        deploying.deploy(site(tmp_path / "new", NEW), Place(str(there), {}))


def test_the_command_says_what_it_would_do_and_does_it(tmp_path: Path) -> None:
    built, there = site(tmp_path / "site", NEW), tmp_path / "there"
    words = ["deploy", "--root", str(tmp_path), "--to", str(there)]

    would = CliRunner().invoke(main, [*words, "--dry-run"])
    assert f"up    {next(iter(sorted(NEW)))}" in would.stdout
    assert not there.exists()
    done = CliRunner().invoke(main, words)
    assert f"{len(NEW)} up, 0 down." in done.stdout
    assert [*differences(there, json.loads((built / "manifest.json").read_text()))] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "nothing://x"], "nothing://x cannot be reached"),
        (["--to", "memory://x", "--option", "y"], "--option wants NAME=VALUE"),
        (["--to", "memory://x", "--site", "."], "Build the site first"),
    ],
)
def test_what_keeps_it_from_deploying_is_said(tmp_path: Path, words: list[str], told: str) -> None:
    site(tmp_path / "site", NEW)

    done = CliRunner().invoke(main, ["deploy", "--root", str(tmp_path), *words])

    assert done.exit_code != 0
    assert told in done.output


def test_a_link_in_the_folder_takes_nothing_out_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "x.txt").write_text("secret")
    for uri, leads in (("a.txt", tmp_path / "secret"), ("b/x.txt", tmp_path / "secrets")):
        built = site(tmp_path / uri[0], {"index.html": "x"})
        (built / "manifest.json").write_text(json.dumps({"index.html": "0" * 64, uri: "1" * 64}))
        (built / uri.split("/")[0]).symlink_to(leads)

        with pytest.raises(TesseraError, match="leads out of the site"):
            deploying.deploy(built, Place(str(tmp_path / "there"), {}))
        assert not (tmp_path / "there" / uri).exists()
