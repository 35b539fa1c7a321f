"""Targets for a coverage-guided fuzzer: `python -m tests.torture.fuzz TARGET [libFuzzer's options]`.

Each takes any bytes and may answer with a problem; whatever else is raised is a fault of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tessera"]):
    from tessera.content import dates, lists, query, records
    from tessera.content.agreement import Agreement
    from tessera.content.guard import BreachError, guarded
    from tessera.content.markdown import Renderer
    from tessera.content.references import Target
    from tessera.errors import TesseraError

ROOT = Path(__file__).resolve().parents[2]
DESK = lists.read(ROOT)
assert DESK.vocabulary is not None
assert DESK.parties is not None
RENDERER = Renderer(lambda name: Target(f"/agreements/{name}/", name), lambda _: (1, None))
HEAD = (
    "---\ntitle: A\nstandfirst: B\nauthors: [{name: C}]\npublished: 2026-01-01\n"
    "as_of: 2026-01-01\n---\n"
)
FORBIDDEN = (
    "<script",
    "<iframe",
    "<object",
    "<svg",
    "<style",
    "<meta",
    "<base",
    "<form",
    "javascript:",
)


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def loader(data: bytes) -> None:
    """A record's file."""
    with guarded():
        found = records.of_text(text(data), Path("a-record.yml"), "a-record.yml", DESK)
    assert found.record is not None or found.problems
    assert found.record is None or isinstance(found.record, Agreement)


def briefing(data: bytes) -> None:
    """A briefing's file, its front matter in order."""
    with guarded():
        found = records.of_text(HEAD + text(data), Path("a-text.md"), "a-text.md", DESK)
    if found.problems or found.record is None:
        return
    body = getattr(found.record, "body", "")
    try:
        with guarded():
            html = RENDERER.render(body).html.lower()
    except ValueError:
        return
    assert not any(mark in html for mark in FORBIDDEN if "javascript" not in mark), html
    assert 'href="javascript' not in html


def edtf(data: bytes) -> None:
    """A date."""
    try:
        found = dates.parse(text(data))
    except ValueError:
        return
    assert dates.parse(str(found)) == found
    assert found.first <= found.last


def counting(data: bytes) -> None:
    """A living number's query."""
    assert DESK.vocabulary is not None
    assert DESK.parties is not None
    for asked in (text(data), f"count({text(data)})"):
        try:
            query.parse(asked, DESK.vocabulary, DESK.parties)
        except (query.QueryError, TesseraError):
            continue


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "loader": loader,
    "markdown": briefing,
    "edtf": edtf,
    "query": counting,
}


def main() -> None:
    target = TARGETS[sys.argv[1]]

    def once(data: bytes) -> None:
        try:
            target(data)
        except BreachError as error:
            raise AssertionError(f"too costly: {error}") from error

    atheris.Setup([sys.argv[0], *sys.argv[2:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
