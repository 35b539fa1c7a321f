"""Pictures of briefings: shown where the text says, drawn anew, harmless."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, PngImagePlugin

from tessera.content.loader import Loader
from tessera.outputs import pictures
from tessera.outputs.feeds import atom, json_feed, rss
from tessera.outputs.pages import analysis
from tessera.outputs.sharing import produce
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

SHELL = '<html lang="-"><body dir="-">' + "".join(SENTINELS.values()) + "</body></html>"
HEAD = """---
title: Two nouns
standfirst: What two nouns can carry.
authors: [{name: Ada Byron}]
published: 2026-07-02
as_of: 2026-07-01
---
"""
FIGURE = '![Two "capitals" & a line](map.png "One *caption*, plain")'
Made = Callable[..., Site]


@pytest.fixture
def made(root: Path, sites: Path, tmp_path: Path) -> Made:
    """`made(body, map.png=bytes)`: a site with one briefing and the pictures beside it."""

    def make(body: str, **files: bytes) -> Site:
        desk = tmp_path / "desk"
        shutil.copytree(sites / "smallest" / "briefings", desk / "briefings")
        folder = desk / "briefings" / "analyses" / "2026"
        folder.mkdir(parents=True)
        (folder / "two-nouns.md").write_text(HEAD + body + "\n", "utf-8")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        settings = Settings(root=root, site_url="https://desk.example/")
        return Site.of(settings, Loader(desk).load(), Shells(lambda *_: SHELL))

    return make


def png(mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, "PNG", **options)
    return made.getvalue()


def body(site: Site) -> html.HtmlElement:
    return html.fragment_fromstring(
        site.body(site.library.analyses["two-nouns"]).html, create_parent="div"
    )


def test_a_picture_by_itself_is_a_figure_with_its_caption(made: Made) -> None:
    tree = body(made(f"Before.\n\n{FIGURE}\n\nAfter.", **{"map.png": png()}))
    (figure,) = tree.xpath("./figure")
    (image,) = figure.xpath("./img")

    assert dict(image.attrib) == {
        "src": "/analyses/two-nouns/map.png", "alt": 'Two "capitals" & a line',
        "width": "30", "height": "20", "loading": "lazy", "decoding": "async",
    }  # fmt: skip
    assert figure.xpath("string(./figcaption)") == "One *caption*, plain"
    assert not tree.xpath(".//em | .//@caption")


def test_a_picture_among_words_stays_among_them(made: Made) -> None:
    tree = body(made("The ![flag](map.png) of both.", **{"map.png": png()}))

    assert tree.xpath("string(./p)") == "The  of both."
    assert tree.xpath("./p/img/@alt") == ["flag"]


def test_a_picture_in_code_is_code(made: Made) -> None:
    site = made("`![a](map.png)`\n\n```\n![b](map.png)\n```\n")

    assert not body(site).xpath("//img")
    assert [*pictures.keys(site)] == []


def test_the_page_and_the_feeds_lead_to_the_picture(made: Made) -> None:
    site = made(FIGURE, **{"map.png": png()})
    page = html.document_fromstring(analysis.make(site, "two-nouns").html())

    assert page.xpath("//figure/img/@src") == ["../../analyses/two-nouns/map.png"]
    for feed in (rss, atom, json_feed):
        text = feed.make(site, "analyses/")
        shown = text if isinstance(text, str) else text.decode()
        assert "https://desk.example/analyses/two-nouns/map.png" in shown


def test_a_picture_is_published_once_beside_its_page(made: Made) -> None:
    site = made(f"{FIGURE}\n\n![Again](map.png)", **{"map.png": png(), "unused.png": png()})

    assert [one.uri for one in produce(site, [pictures.PICTURES])] == ["analyses/two-nouns/map.png"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pixels_come_through_and_nothing_else_does(made: Made, mode: str) -> None:
    """No text chunk, no profile, no trailing bytes: what is not a pixel stays behind."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    data = png(mode, pnginfo=words, icc_profile=b"profile") + b"PK\x03\x04 another file"
    (out,) = produce(made(FIGURE, **{"map.png": data}), [pictures.PICTURES])

    assert b"script" not in out.data
    assert b"another file" not in out.data
    with Image.open(io.BytesIO(out.data)) as image, Image.open(io.BytesIO(data)) as given:
        assert image.format == "PNG"
        assert image.info.keys() <= {"transparency"}
        assert image.convert("RGBA").tobytes() == given.convert("RGBA").tobytes()


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("JPEG", "jpeg"), ("WEBP", "webp")])
def test_the_other_kinds_stay_what_they_are(made: Made, kind: str, suffix: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(data, kind, exif=b"Exif\x00\x00secret place")
    site = made(f"![Red](map.{suffix})", **{f"map.{suffix}": data.getvalue()})
    first, second = (next(iter(produce(site, [pictures.PICTURES]))).data for _ in range(2))

    assert first == second
    assert b"secret" not in first
    with Image.open(io.BytesIO(first)) as image:
        assert (image.format, image.size) == (kind, (30, 20))


def test_a_changed_picture_is_another_state_of_the_desk(made: Made, tmp_path: Path) -> None:
    site = made(FIGURE, **{"map.png": png()})
    (tmp_path / "desk/briefings/analyses/2026/map.png").write_bytes(png(size=(31, 20)))

    assert Loader(tmp_path / "desk").load().digests[""] != site.library.digests[""]


@pytest.mark.parametrize(
    "hostile",
    [
        "![a](/etc/passwd)", "![a](../map.png)", "![a](javascript:alert(1))",
        "![a](https://example.org/map.png)", "![a](//example.org/map.png)",
        "![a](data:image/png;base64,AAAA)", "![a][map]\n\n[map]: https://example.org/map.png",
        "![a](map.svg)", "![a](map.png 'x' onerror=alert(1))",
    ],
)  # fmt: skip
def test_no_other_address_becomes_a_picture(made: Made, hostile: str) -> None:
    from tessera.errors import ContentError

    with pytest.raises(ContentError, match="picture"):
        made(hostile)
