"""What a record rests on: independent groups of sources, their kind, and what has grown old."""

from __future__ import annotations

from tessera.content.agreement import Agreement, Claim, SourceItem

KINDS = ("legal-text", "official-statement", "press")
_KIND_OF_ROLE = {"primary-text": "legal-text", "official-statement": "official-statement"}


def independent_groups(agreement: Agreement) -> tuple[tuple[SourceItem, ...], ...]:
    """The sources in groups that cannot corroborate each other.

    A source that reprints another (`syndicates`) is in its group; five reprints are one voice.
    """
    voice = {source.id: frozenset({source.id}) for source in agreement.sources}
    for source in agreement.sources:
        if source.syndicates:
            joined = voice[source.id] | voice[source.syndicates]
            voice.update(dict.fromkeys(joined, joined))
    return tuple(
        tuple(source for source in agreement.sources if source.id in names)
        for names in dict.fromkeys(voice.values())
    )


def kind(agreement: Agreement) -> str:
    """The strongest kind of source: `legal-text`, `official-statement`, or else `press`."""
    kinds = {_KIND_OF_ROLE.get(source.role or "", "press") for source in agreement.sources}
    return next(one for one in KINDS if one in kinds)


def same_outlet(agreement: Agreement) -> bool:
    """Whether every source comes from the same outlet, which cannot corroborate itself."""
    outlets = {source.outlet for source in agreement.sources}
    return len(outlets) == 1 and None not in outlets


def one_outlet(agreement: Agreement) -> bool:
    """Whether everything known comes from one outlet, or from one source with its reprints.

    The legal text itself is no outlet's word.
    """
    single = same_outlet(agreement) or len(independent_groups(agreement)) == 1
    return single and kind(agreement) != "legal-text"


def overdue(claim: Claim, today: str) -> bool:
    """Whether the claim should have been looked at again by `today` (an ISO date)."""
    return claim.review_by is not None and claim.review_by.last.isoformat() < today
