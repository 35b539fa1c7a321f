"""What a card says: everything that its bytes, its address and its alt text depend on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import Literal

from tessera.outputs.cards import flag, glyphs

Kind = Literal["agreement", "analysis", "country", "pair", "group", "default"]

WIDTH, HEIGHT = 1200, 630
# Raise it with every change of the drawing: addresses, and so messengers' copies, follow it.
DRAWING = 2


@dataclass(frozen=True)
class CardSpec:
    """The words and flags of one card, in reading order.

    `flags` are party codes (alpha-3, or a key of parties.yml), `parties` their names in the same
    order; a code without a flag shows as a tile with the code, a name without a code stands alone.
    `facts` are short (label, value) pairs. `nodes` are the words in the tiles of a small network, which
    then stands in the place of the mosaic, and `ties` its lines: two nodes and a weight from 1 to 3; of a pair the first
    two nodes are its poles. The title's first strong letter decides which way the
    whole card runs; `lang` decides for a title without letters.
    """

    kind: Kind
    kicker: str
    title: str
    flags: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    site: str = ""
    lang: str = "en"
    nodes: tuple[str, ...] = ()
    ties: tuple[tuple[int, int, int], ...] = ()
    accent: str = ""
    """The desk's colour; the house's when empty."""

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that change with any field, font, flag used, or the drawing itself."""
        inputs = (
            DRAWING,
            [getattr(self, field.name) for field in fields(self) if field.name != "accent"],
            glyphs.version(),
            [flag.version(party) for party in self.flags],
            *filter(None, [self.accent]),
        )
        return sha256(json.dumps(inputs).encode("ascii")).hexdigest()[:12]

    @property
    def alt(self) -> str:
        """The card in words, in its own language: nothing but what is written on it."""
        facts = joined("; ", (joined(": ", fact) for fact in self.facts))
        lines = (
            joined(": ", (self.kicker, self.title)),
            joined(", ", self.parties),
            facts,
            joined(", ", self.nodes),
        )
        return joined(" ", (sentence(line) for line in lines)) or self.site

    def uri(self, name: str) -> str:
        """Where the card of the page called `name` lives under the site's root."""
        return f"cards/{self.kind}/{name}-{self.digest}.png"


def joined(mark: str, words: Iterable[str]) -> str:
    """The words that are not blank, in one line."""
    return mark.join(filter(None, (" ".join(word.split()) for word in words)))


def sentence(line: str) -> str:
    return line if not line or line[-1] in ".!?…؟" else f"{line}."
