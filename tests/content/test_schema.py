"""The schemas in docs/schema/ are what the models accept, with the desk's own codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tessera.content import schema
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.errors import ContentError

NAMES = ("agreement", "analysis", "vocabulary", "outlets", "parties")


def drawn(root: Path, name: str) -> Any:
    return json.loads(schema.draw(root)[root / "docs" / "schema" / f"{name}.json"])


def test_the_committed_schemas_are_the_ones_the_models_draw(root: Path) -> None:
    for path, text in schema.draw(root).items():
        assert path.read_text("utf-8") == text, "run `tessera schema`"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_names_its_dialect_and_keeps_no_mark_of_ours(name: str, root: Path) -> None:
    text = json.dumps(drawn(root, name))

    assert schema.DIALECT in text
    assert '"x-' not in text


@pytest.mark.parametrize(("name", "model"), [("agreement", Agreement), ("analysis", Analysis)])
def test_a_schema_knows_every_field_an_author_may_write(
    name: str, model: type[Agreement] | type[Analysis], root: Path
) -> None:
    derived = {"id", "path", "body", "body_line"}
    fields = set(model.model_fields)

    assert set(drawn(root, name)["properties"]) == fields - derived
    assert not derived & set(drawn(root, name)["required"])


def test_a_code_is_one_of_the_desks_or_a_blank(root: Path) -> None:
    vocabulary = yaml.safe_load((root / "briefings" / "vocabulary.yml").read_text("utf-8"))
    long = next(
        one
        for one in drawn(root, "agreement")["$defs"].values()
        if "memorandum-of-cooperation" in json.dumps(one)
    )

    assert long["anyOf"][0]["enum"][: len(vocabulary["instruments"])] == [
        *vocabulary["instruments"]
    ]
    assert "not-public" in long["anyOf"][0]["enum"]


def test_a_vocabulary_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        schema.draw(tmp_path)
    assert [one.code for one in caught.value.problems] == ["unreadable"]

    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / "vocabulary.yml").write_text("- a\n")
    with pytest.raises(ContentError) as caught:
        schema.draw(tmp_path)
    assert [one.code for one in caught.value.problems] == ["not-a-mapping"]


def test_what_an_editor_takes_for_a_number_is_allowed(root: Path) -> None:
    """Records are read as text; an editor reads `2006` as a number and `true` as a truth value."""
    definitions = drawn(root, "agreement")["$defs"]

    assert definitions["Pillar"]["properties"]["depth"]["anyOf"][0]["enum"][-3:] == [1, 2, 3]
    assert definitions["Change"]["properties"]["date"]["type"] == ["string", "number"]
    assert definitions["Titles"]["properties"]["translated"]["type"] == "boolean"
    assert definitions["Archive"]["properties"]["url"]["type"] == "string"


class Editor(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read."""


Editor.yaml_implicit_resolvers = {}
for kind, shape, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{shape})$"), first)


def test_every_record_of_the_desk_satisfies_its_schema(root: Path) -> None:
    validator = jsonschema.Draft202012Validator(drawn(root, "agreement"))
    for path in sorted((root / "briefings" / "agreements").rglob("*.yml")):
        record = yaml.load(path.read_text("utf-8"), Editor)
        assert not [error.message for error in validator.iter_errors(record)], path.name
