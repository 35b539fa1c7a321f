"""Cut the flags out of the npm package `country-flag-icons` (MIT).

Run by hand when a flag changes:

    npm pack country-flag-icons && tar xzf country-flag-icons-*.tgz
    python -m tessera.outputs.cards.bake_flags package ASSETS

Writes `flags/<party>.png` beside this file for the cards (216×144, at most eight colours) and
`<party>.svg` into ASSETS for the pages, each with the package's licence. A party is an alpha-3 code
or a key of parties.yml, in lower case. Needs resvg-py, which nothing else of Tessera needs.

A desk may add a flag by hand: a PNG of that size and an SVG, named after the key.
"""

import io
import shutil
import sys
from collections import Counter
from pathlib import Path

import pycountry
import resvg_py
from PIL import Image

from tessera.outputs.cards.palette import Colour, merge, nearest

FLAGS = Path(__file__).parent / "flags"
SIZE = (216, 144)
COLOURS = 8
OVERSAMPLING = 4
# Pixels left out in all: some drawings do not quite reach their edges. Two thirds, as the flag is.
TRIM = (6, 4)
# Not in ISO 3166-1, and wanted: the package's name, and ours.
OTHERS = {"EU": "eu", "XK": "xkx"}


def names() -> dict[str, str]:
    """The package's two-letter name of every flag, and the party's."""
    return {c.alpha_2: c.alpha_3.lower() for c in pycountry.countries} | OTHERS


def rasterise(svg: str) -> Image.Image:
    """One flag in flat colours at the cards' larger size."""
    width, height = (OVERSAMPLING * (SIZE[i] + TRIM[i]) for i in (0, 1))
    # A size of its own, because the renderer would round those that a few drawings have.
    sized = f'<svg width="{width}" height="{height}" preserveAspectRatio="none" '
    drawn = resvg_py.svg_to_bytes(svg_string=svg.replace("<svg ", sized, 1), background="#fff")
    picture = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    left, top = (trim * OVERSAMPLING // 2 for trim in TRIM)
    picture = picture.crop((left, top, width - left, height - top)).reduce(OVERSAMPLING)
    channels = picture.tobytes()
    pixels: list[Colour] = list(zip(channels[::3], channels[1::3], channels[2::3], strict=True))
    counts = Counter(pixels)
    palette = merge(counts.most_common(64), COLOURS)
    indexes = {colour: nearest(colour, palette) for colour in counts}
    flat = Image.frombytes("P", SIZE, bytes(indexes[colour] for colour in pixels))
    flat.putpalette([channel for colour in palette for channel in colour])
    return flat


def main(package: str, assets: str) -> None:
    for folder in (FLAGS, Path(assets)):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(package, "LICENSE"), folder / "LICENSE")
    for source, party in sorted(names().items()):
        svg = Path(package, "3x2", f"{source}.svg").read_text(encoding="utf-8")
        (Path(assets) / f"{party}.svg").write_text(svg, encoding="utf-8")
        rasterise(svg).save(FLAGS / f"{party}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
