"""What an analysis's text becomes: the features that authors know, and nothing that can hurt."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tessera.content.markdown import ATTRIBUTES, TAGS, Heading, Renderer, sanitise
from tessera.content.query import QueryError
from tessera.content.references import Target
from tessera.content.yaml_source import FORBIDDEN

# The Big List of Naughty Strings is not ours to ship; BLNS says where a copy of its JSON lies.
BLNS = Path(os.environ.get("BLNS", "blns.json"))


def resolve(name: str) -> Target | None:
    return Target("/agreements/act/", "The *Act* & <more>") if name == "act" else None


def number(text: str) -> tuple[int, int | None]:
    if text.strip() == "count()":
        return 7, None
    if text.strip() == "count(was=5)":
        return 7, 5
    raise QueryError("no")


@pytest.fixture(scope="module")
def render() -> Callable[[str], str]:
    """`render(markdown)`: safe HTML."""
    renderer = Renderer(resolve, number)
    return lambda body: renderer.render(body).html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("*a* **b** ~~c~~ ^d^ ~e~ ==f== ^^g^^",
         "<p><em>a</em> <strong>b</strong> <del>c</del> <sup>d</sup> <sub>e</sub> <mark>f</mark> <ins>g</ins></p>"),
        ("<https://example.org/?a=1&b=2>",
         '<p><a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a></p>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("Term\n:   Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ('!!! warning "Mind"\n    a',
         '<div class="admonition warning">\n<p class="admonition-title">Mind</p>\n<p>a</p>\n</div>'),
        ('??? note "More"\n    a',
         '<details class="note">\n<summary>More</summary>\n<p>a</p>\n</details>'),
        ('???+ note "More"\n    a',
         '<details class="note" open="open">\n<summary>More</summary>\n<p>a</p>\n</details>'),
        ("```\n<b>\n```",
         '<div class="highlight"><pre><span></span><code>&lt;b&gt;\n</code></pre></div>'),
        ("`[[act]]` `{{ count() }}`", "<p><code>[[act]]</code> <code>{{ count() }}</code></p>"),
    ],
)  # fmt: skip
def test_authors_of_material_find_what_they_know(
    body: str, html: str, render: Callable[[str], str]
) -> None:
    assert render(body) == html


def test_table_columns_are_aligned_without_a_style(render: Callable[[str], str]) -> None:
    html = render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")

    assert '<td align="left">1</td>\n<td align="center">2</td>\n<td align="right">3</td>' in html
    assert "style" not in html


def test_a_footnote_and_its_way_back_find_each_other(render: Callable[[str], str]) -> None:
    html = render("A.[^x]\n\n[^x]: The note.")

    assert '<sup id="u-fnref:x"><a class="footnote-ref" href="#u-fn:x">1</a></sup>' in html
    assert '<li id="u-fn:x">' in html
    assert 'href="#u-fnref:x" title="Back to reference 1"' in html


def test_tabs_are_radio_buttons_with_labels_of_their_own(render: Callable[[str], str]) -> None:
    html = render('=== "One"\n    a\n\n=== "Two"\n    b')

    assert html.count('type="radio"') == 2
    assert html.count('name="u-__tabbed_1"') == 2
    assert '<label for="u-__tabbed_1_2">Two</label>' in html
    assert '<input id="u-__tabbed_1_2"' in html


def test_headings_have_prefixed_ids_and_a_table_of_contents() -> None:
    rendered = Renderer(resolve, number).render("## One & two\n\n### `Deep`\n\n## One & two\n")

    assert '<h2 id="u-one-two">One &amp; two</h2>' in rendered.html
    assert rendered.headings == (
        Heading("u-one-two", "One & two", (Heading("u-deep", "Deep"),)),
        Heading("u-one-two_1", "One & two"),
    )


def test_nothing_of_one_text_stays_for_the_next() -> None:
    renderer = Renderer(resolve, number)
    body = "## A\n\nB.[^1]\n\n[^1]: C.\n"

    assert renderer.render(body) == renderer.render(body)


# --- references and living numbers ---------------------------------------------------------------

ACT = '<a class="reference" href="/agreements/act/">'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[[act]]", f"{ACT}The *Act* &amp; &lt;more&gt;</a>"),
        ("[[ act ]]", f"{ACT}The *Act* &amp; &lt;more&gt;</a>"),
        ("[[act|an *act* of `x`]]", f"{ACT}an <em>act</em> of <code>x</code></a>"),
        ("[[act\\|words]]", f"{ACT}words</a>"),
        ("**[[act|words]]**", f"<strong>{ACT}words</a></strong>"),
        ("[[act|{{ count() }} acts]]", f'{ACT}<span class="living">7</span> acts</a>'),
        ("\\[[act]]", "[[act]]"),
        ("[[nothing]]", "[[nothing]]"),
        ("![[act|words]]", f"!{ACT}words</a>"),
    ],
)
def test_a_reference_becomes_a_link(body: str, html: str, render: Callable[[str], str]) -> None:
    assert render(body) == f"<p>{html}</p>"


def test_a_reference_with_words_works_in_a_table(render: Callable[[str], str]) -> None:
    html = render("| a | b |\n|---|---|\n| [[act\\|words]] | [[act]] |\n| x \\| y | `a \\| b` |")

    assert f"<td>{ACT}words</a></td>\n<td>{ACT}The" in html
    assert "<td>x | y</td>" in html


@pytest.mark.parametrize(
    "body",
    ["# [[act|words]]", "- [[act|words]]", "> [[act|words]]", "Term\n:   [[act|words]]",
     "!!! note\n    [[act|words]]", "A.[^1]\n\n[^1]: [[act|words]]", '=== "T"\n    [[act|words]]'],
)  # fmt: skip
def test_a_reference_works_wherever_text_stands(body: str, render: Callable[[str], str]) -> None:
    assert f"{ACT}words</a>" in render(body)


def test_a_number_shows_its_drift_since_publication(render: Callable[[str], str]) -> None:
    assert render("{{ count() }}") == '<p><a class="living" href="#u-n.1">7</a></p>'
    assert render("{{count(was=5)}}") == (
        '<p><a class="living" href="#u-n.1">7'
        '<span class="living__was"> (5 at publication)</span></a></p>'
    )
    assert render("{{ other }} \\{{ count() }}") == "<p>{{ other }} {{ count() }}</p>"


# --- strangers ------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Collects what a page holds, and holds it against what may be there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            value = value or ""
            assert name in {"class", *ATTRIBUTES["*"], *ATTRIBUTES.get(tag, ())}
            if name in ("id", "for", "name"):
                assert value.startswith("u-")
            if name == "href" and not value.startswith(("https:", "http:", "mailto:", "#u-")):
                address = re.sub(r"[\t\r\n]", "", value).strip()  # as a browser reads it
                assert not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}", address)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("a processing instruction")


def assert_safe(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not FORBIDDEN.search(html)
    assert "\x02" not in html, "a mark of the parser's own was left behind"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- comment --> <?php ?> <!DOCTYPE html> <![CDATA[ x ]]>",
    "<math><mtext></p><style><img src onerror=alert(1)></style></math>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](/\\evil.example)",
    "[x](</&#9;/evil.example>)",
    "[x](</&#13;/evil.example>)",
    "[x](https://a.example \"\" onclick=alert(1) \"\")",
    "<javascript:alert(1)>",
    "<https://a.example/\"onmouseover=alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](https://a.example/x.png)",
    "![x][1]\n\n[1]: https://a.example/x.png",
    "# x {: onclick=alert(1) id=search }",
    "``` {.x onclick=alert(1)}\ny\n```",
    "```html title=\"<script>\"\nx\n```",
    "=== \"<script>alert(1)</script>\"\n    a",
    "!!! note \"<img src=x onerror=alert(1)>\"\n    a",
    "!!! \"><script>\n    a",
    "!!! note md-search\n    a",
    "[^<script>]\n\n[^<script>]: x",
    "[[act|<script>alert(1)</script>]]",
    "[[act|[x](javascript:alert(1))]]",
    "[[act|&lt;script&gt;&#x202e;]]",
    "&#x202e;reversed &#0; &#x1b;[31m",
    "<b\n>x",
    "<</b>script>",
    "*[HTML]: <script>",
    "a\x02klzzwxh:0000\x03b",
    "\x02wzxhzdk:0\x03",
    "`\x02klzzwxh:0000\x03`",
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_text_comes_out_harmless(body: str, render: Callable[[str], str]) -> None:
    assert_safe(render(body))
    assert_safe(render(f"> - {body}\n\n| a |\n|---|\n| {body} |"))


@given(st.text(max_size=80) | st.text("<>[](){}|`*_~^=!#:\"'&;\\\n\t a1/-", max_size=80))
def test_any_text_comes_out_harmless(body: str) -> None:
    assert_safe(Renderer(resolve, number).render(body).html)


@pytest.mark.skipif(not BLNS.exists(), reason="BLNS names no list of naughty strings")
def test_naughty_strings_come_out_harmless(render: Callable[[str], str]) -> None:
    for text in json.loads(BLNS.read_text("utf-8")):
        assert_safe(render(text))


@given(st.text("<>/ abscripthrefonload=\"':;&#x20\n", max_size=60))
def test_what_is_sanitised_is_safe_whoever_wrote_it(raw: str) -> None:
    assert_safe(sanitise(raw))


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ('<p id="search" class="md-search admonition-title" style="x">a</p>',
         '<p id="u-search" class="admonition-title">a</p>'),
        ('<input type="text" name="q" checked>', '<input type="radio" name="u-q" checked="">'),
        ('<td align="evil">a</td>', "<td>a</td>"),
        ('<a href="#x" target="_blank">a</a>', '<a href="#u-x">a</a>'),
        ('<a href="/&#9;/evil.example">a</a>', "<a>a</a>"),
        ('<a href="\\\\evil.example">a</a>', "<a>a</a>"),
        ("<script>a</script>b", "b"),
    ],
)  # fmt: skip
def test_only_what_the_extensions_write_is_kept(raw: str, safe: str) -> None:
    kept = sanitise(raw)
    if raw.startswith("<td"):
        assert "align" not in kept
    else:
        assert kept == safe


def test_a_text_nested_beyond_reason_is_refused_in_words() -> None:
    renderer = Renderer(resolve, number)
    with pytest.raises(ValueError, match=r"^The text is nested too deeply$"):
        renderer.render("a\n: b\n" * 2000)
    assert renderer.render("a").html == "<p>a</p>"
