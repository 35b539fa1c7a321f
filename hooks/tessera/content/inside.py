"""What one agreement's record must agree on with itself: its own sources and names."""

from __future__ import annotations

from collections.abc import Iterator

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

    def walk(part: object, path: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(part, tuple):
            for index, item in enumerate(part):
                yield from walk(item, (*path, index))
        elif isinstance(part, dict):
            for key, item in part.items():
                yield from walk(item, (*path, key))
        elif hasattr(part, "__pydantic_fields__"):
            for name, value in part.__dict__.items():
                if name in ("source", "syndicates") and isinstance(value, str):
                    yield (*path, name), value
                elif isinstance(value, tuple | dict) or hasattr(value, "__pydantic_fields__"):
                    yield from walk(value, (*path, name))

    for name in type(agreement).model_fields:
        value = getattr(agreement, name)
        if value is not None and not isinstance(value, str):
            yield from walk(value, (name,))
