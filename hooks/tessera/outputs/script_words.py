"""`search/words.json`: the words of the search dialog, where the site is not in English.

The script looks its own English words up in it; `{n} results` has a form for each of CLDR's plural
categories of the language (`one`, `few`, `many`, `other`), which every browser can tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from babel import Locale
from babel.messages.extract import extract_from_file

from tessera import theme
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.wording import Wording

SCRIPT = "assets/search-dialog.js"
KEYWORDS = {"_": None, "_n": (1, 2)}
NUMBERS = range(200)
"""In these every category of every language occurs that whole numbers of results can have."""


def keys(site: Site) -> Iterable[str]:
    """One file, if there are words to put into it."""
    return ("search/words.json",) if site.wording.translated else ()


def make(site: Site, key: str) -> str:
    """English → the site's language, or category → form."""
    script = next(
        path for folder in theme.folders(site.settings.root) if (path := folder / SCRIPT).is_file()
    )
    found = extract_from_file("javascript", script, keywords=KEYWORDS)
    words = dict(_told(site.wording, (message for _, message, *_ in found)))
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def _told(
    wording: Wording, messages: Iterable[str | tuple[str, ...]]
) -> Iterator[tuple[str, str | dict[str, str]]]:
    for message in messages:
        if isinstance(message, str):
            yield message, wording.say(message)
        else:
            one, many = message
            yield many, _forms(wording, one, many)


def _forms(wording: Wording, one: str, many: str) -> dict[str, str]:
    category = Locale.parse(wording.lang, sep="-").plural_form
    return {category(n): wording.form(one, many, n) for n in reversed(NUMBERS)}


WORDS = Producer("words of search", keys, lambda _, key: key, make)
