"""Files parsed once: by worker processes where there are some, and kept from build to build.

What is kept is the text-only data of a file that parsed without a problem, as JSON, under the hash of
its text. It is validated again whenever it is read, against the lists that the desk has by then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from tessera.content import files, markdown_source, yaml_source
from tessera.content.guard import BreachError, guarded
from tessera.content.markdown_source import Document

FEW, MANY = 16, 500
"""As few files are parsed sooner than all that is kept is loaded, and fewer than many sooner here than
by workers that would have to be started."""
CHUNK = 200


@dataclass
class Parsed:
    """Hash of a text → its data as JSON. `stored` gives what `dump` gave, if it is ever needed."""

    stored: Callable[[], bytes | None] = lambda: None
    used: set[str] = field(default_factory=set)
    """The hashes that were asked for."""
    grown: bool = False
    """Whether anything was parsed that was not stored."""

    @cached_property
    def known(self) -> dict[str, str]:
        """All that is parsed. What was stored and is not what `dump` gave is nothing."""
        try:
            told = json.loads(self.stored() or b"{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def dump(self) -> bytes:
        """Everything that was used since it was loaded."""
        kept = {digest: self.known[digest] for digest in sorted(self.used & self.known.keys())}
        return json.dumps(kept).encode()

    def prepared(
        self, paths: Sequence[Path], root: Path, executor: Executor | None
    ) -> Iterator[Path]:
        """The same paths, each when its file is parsed: many unknown ones by workers, meanwhile."""
        if len(paths) < MANY or self.known or executor is None:
            yield from paths
            return
        chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
        parsed = executor.map(partial(parse, root=root), chunks)
        self.grown = True
        for chunk, found in zip(chunks, parsed, strict=True):
            self.known.update(found)
            yield from chunk

    def use(self, text: str) -> str:
        """The hash of a text whose data are still of use."""
        name = digest(text)
        self.used.add(name)
        return name

    def data(self, document: Document, text: str, file: str) -> dict[str, Any] | None:
        """The data of the file's YAML, or None where it has a problem of its own."""
        name = self.use(text)
        if (known := self.known.get(name)) is not None:
            return from_json(known)  # type: ignore[no-any-return]  # what was put in is a mapping
        data = _data(document, file)
        if data is not None:
            self.known[name] = to_json(data).decode()
            self.grown = True
        return data


def digest(text: str) -> str:
    """The name under which a text's data are kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(path: Path) -> Callable[[str, str], Document]:
    """How a file with this name is taken apart."""
    return markdown_source.split if path.suffix == ".md" else markdown_source.whole


def parse(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """The data of each file that can be read and parsed; problems are for whoever reads it next."""
    found = {}
    for path in paths:
        text = files.read(path, root)
        if isinstance(text, str):
            file = files.name_of(path, root)
            try:
                with guarded():
                    data = _data(document_of(path)(text, file), file)
            except BreachError:
                continue
            if data is not None:
                found[digest(text)] = to_json(data).decode()
    return found


def _data(document: Document, file: str) -> dict[str, Any] | None:
    if document.problems:
        return None
    source = yaml_source.parse(document.front, file, first_line=document.front_line)
    return source.data if isinstance(source.data, dict) and not source.problems else None
