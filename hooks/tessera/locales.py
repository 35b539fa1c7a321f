"""The catalogues of the site's words: gettext's files, `locales/fr.po` in a theme's folder.

The desk's own stand before Tessera's. Babel reads them, and each translation is looked at before
anything is said with it: what it puts into braces has to be in its message.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from tessera.errors import TesseraError
from tessera.wording import ENGLISH, Wording

FOLDER = "locales"
"""Where a theme's folder has its catalogues; MkDocs leaves it out of the site."""


def of(lang: str, folders: Sequence[Path]) -> Wording:
    """The words of a language: what one catalogue lacks is taken from the next.

    They are those of the theme folders in their order; `pt-BR` is looked for as itself, then as
    `pt`. Raises TesseraError, with the line, for a catalogue that cannot be read or names what its
    message does not have.
    """
    found = [_compiled(read(path)) for path in files(lang, folders)]
    for one, after in pairwise(found):
        one.add_fallback(after)
    return Wording(lang, found[0] if found else None)


def files(lang: str, folders: Sequence[Path]) -> list[Path]:
    """The catalogues of a language, as `of` asks them; English has none."""
    names = dict.fromkeys((lang, lang.partition("-")[0])) if lang != ENGLISH else ()
    paths = [folder / FOLDER / f"{name}.po" for name in names for folder in folders]
    return [path for path in paths if path.is_file()]


def languages(folders: Sequence[Path]) -> tuple[str, ...]:
    """The languages there are words in: English, and every catalogue of the folders."""
    found = {path.stem for folder in folders for path in folder.glob(f"{FOLDER}/*.po")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def read(path: Path) -> Catalog:
    """A catalogue; raises TesseraError with file and line."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        what = str(error).rpartition(" on ")[0] or str(error)
        raise TesseraError(
            f"{path}:{error.lineno + 1}: {what}. Expected gettext's format"
        ) from None
    except (UnicodeDecodeError, ValueError, UnknownLocaleError) as error:
        raise TesseraError(
            f"{path}: {error}. Expected a catalogue of a language, in UTF-8"
        ) from None
    for entry, why in faults(catalogue):
        raise TesseraError(f"{path}:{entry.lineno}: {why}")
    return catalogue


def faults(catalogue: Catalog) -> Iterator[tuple[Any, str]]:
    """(entry, what is wrong) for each translation that could not be told."""
    for entry in catalogue:
        originals = _each(entry.id)
        if not entry.id or entry.fuzzy:
            continue
        try:
            known = {name for one in originals for name in _fields(one)}
        except ValueError:
            continue
        for text in _each(entry.string):
            try:
                unknown = sorted(_fields(text) - known)
            except ValueError as error:
                yield entry, f"`{text}`: {error}. Write a brace that is no name twice"
                continue
            if unknown:
                yield (
                    entry,
                    (
                        f"`{text}` names {', '.join(f'{{{one}}}' for one in unknown)}, which its message "
                        f"does not have. Expected {', '.join(f'{{{one}}}' for one in sorted(known)) or 'none'}"
                    ),
                )


def _each(text: str | Sequence[str] | None) -> Sequence[str]:
    """A message, or the forms of one that depends on a number."""
    return [text] if isinstance(text, str) else text or []


def _fields(text: str) -> set[str]:
    """The names in braces; raises ValueError for braces that do not close."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _compiled(catalogue: Catalog) -> gettext.GNUTranslations:
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return gettext.GNUTranslations(file)
