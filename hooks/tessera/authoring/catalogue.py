"""The words of the site as a catalogue for translators: gathered from the code, kept up to date.

What is gathered is every call by which a site speaks (see wording.py): in Python `say`, `plural`,
`sense`, `mark` and their waiting forms, in templates `_`, `_n` and `_p`, in the search dialog the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import tessera
from tessera import locales, theme
from tessera.authoring import desk
from tessera.content import keep
from tessera.errors import TesseraError
from tessera.outputs import script_words

_UNSTEADY = re.compile(
    rb'^"(?:Project-Id|Report|POT|PO|Last|Language-Team|Generated)[^"]*"\n', re.MULTILINE
)
"""Header lines that say when and with what a catalogue was written."""
WIDTH = 100
"""Columns of a catalogue's lines."""
_CODE = Path(tessera.__file__).parent
_SPEAKING = ("outputs", "pattern")
"""The parts of the code that have words for readers; the others speak to authors, in English."""
_ELSEWHERE = ("wording.py", "content/inline.py", "content/markdown.py", "authoring/desk.py")
_PYTHON: Mapping[str, Any] = {
    "say": None, "plural": (1, 2), "sense": ((1, "c"), 2), "mark": None, "message": None,
    "messages": (1, 2), "marks": (1, 2),
}  # fmt: skip
_TEMPLATES: Mapping[str, Any] = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2)}
Found = tuple[int, str, Any, list[str]]


def messages() -> Catalog:
    """Every message of Tessera, in the order of the files that they are in."""
    made = Catalog(project="Tessera", charset="utf-8", fuzzy=False)
    for path, name, method, keywords in _sources():
        with path.open("rb") as file:
            for _, message, comments, context in extract(method, file, keywords):
                made.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    for text in (*desk.codebook(), desk.NO_DEFINITION):
        made.add(text, locations=[("briefings/vocabulary.yml", 0)], context=desk.CODEBOOK)
    return made


def _sources() -> Iterator[tuple[Path, str, str | Callable[..., Any], Mapping[str, Any]]]:
    code = [path for part in _SPEAKING for path in sorted((_CODE / part).rglob("*.py"))]
    for path in [*code, *(_CODE / name for name in _ELSEWHERE)]:
        yield path, f"tessera/{path.relative_to(_CODE).as_posix()}", _python, _PYTHON
    for path in sorted(theme.OURS.rglob("*.html")):
        yield path, f"overrides/{path.relative_to(theme.OURS).as_posix()}", _jinja, _TEMPLATES
    for path in (desk.START / "mkdocs.yml", desk.START / "docs/about.md"):
        yield path, f"tessera/{path.relative_to(_CODE).as_posix()}", _jinja, _TEMPLATES
    script = theme.OURS / script_words.SCRIPT
    yield script, f"overrides/{script_words.SCRIPT}", "javascript", script_words.KEYWORDS


def _python(
    file: BinaryIO,
    keywords: Mapping[str, Any],
    comment_tags: object,  # noqa: ARG001  Babel gives them
    options: object,  # noqa: ARG001
) -> Iterator[Found]:
    """What Python says, calls within calls included, which Babel's own reader loses."""
    calls = (one for one in ast.walk(ast.parse(file.read())) if isinstance(one, ast.Call))
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = str(getattr(call.func, "attr", None) or getattr(call.func, "id", ""))
        told = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
        if name in keywords and told and isinstance(told[0], str):
            yield call.lineno, name, tuple(told), []


def _jinja(
    file: BinaryIO,
    keywords: Mapping[str, Any],
    comment_tags: object,  # noqa: ARG001  Babel gives them
    options: object,  # noqa: ARG001
) -> Iterator[Found]:
    """What a template says, as Babel asks for it."""
    parsed = Environment(autoescape=True).parse(file.read().decode())  # only read
    for line, function, told in extract_from_ast(parsed, tuple(keywords), babel_style=False):
        yield line, function, told, []


def merged(lang: str, root: Path) -> tuple[Path, Catalog]:
    """Where the desk's catalogue of a language is or would be, and what it is when brought up to date.

    What the desk translated stays; for the rest Tessera's own words of the language are taken, if it
    has them. A message that changed keeps its words, marked fuzzy, and is told in English till then.
    """
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        raise TesseraError(f"`{lang}` is not a language such as fr or pt-BR.") from None
    path = root / "overrides" / locales.FOLDER / f"{lang}.po"
    made = Catalog(
        locale, project="Tessera", charset="utf-8", fuzzy=False,
        header_comment=f"# The words of the site: {locale.english_name}.",
    )  # fmt: skip
    for folder in reversed(theme.folders(root)):
        place = folder / locales.FOLDER / path.name
        if place.is_file():
            known = locales.read(place)
            for entry in known:
                if entry.id and any(_each(entry.string)):
                    made[entry.id] = entry
    made.update(messages(), update_header_comment=False)
    made.obsolete.clear()
    return path, made


def write(path: Path, catalogue: Catalog) -> None:
    """Keep the catalogue; its folder is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keep.keep(path, written(catalogue))


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file that does not change unless a word does: without days and names."""
    out = BytesIO()
    write_po(out, catalogue, width=WIDTH, include_lineno=False, ignore_obsolete=True)
    return _UNSTEADY.sub(b"", out.getvalue(), count=7)


def missing(catalogue: Catalog) -> list[str]:
    """The messages that have no words yet, or doubtful ones, by the English of each."""
    return [
        entry.id if isinstance(entry.id, str) else entry.id[0]
        for entry in catalogue
        if entry.id and (entry.fuzzy or not all(_each(entry.string)))
    ]


def _each(text: Any) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)
