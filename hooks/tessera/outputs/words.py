"""How values read in a language: dates as precisely as they are known, spans of years, cut text."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from tessera.content.dates import EdtfDate
from tessera.wording import Wording

RTL = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "yi", "ug", "sd", "dv"})


def date(value: EdtfDate, wording: Wording) -> str:
    """`19 June 2026`, `June 2026` or `2026`, with `(uncertain)` or `about` where EDTF says so."""
    text = _date(value, wording.lang)
    if value.qualifier in ("~", "%"):
        text = wording.say("about {date}", date=text)
    if value.qualifier in ("?", "%"):
        text = wording.say("{date} (uncertain)", date=text)
    return text


@lru_cache(maxsize=16384)
def _date(value: EdtfDate, lang: str) -> str:
    locale = _locale(lang)
    first = value.first
    if value.day and locale.language == "en":
        # British order in English: the desk writes 19 June 2026.
        return f"{first.day} {format_date(first, 'MMMM y', locale)}"
    if value.day:
        return format_date(first, "long", locale)
    if value.month:
        return format_skeleton("yMMMM", first, locale=locale)
    return str(value.year)


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


@lru_cache(maxsize=256)
def language(code: str, lang: str = "en") -> str:
    """The name of a language in another, e.g. Persian."""
    name: str = _locale(lang).languages.get(code.split("-", 1)[0], code)
    return name


def direction(lang: str | None) -> str:
    """`rtl` or `ltr` for a language tag."""
    return "rtl" if lang and lang.split("-")[0] in RTL else "ltr"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def cut(text: str, limit: int) -> str:
    """The text in one line, cut at a word with an ellipsis where it is longer than `limit`."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    space = text.rfind(" ", 0, limit)
    head = text[: space if space > 0 else limit - 1].rstrip(" ,;:–-")
    return f"{head or text[: limit - 1]}…"


def years(known: Collection[int]) -> str:
    """`1995–2026`, or `1995`; empty where no year is known."""
    if not known:
        return ""
    first, last = min(known), max(known)
    return str(first) if first == last else f"{first}–{last}"


def alphabetical(text: str) -> str:
    """What to sort by: Türkiye stands between Tunisia and Turkmenistan, not after Zambia."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
