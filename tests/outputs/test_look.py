"""The look: contrast by computation, mirroring by logical properties, and nothing that the security policy would refuse."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes

from tessera.content.fields import BLANKS
from tessera.outputs import accent
from tessera.wording import IN_ENGLISH

ROOT = Path(__file__).resolve().parents[2]
OVERRIDES = ROOT / "overrides"
SHEETS = sorted((OVERRIDES / "assets" / "css").glob("*.css"))
TEMPLATES = sorted(OVERRIDES.rglob("*.html"))

# What stands on what. Text needs 4.5:1; borders of controls and graphics that carry meaning need 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT = ["ink", "soft", "petrol", "petrol-deep", "ochre-ink"]
GROUNDS = ["paper", "sheet", "petrol-wash", "ochre-wash"]
INVERSE = [("paper", "petrol"), ("paper", "petrol-deep")]
GRAPHICS = ["edge", "ochre", "petrol", "tile-4"]


def schemes() -> dict[str, dict[str, str]]:
    """The palette's hex colours by scheme; the dark one overrides the light one, as in the sheet."""
    css = (OVERRIDES / "assets/css/palette.css").read_text("utf-8")
    before, after = css.split("@media (prefers-color-scheme: dark) {")
    colour = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    light = dict(colour.findall(before))
    return {"light": light, "dark": light | dict(colour.findall(after.split("\n}\n")[0]))}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, glossary)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [(t, g) for t in TEXT for g in GROUNDS] + INVERSE)
def test_every_text_colour_reads_on_every_ground(scheme: str, text: str, ground: str) -> None:
    """Each pair of text and ground reaches AA, 4.5 to 1."""
    palette = schemes()[scheme]
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("graphic", GRAPHICS)
def test_marks_that_carry_meaning_stand_out(scheme: str, graphic: str) -> None:
    """Borders of fields, empty tiles and accents reach 3 to 1 on paper."""
    palette = schemes()[scheme]
    assert contrast(palette[graphic], palette["paper"]) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheets_mirror_by_themselves(sheet: Path) -> None:
    """No sheet names left or right, so a right-to-left page needs no second sheet."""
    physical = r"^\s*(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right|(?:text-align|float):\s*(?:left|right))\b"
    assert not re.findall(physical, sheet.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_live_in_the_palette(sheet: Path) -> None:
    """Only the palette and the sheet for paper name colours; all others use its variables."""
    if sheet.name not in {"palette.css", "print.css"}:
        assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s])", sheet.read_text("utf-8"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_variables_exist(sheet: Path) -> None:
    """Every variable that a sheet reads is set somewhere in ours."""
    known = set(re.findall(r"(--[\w-]+):", "".join(one.read_text("utf-8") for one in SHEETS)))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8"))) <= known


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(OVERRIDES)))
def test_templates_keep_to_the_security_policy(template: Path) -> None:
    """No inline style, no event attribute, no script but a file of ours: the policy allows none of them."""
    text = re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)
    if template.name != "figure.svg.html":  # a picture to download, with its style in itself
        assert not re.search("<style", text)
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", text)
    assert all("src=" in tag or "application/" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_every_blank_has_a_shape_of_its_own() -> None:
    """Six shapes, so that no blank is told from another by colour or by reading alone."""
    sheet = (OVERRIDES / "assets/css/parts.css").read_text("utf-8")
    shapes = dict(re.findall(r"\.blank--([\w-]+) \{\s+--glyph: (url\([^)]+\))", sheet))

    assert shapes.keys() == {*BLANKS, "uncoded"}
    assert len({*shapes.values()}) == len(shapes)


def test_assets_named_by_the_shell_exist() -> None:
    """Every font, icon and sheet that the shell asks for is shipped."""
    shell = (OVERRIDES / "main.html").read_text("utf-8")
    named = set(re.findall(r"'(assets/[\w./-]+\.(?:woff2|png|svg|js|css))'", shell))
    named |= {f"assets/css/{name}.css" for name in ("palette", "shell", "parts", "prose")}
    missing = {name for name in named if not (OVERRIDES / name).is_file()}
    assert missing == {accent.SHEET}, "which is made for a desk with a colour of its own"


def test_the_look_is_light() -> None:
    """What every page loads of ours weighs under 15 kB compressed, the first font under 25 kB."""
    apart = {
        "figures.css",
        "list.css",
        "search.css",
        "sheet.css",
    }  # asked for by the pages that use them
    every_page = [one for one in SHEETS if one.name not in apart]
    ours = [*every_page, OVERRIDES / "assets" / "shell.js"]
    assert sum(len(gzip.compress(one.read_bytes(), mtime=0)) for one in ours) < 15_000
    assert (OVERRIDES / "assets/fonts/newsreader-latin.woff2").stat().st_size < 25_000


def components() -> Environment:
    """The environment of record pages, as far as macros need it."""
    made = Environment(
        loader=FileSystemLoader(OVERRIDES / "pages"), autoescape=True, undefined=StrictUndefined
    )
    made.globals.update(IN_ENGLISH.functions())
    return made


def test_every_macro_says_its_arguments() -> None:
    """A page's author finds each macro's arguments in the comment before it."""
    env = components()
    source = (OVERRIDES / "pages" / "_components.html").read_text("utf-8")
    macros = [node.name for node in env.parse(source).find_all(nodes.Macro)]
    assert macros
    assert not [
        name
        for name in macros
        if not re.search(rf"\{{#- {name}\(.*?#\}}\n\{{% macro {name}\(", source, re.DOTALL)
    ]


def test_a_macro_escapes_what_it_is_given() -> None:
    """A title from a record cannot become markup."""
    page = components().from_string(
        '{% import "_components.html" as c %}{{ c.head(title, lede=title) }}'
    )
    assert "<b>" not in page.render(title="<b>bold</b>")


@pytest.mark.parametrize(
    "code", ["none", "not-public", "unknown", "inconclusive", "not-applicable"]
)
def test_a_blank_is_said_in_words_and_drawn(code: str) -> None:
    """No blank rests on colour or on its tile alone, and no two share their words or their tile."""
    page = components().from_string('{% import "_components.html" as c %}{{ c.blank(code) }}')
    seen = {
        other: re.sub(r"blank--[\w-]+", "", page.render(code=other))
        for other in ("none", "not-public", "unknown", "inconclusive", "not-applicable", "uncoded")
    }
    words = re.sub(r"<.*?>", "", seen[code])
    assert len(words) > 5
    assert [other for other, drawn in seen.items() if drawn == seen[code]] == [code]
    assert [other for other, drawn in seen.items() if re.sub(r"<.*?>", "", drawn) == words] == [
        code
    ]


def test_a_year_too_tall_for_the_mosaic_says_what_it_leaves_out() -> None:
    """The picture stops at its limit; the caption counts the rest."""
    tiles = [{"href": "#", "label": str(n), "shade": n % 6} for n in range(100)]
    page = components().from_string(
        '{% import "_components.html" as c %}{{ c.mosaic_years(years, "All.") }}'
    )
    drawn = page.render(
        years=[{"label": "1990", "tiles": []}, {"gap": True}, {"label": "2025", "tiles": tiles}]
    )
    assert drawn.count('<rect class="tile tile--') == 60 + 3
    assert "40 more do not fit" in drawn
