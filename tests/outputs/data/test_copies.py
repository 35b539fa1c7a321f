"""The data read back by programs that know nothing of Tessera: DuckDB, Datasette, frictionless, unzip."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
import yaml
from datasette.app import Datasette
from frictionless import Package

from tessera.outputs.data import archive, datapackage, exports, parquet, sqlite_db
from tessera.outputs.data.tables import TABLES, gathered
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
HOSTILE = "=cmd()|'a' ]]></script> \"q\", 'r'; DROP TABLE agreements"


def ask(question: str) -> list[Any]:
    """The rows that DuckDB answers."""
    found = duckdb.sql(question)
    assert found is not None
    return found.fetchall()


def _run(visit: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: another test's browser may keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visit).result()


@pytest.fixture
def hostile(make_site: Make, rich_act: dict[str, Any], small_act: Any) -> Site:
    """The rich record with a title meant to break formats, and one without a date."""
    return make_site({
        "blr-irn-2026-memorandum": {**rich_act, "summary": HOSTILE},
        "blr-ven-undated-science": small_act(parties=["BLR", "VEN"], dates={"signed": "unknown"}),
        "blr-ven-2006-science": small_act(parties=["BLR", "VEN"]),
    })  # fmt: skip


@pytest.fixture
def folder(hostile: Site, tmp_path: Path) -> Path:
    """`data/` as it is published."""
    made = (*exports.PRODUCERS, *datapackage.PRODUCERS, *archive.PRODUCERS)
    for one in produce(hostile, made):
        path = tmp_path / "out" / one.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
    return tmp_path / "out" / "data"


def test_what_is_named_is_made(hostile: Site) -> None:
    """The names of the Parquet files are known without making any."""
    named = [*parquet.names(hostile, TABLES)]
    assert named == [one.name for one in exports.parquet_files(hostile)]
    assert "parquet/agreements/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet" in named


def test_the_questions_in_the_documentation_have_answers(folder: Path, root: Path) -> None:
    """Every SQL in docs/using.md runs on the files as they are published."""
    questions = re.findall(
        r"```sql\n(.*?)```", (root / "docs/using.md").read_text("utf-8"), re.DOTALL
    )
    assert questions
    for question in questions:
        assert ask(question.strip().rstrip(";").replace("'data/", f"'{folder}/"))


def test_duckdb_reads_the_same_rows_from_parquet_as_from_csv(folder: Path) -> None:
    """Every table, in place, the partitioned ones by their folders' names."""
    for table in TABLES:
        columns = ", ".join(f'"{one.name}"' for one in table.columns)
        at = folder / "parquet" / table.name
        path = f"{at}/*/*.parquet" if table.name in parquet.BY_YEAR else f"{at}.parquet"
        found = ask(f"SELECT {columns} FROM read_parquet('{path}', hive_partitioning = true)")
        csv = ask(
            f"SELECT {columns} FROM read_csv('{folder / table.name}.csv', all_varchar = true)"
        )

        def text(cell: Any) -> str:
            shown = (
                "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
            )
            return f"'{shown}" if shown[:1] in "=+-@" and shown else shown

        assert sorted([*map(text, row)] for row in found) == sorted(
            ["" if cell is None else cell for cell in row] for row in csv
        ), table.name


def test_a_year_is_a_number_and_is_empty_where_no_date_is_known(folder: Path) -> None:
    """Hive's own name for a missing value is read as one."""
    path = folder / "parquet" / "agreements" / "*" / "*.parquet"
    years = ask(
        f"SELECT year FROM read_parquet('{path}', hive_partitioning = true) ORDER BY year NULLS FIRST"
    )
    assert years == [(None,), (2006,), (2026,)]


def test_sqlite_has_every_row_and_its_references_hold(hostile: Site, folder: Path) -> None:
    """Types, keys and references are the database's own; text that looks like SQL is text."""
    with sqlite3.connect(folder / sqlite_db.DATABASE) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in TABLES:
            count = base.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            assert count == len(gathered(hostile).rows[table.name]), table.name
        summary = base.execute(
            "SELECT summary FROM agreements WHERE id LIKE 'blr-irn%'"
        ).fetchone()[0]
        assert summary == HOSTILE
        assert base.execute("SELECT typeof(year) FROM agreements WHERE year = 2026").fetchone() == (
            "integer",
        )


def test_datasette_shows_titles_facets_and_links(folder: Path) -> None:
    """A row names what it refers to, and a table the facets that readers ask for."""
    told = json.loads((folder / sqlite_db.METADATA).read_text("utf-8"))
    app = Datasette([str(folder / sqlite_db.DATABASE)], metadata=told)

    async def visit() -> tuple[Any, ...]:
        await app.invoke_startup()
        table = await app.client.get("/agreements/sources.json?_labels=on&_facet=role")
        page = await app.client.get("/agreements/agreements")
        return table, page

    table, page = _run(visit())
    app.executor.shutdown()
    app.get_database("agreements").close()

    assert table.status_code == page.status_code == 200
    assert table.json()["rows"][0]["agreement"]["label"] == "Memorandum of cooperation"
    assert "facet" in page.text.lower()
    assert "</script> " not in page.text
    for one in told["databases"]["agreements"]["tables"].values():
        assert one["columns"]


def test_frictionless_accepts_the_package(folder: Path) -> None:
    """Sizes, hashes, types, keys and references, by the reference implementation."""
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == len(TABLES) + 1


def test_the_archive_stands_alone(hostile: Site, folder: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, it is a valid package with a citation; the same data give the same bytes."""
    with ZipFile(folder / archive.ARCHIVE) as found:
        assert found.testzip() is None
        found.extractall(tmp_path / "deposit")
        assert {info.date_time for info in found.infolist()} == {archive.EPOCH}
    assert Package(str(tmp_path / "deposit" / "datapackage.json")).validate().valid
    told = yaml.safe_load((tmp_path / "deposit" / "CITATION.cff").read_text("utf-8"))
    assert (told["cff-version"], told["type"], told["license"]) == ("1.2.0", "dataset", "CC-BY-4.0")
    assert told["version"] == exports.version(hostile)
    assert exports.version(hostile) in (tmp_path / "deposit" / "README.md").read_text("utf-8")


def test_the_archive_does_not_depend_on_when_it_is_made(
    make_site: Make, rich_act: dict[str, Any]
) -> None:
    made = [
        archive.archive(make_site({"blr-irn-2026-memorandum": rich_act})).body for _ in range(2)
    ]
    assert made[0] == made[1]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_sums_are_those_of_the_files(folder: Path) -> None:
    """Checked by the tool that readers have."""
    ran = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    listed = {line.partition(":")[0] for line in ran.stdout.splitlines()}
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written - listed == {"SHA256SUMS", "CITATION.cff", "datapackage.json", "datasette.json"}


def test_dyads_agree_with_the_agreements(folder: Path) -> None:
    """The rows of a pair add up to its dated bilateral acts, and each stands twice when directed."""
    csv = "read_csv('{}/{}.csv')".format
    pairs = dict(ask(
        f"SELECT pair, sum(acts)::INT FROM {csv(folder, 'dyad_years')} GROUP BY pair"
    ))  # fmt: skip
    acts = dict(ask(
        f"SELECT pair, count(*)::INT FROM {csv(folder, 'agreements')} WHERE pair IS NOT NULL AND year IS NOT NULL GROUP BY pair"
    ))  # fmt: skip
    assert pairs == acts
    counts = [
        ask(f"SELECT count(*)::INT FROM {csv(folder, name)}")[0][0]
        for name in ("dyad_years", "directed_dyad_years")
    ]
    assert counts[1] == 2 * counts[0] > 0


def test_nothing_in_the_archive_names_another_folder(folder: Path) -> None:
    with ZipFile(io.BytesIO((folder / archive.ARCHIVE).read_bytes())) as found:
        assert all(re.fullmatch(r"[A-Za-z_]+\.\w+", name) for name in found.namelist())
