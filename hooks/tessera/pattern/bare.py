"""The lists of an index once more, with acts that are without their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tessera.content.agreement import Agreement
from tessera.content.lookups import BARE
from tessera.pattern.index import Index

_ACTLESS = frozenset({"shapes", "ties", "near", "onward", "analyses_of", "analyses_by_party"})
"""The lists in which no acts stand."""


@dataclass(frozen=True)
class Bare(Index):
    """The lists of the index `whole`, of its library's `bare`: whoever reads them depends on no words."""

    whole: Index = field(kw_only=True, repr=False, compare=False)

    def called(self, name: str) -> str:
        """The name of the whole list, marked as that of a bare one."""
        return f"{BARE}{name}"

    def _make(self, name: str) -> Mapping[Any, tuple[Any, ...]]:
        if name in _ACTLESS:
            return self.whole[name]
        acts = dict(self.library.agreements.items())

        def bare(value: Any) -> Any:
            if isinstance(value, Agreement):
                return acts[value.id]
            return (acts[value[0].id], value[1]) if type(value) is tuple else value

        return MappingProxyType(
            {key: tuple(map(bare, values)) for key, values in self.whole[name].items()}
        )
