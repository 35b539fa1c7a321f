"""One file of agreements/ or analyses/: the record in it, or every problem it has by itself."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from tessera.content import body, files, translate, yaml_source
from tessera.content.agreement import WORDS, Agreement
from tessera.content.analysis import Analysis
from tessera.content.body import Mention
from tessera.content.faults import placed
from tessera.content.fields import Told, check_id
from tessera.content.guard import BreachError, guarded
from tessera.content.inside import inside
from tessera.content.lists import Desk
from tessera.content.markdown_source import Document
from tessera.content.parsed import Parsed, digest, document_of
from tessera.errors import MAX_IN_FILE, Problem, capped

Record = Agreement | Analysis


class Read(NamedTuple):
    """What reading one file gave: a record or problems, and what its text refers to."""

    stem: str
    digest: str
    record: Record | None
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    pictures: tuple[Mention, ...] = ()
    bare: str = ""
    """As `digest`, but of an agreement's file without its words."""


def standing(
    path: Path, root: Path, name: str, desk: Desk, known: Read | None, parsed: Parsed
) -> Read | None:
    """What is known of the file at `path`, if its bytes and the desk's lists are still the same."""
    if known is None:
        return None
    text = files.read(path, root)
    if isinstance(text, Problem) or known.digest != _digest(same := digest(text), name, desk):
        return None
    parsed.used.add(same)
    return known


def read(path: Path, root: Path, desk: Desk, parsed: Parsed | None = None) -> Read:
    """The file at `path`; `parsed` keeps what the file's YAML holds."""
    name = files.name_of(path, root)
    text = files.read(path, root)
    if isinstance(text, Problem):
        return Read(path.stem, "", None, (text,))
    try:
        with guarded():
            return of_text(text, path, name, desk, parsed)
    except BreachError as breach:
        return Read(path.stem, "", None, (breach.problem(name),))


def _digest(text: str, name: str, desk: Desk) -> str:
    """What tells the text of this digest, in this place and read with these lists, from any other."""
    return hashlib.sha256(f"{desk.digest}\n{name}\n{text}".encode()).hexdigest()


def of_text(text: str, path: Path, name: str, desk: Desk, parsed: Parsed | None = None) -> Read:
    """What `text` gives as the file at `path`, called `name` in messages."""
    document, stands = document_of(path)(text, name), _digest(digest(text), name, desk)
    data = (parsed or Parsed()).data(document, text, name)
    record, problems = _typed(document, data, name, path.stem, desk)
    if isinstance(record, Agreement):
        problems = placed(islice(inside(record), MAX_IN_FILE + 1), document, name)
    elif record is not None:
        problems = list(islice(body.problems(record, desk), MAX_IN_FILE + 1))
    if not isinstance(record, Analysis):
        told = repr({name: value for name, value in (data or {}).items() if name not in WORDS})
        return Read(path.stem, stands, record, capped(problems), bare=_digest(told, name, desk))
    mentions, pictures = tuple(body.mentions(record)), tuple(body.pictures(record))
    return Read(path.stem, stands, record, capped(problems), mentions, pictures, stands)


def _typed(
    document: Document, data: dict[str, Any] | None, file: str, stem: str, desk: Desk
) -> tuple[Record | None, list[Problem]]:
    """The record, or its problems; positions are worked out only for a failure."""
    if not document.front and document.problems:
        return None, list(document.problems)
    if data is None:
        source = yaml_source.parse(document.front, file, first_line=document.front_line)
        return None, [*document.problems, *source.problems]
    model: type[Record] = Analysis if file.endswith(".md") else Agreement
    derived = {"id": stem, "path": file, **document.derived}
    if not derived.keys() & data.keys():
        try:
            check_id(stem)
            return model.model_validate({**data, **derived}, context=desk.codes), []
        except (ValidationError, PydanticCustomError):
            pass  # told below, with positions
    return None, _explain(document, file, derived, model, desk)


def _explain(
    document: Document, file: str, derived: dict[str, Any], model: type[Record], desk: Desk
) -> list[Problem]:
    source = yaml_source.parse(document.front, file, positions=True, first_line=document.front_line)
    assert isinstance(source.data, dict), "it was a mapping when it was read without positions"
    problems = [
        Problem(file, *source.place((key,), key=True), "derived-field",
                f"`{key}` is worked out from the file", "no such line")
        for key in sorted(derived.keys() & source.data.keys())
    ]  # fmt: skip
    try:
        check_id(derived["id"])
    except PydanticCustomError as error:
        told = Told.of(error.context)
        assert told is not None, "check_id speaks through `wrong`"
        problems.append(Problem(file, 1, 1, error.type, f"{told.message} (the file's name is the "
                        "record's id)", told.expected, told.hint))  # fmt: skip
        derived = {**derived, "id": "placeholder"}
    try:
        model.model_validate({**source.data, **derived}, context=desk.codes)
    except ValidationError as error:
        problems += translate.problems(error, source, file, model)
    return problems
