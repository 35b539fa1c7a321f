"""Files come from strangers: nothing is followed, nothing hangs, nothing is skipped in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tessera.content import files
from tessera.errors import Problem


def found(folder: Path, root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    problems: list[Problem] = []
    paths = [path.name for path in files.find(folder, ".yml", root, problems)]
    return paths, [(one.code, one.file) for one in problems]


def test_files_are_found_in_every_folder_in_order_of_their_path(tmp_path: Path) -> None:
    for name in ("b.yml", "a/d.yml", "a/c/e.yml", "z.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert found(tmp_path, tmp_path) == (["e.yml", "d.yml", "b.yml", "z.yml"], [])


def test_hidden_entries_and_notes_to_authors_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.yml", ".git/x.yml", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert found(tmp_path, tmp_path) == ([], [])


def test_a_missing_folder_has_no_files(tmp_path: Path) -> None:
    assert found(tmp_path / "none", tmp_path) == ([], [])


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "agreements").touch()

    assert found(tmp_path / "agreements", tmp_path) == ([], [("unreadable", "agreements")])


def test_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    assert found(tmp_path, tmp_path.parent) == ([], [("unreadable", tmp_path.name)])


def test_links_pipes_and_strangers_are_told_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "link.yml").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dead.yml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "photo.jpg").touch()
    (tmp_path / "act.yaml").touch()
    (tmp_path / "bad\nname.yml").touch()

    assert found(tmp_path, tmp_path) == (
        [],
        [
            ("unexpected-file", "act.yaml"),
            ("bad-file-name", "bad\\nname.yml"),
            ("not-a-file", "dead.yml"),
            ("not-a-file", "link.yml"),
            ("not-a-file", "loop"),
            ("unexpected-file", "photo.jpg"),
            ("not-a-file", "pipe.yml"),
        ],
    )


def test_a_name_in_no_encoding_is_told_in_ascii(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.yml")).touch()

    ((_, shown),) = found(tmp_path, tmp_path)[1]

    assert shown == "caf\\udce9.yml"


def read(data: bytes, tmp_path: Path, limit: int = 100) -> str | Problem:
    (tmp_path / "x.yml").write_bytes(data)
    return files.read(tmp_path / "x.yml", tmp_path, limit)


def test_text_is_utf_8_with_or_without_a_mark_at_its_head(tmp_path: Path) -> None:
    assert read("می‌خواهم\r\n".encode(), tmp_path) == "می‌خواهم\r\n"
    assert read("é".encode("utf-8-sig"), tmp_path) == "é"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a\n\xc3\xa9\xc3\xa9 \xff", 2, 4),
        (b"\xff\xfea\0", 1, 1),
        (b"ab\xc3", 1, 3),
        (b"a\r\nb\xed\xa0\x80", 2, 2),
        (b"a\xc0\xaf", 1, 2),
    ],
)
def test_what_is_not_utf_8_is_told_at_its_line_and_character(
    data: bytes, line: int, column: int, tmp_path: Path
) -> None:
    problem = read(data, tmp_path)

    assert isinstance(problem, Problem)
    assert (problem.code, problem.line, problem.column) == ("not-utf-8", line, column)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    problem = read(b"x" * 101, tmp_path)

    assert read(b"x" * 100, tmp_path) == "x" * 100
    assert isinstance(problem, Problem)
    assert problem.code == "too-large"


def test_a_record_may_have_64_kib() -> None:
    assert files.MAX_RECORD == 65536


def test_a_link_or_pipe_put_there_after_listing_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "link.yml").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.yml")
    for name, code in (
        ("link.yml", "unreadable"),
        ("pipe.yml", "not-a-file"),
        ("no.yml", "unreadable"),
    ):
        problem = files.read(tmp_path / name, tmp_path)

        assert isinstance(problem, Problem)
        assert problem.code == code
