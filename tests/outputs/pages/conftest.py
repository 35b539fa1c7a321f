"""A tiny site with one of everything, in a shell of nothing but its slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tessera.outputs import registry
from tessera.outputs.sharing import produce
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site

RECORDS = Path(__file__).parent / "records"
SHELL = (
    '<!doctype html><html lang="-"><head><title>{title}</title>'
    '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">'
    '{head}</head><body dir="-">{content}{toc}{edit}</body></html>'
).format(**SENTINELS)

Make = Callable[..., Site]


def bare(section: str, depth: int, lang: str) -> str:
    """The theme's page, without a theme."""
    return SHELL


@pytest.fixture
def framed() -> Callable[[Site], Site]:
    """The site with pages in a shell of nothing but its slots."""
    return lambda site: replace(site, shells=Shells(bare))


@pytest.fixture
def tiny(make_site: Make, framed: Callable[[Site], Site]) -> Site:
    """The records of the folder beside this file."""
    texts = {path: path.read_text("utf-8") for path in sorted(RECORDS.iterdir())}
    return framed(
        make_site(
            {path.stem: text for path, text in texts.items() if path.suffix == ".yml"},
            {path.stem: text for path, text in texts.items() if path.suffix == ".md"},
            docs=("", "about/"),
            repo_url="https://code.example/desk",
        )
    )


@pytest.fixture
def page() -> Callable[[Site, str], str]:
    """`page(site, "agreements/x/")`: the page at an address, as the registry makes it."""

    def make(site: Site, address: str) -> str:
        for producer in (*registry.PAGES, *registry.FORMER):
            for key in producer.keys(site):
                if producer.uri(site, key) == f"{address}index.html":
                    made = producer.make(site, key)
                    assert isinstance(made, str)
                    return made
        raise AssertionError(f"nothing makes {address}")

    return make


@pytest.fixture
def pages() -> Callable[[Site], Mapping[str, str]]:
    """Every page of a site by its address."""

    def make(site: Site) -> Mapping[str, str]:
        made: dict[str, Any] = {
            one.address: one.body for one in produce(site, (*registry.PAGES, *registry.FORMER))
        }
        return made

    return make
