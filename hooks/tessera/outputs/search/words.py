"""Words as search compares them; assets/search-index.js takes a reader's question apart likewise.

A text is taken apart into tokens: words in lower case, and pairs of letters where a script puts no
spaces between words. A token is compared by its letters and digits alone, and stands for every form
of its word that Snowball's stemmer of its language knows (https://snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

import snowballstemmer

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Thai, Lao, Burmese, Khmer, Kana, Han."""
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
LONGEST = 64
"""Letters by which a word is known: what is longer is no word that anybody looks for."""
_JOINERS = "\u200c\u200d\u00ad"
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_PLAIN = re.compile(r"[a-z0-9]+")
_SAME = {"ي": "ی", "ى": "ی", "ك": "ک", "ς": "σ", "ـ": None}  # fmt: skip

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""The stemmer of each language that has one, by the language's code."""


@cache
def _marks() -> str:
    """Every combining mark of the Basic Multilingual Plane."""
    return "".join(
        letter for code in range(0x300, 0x10000)
        if unicodedata.category(letter := chr(code)).startswith("M")
    )  # fmt: skip


@cache
def _runs() -> re.Pattern[str]:
    marks = _marks() + _JOINERS
    return re.compile(f"[{_UNSPACED}{marks}]+|(?:[^\\W_{_UNSPACED}]|[{marks}])+")


def tokens(text: str) -> list[str]:
    """A text as tokens, in their order. A word joined by a ZWNJ is there whole and in its halves."""
    text = _POSSESSIVE.sub("", text.lower())
    if text.isascii():
        return _PLAIN.findall(text)
    return [token for run in _runs().findall(text) for token in _tokens(run)]


def _tokens(run: str) -> Iterable[str]:
    if _HAS_UNSPACED.search(run):
        letters = folded(run)
        return [a + b for a, b in pairwise(letters)] if len(letters) > 1 else [letters]
    halves = run.split("\u200c")
    return [run, *halves] if len(halves) > 1 else halves


@cache
def _dropped() -> dict[int, str | None]:
    """What `str.translate` makes of marks, joiners and letters that are written in two ways."""
    return str.maketrans({**dict.fromkeys(_marks() + _JOINERS), **_SAME})


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Its letters and digits alone, in lower case and without marks: `Côte d’Ivoire` → `cotedivoire`."""
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).lower().translate(_dropped())
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def form_of(token: str) -> str:
    """A token as it stands in the index; empty for one without a letter or digit."""
    return folded(token)[:LONGEST]


def stem(token: str, lang: str) -> str:
    """What all forms of a word have in common; folded.

    `lang` is a tag as in HTML. A word in Cyrillic has the forms of Russian unless its language has
    a stemmer of its own: texts in Belarusian or Ukrainian have none, and often stand unmarked.
    """
    stemmer = _stemmer(_language(token, lang.partition("-")[0].lower()))
    return folded(stemmer.stemWord(token) if stemmer and len(token) > 3 else token)


def _language(token: str, lang: str) -> str:
    if "\u0400" <= token[0] <= "\u052f":
        return lang if lang == "sr" else "ru"
    if "\u0600" <= token[0] <= "\u06ff":
        return lang if lang in {"ar", "fa"} else ""
    return lang


@cache
def _stemmer(lang: str) -> snowballstemmer.basestemmer.BaseStemmer | None:
    name = SNOWBALL.get(lang)
    return snowballstemmer.stemmer(name) if name else None


def groups(counts: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str]]:
    """(folded form, folded stem) of each form, given (token, language, how often) in any order.

    A form belongs to the stem under which it is most frequent.
    """
    often: dict[str, dict[str, int]] = {}
    for token, lang, count in counts:
        if form := form_of(token):
            stems = often.setdefault(form, {})
            key = stem(token[:LONGEST], lang) or form
            stems[key] = stems.get(key, 0) + count
    for form, stems in often.items():
        yield form, min(stems, key=lambda key: (-stems[key], key))
