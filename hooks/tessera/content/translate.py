"""From pydantic's errors to problems in an author's words, with their place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tessera.content.fields import EMPTY, Told
from tessera.content.yaml_source import Source
from tessera.errors import MAX_IN_FILE, Problem, closest


def problems(
    error: ValidationError,
    source: Source,
    file: str,
    model: type[BaseModel],
    at: tuple[Any, ...] = (),
) -> list[Problem]:
    """Each of pydantic's errors, at the line and column where its value or key stands."""
    details = [one for one in error.errors(include_url=False) if not _counts_only_valid(one)]
    return [_problem(detail, source, file, model, at) for detail in details[: MAX_IN_FILE + 1]]


def _counts_only_valid(detail: ErrorDetails) -> bool:
    """Whether a list is "too short" only because its entries have problems of their own."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _problem(
    detail: ErrorDetails, source: Source, file: str, model: type[BaseModel], at: tuple[Any, ...]
) -> Problem:
    kind, inner = detail["type"], detail["loc"]
    is_key = bool(inner) and inner[-1] == "[key]"  # a mapping's own key is refused
    loc = (*at, *(inner[:-1] if is_key else inner))
    name = _name(source.known(loc))
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = field_names(model, inner[:-1])
        place = source.place(loc, key=True)
        return Problem(file, *place, "unknown-field", f"`{loc[-1]}` is not a field here",
                       f"one of {', '.join(known)}" if known else "a field of the data model",
                       closest(str(loc[-1]), known))  # fmt: skip
    place = source.place(loc, key=is_key)
    if kind == "missing":
        return Problem(file, *place, "missing-field", f"`{loc[-1]}` is missing",
                       f"`{loc[-1]}:` here")  # fmt: skip
    if kind == "empty" or detail["input"] in ("", "~"):
        return Problem(file, *place, "empty", f"{name} is empty", EMPTY)
    if told := Told.of(context):
        return Problem(file, *place, kind, told.message, told.expected, told.hint)
    if kind == "literal_error" and isinstance(detail["input"], str):
        name = f"The code `{detail['input']}` of {name}"
    message, expected = _plain(kind, name, context)
    return Problem(file, *place, _CODES.get(kind, "bad-value"), message, expected)


def _name(path: tuple[str | int, ...]) -> str:
    """What an author calls the place: a field, or an entry of one."""
    if not path:
        return "The file"
    return f"`{path[-1]}`" if isinstance(path[-1], str) else f"An entry of `{path[-2]}`"


_CODES = {
    "string_too_long": "too-long",
    "too_long": "too-long",
    "too_short": "too-few",
    "literal_error": "unknown-code",
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
}


def _plain(kind: str, name: str, context: dict[str, Any]) -> tuple[str, str]:
    """What is wrong and what was expected, for the errors that pydantic words itself."""
    if kind in ("string_too_long", "too_long"):
        return f"{name} is too long", f"at most {context['max_length']:,} characters"
    if kind == "too_short":
        least = context["min_length"]
        return f"{name} has too few entries", f"{least} or more" if least > 1 else "at least one"
    if kind == "literal_error":
        return f"{name} is unknown", f"one of {context['expected']}".replace("'", "")
    if kind == "string_type":
        return f"{name} is not text", "one line of text, not a list or mapping"
    if kind == "tuple_type":
        return f"{name} is not a list", "a list: `[a, b]`, or a line with `- ` for each entry"
    if kind in ("dict_type", "model_type"):
        return f"{name} is not a mapping", "`key: value` pairs"
    return f"{name} is not valid", "a value of the data model"


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
