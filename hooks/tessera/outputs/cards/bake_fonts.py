"""Cut the cards' fonts out of Noto.

Run by hand when the scripts or the weights change:

    python -m tessera.outputs.cards.bake_fonts DIRECTORY

DIRECTORY holds Noto's static TrueType files (Debian: package `fonts-noto-core`). Needs fonttools,
which nothing else of Tessera needs. Writes `fonts/*.ttf`, `fonts/coverage.json` (file: ranges of code
points) and `fonts/kerning.json` (headline only; left: {right: thousandths of an em}), the same
bytes from the same Noto release.

Three roles, each a chain of one font a script: *headline* is a serif, *strong* and *text* are the
two weights of the sans. Every subset holds the space, so a run never ends at one, and U+25A1 draws
the font's own "no such glyph" box.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby, product
from pathlib import Path

from arabic_reshaper.letters import LETTERS_ARABIC
from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
BOX = 0x25A1

SOURCES = {
    "headline.ttf": "NotoSerif-Bold.ttf",
    "headline-arabic.ttf": "NotoNaskhArabic-Bold.ttf",
    "headline-hebrew.ttf": "NotoSerifHebrew-Bold.ttf",
    "strong.ttf": "NotoSans-Bold.ttf",
    "strong-arabic.ttf": "NotoSansArabic-Bold.ttf",
    "strong-hebrew.ttf": "NotoSansHebrew-Bold.ttf",
    "text.ttf": "NotoSans-Regular.ttf",
    "text-arabic.ttf": "NotoSansArabic-Regular.ttf",
    "text-hebrew.ttf": "NotoSansHebrew-Regular.ttf",
}


def span(*ranges: tuple[int, int]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


PUNCTUATION = span((0x20, 0x7E), (0xA0, 0xBF), (0x2010, 0x2027), (0x2030, 0x203A)) | {
    0xD7, 0xF7, 0x2044, 0x20AA, 0x20AC, 0x20BD, 0x2116, 0x2122, 0x2212, 0xFFFD
}  # fmt: skip
LATIN = span(
    (0xC0, 0x17F), (0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x1E6, 0x1E7),
    (0x1EA, 0x1EB), (0x1F4, 0x1F5), (0x218, 0x21B), (0x232, 0x233), (0x259, 0x259), (0x2B9, 0x2BF),
    (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x300, 0x30C), (0x323, 0x328), (0x331, 0x331),
    (0x1E0C, 0x1E0D), (0x1E20, 0x1E25), (0x1E32, 0x1E33), (0x1E5A, 0x1E63), (0x1E6C, 0x1E6F),
    (0x1E80, 0x1E85), (0x1E92, 0x1E97), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9),
)  # fmt: skip
GREEK = span((0x384, 0x3CE))
CYRILLIC = span((0x400, 0x45F), (0x48A, 0x52F))
HEBREW = span((0x20, 0x3F), (0xA0, 0xA0), (0x5BE, 0x5BE), (0x5D0, 0x5F4), (0x2010, 0x2014))
# The reshaper writes presentation forms; a letter it does not know stays at its own code point.
ARABIC = (
    span((0x20, 0x20), (0x28, 0x3A), (0xA0, 0xA0), (0xAB, 0xAB), (0xBB, 0xBB), (0x60C, 0x60D))
    | span((0x61B, 0x61F), (0x620, 0x64A), (0x660, 0x6D5), (0x6EE, 0x6FF), (0x2018, 0x2026))
    | {ord(form) for forms in LETTERS_ARABIC.values() for form in forms if form}
    | span((0xFEF5, 0xFEFC))
    | {0xFDF2, 0xFDFC}
)
KERNED = span((0x22, 0x7A), (0xAB, 0xAB), (0xBB, 0xFF), (0x2013, 0x201E)) | span((0x410, 0x44F))


def wanted(name: str) -> set[int]:
    """The code points asked of the subset called `name`."""
    script = name.removesuffix(".ttf").partition("-")[2]
    return {"": PUNCTUATION | LATIN | GREEK | CYRILLIC, "arabic": ARABIC, "hebrew": HEBREW}[script]


def pair_value(lookup: object, left: str, right: str) -> int:
    """The advance a GPOS lookup adds between two glyphs: the first subtable that knows them decides."""
    for table in lookup.SubTable:  # type: ignore[attr-defined]  # fontTools builds these classes at run time
        table = getattr(table, "ExtSubTable", table)
        if type(table).__name__ != "PairPos" or left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            value = next((p.Value1 for p in pairs if p.SecondGlyph == right), None)
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
            value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
        if table.Format == 2 or value is not None:
            return getattr(value, "XAdvance", 0) or 0
    return 0


def kerning(font: TTFont) -> dict[str, dict[str, int]]:
    """The pairs a reader would miss. Pillow's basic layout divides a font's own kerning by 64."""
    gpos = font["GPOS"].table
    features = [f.Feature for f in gpos.FeatureList.FeatureRecord if f.FeatureTag == "kern"]
    indexes = sorted({index for feature in features for index in feature.LookupListIndex})
    lookups = [gpos.LookupList.Lookup[index] for index in indexes]
    glyphs = {code: glyph for code, glyph in sorted(font.getBestCmap().items()) if code in KERNED}
    scale = 1000 / font["head"].unitsPerEm
    table: dict[str, dict[str, int]] = {}
    for (left, a), (right, b) in product(glyphs.items(), repeat=2):
        value = round(scale * sum(pair_value(lookup, a, b) for lookup in lookups))
        if abs(value) >= 30:
            table.setdefault(chr(left), {})[chr(right)] = value
    return table


def tighten(font: TTFont, ems: float) -> None:
    """Set letters closer: Noto's serif is spaced for running text, and a headline is large."""
    less = round(ems * font["head"].unitsPerEm)
    metrics = font["hmtx"].metrics
    for name, (advance, bearing) in metrics.items():
        metrics[name] = (max(0, advance - less) if advance else 0, bearing)


def ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Sorted code points as closed ranges."""
    for _, group in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        run = [code for _, code in group]
        yield run[0], run[-1]


def cut(source: Path, target: Path) -> list[tuple[int, int]]:
    """Write one subset; return what it covers."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True
    )
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT", "kern"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(target.name))
    cutter.subset(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[BOX] = ".notdef"
    if target.name == "headline.ttf":
        tighten(font, 0.016)
    covered = sorted(font.getBestCmap())
    font.save(target)
    return list(ranges(covered))


def main(directory: str) -> None:
    coverage = {name: cut(Path(directory, SOURCES[name]), FONTS / name) for name in SOURCES}
    text = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(found)}" for name, found in coverage.items()
    )
    (FONTS / "coverage.json").write_text("{\n" + text + "\n}\n", encoding="ascii")
    pairs = kerning(TTFont(Path(directory, SOURCES["headline.ttf"])))
    (FONTS / "kerning.json").write_text(json.dumps(pairs, separators=(",", ":")), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
