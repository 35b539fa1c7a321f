"""All files together: what a library holds, and what only all files together can show."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tessera.content import records
from tessera.content.library import Library
from tessera.content.loader import Loader
from tessera.errors import ContentError, Problem

Load = Callable[..., Library]
Text = Callable[..., str]
Told = Callable[[Mapping[str, str]], tuple[Problem, ...]]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_records_stand_in_order_of_time_and_undated_ones_first(load: Load, act: Text) -> None:
    library = load(
        {
            "agreements/one-1999.yml": act(dates="{signed: 1999}"),
            "agreements/two-unknown.yml": act(dates="{signed: unknown}"),
            "agreements/deep/er/three-1998.yml": act(dates="{signed: unknown, announced: 1998-05}"),
        }
    )

    assert list(library.agreements) == [
        "two-unknown",
        "three-1998",
        "one-1999",
        "blr-ven-2006-science",
    ]


def test_nothing_in_a_library_can_be_changed(load: Load) -> None:
    library = load({})
    agreement = library.agreements["blr-ven-2006-science"]

    with pytest.raises(TypeError):
        library.agreements["x"] = agreement  # type: ignore[index]  # that is the point
    with pytest.raises(Exception, match="frozen"):
        agreement.title = "x"  # type: ignore[misc]  # likewise


def test_the_parties_and_pairs_of_an_act_are_derived(load: Load, act: Text) -> None:
    library = load(
        {
            "agreements/a-pair.yml": act(parties="[VEN, BY]"),
            "agreements/b-bodies.yml": act(
                parties="[{country: BLR, body: A}, {country: BLR, body: B}, IRN]"
            ),
            "agreements/c-many.yml": act(parties="[BRICS, BLR, SUN]"),
        }
    ).agreements

    assert library["a-pair"].codes == ("BLR", "VEN")
    assert library["a-pair"].pairs == (("BLR", "VEN"),)
    assert library["b-bodies"].lateralism == "bilateral"
    assert library["c-many"].lateralism == "plurilateral"
    assert library["c-many"].pairs == ()


def test_pillars_are_a_list_a_mapping_or_a_blank(load: Load, act: Text) -> None:
    library = load(
        {
            "agreements/a-list.yml": act("pillars: [technology, education]\n"),
            "agreements/a-mapping.yml": act("pillars: {technology: {depth: 2}, education: }\n"),
            "agreements/a-blank.yml": act("pillars: not-public\n"),
            "agreements/a-nothing.yml": act(),
        }
    ).agreements

    assert library["a-list"].formula == library["a-mapping"].formula == ("education", "technology")
    assert library["a-blank"].pillars is not None
    assert library["a-blank"].pillars.blank == "not-public"
    assert library["a-nothing"].pillars is None


def test_a_withdrawn_record_is_kept_apart(load: Load, act: Text) -> None:
    text = act("withdrawn: {date: 2026-07-01, why: A double.}\n")
    library = load({"agreements/a-withdrawn.yml": text})

    assert list(library.withdrawn) == ["a-withdrawn"]
    assert "a-withdrawn" not in library.agreements


def test_a_relation_may_lead_to_a_withdrawn_record(told: Told, act: Text) -> None:
    files = {
        "agreements/a-withdrawn.yml": act("withdrawn: {date: 2026-07-01, why: A double.}\n"),
        "agreements/b-act.yml": act("relations: [{type: cites, to: a-withdrawn}]\n"),
    }

    assert told(files) == ()


@pytest.fixture
def told(problems: Told) -> Told:
    return problems


def test_drafts_are_left_out_unless_asked_for(load: Load, act: Text) -> None:
    files = {"agreements/a-draft.yml": act("draft: true\n")}

    assert "a-draft" not in load(files).agreements
    assert "a-draft" in load(files, drafts=True).agreements


def test_what_is_published_may_not_lean_on_a_draft(told: Told, act: Text, briefing: Text) -> None:
    files = {
        "agreements/a-draft.yml": act("draft: true\n"),
        "agreements/b-act.yml": act("relations: [{type: renews, to: a-draft}]\n"),
        "analyses/c-words.md": briefing("[[a-draft]]\n", "agreements: [a-draft]\n"),
        "analyses/d-words.md": briefing("", "provenance: [{source: a-draft#text, use: all}]\n"),
    }

    assert sorted(codes(told(files))) == [
        "dead-reference",
        "names-draft",
        "names-draft",
        "names-draft",
    ]


def test_a_draft_may_lean_on_a_draft(told: Told, act: Text, briefing: Text) -> None:
    draft = "draft: true\n"
    files = {
        "agreements/a-draft.yml": act(draft),
        "agreements/b-draft.yml": act(f"{draft}relations: [{{type: renews, to: a-draft}}]\n"),
        "analyses/c-words.md": briefing("[[a-draft]]\n", f"agreements: [a-draft]\n{draft}"),
    }

    assert told(files) == ()


def test_ids_and_aliases_share_one_space(told: Told, act: Text, briefing: Text) -> None:
    files = {
        "agreements/a-act.yml": act("aliases: [old-name]\n"),
        "agreements/x/a-act.yml": act(),
        "agreements/b-act.yml": act("aliases: [old-name, a-act, b-act]\n"),
        "analyses/a-act.md": briefing(),
    }

    assert [(one.file, one.code) for one in told(files)] == [
        ("briefings/agreements/b-act.yml", "duplicate-alias"),
        ("briefings/agreements/b-act.yml", "duplicate-alias"),
        ("briefings/agreements/b-act.yml", "duplicate-alias"),
        ("briefings/agreements/x/a-act.yml", "duplicate-id"),
        ("briefings/analyses/a-act.md", "duplicate-id"),
    ]


def test_ids_that_differ_in_case_only_collide(told: Told, act: Text) -> None:
    files = {"agreements/a-act.yml": act(), "agreements/x/A-Act.yml": act()}

    assert "duplicate-id" in codes(told(files))


def test_every_problem_of_every_file_is_told_in_one_run(
    told: Told, act: Text, briefing: Text
) -> None:
    files = {
        "outlets.yml": "wire: {name: The Wire}\n",
        "agreements/a-act.yml": act(title="", parties="[BLR]"),
        "agreements/b-act.yml": "title: [\n",
        "agreements/c-act.yml": act("relations: [{type: cites, to: nothing}]\n"),
        "agreements/d-act.txt": "x",
        "analyses/e-words.md": briefing("<b>\n"),
    }

    assert sorted(codes(told(files))) == [
        "empty",
        "missing-field",
        "raw-html",
        "too-few",
        "unexpected-file",
        "unknown-agreement",
        "yaml-syntax",
    ]


def test_a_broken_list_costs_its_own_problem_and_no_others(told: Told, act: Text) -> None:
    files = {
        "parties.yml": "BRICS: {name: BRICS, kind: blok}\n",
        "outlets.yml": "wire: {name: The Wire, ownership: stat}\n",
        "agreements/a-act.yml": act(
            parties="[BRICS, BLR]", sources="[{id: text, outlet: wire, title: x}]"
        ),
    }

    assert [(one.file, one.code) for one in told(files)] == [
        ("briefings/outlets.yml", "unknown-code"),
        ("briefings/parties.yml", "unknown-code"),
    ]


def test_a_record_that_names_a_broken_one_is_not_at_fault(
    told: Told, act: Text, briefing: Text
) -> None:
    files = {
        "agreements/a-act.yml": act(instrument="x"),
        "agreements/b-act.yml": act("relations: [{type: cites, to: a-act}]\n"),
        "analyses/c-words.md": briefing(
            "[[a-act]]\n", "agreements: [a-act]\nprovenance: [{source: a-act#x, use: all}]\n"
        ),
    }

    assert codes(told(files)) == ["unknown-code"]


def test_problems_are_sorted_by_file_and_line(told: Told, act: Text) -> None:
    files = {
        "agreements/b-act.yml": act("note: ''\nplace: ''\n"),
        "agreements/a-act.yml": act(instrument="x"),
    }
    found = told(files)

    assert [(one.file[-9:], one.line) for one in found] == [
        ("a-act.yml", 2),
        ("b-act.yml", 6),
        ("b-act.yml", 7),
    ]


# --- reading again --------------------------------------------------------------------------------


class Counter:
    """Counts the records that are typed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        typed = records._typed

        def counted(*arguments: object) -> object:
            self.names.append(str(arguments[3]))
            return typed(*arguments)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(records, "_typed", counted)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    return Counter(monkeypatch)


def test_only_files_whose_bytes_changed_are_parsed_again(
    make: Callable[..., Path], act: Text, counter: Counter
) -> None:
    root = make({"agreements/a-act.yml": act(), "agreements/b-act.yml": act()})
    loader = Loader(root)
    first = loader.load()
    counter.names.clear()

    (root / "briefings/agreements/a-act.yml").write_text(act(title="Another"), "utf-8")
    (root / "briefings/agreements/b-act.yml").touch()
    second = loader.load()

    assert counter.names == ["a-act"]
    assert second.agreements["a-act"].title == "Another"
    assert second.agreements["b-act"] is first.agreements["b-act"]


def test_a_changed_list_has_every_record_parsed_again(
    make: Callable[..., Path], counter: Counter
) -> None:
    root = make({})
    loader = Loader(root)
    loader.load()
    counter.names.clear()

    (root / "briefings/outlets.yml").write_text("gazette: {name: G, ownership: state}\n", "utf-8")
    loader.load()

    assert counter.names == ["blr-ven-2006-science"]


def test_what_is_said_to_have_changed_is_all_that_is_read(
    make: Callable[..., Path], act: Text, counter: Counter
) -> None:
    root = make({"agreements/a-act.yml": act(), "agreements/b-act.yml": act()})
    loader = Loader(root)
    loader.load()
    counter.names.clear()
    folder = root / "briefings" / "agreements"

    (folder / "a-act.yml").unlink()
    (folder / "c-act.yml").write_text(act(), "utf-8")
    library = loader.load([folder / "a-act.yml", folder / "c-act.yml"])

    assert counter.names == ["c-act"]
    assert set(library.agreements) == {"b-act", "c-act", "blr-ven-2006-science"}


def test_a_note_or_hidden_file_that_changes_is_no_record(
    make: Callable[..., Path], act: Text
) -> None:
    root = make({})
    loader = Loader(root)
    loader.load()
    for name in ("analyses/README.md", "agreements/.draft.yml", "agreements/.trash/x.yml"):
        path = root / "briefings" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("not a record", "utf-8")

        assert list(loader.load([path]).agreements) == ["blr-ven-2006-science"]


def test_a_problem_goes_when_it_is_mended(make: Callable[..., Path], act: Text) -> None:
    root = make({"agreements/a-act.yml": act(instrument="x")})
    path = root / "briefings/agreements/a-act.yml"
    loader = Loader(root)
    for _ in range(2):
        with pytest.raises(ContentError):
            loader.load([path])
    path.write_text(act(), "utf-8")

    assert "a-act" in loader.load([path]).agreements


def test_every_way_of_reading_again_gives_what_reading_anew_gives(
    make: Callable[..., Path], act: Text, briefing: Text
) -> None:
    """The preview's shortcuts are invisible."""
    root = make({"agreements/a-act.yml": act(), "analyses/b-words.md": briefing("[[a-act]]\n")})
    agreement = root / "briefings/agreements/a-act.yml"
    words = root / "briefings/analyses/b-words.md"
    loader = Loader(root)
    loader.load()
    steps = [
        (agreement, act(title="Retitled")),
        (agreement, act(dates="{signed: 2020}")),
        (agreement, act("aliases: [a-former]\n")),
        (words, briefing("Nothing.\n")),
        (words, briefing("[[a-former]]\n")),
        (agreement, act("relations: [{type: renews, to: nothing}]\n")),
        (agreement, act("draft: true\n")),
        (words, briefing("[[a-act]]\n", "draft: true\n")),
        (agreement, ""),
        (agreement, act("withdrawn: {date: 2026, why: A double.}\n")),
        (words, briefing("Words.\n")),
        (agreement, act()),
    ]
    for path, text in steps:
        path.write_text(text, "utf-8")
        assert outcome(loader, [path]) == outcome(Loader(root), None), text


def outcome(loader: Loader, changed: list[Path] | None) -> object:
    try:
        library = loader.load(changed)
    except ContentError as error:
        return error.problems
    return (
        list(library.agreements.items()),
        list(library.analyses.items()),
        list(library.withdrawn.items()),
    )


def test_a_project_without_briefings_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        Loader(tmp_path).load()

    assert codes(caught.value.problems) == ["no-briefings"]


def test_a_desk_without_records_is_a_desk(make: Callable[..., Path]) -> None:
    root = make({})
    shutil.rmtree(root / "briefings" / "agreements")

    assert Loader(root).load().newest == "1970-01-01"


def test_the_newest_day_is_the_builds_clock(load: Load, act: Text, briefing: Text) -> None:
    library = load(
        {
            "agreements/a-act.yml": act(
                "published: 2026-06-20\nchanges: [{date: 2026-07, kind: update, what: More.}]\n"
            ),
            "analyses/b-words.md": briefing(published="2026-07-02"),
        }
    )

    assert library.newest == "2026-07-31"
