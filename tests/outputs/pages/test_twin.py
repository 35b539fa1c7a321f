"""Pages in Markdown, read back by an independent Markdown reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml
from lxml import html
from markdown_it import MarkdownIt

from tessera.outputs import registry
from tessera.outputs.pages import twin
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
COMMONMARK = MarkdownIt("commonmark").enable("table")
ROOT = "https://desk.example/site/"


def twins(site: Site) -> Mapping[str, str]:
    """Each page in Markdown by the page's address."""
    made: Any = {one.uri: one.body for one in produce(site, registry.TWINS)}
    return {uri.removesuffix(twin.NAME): body for uri, body in made.items()}


def read(text: str) -> tuple[dict[str, str], Any]:
    """The front matter, and the rest as a tree of HTML."""
    _, head, body = text.split("---\n", 2)
    told = COMMONMARK.render(body)
    return yaml.safe_load(head), html.document_fromstring(told)


def test_every_page_has_a_twin_that_says_the_same(
    tiny: Site, pages: Callable[[Site], Mapping[str, str]]
) -> None:
    """The same title, the same headings, and no link that the page does not have."""
    listed = {address: text for address, text in pages(tiny).items() if "noindex" not in text}
    made = twins(tiny)
    assert made.keys() == listed.keys()
    for address, text in made.items():
        head, tree = read(text)
        page = html.document_fromstring(listed[address])
        assert head["url"] == ROOT + address
        assert page.xpath("//link[@type='text/markdown']/@href") == [twin.NAME]
        assert _texts(tree, "//h1") == _texts(page, "//h1")
        assert _texts(tree, "//h2") == _texts(page, "//h2")
        assert {*tree.xpath("//a/@href")} <= {*page.xpath("//a/@href")}, address


def _texts(tree: Any, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


@pytest.mark.parametrize(
    "title",
    [
        "[click](javascript:alert(1)) <script>alert(1)</script>",
        "*a* _b_ `c` ![d](e) | f \\ g",
        "# not a heading",
        "1. and - no list",
        "یادداشت همکاری [۱]",
        "&lt;b&gt; &amp; &#42;",
    ],
)
def test_a_title_is_read_as_it_was_written(
    make_site: Make, framed: Any, rich_act: dict[str, Any], title: str
) -> None:
    site = framed(
        make_site({"blr-irn-2026-memorandum": {**rich_act, "title": title, "titles": []}})
    )
    head, tree = read(twins(site)["agreements/blr-irn-2026-memorandum/"])

    assert head["title"] == title
    assert _texts(tree, "//h1") == [" ".join(title.split())]
    assert not tree.xpath("//script | //img | //a[starts-with(@href, 'javascript')]")


def test_words_of_a_page_do_not_run_together(tiny: Site) -> None:
    text = twins(tiny)["agreements/blr-irn-2026-memorandum/"]

    assert not re.search(r"Reported(Low|Medium|High)|confidenceas of|Signed\d", text)


def test_the_list_for_programs_leads_to_twins_alone(tiny: Site, make_site: Make) -> None:
    """One heading, one quotation, then lists of links, as llmstxt.org has it."""
    (text,) = (str(one.body) for one in produce(tiny, registry.PRODUCERS) if one.uri == "llms.txt")
    made = twins(tiny)

    assert re.match(r"# .+\n\n> .+\n\n", text)
    links = re.findall(r"^- \[(?:[^\]\\]|\\.)+\]\((\S+)\): .+$", text, flags=re.MULTILINE)
    assert len(links) == text.count("\n- ") > 10
    assert {link.removeprefix(ROOT).removesuffix(twin.NAME) for link in links} <= made.keys()
    for one in tiny.library.analyses.values():
        assert f"analyses/{one.id}/" in text


def test_a_desk_can_leave_them_out(make_site: Make, framed: Any, page: Any) -> None:
    site = framed(make_site({}, markdown=False))
    left = {one.name for one in registry.producers(site.settings)}

    assert not [name for name in left if "Markdown" in name or name == "llms.txt"]
    assert left
    assert "text/markdown" not in page(site, "")


def test_a_list_that_is_cut_says_so(make_site: Make, framed: Any, small_act: Any) -> None:
    acts = {
        f"blr-ven-{1990 + n}-act": small_act(dates={"signed": str(1990 + n)}) for n in range(25)
    }
    made = twins(framed(make_site(acts, list_rows=20)))["agreements/"]

    assert "The first 20 of 25 are shown." in made
    assert "Nothing in this list matches" not in made
    assert "Clear the filters" not in made
