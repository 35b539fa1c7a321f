"""Who can be a party: ISO 3166-1 and 3166-3 states, and the desk's own parties.yml.

Codes come from pycountry (the Debian iso-codes lists), names in any language from Babel (CLDR);
the desk's file adds unions, blocs, organisations and territories that ISO does not list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Annotated, Any

import pycountry
from babel import Locale, UnknownLocaleError
from pydantic import Field

from tessera.content.fields import (
    Coded,
    Date,
    Lang,
    Line,
    Model,
    PartyCode,
    Prose,
    Url,
    wrong,
)
from tessera.errors import closest


class PartySource(Model):
    """Where the entry's facts rest."""

    url: Url | None = None
    title: Line | None = None


class Membership(Model):
    """One party's time in a union, bloc or organisation."""

    party: PartyCode
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None


class PartyEntry(Model):
    """One entry of parties.yml."""

    name: Line
    kind: Annotated[str, Coded("party_kinds")]
    names: dict[Lang, Line] = {}
    aliases: tuple[Line, ...] = ()
    members: tuple[Membership, ...] = ()
    source: PartySource | None = None
    note: Prose | None = None


@cache
def _iso() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Alpha-3 → English name; alpha-2 → alpha-3; former alpha-3 → name."""
    english = _territories("en")
    names = {
        country.alpha_3: english.get(country.alpha_2, country.name)
        for country in pycountry.countries
    }
    short = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    former = {
        country.alpha_3: country.name
        for country in pycountry.historic_countries
        if getattr(country, "alpha_3", None) and country.alpha_3 not in names
    }
    return names, short, former


@cache
def _alpha_2() -> dict[str, str]:
    """Alpha-3 → alpha-2."""
    return {alpha_3: alpha_2 for alpha_2, alpha_3 in _iso()[1].items()}


@lru_cache(maxsize=64)
def _territories(lang: str) -> Mapping[str, str]:
    """CLDR's names of territories by alpha-2 in `lang`; empty where CLDR has no such language."""
    try:
        territories: Mapping[str, str] = Locale.parse(lang, sep="-").territories
    except (ValueError, UnknownLocaleError):
        return {}
    return territories


@dataclass(frozen=True)
class Parties:
    """Every party a record may name, by its canonical upper-case code."""

    entries: Mapping[str, PartyEntry] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def resolve(self, code: str) -> str:
        """The canonical code of `code`: alpha-3, or a key of parties.yml.

        Alpha-2 is accepted. Raises a problem with a suggestion for anything else, names included.
        """
        names, short, former = _iso()
        if code in names or code in self.entries or code in former:
            return code
        if code in short:
            return short[code]
        expected = "an ISO 3166-1 alpha-3 code such as BLR, or a key of parties.yml"
        raise wrong("unknown-party", f"`{code}` is not a party", expected,
                    lambda: self._suggest(code))  # fmt: skip

    def _suggest(self, text: str) -> str:
        names, short, former = _iso()
        folded = text.casefold()
        if folded.upper() in names or folded.upper() in self.entries or folded.upper() in former:
            return f"`{folded.upper()}`"
        if folded.upper() in short:
            return f"`{short[folded.upper()]}`"
        by_name = {name.casefold(): code for code, name in {**names, **former}.items()}
        for code, entry in self.entries.items():
            for name in (entry.name, *entry.names.values(), *entry.aliases):
                by_name[name.casefold()] = code
        found = closest(folded, by_name).strip("`")
        if found:
            return f"`{by_name[found]}` ({self.name(by_name[found])})"
        return closest(text, names).upper()

    def name(self, code: str, lang: str = "en") -> str:
        """The party's usual name in `lang`, else in English, else its code."""
        name = self._names.get((code, lang))
        if name is None:
            name = self._names[code, lang] = self._name(code, lang)
        return name

    def _name(self, code: str, lang: str) -> str:
        if code in self.entries:
            entry = self.entries[code]
            return entry.names.get(lang, entry.name)
        names, _, former = _iso()
        if code in names:
            return _territories(lang).get(_alpha_2()[code]) or names[code]
        return former.get(code, code)

    def kind(self, code: str) -> str:
        """`state`, `historic-state`, or the kind that parties.yml gives."""
        if code in self.entries:
            return str(self.entries[code].kind)
        return "state" if code in _iso()[0] else "historic-state"

    def note(self, code: str) -> str | None:
        """The desk's note on the party, if it has one."""
        return self.entries[code].note if code in self.entries else None


def all_codes() -> tuple[str, ...]:
    """Every ISO 3166-1 alpha-3 code, sorted."""
    return tuple(sorted(_iso()[0]))


def reserved(key: str) -> Any:
    """The ISO code that `key` would hide, or None."""
    names, short, _ = _iso()
    return key if key in names else short.get(key)
