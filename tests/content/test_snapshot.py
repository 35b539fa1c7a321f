"""What was read once is not validated again, and is never something else."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tessera.content.loader import Loader
from tessera.content.parts import dumps, loads
from tessera.content.snapshot import Snapshot
from tessera.errors import ContentError

Make = Callable[..., Path]
Text = Callable[..., str]


class Drawer(dict[str, bytes]):
    """Where parts are kept; `written` are the keys of those that were put since `forget`."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def put(self, key: str, data: bytes) -> None:
        self.written.append(key)
        self[key] = data

    def snapshot(self) -> Snapshot:
        return Snapshot(self.get, self.put)


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the records that are validated."""
    found: list[str] = []
    validate = BaseModel.model_validate.__func__  # type: ignore[attr-defined]  # a class method

    def watching(cls: type[BaseModel], /, obj: Any, **rest: Any) -> BaseModel:
        if isinstance(obj, dict) and "id" in obj and "path" in obj:
            found.append(obj["id"])
        return validate(cls, obj, **rest)  # type: ignore[no-any-return]

    monkeypatch.setattr(BaseModel, "model_validate", classmethod(watching))
    return found


def read(root: Path, drawer: Drawer) -> Any:
    """The library, read with what is in the drawer, and kept there."""
    loader = Loader(root, snapshot=drawer.snapshot())
    library = loader.load()
    loader.keep()
    return library


def test_what_was_read_is_the_same_and_is_not_validated_again(
    root: Path, drawer: Drawer, validated: list[str]
) -> None:
    """The shipped desk has every kind of field."""
    first = read(root, drawer)
    assert len(validated) > 200
    validated.clear()
    again = read(root, drawer)

    assert validated == []
    assert again.agreements == first.agreements
    assert again.analyses == first.analyses
    assert again.withdrawn == first.withdrawn
    assert again.digests == first.digests


def test_a_record_comes_back_from_a_pickle_as_it_was(root: Path) -> None:
    """Every part of it is there, is still frozen, and can be copied."""
    for act in Loader(root).load().agreements.values():
        back = loads(dumps(act))
        assert back == act
    assert back.model_copy(update={"title": "Another"}).title == "Another"
    assert copy.deepcopy(back) == back
    with pytest.raises(ValidationError, match="frozen"):
        back.title = "Another"


def test_one_edit_reads_one_file_and_writes_one_part(
    make: Make, act: Text, drawer: Drawer, validated: list[str]
) -> None:
    names = [f"act-{number}" for number in range(300)]
    root = make({f"agreements/{name}.yml": act(title=name) for name in names})
    read(root, drawer)
    validated.clear()
    drawer.written.clear()
    (root / "briefings/agreements/act-7.yml").write_text(act(title="Another"), "utf-8")

    assert read(root, drawer).agreements["act-7"].title == "Another"
    assert validated == ["act-7"]
    assert len(drawer.written) == 1
    (root / "briefings/agreements/act-7.yml").unlink()
    assert "act-7" not in read(root, drawer).agreements
    assert "act-7" not in read(root, drawer).agreements
    assert len(drawer.written) == 2


def test_another_list_of_the_desk_validates_everything(
    make: Make, act: Text, drawer: Drawer
) -> None:
    root = make({"agreements/a-act.yml": act()})
    read(root, drawer)
    vocabulary = root / "briefings" / "vocabulary.yml"
    vocabulary.write_text(
        vocabulary.read_text("utf-8").replace("  agreement:", "  agreed-minutes:")
    )

    with pytest.raises(ContentError, match="unknown-code"):
        read(root, drawer)


def test_a_file_with_a_problem_is_told_each_time(make: Make, act: Text, drawer: Drawer) -> None:
    root = make({"agreements/a-act.yml": act(), "agreements/b-act.yml": act(parties=["NOWHERE"])})
    for _ in range(2):
        loader = Loader(root, snapshot=drawer.snapshot())
        with pytest.raises(ContentError, match="unknown-party"):
            loader.load()
        loader.keep()


def test_other_code_opens_nothing(
    make: Make, act: Text, drawer: Drawer, validated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make({"agreements/a-act.yml": act()})
    read(root, drawer)
    validated.clear()
    monkeypatch.setattr("sys.version", "another")
    read(root, drawer)

    assert "a-act" in validated
