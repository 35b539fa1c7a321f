"""What is parsed once is what would be parsed again."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from tessera.content import parsed, yaml_source
from tessera.content.loader import Loader
from tessera.content.parsed import Parsed
from tessera.content.snapshot import Snapshot
from tessera.errors import ContentError

Make = Callable[..., Path]
Text = Callable[..., str]


@pytest.fixture
def no_yaml(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, no record's YAML can be parsed."""

    def forbid() -> None:
        parse = yaml_source.parse

        def lists_only(text: str, file: str, **rest: object) -> object:
            assert "/agreements/" not in file, f"{file} is parsed again"
            return parse(text, file, **rest)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(yaml_source, "parse", lists_only)

    return forbid


def test_a_record_read_from_what_was_kept_is_the_same_record(
    make: Make, act: Text, no_yaml: Callable[[], None]
) -> None:
    root = make({"agreements/a-act.yml": act(title="یادداشت “quoted”")})
    first = Loader(root)
    library = first.load()
    kept = first.parsed.dump()
    no_yaml()

    again = Loader(root, parsed=Parsed(lambda: kept)).load()
    assert again.agreements == library.agreements
    assert again.agreements["a-act"].title == "یادداشت “quoted”"


def test_what_was_kept_is_validated_against_the_lists_of_today(
    make: Make, act: Text, no_yaml: Callable[[], None]
) -> None:
    root = make({"agreements/a-act.yml": act()})
    loader = Loader(root)
    loader.load()
    vocabulary = root / "briefings" / "vocabulary.yml"
    vocabulary.write_text(
        vocabulary.read_text("utf-8").replace("  agreement:", "  agreed-minutes:")
    )

    with pytest.raises(ContentError) as raised:
        Loader(root, parsed=Parsed(loader.parsed.dump)).load()
    assert ("unknown-code", "briefings/agreements/a-act.yml") in {
        (one.code, one.file) for one in raised.value.problems
    }


def test_a_file_with_a_problem_is_not_kept_and_tells_it_each_time(make: Make) -> None:
    root = make({"agreements/a-act.yml": "title: [\n"})
    loader = Loader(root)
    for _ in range(2):
        loader = Loader(root, parsed=Parsed(loader.parsed.dump))
        with pytest.raises(ContentError, match="yaml-syntax"):
            loader.load()


@pytest.mark.parametrize("stored", [None, b"", b"{", b"[]", b'"x"', b"\xff"])
def test_a_damaged_memory_is_no_memory(stored: bytes | None) -> None:
    assert Parsed(lambda: stored).known == {}


def test_only_what_was_used_is_kept(make: Make, act: Text) -> None:
    root = make(
        {"agreements/a-act.yml": act(title="One"), "agreements/b-act.yml": act(title="Two")}
    )
    loader = Loader(root)
    loader.load()
    (root / "briefings/agreements/b-act.yml").unlink()
    next_ = Loader(root, parsed=Parsed(loader.parsed.dump))
    next_.load()

    assert len(Parsed(next_.parsed.dump).known) == len(loader.parsed.known) - 1


def test_for_a_few_texts_nothing_that_was_kept_is_loaded(make: Make, act: Text) -> None:
    root = make({f"agreements/act-{n}.yml": act(title=f"Act {n}") for n in range(3)})
    parts: dict[str, bytes] = {}
    snapshot = Snapshot(parts.get, parts.__setitem__)
    first = Loader(root, snapshot=snapshot)
    first.load()
    first.keep()
    (root / "briefings/agreements/act-1.yml").write_text(act(title="Another"), "utf-8")

    def loaded() -> bytes:
        raise AssertionError("all that was parsed is loaded for one text")

    again = Loader(root, parsed=Parsed(loaded), snapshot=Snapshot(parts.get, parts.__setitem__))
    assert again.load().agreements["act-1"].title == "Another"
    assert not again.parsed.grown


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # forking, from 3.12
@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_workers_parse_what_the_loader_would(
    make: Make, act: Text, monkeypatch: pytest.MonkeyPatch, no_yaml: Callable[[], None], kind: str
) -> None:
    monkeypatch.setattr(parsed, "MANY", 2)
    monkeypatch.setattr(parsed, "CHUNK", 2)
    files = {f"agreements/act-{n}.yml": act(title=f"Act {n}") for n in range(5)}
    root = make({**files, "agreements/broken.yml": "title: [\n"})
    paths = sorted((root / "briefings/agreements").glob("*.yml"))
    made = Parsed()
    pool = (
        ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork"))
        if kind == "processes"
        else ThreadPoolExecutor(2)
    )
    with pool:
        assert [*made.prepared(paths, root, pool)] == paths
    (root / "briefings/agreements/broken.yml").unlink()
    no_yaml()

    library = Loader(root, parsed=made).load()
    assert {act.title for act in library.agreements.values()} >= {f"Act {n}" for n in range(5)}
