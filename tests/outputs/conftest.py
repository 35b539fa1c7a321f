"""Small sites made from YAML through the real loader, for whatever is produced from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tessera.content.loader import Loader
from tessera.content.vocabulary import DESK_SECTIONS, FIXED_SECTIONS
from tessera.outputs.shell import Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

DESK = {
    "instruments": ("memorandum-of-cooperation", "agreement"),
    "levels": ("government", "ministry"),
    "statuses": ("signed", "in-force"),
    "pillars": ("education", "research", "technology"),
    "commitments": ("joint-laboratory", "scholarship-quota"),
    "ownerships": ("state", "private"),
    "party_kinds": ("bloc", "union"),
    "source_kinds": ("news-agency", "legal-database"),
}
OUTLETS = {
    "wire": {"name": "The Wire & Co", "country": "IRN", "ownership": "state", "languages": ["fa"]},
    "gazette": {"name": "Gazette", "ownership": "unknown"},
}
PARTIES = {
    "BRICS": {
        "name": "BRICS",
        "kind": "bloc",
        "members": [{"party": "BRA", "from": "2009"}, {"party": "RUS"}],
    },
}


def _vocabulary() -> dict[str, Any]:
    codes = {**FIXED_SECTIONS, **DESK}
    assert set(DESK) == set(DESK_SECTIONS)
    made: dict[str, dict[str, dict[str, Any]]] = {
        section: {
            code: {"label": code.replace("-", " ").capitalize(), "definition": f"What {code} is."}
            for code in codes[section]
        }
        for section in codes
    }
    made["analysis_kinds"]["analysis"]["aligns"] = [
        {"standard": "schema.org", "term": "AnalysisNewsArticle"}
    ]
    return made


@pytest.fixture
def make_site(tmp_path: Path, root: Path) -> Callable[..., Site]:
    """`make_site({id: record}, {id: Markdown}, **settings)`: records as mappings or YAML text."""

    def make(
        agreements: Mapping[str, Any],
        analyses: Mapping[str, str] | None = None,
        docs: tuple[str, ...] = (),
        **settings: Any,
    ) -> Site:
        briefings = tmp_path / f"site-{len(list(tmp_path.iterdir()))}" / "briefings"
        (briefings / "agreements").mkdir(parents=True)
        (briefings / "analyses").mkdir()
        lists = {"vocabulary": _vocabulary(), "outlets": OUTLETS, "parties": PARTIES}
        for name, data in lists.items():
            (briefings / f"{name}.yml").write_text(_yaml(data), "utf-8")
        for name, record in agreements.items():
            text = record if isinstance(record, str) else _yaml(record)
            (briefings / "agreements" / f"{name}.yml").write_text(text, "utf-8")
        for name, text in (analyses or {}).items():
            (briefings / "analyses" / f"{name}.md").write_text(text, "utf-8")
        given: dict[str, Any] = {"site_url": "https://desk.example/site/", **settings}
        shells = Shells(lambda section, depth, lang: "")
        return Site.of(Settings(root=root, **given), Loader(briefings.parent).load(), shells, docs)

    return make


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def act(**fields: Any) -> dict[str, Any]:
    """The smallest valid record, with `fields` put in."""
    return {
        "title": "Agreement on science",
        "instrument": "agreement",
        "parties": ["BLR", "IRN"],
        "dates": {"signed": "2006-07-24"},
        "sources": [{"id": "text", "url": "https://example.org/act/1"}],
        **fields,
    }


RICH = act(
    title="Memorandum of cooperation",
    titles=[{"lang": "fa", "text": "یادداشت همکاری", "translated": "true"}],
    summary="Two ministries named two fields.",
    instrument="memorandum-of-cooperation",
    binding={"value": "non-binding", "basis": "inferred-from-title"},
    level="ministry",
    parties=[
        {"country": "IRN", "body": "Ministry of Science"},
        {"country": "BLR", "body": "Ministry of Education", "certainty": "ambiguous"},
    ],
    dates={
        "signed": {
            "values": [
                {"value": "2026-06-19", "source": "wire", "chosen": "true"},
                {"value": "2026-06-20", "source": "copy"},
            ]
        },
        "in_force": "unknown",
    },
    place="unknown",
    status={"value": "signed", "as_of": "2026-06-19", "source": "wire"},
    text={"availability": "not-public"},
    pillars={
        "education": {"as_worded": "schooling", "depth": "1"},
        "technology": {"sensitive": "true"},
    },
    commitments="not-public",
    sources=[
        {"id": "wire", "outlet": "wire", "url": "https://wire.example/", "item": "channel-root",
         "title": "Signed", "published": "2026-06-19", "role": "signing-report"},
        {"id": "copy", "outlet": "gazette", "url": "https://gazette.example/1?a=1&b=2",
         "syndicates": "wire", "quote": "so it \"was\"\nsaid"},
    ],
    claims=[
        {"id": "none-seen", "says": "No laboratory was seen.", "modality": "absence",
         "evidence": [{"source": "wire", "bears": "mentions"}],
         "searched": [{"where": "Both reports", "date": "2026-06-20"}]},
    ],
    follow_through=[{"date": "2027-02", "rung": "body-met", "what": "They met.", "source": "copy"}],
    coding={"coder": "desk", "date": "2026-06-20", "confidence": "low"},
    published="2026-06-20",
    changes=[{"date": "2026-07", "kind": "correction", "what": "The place."}],
)  # fmt: skip

BRIEFING = """---
title: {title}
standfirst: A standfirst with <angles> & an ampersand.
authors: [{{name: Ada Byron, orcid: 0000-0002-1825-0097}}]
published: {published}
as_of: 2026-07-01
agreements: [blr-irn-2026-memorandum]
topics: [science diplomacy]
said: [Two fields.]
corrections: [{{date: 2026-07-03, was: one field, now: two fields, why: A slip.}}]
{more}
---
{body}
"""


@pytest.fixture
def small_act() -> Callable[..., dict[str, Any]]:
    """`small_act(**fields)`: the smallest valid record, with those fields."""
    return act


@pytest.fixture
def rich_act() -> dict[str, Any]:
    """A record with most of what a record can hold."""
    return dict(RICH)


@pytest.fixture
def briefing() -> Callable[..., str]:
    """`briefing(body, title=, published=, more=)`: an analysis of the rich record."""

    def text(
        body: str, title: str = "Two nouns", published: str = "2026-07-02", more: str = ""
    ) -> str:
        return BRIEFING.format(title=title, published=published, more=more, body=body)

    return text


@pytest.fixture
def site(
    make_site: Callable[..., Site], rich_act: dict[str, Any], briefing: Callable[..., str]
) -> Site:
    """Three agreements, one of them rich and one undated, and one analysis."""
    return make_site(
        {
            "blr-irn-2026-memorandum": rich_act,
            "blr-ven-2006-science": act(parties=["BLR", "VEN"], published="2026-06-25"),
            "brics-2015-science": act(
                parties=["BRICS", "BRA"], dates={"signed": "unknown"}, pillars="none"
            ),
        },
        {"two-nouns": briefing("A [[BLR-IRN]] paper.[^1]\n\n[^1]: A note.")},
        docs=("about/",),
    )
