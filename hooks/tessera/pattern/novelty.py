"""What an act has that no act before it between the same two parties is known to have.

A thing is new only if every act that is or may be earlier has its field coded and does not have it.
One act whose field was never coded, or is blank, is enough to say nothing: it might have had it.
The acts are those on record, so what is new here need not be new in the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.pattern.context import Context
from tessera.pattern.index import TEXT_SEEN


@dataclass(frozen=True, slots=True)
class Novelty:
    """One code of one field, and the acts before this one that it was looked for in."""

    field: str
    """`pillars`, `commitments`, `levels` or `instruments`: a section of the vocabulary."""
    code: str
    before: tuple[Agreement, ...]
    silent: tuple[Agreement, ...]
    """Those of them whose field is not coded: with any of these, nothing is claimed."""

    @property
    def read(self) -> int:
        """How many of the acts before were coded from their text, or a part of it."""
        return sum(
            1 for act in self.before if act.text is not None and act.text.availability in TEXT_SEEN
        )


def _pillars(act: Agreement) -> frozenset[str] | None:
    if act.pillars is None or act.pillars.blank not in (None, "none"):
        return None
    return frozenset(act.pillars.items)


def _commitments(act: Agreement) -> frozenset[str] | None:
    if act.commitments is None or act.commitments.blank not in (None, "none"):
        return None
    return frozenset(one.type for one in act.commitments.items)


def _level(act: Agreement) -> frozenset[str] | None:
    if act.level is None or act.level.blank is not None:
        return None
    return frozenset({str(act.level.value)})


FIELDS: Mapping[str, Callable[[Agreement], frozenset[str] | None]] = {
    "pillars": _pillars,
    "commitments": _commitments,
    "levels": _level,
}
"""Section → the codes that an act has in the field; None where that was not coded."""


def of(agreement: Agreement, context: Context) -> tuple[Novelty, ...]:
    """What no act before is coded with, field by field; nothing where no act is before."""
    before = context.before
    if not before:
        return ()
    found = []
    for field, codes in FIELDS.items():
        coded = {act.id: codes(act) for act in before}
        silent = tuple(act for act in before if coded[act.id] is None)
        known = frozenset().union(*(one for one in coded.values() if one is not None))
        found += [
            Novelty(field, code, before, silent)
            for code in sorted((codes(agreement) or frozenset()) - known)
        ]
    return tuple(found)
