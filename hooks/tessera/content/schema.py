"""JSON Schemas for editors, drawn from the models and the desk's own vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tessera.content import files, yaml_source
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.fields import BLANKS
from tessera.content.further import Group, Rule, SearchLog
from tessera.content.outlets import Outlet
from tessera.content.parties import PartyEntry
from tessera.content.vocabulary import Term
from tessera.errors import ContentError, Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, Any] = {
    "agreement": Agreement,
    "analysis": Analysis,
    "vocabulary": dict[str, dict[str, Term]],
    "outlets": dict[str, Outlet],
    "parties": dict[str, PartyEntry],
    "groups": dict[str, Group],
    "patterns": dict[str, Rule],
    "searches": dict[str, SearchLog],
}


def draw(root: Path) -> dict[Path, str]:
    """Path → text of each schema; needs only a readable vocabulary, not valid records."""
    text = files.read(root / "briefings" / "vocabulary.yml", root, files.MAX_LIST)
    if isinstance(text, Problem):
        raise ContentError([text])
    source = yaml_source.parse(text, "briefings/vocabulary.yml")
    if source.problems or not isinstance(source.data, dict):
        raise ContentError(source.problems)
    codes = {name: list(terms) for name, terms in source.data.items() if isinstance(terms, dict)}
    return {
        root / "docs" / "schema" / f"{name}.json": json.dumps(
            of(name, codes), ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n"
        for name in SHAPES
    }


def of(name: str, codes: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The schema of one shape, with the vocabulary's codes by section."""
    drawn = TypeAdapter(SHAPES[name]).json_schema(mode="validation")
    return {"$schema": DIALECT, "title": name, **_filled(drawn, codes)}


def _filled(part: Any, codes: Mapping[str, Iterable[str]]) -> Any:
    """The schema with the vocabulary's codes for each marker, and derived fields left out."""
    if isinstance(part, list):
        return [_filled(item, codes) for item in part]
    if not isinstance(part, dict):
        return part
    if "x-vocabulary" in part:
        blanks = list(BLANKS) if part.get("x-blanks") else []
        known = [*codes.get(part["x-vocabulary"], ())]
        # To an editor, `depth: 1` is a number.
        numbers = [int(code) for code in known if code.isdecimal()]
        return {"enum": [*known, *(blank for blank in blanks if blank not in known), *numbers]}
    if part.get("type") == "string" and "format" not in part:
        part = {**part, "type": ["string", "number"]}  # likewise `signed: 2006`
    properties = part.get("properties")
    if isinstance(properties, dict):
        derived = {name for name, value in properties.items()
                   if isinstance(value, dict) and value.get("x-derived")}  # fmt: skip
        part = {
            **part,
            "properties": {key: value for key, value in properties.items() if key not in derived},
        }
        if "required" in part:
            part["required"] = [name for name in part["required"] if name not in derived]
    return {key: _filled(value, codes) for key, value in part.items()}
