"""Text that an author, or whoever wrote what the author copied, meant for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from lxml import html
from markdown_it import MarkdownIt

from tessera.outputs import registry
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

COMMONMARK = MarkdownIt("commonmark").enable("table")  # it lets raw HTML through
EVIL = (
    '</p></title><script>alert(1)</script><img src=x onerror=alert(1)> " onload="alert(1) '
    "' onfocus='alert(1) {{ 7777*7777 }} {% raw %} ]]> javascript:alert(1) &lt;b&gt; <!--"
)


def evil(name: str) -> str:
    """The hostile text with a word by which it is found again."""
    return f"field-{name} {EVIL}"


RECORD: dict[str, Any] = {
    "title": evil("title"),
    "titles": [{"lang": "fa", "text": evil("titles")}],
    "summary": evil("summary"),
    "instrument": {"value": "agreement", "note": evil("instrument-note")},
    "parties": [
        {
            "country": "IRN",
            "body": evil("body"),
            "certainty": "ambiguous",
            "note": evil("party-note"),
        },
        "BLR",
    ],
    "dates": {"signed": {"value": "2026-06-19", "source": "one", "note": evil("date-note")}},
    "place": {
        "values": [
            {"value": evil("place"), "source": "one", "chosen": "true"},
            {"value": evil("other-place"), "source": "two"},
        ]
    },
    "duration": {
        "term": evil("term"),
        "renewal": evil("renewal"),
        "note": evil("duration-note"),
    },
    "text": {"availability": "partial", "note": evil("text-note")},
    "pillars": {"education": {"as_worded": evil("worded"), "note": evil("pillar-note")}},
    "commitments": [
        {
            "type": "joint-laboratory",
            "quantity": evil("quantity"),
            "unit": evil("unit"),
            "detail": evil("detail"),
            "funder": evil("funder"),
        },
        {"type": "scholarship-quota", "as_worded": evil("as-worded")},
    ],
    "identifiers": [{"scheme": "unts", "value": evil("identifier")}],
    "relations": [{"type": "follows", "to": "blr-irn-1998", "note": evil("relation-note")}],
    "sources": [
        {
            "id": "one",
            "outlet": "wire",
            "url": "https://wire.example/?q='(x)&b=%22%3E",
            "title": evil("source-title"),
            "quote": evil("quote"),
            "note": evil("source-note"),
            "lang": "fa",
        },
        {"id": "two", "title": evil("second-title"), "syndicates": "one"},
    ],
    "claims": [
        {
            "id": "c",
            "says": evil("says"),
            "modality": "absence",
            "note": evil("claim-note"),
            "searched": [{"where": evil("where"), "query": evil("query"), "found": evil("found")}],
        }
    ],
    "follow_through": [
        {"date": "2027", "rung": "body-met", "what": evil("what"), "note": evil("step-note")}
    ],
    "watch": [{"what": evil("watch")}],
    "note": evil("note"),
    "coding": {"coder": "desk", "date": "2026-06-20", "confidence": "low", "note": evil("coding")},
    "published": "2026-06-20",
    "changes": [{"date": "2026-07", "kind": "correction", "what": evil("change")}],
}
FRONT = {
    "title": evil("analysis-title"),
    "standfirst": evil("standfirst"),
    "authors": [{"name": evil("author")}, {"name": evil("orcid"), "orcid": "0000-0002-1825-0097"}],
    "topics": [evil("topic")],
    "published": "2026-07-02",
    "as_of": "2026-07-01",
    "agreements": ["blr-irn-2026"],
    "said": [evil("said")],
    "unsaid": [evil("unsaid")],
    "framing": {
        "desk": evil("desk"),
        "wire": [
            {
                "source": "blr-irn-2026#one",
                "label": evil("label"),
                "quote": evil("frame-quote"),
                "differs": evil("differs"),
            }
        ],
    },
    "provenance": [{"source": {"title": evil("cited"), "outlet": "wire"}, "use": evil("use")}],
    "would_change_our_mind": [evil("mind")],
    "disclosures": evil("disclosures"),
    "corrections": [
        {"date": "2026-07-03", "was": evil("was"), "now": evil("now"), "why": evil("why")}
    ],
    "card": {"alt": evil("alt")},
}


def fields(data: Any) -> Iterator[str]:
    """The words by which every hostile text in `data` is found again."""
    if isinstance(data, str):
        yield from re.findall(r"field-[\w-]+", data)
    elif isinstance(data, dict):
        for value in data.values():
            yield from fields(value)
    elif isinstance(data, list):
        for value in data:
            yield from fields(value)


@pytest.fixture
def hostile(make_site: Callable[..., Site], small_act: Any, framed: Any) -> Site:
    """A site in which every text of people is hostile: records, lists, settings."""
    front = yaml.safe_dump(FRONT, allow_unicode=True, sort_keys=False, width=10_000)
    site = make_site(
        {
            "blr-irn-2026": RECORD,
            "blr-irn-1998": small_act(dates={"signed": "unknown"}, title=evil("undated-title")),
            "blr-ven-2006": small_act(
                parties=["BLR", "VEN"],
                title=evil("gone"),
                withdrawn={"date": "2026-07-04", "why": evil("withdrawn")},
                aliases=["blr-ven-old"],
            ),
        },
        {"brief": f"---\n{front}---\nA text.\n"},
        docs=("", "about/"),
        site_name=evil("site-name"),
        site_description=evil("site-description"),
        desk=evil("desk-name"),
    )
    library = site.library
    sections = {
        name: MappingProxyType(
            {
                code: term.model_copy(
                    update={"label": evil(f"label-{code}"), "definition": evil(f"means-{code}")}
                )
                for code, term in terms.items()
            }
        )
        for name, terms in library.vocabulary.sections.items()
    }
    outlets = {
        key: outlet.model_copy(update={"name": evil("outlet"), "note": evil("outlet-note")})
        for key, outlet in library.outlets.items()
    }
    parties = {
        key: entry.model_copy(update={"name": evil("party"), "note": evil("entry-note")})
        for key, entry in library.parties.entries.items()
    }
    changed = replace(
        library,
        vocabulary=replace(library.vocabulary, sections=MappingProxyType(sections)),
        outlets=MappingProxyType(outlets),
        parties=replace(library.parties, entries=parties),
    )
    rebuilt: Site = framed(Site.of(site.settings, changed, site.shells, site.docs))
    return rebuilt


def is_data(script: Any) -> bool:
    """Whether a script element holds JSON for machines, which a browser never runs and nothing in it ends."""
    assert json.loads(script.text)["@context"] == "https://schema.org"
    return script.get("type") == "application/ld+json" and not re.search("[<>&]", script.text)


def test_hostile_text_is_text_on_every_page(
    hostile: Site, pages: Callable[[Site], Mapping[str, str]]
) -> None:
    for address, page in pages(hostile).items():
        assert "<script>alert" not in page, address
        assert "<!--" not in page, address
        tree = html.document_fromstring(page)
        for element in tree.iter():
            assert isinstance(element.tag, str), (address, element)
            assert element.tag != "script" or element.get("src") or is_data(element), address
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (address, name)
                if name in ("href", "src"):
                    assert re.match(r"(?!\w+:)|https?:|mailto:", value), (address, value)
        assert not tree.xpath("//img[@src='x']"), address


def test_hostile_text_is_text_in_every_twin(hostile: Site) -> None:
    """Read by a Markdown reader that lets raw HTML through, the twin of a page has nothing of its own."""
    found = 0
    for one in produce(hostile, registry.TWINS):
        _, head, body = str(one.body).split("---\n", 2)
        assert set(yaml.safe_load(head)) <= {"title", "url", "cite", "license"}
        tree = html.document_fromstring(COMMONMARK.render(body))
        found += tree.text_content().count("onerror=alert(1)")
        for element in tree.iter():
            assert isinstance(element.tag, str), one.uri
            assert element.tag not in {"script", "img", "iframe"}, one.uri
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (one.uri, name)
                assert name != "href" or re.match(r"(?!\w+:)|https?:|mailto:", value), one.uri
    assert found > 100


def test_a_template_in_a_text_is_not_evaluated(
    hostile: Site, pages: Callable[[Site], Mapping[str, str]]
) -> None:
    shown = 0
    for address, page in pages(hostile).items():
        told = html.document_fromstring(page).text_content()
        shown += told.count("{{ 7777*7777 }}")
        assert "60481729" not in told, address
    assert shown > 100


@pytest.mark.parametrize(
    ("address", "data"), [("agreements/blr-irn-2026/", RECORD), ("analyses/brief/", FRONT)]
)
def test_every_text_of_a_record_is_on_its_page(
    hostile: Site, page: Callable[[Site, str], str], address: str, data: dict[str, Any]
) -> None:
    """Whatever an author writes, a reader finds: a field that no page shows is lost work."""
    made = re.sub("<script.*?</script>", "", page(hostile, address), flags=re.DOTALL)

    assert [name for name in fields(data) if name not in made] == []


@pytest.mark.parametrize("address", ["agreements/blr-irn-2026/", "analyses/brief/", ""])
def test_what_a_page_says_of_itself_is_escaped(
    hostile: Site, page: Callable[[Site, str], str], address: str
) -> None:
    tree = html.document_fromstring(page(hostile, address))
    titles = tree.xpath("//meta[@property='og:title']/@content")

    assert len(titles) == 1
    assert "<script>alert(1)</script>" in titles[0]
    assert tree.xpath("//head/title")[0].text.startswith("field-")
    for meta in tree.xpath("//head/meta"):
        assert set(meta.attrib) <= {"name", "property", "content"}
