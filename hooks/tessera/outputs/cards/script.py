"""Scripts: what may be drawn, which way it runs, and the order and shape of its glyphs.

Pillow would load the system's FriBiDi for this when there is one, and draw Persian backwards and
unjoined when there is none. So nothing is left to it: strings are cleaned, shaped and reordered
here, and drawn glyph by glyph from left to right.
"""

import re
from functools import lru_cache
from typing import Literal
from unicodedata import bidirectional, category, normalize

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED

Direction = Literal["L", "R"]

BOX = "\u25a1"
LONGEST = 1000
JOINERS = "\u200c\u200d"

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
RIGHT_TO_LEFT_LANGUAGES = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
PLAIN = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0388-\u038a\u038e-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u052f\u2010-\u2027]*"
)
PRESENTATION_FORMS = re.compile("[\ufb00-\ufb06\ufb1d-\ufdf1\ufdf3-\ufdfb\ufe70-\ufefc]+")

TWO_SIDED = re.compile("[" + re.escape("".join(MIRRORED)) + "]")
TRACER = "\u034f"
TRACED = re.compile(f"{TRACER}({TWO_SIDED.pattern})|({TWO_SIDED.pattern}){TRACER}")
UNDRAWN = dict.fromkeys(map(ord, JOINERS + TRACER))

_reshaper = ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "support_zwj": True})


@lru_cache(4096)
def clean(text: str) -> str:
    """The text as one line of what can be drawn; its end is lost past a thousand characters.

    Spaces of all kinds, line and paragraph ends and controls become single spaces; marks that steer
    direction and other invisible ones go; vowel points of Hebrew and Arabic go, as in any headline;
    at most two accents stay on a letter. Surrogates, private and unassigned code points are boxes.
    """
    text = text[:LONGEST]
    if not PLAIN.fullmatch(text):
        text = normalize("NFC", "".join(BOX if category(c) == "Cs" else c for c in text))
        text = PRESENTATION_FORMS.sub(lambda found: normalize("NFKC", found[0]), text)
        kept = ""
        for character in text:
            kept += drawable(character, kept[-2:])
        text = kept
    return re.sub(" +", " ", text).strip(" \xa0")


def drawable(character: str, before: str) -> str:
    """What stands for one character, given the two that are drawn before it."""
    match category(character):
        case "Zs" if character in "\xa0\u2007\u202f":
            return "\xa0"
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
        case "Cf":
            return character if character in JOINERS else ""
        case "Mn" if (
            character == TRACER or "\ufe00" <= character <= "\ufe0f" or character > "\uffff"
        ):
            return ""
        case "Mn":
            accents = sum(category(each) == "Mn" for each in before)
            placed = before[-1:].strip() and accents < 2 and not RIGHT_TO_LEFT.match(character)
            return character if placed else ""
        case "Mc" | "Me":
            return ""
        case "Co" | "Cn":
            return BOX
    return character


def direction(text: str, lang: str = "en") -> Direction:
    """Which way a paragraph runs: as its first strong letter does, else as its language does."""
    for character in text:
        strong = bidirectional(character)
        if strong == "L":
            return "L"
        if strong in ("R", "AL"):
            return "R"
    return "R" if re.split("[-_]", lang)[0].lower() in RIGHT_TO_LEFT_LANGUAGES else "L"


@lru_cache(16384)
def shaped(word: str) -> str:
    """One word with its Arabic letters joined, still in reading order."""
    return str(_reshaper.reshape(word)) if RIGHT_TO_LEFT.search(word) else word


def visual(line: str, base: Direction) -> str:
    """One clean line, shaped, in the order in which its glyphs stand from left to right."""
    if base == "R" or RIGHT_TO_LEFT.search(line):
        words = " ".join(shaped(word) for word in line.split(" "))
        line = mirrored(get_display(TWO_SIDED.sub(rf"\g<0>{TRACER}", words), base_dir=base))
    # Joiners have done their work on the shapes; a font would draw a box for them.
    return line.translate(UNDRAWN)


def mirrored(line: str) -> str:
    """Brackets turned round where the line runs right to left, which the reordering leaves undone.

    Each bracket went in with a tracer behind it. A mark has the direction of what it follows, so
    the tracer stands before its bracket exactly where the order was reversed.
    """
    return TRACED.sub(lambda found: MIRRORED[found[1]] if found[1] else found[2], line)
