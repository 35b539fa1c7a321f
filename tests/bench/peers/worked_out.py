"""What Tessera works out of the records, for a peer that is to show it too and cannot work it out.

It is taken from what the templates of Tessera's own pages are given, so that a peer is asked to write
the same words and not to find them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from jinja2 import Environment
from tests.bench.corpus import ROOT, Desk

from tessera.content.loader import Loader
from tessera.outputs.pages import agreement, country, pair, sheet
from tessera.outputs.pages.page import Drawn
from tessera.outputs.shell import Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

Shown = dict[str, Any]
ADDRESS = "https://peer.example/"


class _Told:
    """Stands for the templates: keeps what a page's own is given, and leaves its parts to them."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.given: Shown = {}

    def get_template(self, name: str) -> Any:
        return self._real.get_template(name) if name.startswith("_") else self

    def render(self, **given: Any) -> str:
        self.given = given
        return ""


def worked_out(desk: Desk) -> tuple[dict[str, Shown], dict[str, Shown]]:
    """By id of an agreement, and by address of a country or pair, what its page says of the others."""
    with TemporaryDirectory() as folder:
        desk.write(Path(folder))
        library = Loader(Path(folder)).load()
    site = Site.of(
        Settings(root=ROOT, site_url=ADDRESS, cards=False), library, Shells(lambda *_: "")
    )
    told = _Told(site.templates)
    site = replace(site, templates=cast("Environment", told))

    def given(make: Callable[[Site, str], Drawn], key: str) -> Shown:
        make(site, key)
        return told.given

    acts = {name: _of_act(given(agreement.make, name)) for name in library.agreements}
    hubs: dict[str, Shown] = {}
    for made, keys in ((pair, pair.keys(site)), (country, site.index.by_party)):
        for key in keys:
            hubs[made.uri(site, key).removesuffix("index.html")] = _of_hub(given(made.make, key))
    for address in sheet.keys(site):
        hubs[address] |= _of_sheet(given(sheet.make, address))
    return acts, hubs


def _of_act(given: Shown) -> Shown:
    return {
        **{name: given[name] for name in ("usual", "alike", "standing", "voices")},
        "sentence": given["place"]["sentence"],
        "expected": (given["expected"] or {}).get("text"),
        "version": given["page"].cited.version,
    }


def _of_hub(given: Shown) -> Shown:
    names = ("stats", "grid", "arrivals", "memberships")
    return {name: given[name] for name in names if given.get(name)}


def _of_sheet(given: Shown) -> Shown:
    """Its sentences; the acts themselves are the peer's own."""
    return {
        "shows": [str(line) for line in given["shows"]],
        "unknown": [str(line) for line in given["unknown"]],
        "watched": given["watched"],
    }
