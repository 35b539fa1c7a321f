"""English words that no dictionary and no record knows, with what was probably meant.

Only plain words in lower case are looked at: a capital begins a name or a sentence. What the codebook,
the outlets, the parties and the titles say is known, and so is a word that the desk writes often.
British and American spellings are both right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.code_blocks import without_code
from tessera.content.faults import BodyFault, Fault, Path
from tessera.content.library import Library
from tessera.content.loader import Query

OFTEN = 3
"""Times that a word stands in records and briefings before it counts as the desk's own."""
_WORD = re.compile(r"(?<![\w'’\-/.@#{\[=|])[a-z]{4,}(?![\w'’\-/@#}\]=|])")
_ANY = re.compile(r"[a-z]{4,}")
_AMERICAN = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"), ("ise", "ize"),
    ("yse", "yze"), ("our", "or"), ("tres", "ters"), ("tre", "ter"), ("ence", "ense"),
    ("ogue", "og"), ("amme", "am"), ("ll", "l"),
)  # fmt: skip
"""British endings and middles → American ones, which the dictionary has."""


def queries(library: Library) -> Iterator[Query]:
    """A query for each doubtful word at its first place in a field. Raises ModuleNotFoundError."""
    from spellchecker import SpellChecker  # a dictionary of seven megabytes, for this alone

    dictionary = SpellChecker("en")
    spoken = [*_all(library)]
    written = Counter(word for _, _, text in spoken for word in set(_WORD.findall(text)))
    own = _own(library)
    doubtful = {
        word: meant
        for word in sorted(dictionary.unknown(written))
        if written[word] < OFTEN and word not in own and not _british(word, dictionary)
        and (meant := dictionary.correction(word)) and meant != word
    }  # fmt: skip
    for name, path, text in spoken:
        told: set[str] = set()
        for found in _WORD.finditer(text):
            word = found[0]
            if word in doubtful and word not in told:
                told.add(word)
                what = f"`{word}` may be misspelt"
                if path:
                    yield name, Fault(path, "spelling", what, "", f"`{doubtful[word]}`")
                else:
                    yield name, BodyFault(found.start(), "spelling", what, f"perhaps `{doubtful[word]}`")  # fmt: skip


def _all(library: Library) -> Iterator[tuple[str, Path, str]]:
    """(file, path in it, English text); an empty path is a briefing's body."""
    for act in library.agreements.values():
        yield from ((act.path, path, text) for path, text in _of_record(act))
    for one in library.analyses.values():
        if one.lang is None or one.lang.startswith("en"):
            yield from ((one.path, path, text) for path, text in _of_briefing(one))
            yield one.path, (), without_code(one.body)


def _of_record(act: Agreement) -> Iterator[tuple[Path, str]]:
    """What the desk says in its own words: no quotation, no wording of a text."""
    single: list[tuple[Path, str | None]] = [(("summary",), act.summary), (("note",), act.note)]
    for n, claim in enumerate(act.claims):
        single += [(("claims", n, "says"), claim.says), (("claims", n, "note"), claim.note)]
    for n, step in enumerate(act.follow_through):
        single += [
            (("follow_through", n, "what"), step.what),
            (("follow_through", n, "note"), step.note),
        ]
    single += [(("watch", n, "what"), watch.what) for n, watch in enumerate(act.watch)]
    single += [(("sources", n, "note"), source.note) for n, source in enumerate(act.sources)]
    single += [(("changes", n, "what"), change.what) for n, change in enumerate(act.changes)]
    yield from ((path, text) for path, text in single if text)


def _of_briefing(one: Analysis) -> Iterator[tuple[Path, str]]:
    yield ("standfirst",), one.standfirst
    for name in ("said", "unsaid", "would_change_our_mind"):
        yield from (((name, n), text) for n, text in enumerate(getattr(one, name)))


def _own(library: Library) -> frozenset[str]:
    """The words of the codebook, the names and the titles."""
    terms = [term for terms in library.vocabulary.sections.values() for term in terms.values()]
    texts = [
        *(text for term in terms for text in (term.label, term.definition)),
        *(outlet.name for outlet in library.outlets.values()),
        *(act.title for act in library.agreements.values()),
        *(one.title for one in library.analyses.values()),
    ]
    return frozenset(word for text in texts for word in _ANY.findall(text.lower()))


def _british(word: str, dictionary: Any) -> bool:
    """Whether the dictionary has the word in its American spelling, or without its plural."""
    forms = {word.replace(here, there) for here, there in _AMERICAN if here in word}
    forms |= {form.removesuffix("s") for form in (word, *forms)}
    return bool(dictionary.known(forms - {word}))
