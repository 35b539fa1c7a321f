"""What a record rests on: independent groups of sources, their kind, and what has grown old."""

from __future__ import annotations

from tessera.content.agreement import Agreement, Claim, SourceItem

KINDS = ("legal-text", "official-statement", "press")
_KIND_OF_ROLE = {"primary-text": "legal-text", "official-statement": "official-statement"}


def independent_groups(agreement: Agreement) -> tuple[tuple[SourceItem, ...], ...]:
    """The sources in groups that cannot corroborate each other.

    A source that reprints another (`syndicates`) is in its group; five reprints are one voice.
    """
    groups: dict[str, list[SourceItem]] = {}
    for source in agreement.sources:
        groups.setdefault(_root(source, agreement), []).append(source)
    return tuple(tuple(group) for group in groups.values())


def _root(source: SourceItem, agreement: Agreement) -> str:
    seen = {source.id}
    while source.syndicates and source.syndicates not in seen:
        source = agreement.source_by_id[source.syndicates]
        seen.add(source.id)
    # In a circle of reprints nobody is the root: its members share the smallest id.
    return min(seen) if source.syndicates else source.id


def kind(agreement: Agreement) -> str:
    """The strongest kind of source: `legal-text`, `official-statement` or `press`."""
    kinds = {_KIND_OF_ROLE.get(source.role or "", "press") for source in agreement.sources}
    return next(one for one in KINDS if one in kinds)


def one_outlet(agreement: Agreement) -> bool:
    """Whether everything known comes from a single voice that is not the legal text itself."""
    return kind(agreement) != "legal-text" and len(independent_groups(agreement)) == 1


def overdue(claim: Claim, today: str) -> bool:
    """Whether the claim should have been looked at again by `today` (an ISO date)."""
    return claim.review_by is not None and claim.review_by.last.isoformat() < today
