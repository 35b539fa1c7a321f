"""A rebuild makes what an edit has touched, and nothing that a build from nothing would not make."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.bench import corpus

from tessera.content import lookups
from tessera.content.lasting import Lasting, LastingEach
from tessera.content.loader import Loader
from tessera.content.lookups import Lookups
from tessera.errors import ContentError
from tessera.outputs import registry
from tessera.outputs.again import Memory, stamps
from tessera.outputs.producer import Made, Work
from tessera.outputs.sharing import run
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site
from tessera.pattern import dyads
from tessera.publishing.writer import Folder
from tessera.settings import Settings

SHELL = '<html lang="-"><body dir="-">' + "".join(SENTINELS.values()) + "</body></html>"
ROWS = 5
"""What a page prints of a list: fewer than a desk may ask for, so that these small ones have a rest."""
Record = dict[str, Any]
PRODUCERS = tuple(one for one in registry.PRODUCERS if one.name != "figures as PNG")
"""A figure's PNG is its SVG, drawn: it would take most of the time and show nothing more."""


def load(root: Path, folder: Path, earlier: Lasting | None = None, **given: Any) -> Site:
    """The desk's site, read through lookups, in the project's own templates."""
    told = Settings(root=root, site_url="https://desk.example/", **given)
    told = told.model_copy(update={"list_rows": ROWS})
    shells = Shells(lambda *_: SHELL)
    return Site.of(told, Loader(folder, earlier=earlier).load(), shells, ("about/",), Lookups())


class Builds:
    """One build after another of a desk, each over the last one's folder and memory."""

    def __init__(self, root: Path, desk: Path, folder: Path) -> None:
        self.root, self.desk, self.folder = root, desk, folder
        self.last: Path | None = None
        self.memory: bytes | None = None
        self.lasting: dict[str, bytes] = {}
        self.earlier: dict[str, bytes] = {}
        self.count = 0

    def build(self, *, warm: bool = True, **given: Any) -> list[Made]:
        """What was made or kept; the files stand in `last`. ContentError leaves all as it was."""
        earlier = Lasting("this code", self.earlier.get, self.earlier.__setitem__)
        site = load(self.root, self.desk, earlier, **given)
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir(parents=True)
        memory = Memory(site)
        assert site.library.lookups is not None
        site.library.lookups.lasting = LastingEach(
            memory.basis, memory.state, self.lasting.get, self.lasting.__setitem__
        )
        memory.recall(self.memory if warm else None)
        place = Folder(folder, self.last if warm else None)
        work = Work(site, PRODUCERS, place, memory.before, memory.stands)
        made = list(memory.note(run(work), place.stamp))
        self.last, self.memory = folder, memory.data()
        return made


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edited(desk: Path, stem: str, change: Callable[[Record], object]) -> None:
    path = next(desk.rglob(f"{stem}.yml"))
    record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    change(record)
    path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")


def retitle(record: Record) -> None:
    record["title"] = f"Another {record['title']}"


def reword(record: Record) -> None:
    """Every word there is about the whole of an act, but its title."""
    record["titles"] = [{"lang": "fr", "text": f"Autre {record['title']}"}]
    record["summary"] = "Said in other words."
    record["note"] = "Noted in other words."


def redate(record: Record) -> None:
    record["dates"] = {"signed": "1991-02-03"}


def rename_party(record: Record) -> None:
    record["parties"] = ["MNG", *record["parties"][1:]]


def name_pillars(record: Record) -> None:
    record["pillars"] = ["space", "education"]


def note_change(record: Record) -> None:
    record["changes"] = [{"date": "2026-11-24", "kind": "update", "what": "Looked again."}]


EDITS = {
    one.__name__: one for one in (retitle, reword, redate, rename_party, name_pillars, note_change)
}
TREE = ("add", "delete", "rename", "move", "withdraw", "touch the text", "change an outlet", *EDITS)


def edit(desk: Path, what: str, which: int) -> None:
    """One thing an author may do to the tree."""
    acts = sorted((desk / "briefings" / "agreements").rglob("*.yml"))
    path = acts[which % len(acts)]
    if what == "add":
        shutil.copy(path, path.with_name(f"new-{which}-act.yml"))
        edited(desk, f"new-{which}-act", retitle)
    elif what == "delete":
        path.unlink()
    elif what == "rename":
        edited(desk, path.stem, lambda record: record.update(aliases=[path.stem]))
        path.rename(path.with_name(f"renamed-{which}.yml"))
    elif what == "move":
        (path.parent / "moved").mkdir(exist_ok=True)
        path.rename(path.parent / "moved" / path.name)
    elif what == "withdraw":
        gone = {"date": "2026-11-24", "why": "It was another act."}
        edited(desk, path.stem, lambda record: record.update(withdrawn=gone))
    elif what == "touch the text":
        texts = sorted((desk / "briefings" / "analyses").rglob("*.md"))
        text = texts[which % len(texts)]
        text.write_text(f"{text.read_text('utf-8')}\n\nOne more paragraph.\n", "utf-8")
    elif what == "change an outlet":
        outlets = desk / "briefings" / "outlets.yml"
        outlets.write_text(outlets.read_text("utf-8").replace("name: ", "name: The ", 1), "utf-8")
    else:
        edited(desk, path.stem, EDITS[what])


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up")
    corpus.desk(20).write(folder)
    return folder


@pytest.fixture
def builds(root: Path, made_up: Path, tmp_path: Path) -> Builds:
    shutil.copytree(made_up, tmp_path / "desk")
    return Builds(root, tmp_path / "desk", tmp_path / "sites")


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(TREE), st.integers(0, 40)), min_size=1, max_size=4),
    many=st.sampled_from([2, lookups.MANY]),
)
def test_after_any_edits_the_bytes_are_those_of_a_build_from_nothing(
    root: Path, made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    steps: list[tuple[str, int]], many: int,
) -> None:  # fmt: skip
    """Additions, renames, deletions, withdrawals and edits, one after another.

    Also where a list counts as looked through after `many` looks, which here are few.
    """
    monkeypatch.setattr(lookups, "MANY", many)
    here = tmp_path / str(len([*tmp_path.iterdir()]))
    shutil.copytree(made_up, here / "desk")
    builds = Builds(root, here / "desk", here / "sites")
    builds.build()
    for what, which in steps:
        before = shutil.copytree(here / "desk", here / "before")
        edit(here / "desk", what, which)
        try:
            builds.build()
        except ContentError:  # a deleted act that others refer to: the author mends it or goes back
            shutil.rmtree(here / "desk")
            before.rename(here / "desk")
            assume(len(steps) > 1)
            continue
        shutil.rmtree(before)
    warm = files(builds.last or here)
    cold = Builds(root, here / "desk", here / "cold")
    cold.build()

    assert "agreements/rest.html" in warm
    assert warm == files(cold.last or here)
    shutil.rmtree(here)


def test_without_an_edit_everything_is_kept(builds: Builds) -> None:
    first = builds.build()
    again = builds.build()

    assert not any(one.kept for one in first)
    assert all(one.kept for one in again)
    assert [one.uri for one in again] == [one.uri for one in first]


def test_an_edit_makes_only_what_shows_the_act(builds: Builds) -> None:
    """Another act's page is made again only if it stands in the same chain or refers to this one."""
    stem, made = made_after(builds, retitle)

    assert f"agreements/{stem}/index.html" in made
    assert {"agreements/index.html", "data/agreements.csv"} <= made
    acts = [uri for uri in made if uri.startswith("agreements/") and uri.count("/") == 2]
    assert len(acts) < 10
    assert "codebook/index.html" not in made
    countries = {uri.split("/")[1] for uri in made if uri.startswith("countries/")}
    assert countries - {"index.html", "index.html.md"} <= {*stem.split("-")}


def test_a_record_that_moves_to_another_folder_says_where_it_is(builds: Builds) -> None:
    builds.build()
    path = min((builds.desk / "briefings/agreements").rglob("*.yml"))
    edit(builds.desk, "move", 0)
    builds.build()

    assert builds.last is not None
    page = builds.last / "agreements" / path.stem / "index.html"
    moved = f"briefings/agreements/moved/{path.name}"
    assert moved in page.read_text("utf-8")


COUNTING = {
    "pattern/index.html", "pattern/acts.json", "pattern/map/index.html", "coverage/index.html",
    "countries/index.html", "pairs/index.html", "pillars/index.html", "years/index.html",
    "feeds/index.html", "feeds/feeds.opml", "sitemap.xml",
}  # fmt: skip
"""Files that count acts and name none, or few."""


@pytest.mark.parametrize("change", [retitle, reword])
def test_a_page_that_counts_acts_stands_while_only_words_change(
    builds: Builds, change: Callable[[Record], object]
) -> None:
    stem, made = made_after(builds, change)

    assert f"agreements/{stem}/index.html" in made
    assert not COUNTING & made


@pytest.mark.parametrize("change", [redate, name_pillars, note_change])
def test_a_page_that_counts_acts_is_made_again_for_everything_else(
    builds: Builds, change: Callable[[Record], object]
) -> None:
    _, made = made_after(builds, change)

    assert made >= COUNTING


def made_after(builds: Builds, change: Callable[[Record], object]) -> tuple[str, set[str]]:
    """The act that was changed after a first build, and what the next one has made."""
    builds.build()
    stem = min((builds.desk / "briefings/agreements").rglob("*.yml")).stem
    edited(builds.desk, stem, change)
    return stem, {one.uri for one in builds.build() if not one.kept}


def test_numbers_of_needs_that_nobody_has_any_more_are_left_out(builds: Builds) -> None:
    """Edits to and fro leave a memory that tells of this site, and of no need of another."""
    builds.build()
    stem = min((builds.desk / "briefings/agreements").rglob("*.yml")).stem
    path = next(builds.desk.rglob(f"{stem}.yml"))
    before = path.read_bytes()
    first = needs(builds)
    edited(builds.desk, stem, rename_party)
    builds.build()
    assert any("MNG" in str(key) for _, key, _ in needs(builds))
    path.write_bytes(before)
    builds.build()

    assert {(name, str(key)) for name, key, _ in needs(builds)} == {
        (name, str(key)) for name, key, _ in first
    }
    assert all(one.kept for one in builds.build())


def needs(builds: Builds) -> list[tuple[str, Any, str]]:
    """What the files of the last build were made from, as its memory tells it."""
    assert builds.memory is not None
    told = json.loads(builds.memory)
    numbers = {number for *_, asked in told["files"] for number in asked}
    assert {n for n, (name, _, _) in enumerate(told["needs"]) if name} == numbers
    return [told["needs"][number] for number in sorted(numbers)]


def test_a_feed_of_a_briefing_depends_on_the_numbers_in_it_and_on_no_other_word(
    builds: Builds,
) -> None:
    """An edit counts where a number asks for it; what else the counted acts say does not."""
    text = min((builds.desk / "briefings/analyses").rglob("*.md"))
    listed = text.read_text("utf-8")
    stem = next(
        one.stem
        for one in sorted((builds.desk / "briefings/agreements").rglob("*.yml"))
        if one.stem not in listed and "sport" not in one.read_text("utf-8")
    )
    text.write_text(f"{listed}\n\n{{{{ count(pillars=sport) }}}} acts.\n", "utf-8")
    builds.build()

    def made(change: Callable[[Record], object]) -> set[str]:
        edited(builds.desk, stem, change)
        return {one.uri for one in builds.build() if not one.kept}

    feeds = {f"analyses/{name}" for name in ("feed.xml", "atom.xml", "feed.json")}
    assert not feeds & made(retitle)
    assert feeds <= made(lambda record: record.update(pillars=["sport"]))


def test_dyad_years_are_made_again_only_where_more_than_words_has_changed(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds.build()
    stem = min((builds.desk / "briefings/agreements").rglob("*.yml")).stem
    with monkeypatch.context() as patched:
        patched.setattr(dyads, "years", lambda _: pytest.fail("only words have changed"))
        edited(builds.desk, stem, retitle)
        builds.build()
    before = table(builds, "dyad_years")
    edited(builds.desk, stem, redate)
    builds.build()

    assert table(builds, "dyad_years") != before
    cold = Builds(builds.root, builds.desk, builds.folder / "cold")
    cold.build()
    assert table(builds, "dyad_years") == table(cold, "dyad_years")


def table(builds: Builds, name: str) -> str:
    """A table of the last build, as CSV."""
    assert builds.last is not None
    return (builds.last / "data" / f"{name}.csv").read_text("utf-8")


def test_a_setting_makes_everything_again(builds: Builds) -> None:
    builds.build()

    assert not any(one.kept for one in builds.build(desk="Another desk"))


@pytest.mark.parametrize("memory", [None, b"", b"{", b"[1]", b'{"basis": "x"}', b"\xff"])
def test_a_lost_or_damaged_memory_costs_nothing_but_time(
    builds: Builds, memory: bytes | None
) -> None:
    builds.build()
    before = files(builds.last or builds.folder)
    builds.memory = memory

    assert not any(one.kept for one in builds.build())
    assert files(builds.last or builds.folder) == before


def test_what_other_code_has_written_is_no_memory(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files may stand at addresses that are folders now: none of them is linked or dropped."""
    builds.build()
    assert builds.last is not None
    assert dict(stamps(builds.memory)).keys() == files(builds.last).keys()

    monkeypatch.setattr("tessera.outputs.again.code", lambda: "another")
    assert not [*stamps(builds.memory)]
    assert not any(one.kept for one in builds.build())


def test_a_file_that_somebody_has_touched_is_made_again(builds: Builds) -> None:
    builds.build()
    assert builds.last is not None
    before = files(builds.last)
    (builds.last / "index.html").unlink()
    (builds.last / "codebook/index.html").write_text("Somebody was here.")
    changed = builds.last / "coverage/index.html"
    changed.write_bytes(changed.read_bytes().replace(b"Coverage", b"coverage"))  # as long as before
    other = builds.last / "watch/index.html"
    other.unlink()
    other.symlink_to("../index.html")
    again = {one.uri for one in builds.build() if not one.kept}

    assert again == {f"{name}index.html" for name in ("", "codebook/", "coverage/", "watch/")}
    assert files(builds.last) == before


def test_a_site_that_was_copied_is_known_by_its_bytes(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its inodes and times are others, as after a clone or from an archive; the next build knows them."""
    builds.build()
    assert builds.last is not None
    copy = builds.folder / "copied"
    shutil.copytree(builds.last, copy, copy_function=shutil.copy)
    builds.last = copy

    assert all(one.kept for one in builds.build())
    assert (builds.last / "index.html").samefile(copy / "index.html")

    monkeypatch.setattr("tessera.publishing.writer.sha256", None)  # nothing is read any more
    assert all(one.kept for one in builds.build())
