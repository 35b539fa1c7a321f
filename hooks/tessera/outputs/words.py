"""How values read in the site's language: dates as precisely as they are known, gaps, lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from tessera.content.dates import EdtfDate

RTL = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "yi", "ug", "sd", "dv"})


@lru_cache(maxsize=16384)
def date(value: EdtfDate, lang: str = "en") -> str:
    """`19 June 2026`, `June 2026` or `2026`, with `(uncertain)` or `about` where EDTF says so."""
    locale = _locale(lang)
    first = value.first
    if value.day:
        # British order in English: the desk writes 19 June 2026.
        text = (
            f"{first.day} {format_date(first, 'MMMM y', locale)}"
            if locale.language == "en"
            else format_date(first, "long", locale)
        )
    elif value.month:
        text = format_skeleton("yMMMM", first, locale=locale)
    else:
        text = str(value.year)
    if value.qualifier in ("~", "%"):
        text = f"about {text}"
    return f"{text} (uncertain)" if value.qualifier in ("?", "%") else text


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


def number(count: int, one: str, many: str = "") -> str:
    """`1 agreement`, `12 agreements`; `many` for irregular plurals."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ordinal(place: int) -> str:
    """`1st`, `2nd`, `11th`, `1,003rd`."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{place:,}{'th' if place % 100 in (11, 12, 13) else ends.get(place % 10, 'th')}"


def listed(words: Sequence[str], joiner: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def span(years: int, months: int) -> str:
    """`3 years and 2 months`, `5 months`, `less than a month`."""
    parts = []
    if years:
        parts.append(number(years, "year"))
    if months:
        parts.append(number(months, "month"))
    return " and ".join(parts) or "less than a month"


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


def size(count: int) -> str:
    """Bytes as `812 bytes`, `14 kB`, `2.3 MB` (powers of 1,000)."""
    if count < 1000:
        return number(count, "byte")
    if count < 999_500:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"
