"""The desk's lists: its own codes are its own, the others are exactly the software's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from tessera.content import lists
from tessera.content.lists import Desk
from tessera.content.vocabulary import DESK_SECTIONS, FIXED_SECTIONS, SECTIONS
from tessera.errors import Problem

Told = Callable[[Mapping[str, str]], tuple[Problem, ...]]


@pytest.fixture
def with_vocabulary(
    problems: Told, sites: Path
) -> Callable[[Callable[[dict[str, dict[str, object]]], object]], list[tuple[str, str]]]:
    """`with_vocabulary(change)`: code and message of each problem after `change(sections)`."""

    def told(change: Callable[[dict[str, dict[str, object]]], object]) -> list[tuple[str, str]]:
        path = sites / "smallest" / "briefings" / "vocabulary.yml"
        sections = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        change(sections)
        text = yaml.safe_dump(sections, sort_keys=False)
        return [(one.code, one.message) for one in problems({"vocabulary.yml": text})]

    return told


With = Callable[[Callable[[dict[str, dict[str, object]]], object]], list[tuple[str, str]]]
TERM = {"label": "L", "definition": "D"}


@pytest.mark.parametrize("section", DESK_SECTIONS)
def test_the_desk_may_add_codes_to_its_own_sections(section: str, with_vocabulary: With) -> None:
    assert with_vocabulary(lambda all_: all_[section].update({"another": TERM})) == []


@pytest.mark.parametrize("section", FIXED_SECTIONS)
def test_a_fixed_section_has_exactly_its_codes(section: str, with_vocabulary: With) -> None:
    (code, *_) = FIXED_SECTIONS[section]

    assert with_vocabulary(lambda all_: all_[section].update({"another": TERM})) == [
        (
            "fixed-section",
            f"`another` cannot be added to `{section}`: the software acts on its codes",
        )
    ]
    assert with_vocabulary(lambda all_: all_[section].pop(code)) == [
        ("missing-code", f"`{section}` does not define {code}")
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_can_be_left_out(section: str, with_vocabulary: With) -> None:
    ((code, _),) = with_vocabulary(lambda all_: all_.pop(section))

    assert code == ("missing-section" if section in DESK_SECTIONS else "missing-code")


@pytest.mark.parametrize("value", ["", "text", [], ["education"], {}])
def test_a_section_is_a_mapping_of_codes(value: object, with_vocabulary: With) -> None:
    assert with_vocabulary(lambda all_: all_.update({"levels": value})) == [  # type: ignore[dict-item]  # on purpose
        ("missing-section", "`levels` has no codes that can be read")
    ]


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"label": "L"}, "missing-field"),
        ({**TERM, "aligns": "unknown"}, None),
        ({**TERM, "aligns": []}, None),
        ({**TERM, "aligns": [{"standard": "S", "term": "T", "url": "https://example.org"}]}, None),
        ({**TERM, "aligns": "SKOS"}, "not-a-mapping"),
        ({**TERM, "aligns": [{"standard": "S"}]}, "missing-field"),
        ({**TERM, "sensitive": "true"}, None),
        ({**TERM, "colour": "red"}, "unknown-field"),
        ("Label", "not-a-mapping"),
    ],
)
def test_a_code_has_a_label_a_definition_and_its_alignment(
    term: object, code: str | None, with_vocabulary: With
) -> None:
    found = with_vocabulary(lambda all_: all_["pillars"].update({"another": term}))

    assert [one for one, _ in found] == ([code] if code else [])


@pytest.mark.parametrize("code", ["Education", "a b", "../x", "a/b", "образование", "aux", "a_b"])
def test_a_code_can_stand_in_an_address(code: str, with_vocabulary: With) -> None:
    ((problem, _),) = with_vocabulary(lambda all_: all_["pillars"].update({code: TERM}))

    assert problem in {"bad-key", "reserved-id"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("EU: {name: European Union, kind: bloc, members: [{party: BY, from: 2004}]}\n", []),
        ("A: {name: A, kind: bloc}\nB: {name: B, kind: bloc}\n", ["bad-party-key"] * 2),
        ("AB: {name: A, kind: bloc, members: [{party: ZZ}]}\nXY: {name: C, kind: bloc}\n", ["unknown-party"]),
        ("AB: {name: A, kind: bloc, members: [{party: XY}]}\nXY: {name: C, kind: bloc}\n", []),
        ("NO: {name: Norway, kind: bloc}\n", ["reserved-party-key"]),
        ("SUN: {name: Soviet Union, kind: bloc}\n", []),
        ("EU: {name: European Union, kind: bloc, names: {Farsi: x}}\n", ["bad-language"]),
        ("ЕС: {name: European Union, kind: bloc}\n", ["bad-party-key"]),
        ("- EU\n", ["not-a-mapping"]),
    ],
)  # fmt: skip
def test_parties_of_the_desk(text: str, codes: list[str], problems: Told) -> None:
    """Keys are capitals that ISO does not use; members may be any party, whichever comes first."""
    assert [one.code for one in problems({"parties.yml": text})] == codes


def test_a_problem_of_a_list_stands_at_its_line(problems: Told) -> None:
    text = "wire: {name: W, ownership: state}\nThe Gazette:\n  name: G\n  ownership: stat\n"

    assert [(one.line, one.column, one.code) for one in problems({"outlets.yml": text})] == [
        (2, 1, "bad-key"),
        (4, 14, "unknown-code"),
    ]


def test_any_byte_of_a_list_changes_the_digest(make: Callable[..., Path]) -> None:
    root = make({})
    before = lists.read(root).digest
    with (root / "briefings" / "outlets.yml").open("a") as file:
        file.write("\n")

    assert lists.read(root).digest != before


def test_a_label_is_that_of_the_code_or_of_the_blank(shipped: Desk) -> None:
    assert shipped.vocabulary is not None
    blank = shipped.vocabulary.sections["blanks"]["not-public"].label

    assert shipped.vocabulary.label("pillars", "education") == "Education"
    assert shipped.vocabulary.label("pillars", "not-public") == blank
    assert shipped.vocabulary.label("pillars", "nothing") == "nothing"
    assert shipped.vocabulary.term("pillars", "education").definition


@pytest.mark.parametrize("name", ["outlets.yml", "groups.yml", "searches.yml", "patterns.yml"])
def test_a_list_of_comments_alone_is_an_empty_list(name: str, problems: Told) -> None:
    assert [one for one in problems({name: "# Nothing yet.\n"}) if one.file.endswith(name)] == []


def test_a_codebook_of_comments_alone_is_none(problems: Told) -> None:
    assert "empty-file" in {one.code for one in problems({"vocabulary.yml": "# Nothing yet.\n"})}
