"""CSV, JSON Lines and XLSX give the same rows; a broken row is told and the next one read."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from tessera.errors import Problem, TesseraError
from tessera.registers import rows
from tessera.registers.rows import Row

WANTED = [
    {"no": ("1",), "title": ("Acordo “A”; B",), "date": ("2020-01-05",), "parties": ("Brasil",)},
    {"no": ("2",), "title": ("Ato\nde dois",), "date": (), "parties": ("Irã",)},
]


def cells(path: Path) -> list[dict[str, tuple[str, ...]]]:
    found = list(rows.read(path))
    assert all(isinstance(row, Row) for row in found), found
    return [dict(row.cells) for row in found if isinstance(row, Row)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "r.csv"
    lines = [
        "no,title,date,parties",
        '1,"Acordo “A”; B",2020-01-05, Brasil ',
        '2,"Ato\nde dois",,Irã',
        ",,,",
    ]
    path.write_text("\ufeff" + "\n".join(lines).replace(",", delimiter), "utf-8")

    assert cells(path) == WANTED


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(
        '{"no": 1, "title": "Acordo “A”; B", "date": "2020-01-05", "parties": ["Brasil"]}\n\n'
        '{"no": 2.0, "title": "Ato\\nde dois", "date": null, "parties": ["Irã", " "]}\n',
        "utf-8",
    )

    assert cells(path) == WANTED


def test_a_list_is_several_texts(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"parties": ["Brasil", "Irã"], "flag": true}\n', "utf-8")

    assert cells(path) == [{"parties": ("Brasil", "Irã"), "flag": ("true",)}]


def test_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["no", "title", "date", "parties"])
    book.active.append([1, "Acordo “A”; B", datetime.date(2020, 1, 5), "Brasil"])
    book.active.append([2, "Ato\nde dois", None, "Irã"])
    book.save(path)

    assert cells(path) == WANTED


def test_lines_count_as_people_count_them(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('no,title\n1,"two\nlines"\n2,x\n', "utf-8")

    assert [row.line for row in rows.read(path) if isinstance(row, Row)] == [2, 4]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("r.jsonl", '{"a": "x"}\n{"a": \n{"a": "y"}\n', 2),
        ("r.jsonl", '{"a": "x"}\n["a"]\n{"a": "y"}\n', 2),
        ("r.jsonl", '{"a": "x"}\n{"a": {"b": 1}}\n{"a": "y"}\n', 2),
        ("r.jsonl", '{"a": "x"}\n' + '{"a": ' + "[" * 100_000 + '\n{"a": "y"}\n', 2),
        ("r.csv", "a\nx\ny,z\ny\n", 3),
    ],
)
def test_a_broken_row_costs_itself_only(tmp_path: Path, name: str, text: str, line: int) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = list(rows.read(path))

    assert [row.text("a") for row in found if isinstance(row, Row)] == ["x", "y"]
    assert [(one.file, one.line) for one in found if isinstance(one, Problem)] == [(name, line)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("r.txt", b"a", "Expected .csv"),
        ("r.csv", b"", "no heading|names every column"),
        ("r.csv", b"a,a\n1,2\n", "`a` stands twice"),
        ("r.csv", b"a,,b\n1,2,3\n", "a column has no heading"),
        ("r.csv", b"a\n\xff\n", "not UTF-8"),
        ("r.xlsx", b"no workbook", "cannot be read as a workbook"),
    ],
)
def test_a_file_that_is_no_register_is_told(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(TesseraError, match=said):
        list(rows.read(path))
