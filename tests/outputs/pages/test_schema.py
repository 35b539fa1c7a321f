"""What pages tell machines, read back by extruct and lxml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import extruct
import pytest
from lxml import html

from tessera.outputs.site import Site

Make = Callable[..., Site]
Framed = Callable[[Site], Site]
Read = Callable[[Site, str], str]
ROOT = "https://desk.example/site/"
RICH = "agreements/blr-irn-2026-memorandum/"


def graph(made: str) -> dict[str, Any]:
    """Address → node of the page's only graph."""
    (found,) = extruct.extract(made, syntaxes=["json-ld"])["json-ld"]
    return {node["@id"]: node for node in found["@graph"]}


def named(value: Any) -> Iterator[str]:
    """Every `@id` in a graph, at any depth."""
    if isinstance(value, dict):
        if "@id" in value:
            yield value["@id"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from named(one)


def test_every_page_says_what_it_is_and_where_it_stands(
    tiny: Site, pages: Callable[[Site], Mapping[str, str]]
) -> None:
    """One graph a page, whose page is the canonical address and whose trail ends there."""
    made = pages(tiny)
    for address, text in made.items():
        if "noindex" in text:
            continue  # it only leads elsewhere
        nodes = graph(text)
        here = nodes[ROOT + address]
        tree = html.document_fromstring(text)
        assert here["name"] == tree.xpath("//meta[@property='og:title']/@content")[0]
        trail = here.get("breadcrumb", {}).get("itemListElement", [])
        assert [step["position"] for step in trail] == [*range(1, len(trail) + 1)]
        assert not trail or trail[-1]["item"] == ROOT + address
        assert {step["item"].removeprefix(ROOT) for step in trail} <= made.keys()
        here_only = {one.removeprefix(ROOT + address) for one in named([*nodes.values()])
                     if one.startswith(f"{ROOT}{address}#")}  # fmt: skip
        things = {
            "#agreement",
            "#briefing",
            "#party",
            "#term",
            "#outlet",
            "#dataset",
            "#figure",
            "#desk",
        }
        anchors = {f"#{one}" for one in tree.xpath("//@id")}
        assert here_only <= things | anchors, address


def test_an_agreement_its_claims_and_its_sources_are_one_graph(tiny: Site, page: Read) -> None:
    nodes = graph(page(tiny, RICH))
    act = tiny.library.agreements["blr-irn-2026-memorandum"]
    told = nodes[f"{ROOT}{RICH}#agreement"]

    assert nodes[ROOT + RICH]["mainEntity"] == {"@id": told["@id"]}
    assert (told["name"], told["dateCreated"]) == (act.title, "2026-06-19")
    assert {place["name"] for place in told["spatialCoverage"]} == {"Belarus", "Iran"}
    assert [one.get("url") for one in told["citation"]] == [source.url for source in act.sources]
    claims = {key: node for key, node in nodes.items() if node["@type"] == "Claim"}
    assert [node["text"] for node in claims.values()] == [claim.says for claim in act.claims]
    sources = {one["@id"] for one in told["citation"]}
    for claim in claims.values():
        assert claim["about"] == {"@id": told["@id"]}
        assert {one["@id"] for one in claim["appearance"]} <= sources


@pytest.mark.parametrize(
    ("binding", "legislation"),
    [
        ("binding", True),
        ({"value": "binding", "source": "wire"}, True),
        ({"value": "binding", "basis": "inferred-from-title"}, False),
        ("mixed", False),
        ("non-binding", False),
        ("unknown", False),
    ],
)
def test_only_what_is_shown_to_bind_is_legislation(
    make_site: Make,
    framed: Framed,
    rich_act: dict[str, Any],
    page: Read,
    binding: Any,
    legislation: bool,
) -> None:
    site = framed(make_site({"blr-irn-2026-memorandum": {**rich_act, "binding": binding}}))
    told = graph(page(site, RICH))[f"{ROOT}{RICH}#agreement"]

    assert ("Legislation" in told["@type"]) == legislation
    assert any(name.startswith("legislation") for name in told) == legislation


def test_a_body_that_may_not_be_the_one_is_not_named_as_a_creator(
    make_site: Make, framed: Framed, rich_act: dict[str, Any], page: Read
) -> None:
    parties = [{"country": "IRN", "body": "Ministry A", "certainty": "ambiguous"},
               {"country": "BLR", "body": "Ministry B"}]  # fmt: skip
    site = framed(make_site({"blr-irn-2026-memorandum": {**rich_act, "parties": parties}}))
    told = graph(page(site, RICH))[f"{ROOT}{RICH}#agreement"]

    assert [one["name"] for one in told["creator"]] == ["Ministry B"]


def test_a_briefing_is_an_article_with_its_corrections_and_its_making(
    tiny: Site, page: Read
) -> None:
    one = tiny.library.analyses["two-nouns"]
    told = graph(page(tiny, "analyses/two-nouns/"))[f"{ROOT}analyses/two-nouns/#briefing"]

    assert told["@type"] == "AnalysisNewsArticle"
    assert told["headline"] == one.title
    assert [author["name"] for author in told["author"]] == [author.name for author in one.authors]
    assert len(told.get("correction", [])) == len(one.corrections)
    assert all(item.use.rstrip(".") in told["backstory"] for item in one.provenance)
    assert len(told["citation"]) == len(one.provenance)


def test_the_data_page_describes_every_file(tiny: Site, page: Read) -> None:
    made = page(tiny, "data/")
    told = graph(made)[f"{ROOT}data/#dataset"]
    tree = html.document_fromstring(made)

    assert told["version"] in made
    assert len(told["description"]) >= 50, "what Google asks of a data set at least"
    files = {one["contentUrl"].removeprefix(f"{ROOT}data/") for one in told["distribution"]}
    assert (
        files
        == set(tree.xpath("//link[@rel='item']/@href"))
        >= {"agreements.csv", "agreements.sqlite"}
    )
    assert all(one["sha256"] in made for one in told["distribution"])


@pytest.mark.parametrize("address", [RICH, "analyses/two-nouns/", "data/", "pattern/map/"])
def test_a_page_that_can_be_cited_says_how(tiny: Site, page: Read, address: str) -> None:
    """Highwire elements as Zotero reads them, and links as Signposting has them."""
    tree = html.document_fromstring(page(tiny, address))
    told = {name: tree.xpath(f"//meta[@name='citation_{name}']/@content") for name in (
        "title", "technical_report_institution", "publication_date", "public_url",
    )}  # fmt: skip

    assert {name: len(values) for name, values in told.items()} == dict.fromkeys(told, 1)
    assert told["public_url"] == tree.xpath("//link[@rel='cite-as']/@href") == [ROOT + address]
    assert "https://schema.org/AboutPage" in tree.xpath("//link[@rel='type']/@href")
    assert len(tree.xpath("//link[@rel='license']")) == 1


def test_authors_are_named_by_orcid_and_the_desk_is_never_a_person(page: Read, tiny: Site) -> None:
    record = html.document_fromstring(page(tiny, RICH))
    briefing = html.document_fromstring(page(tiny, "analyses/two-nouns/"))
    one = tiny.library.analyses["two-nouns"]

    assert record.xpath("//meta[@name='citation_author']") == []
    assert briefing.xpath("//meta[@name='citation_author']/@content") == [
        a.name for a in one.authors
    ]
    assert briefing.xpath("//link[@rel='author']/@href") == [
        f"https://orcid.org/{author.orcid}" for author in one.authors if author.orcid
    ]


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "a & ]]> \u200f b"]
)
def test_no_title_ends_the_script_it_stands_in(
    make_site: Make, framed: Framed, rich_act: dict[str, Any], page: Read, title: str
) -> None:
    """The text comes back whole, and the page has no other script than before."""
    plain = framed(make_site({"blr-irn-2026-memorandum": rich_act}))
    before = len(html.document_fromstring(page(plain, RICH)).xpath("//script"))
    site = framed(
        make_site({"blr-irn-2026-memorandum": {**rich_act, "title": title, "titles": []}})
    )
    made = page(site, RICH)

    assert graph(made)[f"{ROOT}{RICH}#agreement"]["name"] == title
    assert len(html.document_fromstring(made).xpath("//script")) == before


@pytest.mark.parametrize(
    ("signed", "told"), [("2006-07-24", "2006-07-24"), ("2006", "2006"), ("2006-07-24?", None)]
)
def test_a_day_that_is_not_certain_is_not_told_as_one(
    make_site: Make,
    framed: Framed,
    rich_act: dict[str, Any],
    page: Read,
    signed: str,
    told: str | None,
) -> None:
    site = framed(make_site({"blr-irn-2026-memorandum": {**rich_act, "dates": {"signed": signed}}}))

    assert graph(page(site, RICH))[f"{ROOT}{RICH}#agreement"].get("dateCreated") == told
