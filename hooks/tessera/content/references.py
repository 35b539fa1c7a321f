"""`[[references]]` in an analysis: to an agreement, analysis, party, pair or pillar.

A reference resolves to an address from the site's root and the words that stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.parties import Parties
from tessera.content.vocabulary import Vocabulary
from tessera.errors import closest
from tessera.wording import IN_ENGLISH, Wording

# In a table the bar is written `\|`, as every bar that is not to end a cell.
REFERENCE = re.compile(
    r"(?<!\\)\[\[(?P<name>[^\[\]|\\\n]{1,100})(?:(?P<bar>\\?\|)(?P<words>[^\[\]\n]{1,300}))?\]\]"
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads (`/agreements/x/`), and its words when none are given."""

    address: str
    words: str


@dataclass(frozen=True)
class References:
    """Everything a reference may name."""

    agreements: Mapping[str, Agreement]
    analyses: Mapping[str, Analysis]
    parties: Parties
    vocabulary: Vocabulary

    def resolve(self, name: str, wording: Wording = IN_ENGLISH) -> Target | None:
        """The target of `name`, or None where nothing has that name; parties are named in its language."""
        if name in self.agreements:
            return Target(f"/agreements/{name}/", self.agreements[name].title)
        if name in self.analyses:
            return Target(f"/analyses/{name}/", self.analyses[name].title)
        if name in self.vocabulary.sections["pillars"]:
            return Target(f"/pillars/{name}/", self.vocabulary.label("pillars", name).lower())
        codes = [self._party(part) for part in name.split("-")]
        known = sorted({code for code in codes if code})
        if None in codes or len(known) != len(codes) or len(known) > 2:
            return None
        words = wording.listed([self.parties.name(code, wording.lang) for code in known])
        folder = "countries" if len(known) == 1 else "pairs"
        return Target(f"/{folder}/{'-'.join(known).lower()}/", words)

    def _party(self, code: str) -> str | None:
        try:
            return self.parties.resolve(code)
        except PydanticCustomError:
            return None

    def suggest(self, name: str) -> str:
        """The existing name that was probably meant, quoted, or an empty string."""
        records: list[Agreement | Analysis] = [*self.agreements.values(), *self.analyses.values()]
        for record in records:
            if name in record.aliases:
                return f"`{record.id}`"
        pillars = self.vocabulary.sections["pillars"]
        return closest(name, [*self.agreements, *self.analyses, *pillars])
