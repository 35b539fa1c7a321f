"""The desk's own records, all the way to their pages; the theme is left out."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tessera.content.loader import Loader
from tessera.outputs import registry
from tessera.outputs.days import folder
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

SHELL = (
    '<!doctype html><html lang="-"><head><title>{title}</title>'
    '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">'
    '{head}</head><body dir="-">{content}{toc}{edit}</body></html>'
).format(**SENTINELS)
FEEDS = ("feed.xml", "atom.xml", "feed.json")

# The house's addresses: a contract. They may become more, and never fewer.
ADDRESSES = (
    "",
    "agreements/",
    "agreements/blr-irn-2026-education-research-technology-culture/",
    "agreements/blr-irn-1995-culture-science-education/",
    "agreements/blr-irn-1998-higher-education-science/",
    "analyses/",
    "analyses/iran-belarus-memorandum-2026/",
    "countries/",
    "countries/blr/",
    "countries/irn/",
    "countries/xkx/",
    "countries/eu/",
    "countries/brics/",
    "countries/sun/",
    "countries/isl/",
    "pairs/",
    "pairs/blr-irn/",
    "pillars/",
    "pillars/education/",
    "pillars/technology/",
    "instruments/",
    "instruments/agreement/",
    "instruments/memorandum-of-cooperation/",
    "years/",
    "years/1995/",
    "years/2026/",
    "outlets/",
    "outlets/al-alam/",
    "pattern/",
    "coverage/",
    "watch/",
    "changes/",
    "codebook/",
    "data/",
    "feeds/",
)
FILES = (
    *(f"{hub}{feed}" for feed in FEEDS for hub in (
        "", "agreements/", "analyses/", "countries/irn/", "pairs/blr-irn/", "pillars/education/",
        "instruments/agreement/", "years/2026/", "outlets/al-alam/",
    )),
    "agreements/blr-irn-2026-education-research-technology-culture/index.json",
    "analyses/iran-belarus-memorandum-2026/index.json",
    "countries/irn/index.json",
    "pairs/blr-irn/index.json",
    "data/agreements.csv",
    "data/agreements.jsonl",
    "data/datapackage.json",
    "feeds/feeds.opml",
    "sitemap.xml",
)  # fmt: skip


@pytest.fixture(scope="module")
def real(root: Path) -> Site:
    """The site as mkdocs.yml describes it, in a shell of nothing but its slots."""
    config = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)
    settings = Settings.from_mkdocs({**config, "config_file_path": str(root / "mkdocs.yml")})
    docs = [f"{path.stem}/" for path in sorted((root / "docs").glob("*.md"))]
    return Site.of(settings, Loader(root).load(), Shells(lambda section, depth, lang: SHELL), docs)


class _Loader(yaml.SafeLoader):
    """MkDocs' own `!ENV [NAME, default]`."""


def _default(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    return loader.construct_sequence(node)[-1] if isinstance(node, yaml.SequenceNode) else None


_Loader.add_constructor("!ENV", _default)


@pytest.fixture(scope="module")
def uris(real: Site) -> list[str]:
    every = (*registry.PRODUCERS, registry.CARDS)
    return [producer.uri(real, key) for producer in every for key in producer.keys(real)]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address or "home")
def test_an_address_of_the_house_is_there(uris: list[str], address: str) -> None:
    assert f"{address}index.html" in uris


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_the_house_is_there(uris: list[str], file: str) -> None:
    assert file in uris


def test_every_record_has_its_page_its_data_and_its_card(real: Site, uris: list[str]) -> None:
    there = set(uris)
    cards = {uri.rsplit("-", 1)[0] for uri in uris if uri.startswith("cards/")}
    for kind, card, names in (
        ("agreements", "agreement", real.library.agreements),
        ("analyses", "analysis", real.library.analyses),
    ):
        for name in names:
            assert {f"{kind}/{name}/index.html", f"{kind}/{name}/index.json"} <= there, name
            assert f"cards/{card}/{name}" in cards, name


def test_every_former_id_and_every_withdrawn_record_answers(real: Site, uris: list[str]) -> None:
    library = real.library
    for record in (
        *library.agreements.values(), *library.analyses.values(), *library.withdrawn.values(),
    ):  # fmt: skip
        for name in (record.id, *record.aliases):
            assert f"{folder(record)}/{name}/index.html" in uris


def test_every_hub_has_its_page_and_its_feeds(real: Site, uris: list[str]) -> None:
    there = set(uris)
    for address in real.hubs:
        assert {f"{address}{name}" for name in ("index.html", *FEEDS)} <= there, address


def test_every_party_pair_pillar_instrument_year_and_outlet_has_its_page(
    real: Site, uris: list[str]
) -> None:
    there = set(uris)
    library, index = real.library, real.index
    pages = [
        *(f"countries/{code.lower()}/" for code in (*index.by_party, *library.parties.entries)),
        *(f"pairs/{'-'.join(pair).lower()}/" for pair in index.by_pair),
        *(f"pillars/{code}/" for code in library.vocabulary.sections["pillars"]),
        *(f"instruments/{code}/" for code in library.vocabulary.sections["instruments"]),
        *(f"years/{year}/" for year in index.by_year),
        *(f"outlets/{key}/" for key in library.outlets),
    ]

    assert [page for page in pages if f"{page}index.html" not in there] == []


def test_no_address_is_made_twice(uris: list[str]) -> None:
    assert [uri for uri, times in Counter(map(str.casefold, uris)).items() if times > 1] == []


def test_every_link_leads_somewhere(real: Site, dead_links: Callable[[Site], list[str]]) -> None:
    assert dead_links(real) == []


def test_no_id_that_was_ever_on_record_is_lost(root: Path) -> None:
    """A record that was deleted or renamed in the project's history still answers, if only with why."""
    if not (root / ".git").exists():
        pytest.skip("not a checkout")
    told = subprocess.run(
        ["git", "log", "--diff-filter=DR", "--name-only", "--no-renames", "--format=", "--",
         "briefings/agreements", "briefings/analyses"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    library = Loader(root, drafts=True).load()
    every = [*library.agreements.values(), *library.analyses.values(), *library.withdrawn.values()]
    answered = {name for one in every for name in (one.id, *one.aliases)}
    gone = {Path(line).stem for line in told.stdout.splitlines() if line.endswith((".yml", ".md"))}

    assert len(answered) > 200
    assert gone - answered == set()
