"""What look-alikes usually carry, and whether this text carries it too.

The peers are the nearest look-alikes whose text the desk has read at least in part; with fewer than
`LEAST` of them nothing is called usual. A pillar or a
kind of commitment is usual if at least `SHARE` of those that are coded for it have it, and two at
the least. Of the act itself it is present, absent (the whole text was read), not in the part that
was read, or unseen; a text that nobody has read lacks nothing that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from tessera.content.agreement import Agreement
from tessera.pattern import novelty
from tessera.pattern.likeness import Likeness

PEERS, LEAST, SHARE = 8, 3, 1 / 3


@dataclass(frozen=True, slots=True)
class Usual:
    """One pillar or kind of commitment: its state here, and how many peers have it."""

    section: str
    code: str
    state: str
    """`present`, `reported`, `absent`, `not-in-part`, `unseen`, `uncoded`."""
    having: tuple[Agreement, ...]
    coded: int
    """How many peers are coded for the field."""


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers, and what is usual among them; then what only this act has."""

    acts: tuple[Agreement, ...]
    usual: tuple[Usual, ...]


def of(
    agreement: Agreement, alike: Iterable[Likeness], agreements: Mapping[str, Agreement]
) -> Peers:
    """The peers of an act among its look-alikes; none where no look-alike's text was read."""
    read = (one for one in alike if one.read)
    acts = tuple(agreements[one.id] for one in islice(read, PEERS))
    usual = []
    for section in ("pillars", "commitments") if len(acts) >= LEAST else ():
        codes_of = novelty.FIELDS[section]
        coded = [(act, codes) for act in acts if (codes := codes_of(act)) is not None]
        own = codes_of(agreement)
        for code in sorted({*(own or ()), *(code for _, codes in coded for code in codes)}):
            having = tuple(act for act, codes in coded if code in codes)
            often = len(having) >= 2 and len(having) >= SHARE * len(coded)
            if (own and code in own) or often:
                usual.append(Usual(section, code, _state(agreement, own, code), having, len(coded)))
    return Peers(acts, tuple(usual))


def _state(act: Agreement, own: frozenset[str] | None, code: str) -> str:
    availability = act.text.availability if act.text else "unknown"
    if own and code in own:
        return "present" if availability in ("full", "partial") else "reported"
    if availability == "full":
        return "absent" if own is not None else "uncoded"
    return "not-in-part" if availability == "partial" and own is not None else "unseen"
