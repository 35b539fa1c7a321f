"""Social cards: one picture a page, for wherever its link is pasted.

`CardSpec` says what a card shows and where it lives; `draw` makes its bytes.
"""

from tessera.outputs.cards.draw import draw
from tessera.outputs.cards.spec import HEIGHT, WIDTH, CardSpec, Kind

__all__ = ["HEIGHT", "WIDTH", "CardSpec", "Kind", "draw"]
