"""Every figure, whole: finding, drawing, table, downloads, frame; and nothing that can break out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html
from PIL import Image

from tessera.content.loader import Loader
from tessera.outputs.charts import figures, filtered, vega
from tessera.outputs.charts.figure import Scale
from tessera.outputs.pages import figure as page
from tessera.outputs.pages import pattern
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site
from tessera.settings import Settings
from tessera.wording import IN_ENGLISH

Make = Callable[..., Site]
Act = Callable[..., dict[str, Any]]
HOSTILE = '</script><script>alert(1)</script>"&'


@pytest.fixture(scope="module")
def real(root: Path) -> Site:
    """The desk's own records."""
    shells = Shells(lambda section, depth, lang: " ".join(SENTINELS.values()))
    return Site.of(Settings(root=root, site_url="https://d.example/"), Loader(root).load(), shells)


@pytest.mark.parametrize("key", figures.FIGURES)
def test_every_figure_says_what_it_found_and_how_to_read_it(real: Site, key: str) -> None:
    one = figures.figures(real)[key]

    assert re.search(r"\d", one.title), "a finding has a number in it"
    assert one.read.endswith(".")
    assert one.alt.endswith(".")
    assert one.rows
    assert all(len(row) == len(one.columns) for row in one.rows)


@pytest.mark.parametrize("key", figures.FIGURES)
def test_every_figure_can_be_carried_off(real: Site, key: str) -> None:
    """As a drawing without scripts or links, as a picture, and as a table with every row."""
    svg = figures.svg(real, key)
    tree = ET.fromstring(svg)
    one = figures.figures(real)[key]
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    picture = Image.open(io.BytesIO(vega.png(real, key, svg)))
    rows = [*csv.reader(io.StringIO(figures.table(real, key)))]

    assert {"svg", "title", "desc"} <= names
    assert names.isdisjoint({"script", "a", "foreignObject", "image"})
    assert "var(" not in svg
    assert picture.width > 600
    assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 3
    assert rows[0] == [*one.columns]
    assert len(rows) == len(one.rows) + 1


@pytest.mark.parametrize("key", figures.FIGURES)
def test_a_frame_is_light_and_runs_nothing(real: Site, key: str) -> None:
    text = page.make_embed(real, key)
    tree = html.fromstring(text)
    sheets = (Path("overrides/assets/css") / name for name in ("palette.css", "figures.css"))
    weight = len(gzip.compress(text.encode())) + sum(
        len(gzip.compress((real.settings.root / sheet).read_bytes())) for sheet in sheets
    )

    assert not tree.xpath("//script | //@onclick | //@style | //style")
    assert weight < 25_000
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"https://d.example/pattern/{key}/"]


@pytest.mark.parametrize("key", figures.FIGURES)
def test_a_figures_table_stands_whole_on_its_page(real: Site, key: str) -> None:
    one = figures.figures(real)[key]
    tree = html.fromstring(f"<body>{page.make(real, key).body}</body>")

    assert len(tree.xpath("//tbody/tr")) == len(one.rows)
    assert one.title in tree.xpath("string(//h1)")
    reference = tree.xpath("string(//pre[@data-copy])")
    assert one.title.removesuffix(".") in reference
    assert not tree.xpath("//iframe"), "the code is to be read, not to be run here"
    assert tree.xpath("string(//pre[@data-copy][starts-with(., '<iframe src=')])").endswith(
        "</iframe>"
    )
    assert reference.endswith(
        f"version {real.today}+{one.digest}. {real.settings.site_name}. https://d.example/pattern/{key}/"
    )


def test_a_site_without_records_has_figures_that_say_so(make_site: Make) -> None:
    shells = Shells(lambda section, depth, lang: " ".join(SENTINELS.values()))
    site = replace(make_site({}), shells=shells)
    for key in figures.FIGURES:
        ET.fromstring(figures.svg(site, key))
        assert figures.table(site, key)
        assert page.make_embed(site, key)
    pattern.make(site, "pattern")


def test_a_name_cannot_break_out_of_a_drawing(make_site: Make, small_act: Act) -> None:
    """Labels of the desk's own vocabulary pass through Vega, through Jinja and into files."""
    site = make_site({"one": small_act(pillars=["education"], title=HOSTILE)})
    for key in figures.FIGURES:
        ET.fromstring(figures.svg(site, key))
        assert "<script>alert" not in page.make_embed(site, key)


def test_the_map_and_the_matrix_count_what_the_records_say(real: Site) -> None:
    """The tables beside the drawings are the index's own counts."""
    by_name = {row[0].text: row[1].text for row in figures.figures(real)["map"].rows}
    pairs = {row[0].text: row[1].text for row in figures.figures(real)["matrix"].rows}

    assert by_name["Iran"] == len(real.index.by_party["IRN"])
    assert pairs["Belarus and Iran"] == len(real.index.bilateral["BLR", "IRN"])


def test_shades_span_equal_ratios_and_reach_the_most() -> None:
    scale = Scale.of([1, 2, 3, 40, 243])

    assert [scale.shade(n) for n in (0, 1, 3, 9, 27, 81, 243)] == [0, 1, 1, 2, 3, 4, 5]
    assert [label for _, label in scale.legend(IN_ENGLISH)] == [
        "1–3",
        "4–9",
        "10–27",
        "28–81",
        "82–243",
    ]


@pytest.mark.parametrize("most", range(1, 400))
def test_every_count_has_one_shade(most: int) -> None:
    """Shades never fall as counts rise, and each count of the legend is in exactly one of them."""
    scale = Scale.of([most])
    shades = [scale.shade(n) for n in range(most + 1)]

    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[-1] == len(scale.bounds) <= 5
    assert scale.bounds[-1] == most


def test_what_a_reader_filters_by_is_every_record(real: Site) -> None:
    told = json.loads(filtered.ACTS.make(real, "acts"))

    assert len(told["acts"]) == len(real.library.agreements)
    for (who, year, pillars, level), act in zip(
        told["acts"], real.library.agreements.values(), strict=True
    ):
        assert tuple(told["parties"][n] for n in who) == act.codes
        assert year == (act.when.year if act.when else 0)
        assert {told["pillars"][n] for n in pillars} == {*act.formula}
        assert (level >= 0) == (act.level is not None)


def test_the_colours_of_a_file_are_those_of_the_site(root: Path) -> None:
    """The light values stand twice, in the sheet and in files that have none."""
    sheet = (root / "overrides/assets/css/palette.css").read_text("utf-8")
    light = dict(re.findall(r"(--[\w-]+): ([^;]+);", sheet.partition("@media")[0]))
    light["--tile-5"] = light["--ochre"]

    assert {name: light[name] for name in vega.COLOURS} == vega.COLOURS
