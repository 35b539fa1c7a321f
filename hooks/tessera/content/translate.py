"""From pydantic's errors to problems in an author's words, with their place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tessera.content.yaml_source import Source
from tessera.errors import Problem, closest


def problems(
    error: ValidationError,
    source: Source,
    file: str,
    model: type[BaseModel],
    at: tuple[Any, ...] = (),
) -> list[Problem]:
    """Each of pydantic's errors, at the line and column where its value or key stands."""
    return [_problem(detail, source, file, model, at) for detail in error.errors(include_url=False)]


def _problem(
    detail: ErrorDetails, source: Source, file: str, model: type[BaseModel], at: tuple[Any, ...]
) -> Problem:
    loc = (*at, *detail["loc"])
    kind = detail["type"]
    name = str(loc[-1]) if loc else ""
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = field_names(model, detail["loc"][:-1])
        line, column = source.place(loc, key=True)
        return Problem(file, line, column, "unknown-field", f"`{name}` is not a field here",
                       f"one of {', '.join(known)}" if known else "a field of the data model",
                       closest(name, known))  # fmt: skip
    line, column = source.place(loc)
    if kind == "missing":
        return Problem(file, line, column, "missing-field", f"`{name}` is missing",
                       f"a `{name}:` here")  # fmt: skip
    if "message" in context:
        return Problem(file, line, column, kind, context["message"], context["expected"],
                       context["hint"])  # fmt: skip
    message, expected = _plain(kind, name, context)
    return Problem(file, line, column, _CODES.get(kind, "bad-value"), message, expected)


_CODES = {
    "string_too_long": "too-long",
    "literal_error": "unknown-code",
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
}


def _plain(kind: str, name: str, context: dict[str, Any]) -> tuple[str, str]:
    """What is wrong and what was expected, for the errors that pydantic words itself."""
    if kind == "string_too_long":
        return f"`{name}` is too long", f"at most {context['max_length']} characters"
    if kind == "literal_error":
        return f"`{name}` has an unknown code", f"one of {context['expected']}".replace("'", "")
    if kind == "string_type":
        return f"`{name}` is not text", "one line of text, not a list or mapping"
    if kind == "tuple_type":
        return f"`{name}` is not a list", "a list: `[a, b]`, or a line with `- ` for each entry"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"`{name}` is not a mapping", "`key: value` pairs"
    return f"`{name}` is not valid", "a value of the data model"


def field_names(model: type[BaseModel], loc: Iterable[Any]) -> list[str]:
    """The fields an author may write at `loc` in `model`, or none where that is unclear."""
    current: Any = model
    for part in loc:
        if not isinstance(part, str) or current is None:
            continue
        info = getattr(current, "model_fields", {}).get(part)
        if info is not None:
            current = _model_in(info.annotation)
    fields = getattr(current, "model_fields", {})
    return [
        info.alias or name
        for name, info in fields.items()
        if not (isinstance(info.json_schema_extra, dict) and "x-derived" in info.json_schema_extra)
    ]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `X | None`, `tuple[X, ...]` or `dict[str, X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None
