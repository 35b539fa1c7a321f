"""Tessera beside other generators, on the same made-up records, in one go.

    python -m tests.bench [--sizes 100 1000 10000] [--only tessera hugo-records] [--all] [--repeat N]

README.md beside this file says what each is asked for and why that is fair.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from tests.bench import corpus, measure
from tests.bench.corpus import ROOT, Desk
from tests.bench.measure import Cost
from tests.bench.peers import hugo_site, mkdocs_site, records

HERE = Path(__file__).parent
TOOLS = ROOT / ".cache" / "bench"
SIZES, LARGE = (100, 1_000, 10_000), 80_000
WIDE = 150
"""Columns of the table where no terminal says how many there are."""
RIVAL, OWN = "hugo-records", "tessera"


@dataclass(frozen=True)
class Subject:
    """One generator with one scope: `write` puts its sources into a folder, `command` builds them."""

    name: str
    write: Callable[[Desk, Path], None]
    command: Callable[[], list[str]]
    most: int = 10_000
    """The largest size it is asked for."""
    usual: bool = True
    """Whether it is measured unless named."""
    edit: Callable[[Path], None] | None = None
    """What is changed in the folder after a first build; the second is the one that is measured."""


def desk_folder(desk: Desk, folder: Path, also: str = "") -> None:
    """A project of Tessera's with this desk; of what is measured apart it makes at most one."""
    desk.write(folder)
    for name in ("docs", "overrides", "hooks"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "desk.yml")
    own = {"INHERIT": "desk.yml", "extra": {"tessera": {one: one == also for one in APART}}}
    (folder / "mkdocs.yml").write_text(json.dumps(own), "utf-8")


def _hugo(desk: Desk, folder: Path, *, whole: bool) -> None:
    hugo_site.write(desk, records.labels(), folder, whole=whole)


def _mkdocs(desk: Desk, folder: Path) -> None:
    mkdocs_site.write(desk, records.labels(), folder)


def _retitle(folder: Path) -> None:
    """Another title for one agreement in the middle of all."""
    records = sorted((folder / "briefings" / "agreements").iterdir())
    record = records[len(records) // 2]
    text = record.read_text("utf-8")
    record.write_text(text.replace("\ntitle: ", "\ntitle: Another name of ", 1), "utf-8")


def _own() -> list[str]:
    return [str(Path(sys.executable).with_name("mkdocs")), "build", "-q", "-d", "out"]


def _with_hugo(scope: str) -> Callable[[], list[str]]:
    def command() -> list[str]:
        found = next(_tools().glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return [str(found), "--quiet", "--config", f"hugo.toml,{scope}.toml", "-d", "out"]

    return command


def _with_mkdocs() -> list[str]:
    return [str(_tools() / "bin" / "mkdocs"), "build", "-q", "-d", "out"]


APART = ("search", "cards", "markdown")
"""What no other generator of the comparison makes, each measured by itself."""
SUBJECTS = (
    Subject(OWN, desk_folder, _own, LARGE),
    Subject(f"{OWN}-edit", desk_folder, _own, LARGE, edit=_retitle),
    *(
        Subject(f"tessera+{one}", partial(desk_folder, also=one), _own, usual=False)
        for one in APART
    ),
    Subject("hugo-records", partial(_hugo, whole=False), _with_hugo("records")),
    Subject("hugo-whole", partial(_hugo, whole=True), _with_hugo("whole")),
    Subject("mkdocs", _mkdocs, _with_mkdocs),
)


def _tools() -> Path:
    """A virtual environment of their own for the others, made when it is first needed."""
    wanted = (HERE / "peers" / "requirements.txt").read_text()
    stamp = TOOLS / "installed.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        venv.create(TOOLS, clear=True, with_pip=True)
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "-r"]
        subprocess.run([*pip, str(HERE / "peers" / "requirements.txt")], check=True)
        stamp.write_text(wanted)
    return TOOLS


def _measure(subject: Subject, folder: Path) -> Cost:
    """One build of the desk in the folder: cold, unless it is the one after an edit."""
    for rest in ("out", ".out.spare", ".cache", "resources"):
        shutil.rmtree(folder / rest, ignore_errors=True)
    build = partial(
        measure.run, subject.command(), folder, folder / "out",
        {"NO_MKDOCS_2_WARNING": "1", "XDG_STATE_HOME": f"{folder}.state"},
    )  # fmt: skip
    if subject.edit is not None:
        build()
        subject.edit(folder)
    return build()


def _round(desk: Desk, subjects: Sequence[Subject], repeat: int, told: Console) -> dict[str, Cost]:
    """The fastest of some builds of each, in memory where the system has a folder for that.

    They take turns: what else the machine does in some minutes falls on all of them.
    """
    costs: dict[str, list[Cost]] = {}
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="tessera-bench-", dir=memory if memory.is_dir() else None) as made:  # fmt: skip
        folders = {subject.name: Path(made) / subject.name for subject in subjects}
        for subject in subjects:
            subject.write(desk, folders[subject.name])
        for turn, subject in product(range(1, repeat + 1), subjects):
            told.print(
                f"{subject.name}, {len(desk.agreements):,} agreements, {turn} of {repeat}",
                style="dim",
            )
            try:
                cost = _measure(subject, folders[subject.name])
            except measure.CommandError as error:
                told.print(str(error), style="red", markup=False)
                continue
            costs.setdefault(subject.name, []).append(cost)
            shutil.rmtree(folders[subject.name] / "out")  # or the memory would fill
    return {name: min(some, key=lambda cost: cost.wall) for name, some in costs.items()}


Results = dict[str, dict[int, Cost]]


def _show(results: Results, console: Console) -> None:
    table = Table("", "records", "wall s", "cpu s", "peak MB", "out MB", "files", "ms a page",
                  "wall, tenfold", "memory, tenfold", f"wall / {OWN}", f"wall / {RIVAL}",
                  f"memory / {RIVAL}")  # fmt: skip
    for column in table.columns[1:]:
        column.justify = "right"
    for name, costs in results.items():
        for size, cost in costs.items():
            smaller = costs.get(size // 10)
            own, rival = (results.get(one, {}).get(size) for one in (OWN, RIVAL))
            table.add_row(
                name, f"{size:,}", f"{cost.wall:.1f}", f"{cost.cpu:.1f}",
                f"{cost.memory / 1e6:,.0f}", f"{cost.bytes / 1e6:,.0f}", f"{cost.files:,}",
                f"{1000 * cost.wall / max(cost.pages, 1):.2f}",
                f"×{cost.wall / smaller.wall:.1f}" if smaller else "",
                f"×{cost.memory / smaller.memory:.1f}" if smaller else "",
                f"{cost.wall / own.wall:.2f}" if own else "",
                f"{cost.wall / rival.wall:.2f}" if rival else "",
                f"{cost.memory / rival.memory:.2f}" if rival else "",
            )  # fmt: skip
        table.add_section()
    console.print(table)


def _store(results: Results, load: tuple[float, float]) -> None:
    found: dict[str, Any] = {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": f"{platform.python_version()}, {platform.python_compiler()}",
            "load_before": round(load[0], 2),
            "load_after": round(load[1], 2),
        },
        "costs": {
            name: {str(size): asdict(cost) for size, cost in costs.items()}
            for name, costs in results.items()
        },
    }
    (HERE / "results").mkdir(exist_ok=True)
    text = json.dumps(found, indent=2)
    (HERE / "results" / "latest.json").write_text(f"{text}\n", "utf-8")


def main() -> None:
    """Measure, store, show."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in SUBJECTS])
    parser.add_argument(
        "--all", action="store_true", help=f"search, cards and Markdown, and {LARGE:,} records, too"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, help="builds of each, in turn; the fastest counts"
    )
    given = parser.parse_args()
    subjects = [
        one
        for one in SUBJECTS
        if (one.name in given.only if given.only else one.usual or given.all)
    ]
    sizes = sorted({*given.sizes, *((LARGE,) if given.all else ())})
    console = Console(width=None if sys.stdout.isatty() else WIDE)
    results: Results = {one.name: {} for one in subjects}
    before = os.getloadavg()[0]
    for size in sizes:
        asked = [subject for subject in subjects if size <= subject.most]
        found = _round(corpus.desk(size), asked, given.repeat, console)
        for name, cost in found.items():
            results[name][size] = cost
    _store(results, (before, os.getloadavg()[0]))
    _show(results, console)
