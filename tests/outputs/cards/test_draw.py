"""What a drawn card is, and that it looks as it did when somebody last looked.

`UPDATE_GOLDEN=1 pytest tests/outputs/cards` writes the golden cards anew. Look at them.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from tessera.outputs.cards import HEIGHT, WIDTH, CardSpec, draw, glyphs
from tessera.outputs.cards.palette import FIXED, INK_, PAPER_

NAUGHTY = [
    "",
    " \t\n",
    "\xa0",
    "\u2029",
    "first\u2028second\u2029third",
    "\x00\x1b[31m\x7f",
    "\ud800 lone \udfff",
    "\u202e\u202dreversed\u202c\u2066\u2069",
    "\ufeff\u200b\u200c\u200d",
    "\u0301" * 40,
    "Z\u0301\u0302\u0303\u0304\u0305a\u0306\u0307l\u0308g\u0309o\u030a",
    "\ue000\U000f0000\U0010fffd\uffff",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩‍👩‍👧 🇧🇾",
    "W" * 60,
    "ا" * 600,
    "a " * 3000,
    "<script>alert(1)</script> %s {0} ${x}",
    "../../../etc/passwd",
    "(((שלום) a [b] ۱۲۳ \u200f—",
]


TWO_TILES = 2 * 39 * 39


def opened(spec: CardSpec) -> Image.Image:
    picture = Image.open(BytesIO(draw(spec)))
    picture.load()
    return picture


def changed_pixels(one: Image.Image, other: Image.Image) -> int:
    return sum(ImageChops.difference(one, other).convert("L").histogram()[1:])


def inked(spec: CardSpec, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where the darkest ink lies within a box of the card."""
    region = opened(spec).crop(box)
    mask = region.point([255 if index == INK_ else 0 for index in range(256)], "L")
    return mask.getbbox()


def test_a_card_is_a_small_png_of_1200_by_630_and_sixteen_colours(
    named: tuple[str, CardSpec],
) -> None:
    body = draw(named[1])
    picture = Image.open(BytesIO(body))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (WIDTH, HEIGHT))
    assert len(picture.getcolors() or ()) <= 16
    assert body[24:26] == bytes((4, 3)), "four bits a pixel, from a palette"
    assert len(body) < 30_000


def test_a_card_looks_as_it_did(named: tuple[str, CardSpec], root: Path) -> None:
    """Another FreeType may shade an edge differently; nothing may move, vanish or change colour."""
    name, spec = named
    golden = root / "tests" / "golden" / "cards" / f"{name}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(draw(spec))
    expected = Image.open(golden).convert("RGB")
    difference = ImageChops.difference(opened(spec).convert("RGB"), expected).convert("L")
    changed = sum(difference.histogram()[64:])
    assert changed < WIDTH * HEIGHT / 1000


def test_no_two_golden_cards_look_alike(cards: dict[str, CardSpec]) -> None:
    assert len({draw(spec) for spec in cards.values()}) == len(cards)


DRAW_ALL = """
import pickle, sys
from hashlib import sha256
from PIL import features
from tessera.outputs.cards import draw
specs = pickle.load(sys.stdin.buffer)
print(features.check("fribidi"), *[sha256(draw(spec)).hexdigest() for spec in specs])
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_bytes_are_the_same_in_every_process(
    cards: dict[str, CardSpec], root: Path, tmp_path: Path, seed: str
) -> None:
    """Whatever the hash seed, in whatever order, with the system's FriBiDi or with a broken one."""
    environment = {"PYTHONPATH": str(root / "hooks"), "PYTHONHASHSEED": seed}
    if seed != "0":
        (tmp_path / "libfribidi.so.0").touch()
        environment["LD_LIBRARY_PATH"] = str(tmp_path)
    specs = list(cards.values())[:: 1 if seed == "0" else -1]
    done = subprocess.run(
        [sys.executable, "-c", DRAW_ALL],
        input=pickle.dumps(specs),
        env=environment,
        capture_output=True,
        check=True,
    )
    fribidi, *found = done.stdout.decode().split()
    assert found == [sha256(draw(spec)).hexdigest() for spec in specs]
    if seed != "0" and sys.platform == "linux":
        assert fribidi == "False", "FriBiDi was to be out of reach"


def test_no_font_is_laid_out_by_the_systems_libraries() -> None:
    for role in ("headline", "strong", "text"):
        for name in glyphs.chain(role):
            assert glyphs.font(name, 40).layout_engine is ImageFont.Layout.BASIC


@pytest.mark.parametrize("kind", ["agreement", "country"])
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_nothing_an_author_writes_can_stop_a_card(text: str, kind: str) -> None:
    spec = CardSpec(
        kind,  # type: ignore[arg-type]  # parametrized
        text, text, (text, "IRN", text), (text, text, text), ((text, text),) * 6, text, text,
    )  # fmt: skip
    assert len(draw(spec)) < 60_000
    assert spec.uri("x").endswith(".png")


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=40), st.lists(st.text(max_size=12), max_size=4))
def test_no_text_at_all_can_stop_a_card(title: str, short: str, many: list[str]) -> None:
    pairs = tuple((word, short) for word in many)
    draw(CardSpec("agreement", short, title, tuple(many), tuple(many[:3]), pairs, short))


def test_a_left_to_right_title_starts_at_the_left_margin(agreement: CardSpec) -> None:
    box = inked(agreement, (0, 110, 980, 330))
    assert box
    assert box[0] == pytest.approx(72, abs=6)


def test_a_right_to_left_title_starts_at_the_right_margin(cards: dict[str, CardSpec]) -> None:
    """The first letter of the Persian title is a heh: its line ends flush right."""
    for name in ("persian", "hebrew"):
        box = inked(cards[name], (230, 110, WIDTH, 330))
        assert box
        assert 230 + box[2] == pytest.approx(WIDTH - 72, abs=6)


def test_a_right_to_left_card_is_mirrored(cards: dict[str, CardSpec]) -> None:
    """The mosaic stands at the other edge, turned round: but for the gold tile, the same."""
    persian = cards["persian"]
    latin = replace(persian, title="Cooperation")
    right = opened(latin).convert("RGB").crop((WIDTH - 210, 0, WIDTH, HEIGHT))
    left = opened(persian).convert("RGB").crop((0, 0, 210, HEIGHT))
    assert changed_pixels(right, left.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) <= TWO_TILES


def test_the_words_keep_clear_of_the_mosaic(cards: dict[str, CardSpec]) -> None:
    for name in ("long-title", "many-parties", "agreement"):
        assert inked(cards[name], (960, 0, WIDTH, HEIGHT)) is None


def test_a_title_is_never_more_than_four_lines(cards: dict[str, CardSpec]) -> None:
    """Between the kicker and the flags there are at most four runs of inked rows."""
    picture = opened(replace(cards["long-title"], title="ox ax ex " * 120))
    inked_rows = [
        any(index == INK_ for index in picture.crop((60, y, 980, y + 1)).tobytes())
        for y in range(104, 340)
    ]
    runs = sum(now and not before for before, now in pairwise([False, *inked_rows]))
    assert runs == 4


def test_a_card_without_anything_is_still_a_card() -> None:
    picture = opened(CardSpec("default", "", ""))
    assert set(picture.crop((60, 0, 900, 540)).tobytes()) == {PAPER_}


def test_a_party_without_a_flag_shows_its_code(agreement: CardSpec) -> None:
    known, unknown = (opened(replace(agreement, flags=(code, "IRN"))) for code in ("BLR", "DDR"))
    tile = unknown.crop((72, 362, 180, 434))
    colours = {tuple(FIXED[index]) for index in tile.tobytes()}
    assert FIXED[7] in colours, "the tile is teal"
    assert FIXED[0] in colours, "and its letters paper"
    assert known.crop((72, 362, 180, 434)).convert("RGB") != tile.convert("RGB")


def test_the_mosaic_belongs_to_the_pair_and_the_gold_tile_to_the_record(
    agreement: CardSpec,
) -> None:
    edges = [
        opened(replace(agreement, title=title)).crop((970, 0, WIDTH, HEIGHT)).convert("RGB")
        for title in ("Cooperation in sport", "Cooperation in science")
    ]
    assert 0 < changed_pixels(*edges) <= TWO_TILES


def test_parties_in_another_order_share_a_mosaic(agreement: CardSpec) -> None:
    edges = [
        opened(replace(agreement, flags=order)).crop((970, 0, WIDTH, HEIGHT)).tobytes()
        for order in (("BLR", "IRN"), ("IRN", "BLR"))
    ]
    assert edges[0] == edges[1]
