"""A theme's page is taken apart once and put together for every record."""

from __future__ import annotations

import re

import pytest

from tessera.outputs.shell import ABSOLUTE, SENTINELS, SLOTS, Shell, ShellError, Shells

THEME = (
    '<html lang="de" class="no-js"><head><title>{title}</title>'
    '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">'
    '{head}</head><body class="x" dir="ltr"><header>{heading}</header>'
    "<main>{content}</main>{toc}{edit}</body></html>"
)


def page(**changed: str) -> str:
    return THEME.format(**SENTINELS | changed)


def test_text_is_escaped_and_html_is_joined_as_it_is() -> None:
    html = Shell.parse(page()).fill(
        title='Tom & "Jerry" <b>',
        description='"quoted"',
        canonical="https://example.org/?a=1&b=2",
        content="<p>A & B</p>",
        head="<meta name=x>",
        toc="<nav></nav>",
        edit="<a></a>",
    )

    assert html == (
        '<html lang="en" class="no-js"><head><title>Tom &amp; &#34;Jerry&#34; &lt;b&gt;</title>'
        '<meta name="description" content="&#34;quoted&#34;">'
        '<link rel="canonical" href="https://example.org/?a=1&amp;b=2"><meta name=x></head>'
        '<body class="x" dir="ltr"><header>Tom &amp; &#34;Jerry&#34; &lt;b&gt;</header>'
        "<main><p>A & B</p></main><nav></nav><a></a></body></html>"
    )


def fill(shell: Shell, **slots: str) -> str:
    return shell.fill(
        **{"title": "T", "description": "D", "canonical": "C", "content": "X"} | slots
    )


def test_language_and_direction_are_those_of_the_record_and_not_of_the_theme() -> None:
    html = fill(Shell.parse(page()), lang="fa", dir="rtl")

    assert html.startswith('<html lang="fa" class="no-js">')
    assert '<body class="x" dir="rtl">' in html


def test_a_heading_may_be_shorter_than_the_title() -> None:
    html = fill(Shell.parse(page()), title="Long · Site", heading="Short")

    assert "<title>Long · Site</title>" in html
    assert "<header>Short</header>" in html


def test_a_theme_may_show_no_heading_and_a_slot_twice() -> None:
    html = fill(Shell.parse(page(heading=SENTINELS["title"])))

    assert html.count("T</") == 2


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if slot not in {"heading", "lang", "dir"}])
def test_a_slot_that_the_theme_lost_is_named(slot: str) -> None:
    with pytest.raises(ShellError, match=rf"no place for: {slot}\..*{SENTINELS[slot]}"):
        Shell.parse(page(**{slot: ""}))


def test_a_theme_without_a_direction_is_refused() -> None:
    with pytest.raises(ShellError, match="no place for: dir"):
        Shell.parse(page().replace(' dir="ltr"', ""))


def test_a_slot_that_is_not_known_is_named() -> None:
    with pytest.raises(ShellError, match="unknown slots: footer"):
        Shell.parse(page(edit=f"{SENTINELS['edit']}TSSLOTxFOOTERx"))


def test_content_that_looks_like_a_slot_stays_what_it_is() -> None:
    html = fill(Shell.parse(page()), content=SENTINELS["title"], title="The title")

    assert f"<main>{SENTINELS['title']}</main>" in html


def test_sentinels_survive_what_themes_do_to_text() -> None:
    for sentinel in SENTINELS.values():
        assert re.fullmatch("[A-Za-z]+", sentinel)


def test_the_margins_of_templates_go_unless_they_could_matter() -> None:
    spaced = page(edit=SENTINELS["edit"] + "\n   \n\n  <hr>\n")

    assert "\n<hr>\n" in fill(Shell.parse(spaced))
    assert not re.search(r"\n\s", fill(Shell.parse(spaced)))
    assert "\n   \n\n  <hr><pre>" in fill(Shell.parse(spaced.replace("<hr>\n", "<hr><pre>")))


class Theme:
    """A host whose pages link to the root as deep as they are."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, str]] = []

    def __call__(self, section: str, depth: int, lang: str) -> str:
        self.asked.append((section, depth, lang))
        up = "/".join([".."] * depth)
        links = (
            f'<a href="{up or "."}">home</a><link href="{up}{"/" * bool(depth)}a.css">{{"{up}"}}'
        )
        return page(head=SENTINELS["head"] + links)


def test_each_shell_is_rendered_once() -> None:
    theme = Theme()
    shells = Shells(theme, lang="en")

    for uri in ("agreements/a/index.html", "agreements/b/index.html", "agreements/index.html",
                "index.html", "index.html"):  # fmt: skip
        shells.at(uri)
    shells.at("agreements/a/index.html", lang="fa")

    assert theme.asked == [
        ("agreements", 2, "en"),
        ("agreements", 1, "en"),
        ("", 0, "en"),
        ("agreements", 2, "fa"),
    ]


def test_links_of_a_page_at_a_depth_are_relative() -> None:
    html = fill(Shells(Theme()).at("agreements/a/index.html"))

    assert '<a href="../..">home</a><link href="../../a.css">' in html


@pytest.mark.parametrize(
    ("root", "expected"), [("/", "/"), ("/sub/", "/sub/"), ("sub/x", "/sub/x/")]
)
def test_a_page_that_may_be_anywhere_links_from_the_root(root: str, expected: str) -> None:
    shells = Shells(Theme(), root=root)

    html = fill(shells.at("404.html"))

    assert f'<a href="{expected}">home</a><link href="{expected}a.css">{{"{expected}"}}' in html
    assert ".." not in html
    assert shells.get("", ABSOLUTE) is shells.at("404.html")
