"""Who publishes the sources: name, country and ownership, as the desk reads them."""

from __future__ import annotations

from typing import Annotated

from tessera.content.fields import Coded, Lang, Line, Model, PartyCode, Prose


class Outlet(Model):
    """One entry of outlets.yml."""

    name: Line
    country: PartyCode | None = None
    ownership: Annotated[str, Coded("ownerships", blanks=True)]
    kind: Annotated[str, Coded("source_kinds", blanks=True)] | None = None
    languages: tuple[Lang, ...] = ()
    host: Line | None = None
    note: Prose | None = None
