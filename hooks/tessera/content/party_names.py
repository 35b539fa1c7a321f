"""From a party's name, in whatever language a register or an author has it, to its code.

Names come from CLDR (through Babel) and from iso-codes (through pycountry: official names and
former states, translated), and from the desk's parties.yml, which goes before both. A name that
could mean two parties means none.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError, localedata

from tessera.content.parties import Parties
from tessera.errors import closest

Index = Mapping[str, frozenset[str]]
"""Folded name → the codes it may stand for."""
_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
SHORTEST = 4
"""Characters of a name that counts whatever its language: shorter ones mean too much."""
NEAR = 0.75
"""How alike a name must be to be suggested; difflib's ratio."""
_DASH = re.compile(r"\s+[-–—/]+\s+")


def fold(name: str) -> str:
    """The name without case, accents and runs of spaces: what two spellings of it share."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)
    )
    return _SPACES.sub(" ", bare.replace("’", "'").casefold()).strip(" .,;")


def _indexed(names: Iterable[tuple[str, str]]) -> Index:
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in names:
        for form in {fold(name), fold(_inverted(name)), fold(_BRACKETED.sub(" ", name))}:
            if form:
                found[form].add(code)
    return {form: frozenset(codes) for form, codes in found.items()}


def _inverted(name: str) -> str:
    """`Congo, Democratic Republic of the` as it is spoken."""
    before, comma, after = name.partition(",")
    return f"{after.strip()} {before.strip()}" if comma and "," not in after else name


@cache
def _in_language(lang: str) -> Index:
    """Names in one language, CLDR's and iso-codes'; empty for a language that neither has."""
    try:
        locale: Locale | None = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = None
    return _indexed((*_cldr(locale), *_iso_codes(lang)))


def _cldr(locale: Locale | None) -> Iterator[tuple[str, str]]:
    for short, name in locale.territories.items() if locale else ():
        country = pycountry.countries.get(alpha_2=short)
        if country:
            yield name, country.alpha_3


def _iso_codes(lang: str) -> Iterator[tuple[str, str]]:
    """Short, common and official names of states, and names of former states, in `lang`."""
    base = lang.split("-", maxsplit=1)[0]
    # The spellings of pt and pt_BR differ; whoever asks for the one may hold the other.
    for folder in dict.fromkeys((lang.replace("-", "_"), base, *_REGIONAL.get(base, ()))):
        for domain, states in (
            ("iso3166-1", pycountry.countries),
            ("iso3166-3", pycountry.historic_countries),
        ):
            if base != "en" and not gettext.find(domain, pycountry.LOCALES_DIR, [folder]):
                continue
            spoken = gettext.translation(domain, pycountry.LOCALES_DIR, [folder], fallback=True)
            for state in states:
                given = dict(state)
                yield from (
                    (spoken.gettext(given[part]), given["alpha_3"])
                    for part in ("name", "official_name", "common_name")
                    if part in given and "alpha_3" in given
                )


_REGIONAL = {"pt": ("pt_BR",), "zh": ("zh_CN", "zh_TW"), "nb": ("nb_NO",), "no": ("nb_NO",)}


@cache
def _in_any_language() -> Index:
    """Names in every language of CLDR, its regional variants left out."""
    names = localedata.locale_identifiers()
    regional = re.compile(r"_([A-Z]{2}|[0-9]{3})\b")
    whole = (Locale.parse(lang) for lang in sorted(names) if not regional.search(lang))
    return _indexed(
        (name, code) for locale in whole for name, code in _cldr(locale) if len(name) >= SHORTEST
    )


@dataclass(frozen=True)
class Unresolved:
    """A name that is no party's, or more than one's."""

    name: str
    hint: str = ""


@dataclass
class Names:
    """Finds the party that a name means, for one language of names and one desk."""

    parties: Parties
    lang: str = "en"
    given: Mapping[str, str] = field(default_factory=dict)
    """Names that somebody has settled: name → code."""
    _known: dict[str, str | Unresolved] = field(default_factory=dict, repr=False)
    _indexes: tuple[Index, ...] | None = field(default=None, repr=False)

    def find(self, name: str) -> str | Unresolved:
        """The canonical code of the party called `name`, or why there is none."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> str | Unresolved:
        if self._indexes is None:
            self._indexes = (
                _indexed(self.given.items()),
                _indexed(self._desks()),
                _in_language(self.lang),
                _in_language("en"),
            )
        if _is_code(name, self.parties):
            return self.parties.resolve(name)
        for said in (name, _main_part(name)):
            for index in self._indexes:
                if code := _one(index, said):
                    return code
        return _one(_in_any_language(), name) or Unresolved(name, self._hint(name))

    def _desks(self) -> Iterator[tuple[str, str]]:
        for code, entry in self.parties.entries.items():
            for name in (code, entry.name, *entry.names.values(), *entry.aliases):
                yield name, code

    def _hint(self, name: str) -> str:
        assert self._indexes is not None
        near = closest(fold(name), [form for index in self._indexes for form in index], NEAR)
        for index in self._indexes:
            if code := _one(index, near.strip("`")):
                return f"`{code}` ({self.parties.name(code)})"
        return ""


def _is_code(name: str, parties: Parties) -> bool:
    if not re.fullmatch("[A-Z0-9]{2,10}", name):
        return False
    try:
        parties.resolve(name)
    except ValueError:
        return False
    return True


def _one(index: Index, name: str) -> str | None:
    """The one code that the name stands for in `index`."""
    codes = index.get(fold(name), frozenset()) | index.get(fold(_inverted(name)), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


def _main_part(name: str) -> str:
    """The longest of what stands in brackets, before them and beside a dash.

    `UN (United Nations)` is the United Nations. A short part alone says nothing: the OIC of coffee
    is not that of the Islamic states.
    """
    outside = _BRACKETED.sub(" ", name).strip()
    parts: list[str] = [*_DASH.split(outside), *_BRACKETED.findall(name)]
    return max(parts, key=len)
