"""Named sets of parties, with the acts that they sign among themselves and with others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.further import Member, belongs
from tessera.content.library import Library


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of some groups, each with the times at which it belongs to one of them."""

    members: Mapping[str, tuple[Member, ...]]

    @classmethod
    def of(cls, names: Iterable[str], library: Library) -> Side:
        """The members of groups, and parties named alone."""
        times: dict[str, list[Member]] = {}
        for name in names:
            for member in library.further.members(name, library.parties):
                times.setdefault(member.party, []).append(member)
        return cls({code: tuple(found) for code, found in sorted(times.items())})

    def holds(self, code: str, when: EdtfDate | None) -> bool:
        """Whether the party belongs to the side at that date, as far as both are known."""
        return any(belongs(member, when) for member in self.members.get(code, ()))


@dataclass(frozen=True, slots=True)
class Acts:
    """A group's acts, each list in order of time."""

    among: tuple[Agreement, ...]
    """Every party, and two at least, belongs to the group."""
    outward: tuple[Agreement, ...]
    """Some parties belong to it and some do not."""


def acts(name: str, library: Library, agreements: Iterable[Agreement]) -> Acts:
    """The acts of a group's members, while they are its members."""
    side = Side.of((name,), library)
    among, outward = [], []
    for act in agreements:
        inside = [code for code in act.codes if side.holds(code, act.when)]
        if len(inside) == len(act.codes) > 1:
            among.append(act)
        elif inside:
            outward.append(act)
    return Acts(tuple(among), tuple(outward))
