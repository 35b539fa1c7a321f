"""What a build has worked out serves the next one while it stands, and no longer."""

from __future__ import annotations

import pickle

import pytest

from tessera.content.lasting import Lasting, LastingEach
from tessera.content.library import Library
from tessera.content.lookups import Lookups, watched
from tessera.content.parties import Parties
from tessera.content.vocabulary import Vocabulary


class Desk:
    """A list that is looked up, builds over it one after another, and what they worked out."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.written: list[str] = []
        self.list = {f"key-{number}": number for number in range(300)}
        self.made: list[str] = []
        self.needs: set[tuple[str, object]] = set()

    def put(self, name: str, data: bytes) -> None:
        self.written.append(name)
        self.kept[name] = data

    def build(self, basis: str = "code") -> Library:
        """A library over the list as it is now."""
        lookups = Lookups()
        lookups.lasting = LastingEach(
            basis, lambda need: str(self.list.get(str(need[1]))), self.kept.get, self.put
        )
        earlier = Lasting(basis, self.kept.get, self.put)
        return Library({}, {}, {}, Vocabulary({}), {}, Parties(), lookups=lookups, earlier=earlier)

    def doubled(self, library: Library) -> tuple[int, ...]:
        """Twice every entry, each told in `made` when it is worked out."""
        numbers = watched(self.list, "numbers", library.lookups)

        def double(key: str) -> int:
            self.made.append(key)
            return 2 * numbers[key]

        assert library.lookups is not None
        with library.lookups.noting() as self.needs:
            return tuple(library.lasting_each("doubled", tuple(self.list), double))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("made_of", "basis", "again"),
    [("spec", "code", False), ("other", "code", True), ("spec", "other code", True)],
)
def test_a_value_stands_while_what_it_was_made_of_is_the_same(
    desk: Desk, made_of: str, basis: str, again: bool
) -> None:
    assert desk.build().lasting("figure", "spec", lambda: "first") == "first"
    second = desk.build(basis).lasting("figure", made_of, lambda: "second")

    assert second == ("second" if again else "first")


def test_a_value_may_be_nothing(desk: Desk) -> None:
    assert desk.build().lasting("growth", "", lambda: None) is None

    def fail() -> None:
        raise AssertionError("it stands")

    assert desk.build().lasting("growth", "", fail) is None


def test_one_edit_works_out_one_value_and_writes_one_part(desk: Desk) -> None:
    first = desk.doubled(desk.build())
    assert len(desk.made) == 300
    desk.made.clear()
    desk.written.clear()
    desk.list["key-7"] = 700

    assert desk.doubled(desk.build()) == (*first[:7], 1400, *first[8:])
    assert desk.made == ["key-7"]
    assert len(desk.written) == 1


def test_who_asks_needs_what_was_looked_up_before(desk: Desk) -> None:
    desk.doubled(desk.build())
    anew = desk.needs
    desk.doubled(desk.build())

    assert desk.needs == anew == {("numbers", key) for key in desk.list}


def test_what_is_gone_is_forgotten_and_works_anew_when_it_is_back(desk: Desk) -> None:
    first = desk.doubled(desk.build())
    number = desk.list.pop("key-7")
    desk.doubled(desk.build())
    desk.made.clear()
    desk.list["key-7"] = number

    assert desk.doubled(desk.build()) == (*first[:7], *first[8:], first[7])
    assert desk.made == ["key-7"]


def test_other_code_works_out_everything(desk: Desk) -> None:
    first = desk.doubled(desk.build())
    desk.made.clear()

    assert desk.doubled(desk.build("other code")) == first
    assert len(desk.made) == 300


def test_what_other_code_has_kept_is_not_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its classes may have other fields now, or be gone."""
    desk.doubled(desk.build())
    desk.build().lasting("figure", "spec", lambda: "first")

    def fail(_: bytes) -> None:
        raise TypeError("a class has another field")

    monkeypatch.setattr(pickle, "loads", fail)
    with pytest.raises(TypeError):
        desk.doubled(desk.build())
    with pytest.raises(TypeError):
        desk.build().lasting("figure", "spec", lambda: "first")
    assert len(desk.doubled(desk.build("other code"))) == 300
    assert desk.build("other code").lasting("figure", "spec", lambda: "second") == "second"


def test_where_nothing_is_kept_everything_is_worked_out(desk: Desk) -> None:
    library = Library({}, {}, {}, Vocabulary({}), {}, Parties())

    assert library.lasting("figure", "spec", lambda: 1) == 1
    assert [*library.lasting_each("doubled", "ab", str.upper)] == ["A", "B"]
