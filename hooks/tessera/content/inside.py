"""What one agreement's record must agree on with itself: its own sources and names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from tessera.content.agreement import Agreement
from tessera.content.faults import Fault, Path
from tessera.errors import closest


def inside(agreement: Agreement) -> Iterator[Fault]:
    """Names used twice, and references to sources that the record does not have."""
    known = agreement.source_by_id
    seen: set[str] = set()
    for index, source in enumerate(agreement.sources):
        if source.id in seen:
            yield Fault(("sources", index, "id"), "duplicate-source",
                        f"The source `{source.id}` is defined twice", "another id")  # fmt: skip
        seen.add(source.id)
        if source.syndicates == source.id:
            yield Fault(("sources", index, "syndicates"), "self-reference",
                        f"The source `{source.id}` reprints itself", "another source")  # fmt: skip
    parties: set[tuple[str, str | None]] = set()
    for index, party in enumerate(agreement.parties):
        if (party.country, party.body) in parties:
            yield Fault(("parties", index), "duplicate-party", f"`{party.country}` is named twice",
                        "each party once, or the `body` that signed beside another")  # fmt: skip
        parties.add((party.country, party.body))
    claims: set[str] = set()
    for index, claim in enumerate(agreement.claims):
        if claim.id in claims:
            yield Fault(("claims", index, "id"), "duplicate-claim",
                        f"The claim `{claim.id}` is made twice", "another id")  # fmt: skip
        claims.add(claim.id)
    for path, name in source_references(agreement):
        if name not in known:
            yield Fault(path, "unknown-source", f"`{name}` is not a source of this record",
                        f"one of {', '.join(known)}", closest(name, known))  # fmt: skip


def source_references(agreement: Agreement) -> Iterator[tuple[Path, str]]:
    """Every place in a record that names one of its sources."""
    return _walk(agreement, ())


def _walk(part: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    named, deeper = _plan(type(part))
    for name in named:
        if (value := getattr(part, name)) is not None:
            yield (*path, name), value
    for name in deeper:
        value = getattr(part, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _walk(item, (*path, name, index))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from _walk(item, (*path, name, key))
        elif value is not None:
            yield from _walk(value, (*path, name))


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a model that name a source, and those with models in them that may."""
    fields = model.model_fields
    named = tuple(name for name in ("source", "syndicates") if name in fields)
    deeper = tuple(
        name
        for name, field in fields.items()
        if any(any(_plan(inner)) for inner in _models_in(field.annotation))
    )
    return named, deeper


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
