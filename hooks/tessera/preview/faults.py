"""What went wrong, as the lines that the terminal and the page both show."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tessera.errors import ContentError, TesseraError, count

_CODE = re.compile(r"\[([a-z0-9-]+)\]$")
_TEMPLATES = frozenset({".html", ".xml", ".txt", ".json"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure: what could not be done, and a line for each reason."""

    title: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, error: Exception, title: str) -> Fault:
        """An unforeseen error is one line with its place; `title` is for all but content."""
        if isinstance(error, ContentError):
            return cls(count(error.problems), tuple(map(str, error.problems)))
        if isinstance(error, TesseraError):
            return cls(title, tuple(str(error).splitlines()))
        place = _place(error)
        said = f"{type(error).__name__}: {error}"
        return cls(title, (f"{place}: {said}" if place else said,))

    def html(self, mount: str = "/") -> str:
        """The failure as part of the banner that stands on every page; a code leads to what it means."""
        lines = (escape(line) for line in self.lines)
        explained = rf'[<a href="{escape(mount)}problems/#\1">\1</a>]'
        items = "".join(f"<li><code>{_CODE.sub(explained, line)}</code></li>" for line in lines)
        return (
            f"<h2>{escape(self.title)}</h2><ol>{items}</ol>"
            "<p>Until this is mended, pages stay as they last were.</p>"
        )


def _place(error: Exception) -> str:
    """`file:line` of the template line that failed, else of the innermost line of code."""
    if name := getattr(error, "filename", None):  # a template that does not parse
        return f"{_shown(name)}:{getattr(error, 'lineno', 1)}"
    frames = traceback.extract_tb(error.__traceback__)
    inner = [frame for frame in frames if Path(frame.filename).suffix in _TEMPLATES]
    last = (inner or frames)[-1:]
    return f"{_shown(last[0].filename)}:{last[0].lineno}" if last else ""


def _shown(name: str) -> str:
    """A path as it is typed where the command was given."""
    path = Path(name)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
