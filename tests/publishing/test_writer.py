"""Files go where they belong, once, and nowhere else."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tessera.outputs.output import Output
from tessera.outputs.producer import Made
from tessera.publishing.writer import Folder, OutputError, Writer, files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "next"
    made.mkdir()
    return made


def test_text_is_written_as_utf_8_and_bytes_as_they_are(folder: Path) -> None:
    Writer(folder).write([Output("a/index.html", "Тегеран"), Output("a/b.png", b"\x89PNG")])

    assert (folder / "a" / "index.html").read_bytes() == "Тегеран".encode()
    assert (folder / "a" / "b.png").read_bytes() == b"\x89PNG"


def test_the_writer_tells_how_many_it_has_written(folder: Path) -> None:
    ticks: list[int] = []

    Writer(folder).write((Output(f"{n}.txt", "") for n in range(3)), ticks.append)

    assert ticks == [1, 2, 3]


@pytest.mark.parametrize(
    "uri",
    ["", "/etc/passwd", "../up.html", "a/../../up.html", "a//b.html", "a/./b", "a\\b", "a/b\n.html",
     "C:/x", "a/", "x\0y"],
)  # fmt: skip
def test_an_address_outside_the_site_is_refused(folder: Path, uri: str) -> None:
    with pytest.raises(OutputError, match="not an address inside the site"):
        Writer(folder).write([Output(uri, "x", sources=("briefings/agreements/a.yml",))])

    assert list(folder.rglob("*")) == []


def test_a_name_that_no_disk_takes_is_refused(folder: Path) -> None:
    with pytest.raises(OutputError, match="longer than 255 bytes"):
        Writer(folder).write([Output("é" * 128, "x")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/index.html", "a/index.html"),
        ("a/index.html", "A/index.html"),
        ("a/b.html", "A/c.html"),
        ("caf\u00e9.html", "cafe\u0301.html"),
        ("a", "a/index.html"),
        ("a/index.html", "a"),
        ("straße", "STRASSE"),
    ],
)
def test_two_files_that_one_disk_would_merge_are_refused(
    folder: Path, first: str, second: str
) -> None:
    with pytest.raises(OutputError) as caught:
        Writer(folder).write([Output(first, "1"), Output(second, "2")])

    assert len(caught.value.faults) == 1
    assert (folder / first).read_text() == "1"


def test_every_fault_is_told_at_once_with_what_it_came_from(folder: Path) -> None:
    outputs = [
        Output("a.html", "1"),
        Output("a.html", "2", sources=("briefings/agreements/a.yml",)),
        Output("../x", "3"),
    ]

    with pytest.raises(OutputError) as caught:
        Writer(folder).write(outputs)

    assert caught.value.faults == (
        "`a.html` is written twice (from briefings/agreements/a.yml)",
        "`../x` is not an address inside the site",
    )


def test_a_hand_written_page_at_the_address_of_a_record_is_refused(folder: Path) -> None:
    (folder / "agreements").mkdir()
    (folder / "agreements" / "index.html").write_text("by hand")

    with pytest.raises(OutputError, match="written twice"):
        Writer(folder).write([Output("agreements/index.html", "made")])


def test_the_hosts_own_site_map_gives_way_with_its_packed_copy(folder: Path) -> None:
    (folder / "sitemap.xml").write_text("host")
    (folder / "sitemap.xml.gz").write_text("host")

    writer = Writer(folder)
    writer.write([Output("sitemap.xml", "ours")])
    writer.manifest()

    assert (folder / "sitemap.xml").read_text() == "ours"
    assert not (folder / "sitemap.xml.gz").exists()


def test_our_own_site_map_is_written_once(folder: Path) -> None:
    (folder / "sitemap.xml").write_text("host")

    with pytest.raises(OutputError, match="written twice"):
        Writer(folder).write([Output("sitemap.xml", "1"), Output("sitemap.xml", "2")])


def test_a_file_that_did_not_change_keeps_its_time_and_inode(folder: Path, tmp_path: Path) -> None:
    last = tmp_path / "site"
    last.mkdir()
    (last / "same.html").write_text("same")
    (last / "other.html").write_text("before")

    Writer(folder, last).write([Output("same.html", "same"), Output("other.html", "after")])

    assert (folder / "same.html").samefile(last / "same.html")
    assert (folder / "other.html").read_text() == "after"
    assert (last / "other.html").read_text() == "before"


def test_a_file_that_was_linked_ahead_is_kept_written_anew_or_dropped(
    folder: Path, tmp_path: Path
) -> None:
    last = tmp_path / "site"
    for name in ("same", "other", "gone/by"):
        (last / name).mkdir(parents=True)
        (last / name / "index.html").write_text(name)
    writer = Writer(folder, last)
    known = {uri: Folder(last).stamp(uri) for uri in files(last)}
    assert all(writer.place.link(*one) for one in known.items())

    assert writer.place.keep("same/index.html", "", known["same/index.html"])
    writer.take([Made("page", "same", "same/index.html", "")])
    writer.write([Output("other/index.html", "anew")])
    writer.drop(known)

    assert (folder / "same/index.html").samefile(last / "same/index.html")
    assert (folder / "other/index.html").read_text() == "anew"
    assert not (folder / "gone").exists()
    assert (last / "other/index.html").read_text() == "other"
    assert (last / "gone/by/index.html").read_text() == "gone/by"


def test_the_manifest_names_every_file_with_its_hash(folder: Path) -> None:
    (folder / "about.html").write_text("by the host")
    writer = Writer(folder)
    writer.write([Output("b/index.html", "made"), Output("a.txt", "made too")])
    digest = writer.place.put(Output("later.txt", "by a worker"))
    writer.take([Made("page", "later", "later.txt", digest)])

    writer.manifest()

    manifest = json.loads((folder / "manifest.json").read_text())
    assert list(manifest) == ["a.txt", "about.html", "b/index.html", "later.txt"]
    for uri, digest in manifest.items():
        assert digest == sha256((folder / uri).read_bytes()).hexdigest()
