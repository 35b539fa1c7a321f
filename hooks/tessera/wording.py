"""The words that a site says of itself, in its language.

The words in the code are English and are the keys of a catalogue (locales.py), which has those of
another language entry by entry; what it lacks stays English. A message names what is put into it
(`{name}`), since another language may need another order; where it depends on a number it is told
by `plural`, because "one" and "many" are not the cases of every language. A whole number that is put
into a message is written as the language writes numbers, so a year is given as text.

    say("No act between {pair} is on record.", pair="Belarus and Iran")
    plural("{n} act", "{n} acts", 1200)                            → 1,200 acts
    sense("of a document", "Text")                                  a word with two meanings

Messages in code that cannot know the language wait as `Message`, or as what `mark` and `marks` mark.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

ENGLISH = "en"
mark = str
"""`mark("Signed")`: a message for the catalogue, told later by `say`."""


def marks(one: str, many: str) -> tuple[str, str]:
    """`marks("{n} act", "{n} acts")`: a message for the catalogue, told later by `plural`."""
    return one, many


@dataclass(frozen=True, slots=True)
class Message:
    """A message that waits for its language; with `many` it depends on `n`. Values may wait too."""

    one: str
    named: Mapping[str, Any] = field(default_factory=dict)
    many: str = ""
    n: int = 0


def message(one: str, /, **named: Any) -> Message:
    """`say`, later."""
    return Message(one, named)


def messages(one: str, many: str, n: int, /, **named: Any) -> Message:
    """`plural`, later."""
    return Message(one, named, many, n)


class Wording:
    """The site's words in one language. Without a catalogue they are the English of the code."""

    def __init__(
        self, lang: str = ENGLISH, catalogue: gettext.NullTranslations | None = None
    ) -> None:
        self.lang = lang
        self.translated = catalogue is not None
        self._catalogue = catalogue or gettext.NullTranslations()
        self._comma = _symbol(lang if self.translated else ENGLISH, "group")
        self._point = _symbol(lang if self.translated else ENGLISH, "decimal")
        self._html: dict[tuple[str, str], Markup] = {}

    # --- words ---------------------------------------------------------------------------------

    def say(self, one: str, /, **named: Any) -> str:
        """The message in the site's language, with `named` put into it."""
        told = self._catalogue.gettext(one)
        return told.format_map(self._written(named)) if named else told

    def sense(self, context: str, one: str, /, **named: Any) -> str:
        """`say` for a word that means something else elsewhere; `context` is for translators."""
        told = self._catalogue.pgettext(context, one)
        return told.format_map(self._written(named)) if named else told

    def plural(self, one: str, many: str, n: int, /, **named: Any) -> str:
        """The message in the form that goes with `n`, which is `{n}` in it, written as a number."""
        return self.form(one, many, n).format_map(self._written({"n": n, **named}))

    def form(self, one: str, many: str, n: int) -> str:
        """The form of a message that goes with `n`, with nothing put into it yet."""
        return self._catalogue.ngettext(one, many, n)

    def tell(self, waiting: Message | str) -> str:
        """What waited for its language."""
        if isinstance(waiting, str):
            return waiting
        named = {
            name: self.tell(value) if isinstance(value, Message) else value
            for name, value in waiting.named.items()
        }
        if waiting.many:
            return self.plural(waiting.one, waiting.many, waiting.n, **named)
        return self.say(waiting.one, **named)

    def _written(self, named: dict[str, Any]) -> dict[str, Any]:
        """What is put into a message, numbers as the language writes them."""
        number = self.number
        return {
            name: number(value) if type(value) is int else value for name, value in named.items()
        }

    def written(self, value: Any) -> Any:
        """A number as the language writes it; anything else as it is. A year is not a number."""
        return self.number(value) if type(value) is int else value

    # --- numbers and lists ---------------------------------------------------------------------

    def number(self, n: int) -> str:
        """`1,200`; `1 200` in French."""
        text = f"{n:,}"
        return text if self._comma == "," else text.replace(",", self._comma)

    def decimal(self, value: float, places: int) -> str:
        """`1,200.5`; `1 200,5` in French."""
        text = f"{value:,.{places}f}"
        if self._comma == "," and self._point == ".":
            return text
        whole, _, rest = text.partition(".")
        return whole.replace(",", self._comma) + (self._point + rest if rest else "")

    def percent(self, share: float, places: int = 0) -> str:
        """`12 %` for 0.12, on one line."""
        return self.say("{number}\u00a0%", number=self.decimal(share * 100, places))

    def ordinal(self, place: int) -> str:
        """`2nd`, `11th`, `1,003rd`."""
        if not self.translated:
            ends = {1: "st", 2: "nd", 3: "rd"}
            end = "th" if place % 100 in (11, 12, 13) else ends.get(place % 10, "th")
            return f"{place:,}{end}"
        return self.sense("ordinal", "{n}th", n=self.number(place))

    def listed(self, words: Sequence[str], *, either: bool = False) -> str:
        """`a`, `a and b`, `a, b and c`; with `either` `a, b or c`."""
        if len(words) < 2:
            return "".join(words)
        before, last = self.say(", ").join(words[:-1]), words[-1]
        if either:
            return self.say("{list} or {last}", list=before, last=last)
        return self.say("{list} and {last}", list=before, last=last)

    def span(self, years: int, months: int) -> str:
        """`3 years and 2 months`, `5 months`, `less than a month`."""
        parts = []
        if years:
            parts.append(self.plural("{n} year", "{n} years", years))
        if months:
            parts.append(self.plural("{n} month", "{n} months", months))
        return self.listed(parts) or self.say("less than a month")

    def size(self, count: int) -> str:
        """Bytes as `812 bytes`, `14 kB`, `2.3 MB` (powers of 1,000)."""
        if count < 1000:
            return self.plural("{n} byte", "{n} bytes", count)
        if count < 999_500:
            return self.say("{number} kB", number=self.decimal(count / 1000, 0))
        return self.say("{number} MB", number=self.decimal(count / 1_000_000, 1))

    # --- for templates -------------------------------------------------------------------------

    def functions(self) -> dict[str, Any]:
        """`_`, `_n` and `_p` of templates: say, plural and sense, as HTML. What is put in is escaped.

        `_written` is for numbers that stand alone.
        """
        return {
            "_": self._say_html,
            "_n": self._plural_html,
            "_p": self._sense_html,
            "_written": self.written,
        }

    def html(self, one: str, context: str = "") -> Markup:
        """The message, or its sense in a context, as HTML with nothing put into it yet."""
        told = self._html.get((context, one))
        if told is None:
            found = self.sense(context, one) if context else self.say(one)
            told = self._html[context, one] = _as_html(found)
        return told

    def _say_html(self, one: str, /, **named: Any) -> Markup:
        told = self.html(one)
        return self._filled(told, named) if named else told

    def _sense_html(self, context: str, one: str, /, **named: Any) -> Markup:
        told = self.html(one, context)
        return self._filled(told, named) if named else told

    def _plural_html(self, one: str, many: str, n: int, /, **named: Any) -> Markup:
        return self._filled(_as_html(self.form(one, many, n)), {"n": n, **named})

    def _filled(self, told: Markup, named: dict[str, Any]) -> Markup:
        """HTML with values put into it: what `Markup.format` gives, in half the time."""
        values = {name: escape(self.written(value)) for name, value in named.items()}
        return Markup(str.format_map(told, values))  # noqa: S704  every value is escaped


def _symbol(lang: str, name: str) -> str:
    """The sign between thousands (`group`) or before decimals (`decimal`) in a language."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale(ENGLISH)
    symbols: Mapping[str, str] = locale.number_symbols["latn"]
    return symbols[name]


def _as_html(text: str) -> Markup:
    """Text of the catalogue, in an element or in an attribute between double quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(text.replace('"', "&quot;"))  # noqa: S704  escaped just now


IN_ENGLISH = Wording()
"""For what is English in every language: names that never change, files for machines."""
