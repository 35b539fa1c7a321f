"""Turns a folder with the host's pages into the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.errors import ContentError
from tessera.outputs.output import Output
from tessera.outputs.producer import Made
from tessera.publishing import ledger
from tessera.publishing.progress import Progress
from tessera.publishing.writer import Writer
from tessera.settings import Settings


def complete(
    writer: Writer,
    made: Iterable[Made],
    cards: Iterable[Output] = (),
    *,
    progress: Progress,
    index: Callable[[Callable[[int], None]], object] | None = None,
    record: Path | None = None,
    given: Iterable[ledger.Entry] = (),
) -> Mapping[str, str]:
    """Put what is made beside the host's pages, index it for search, add the manifest.

    `made` comes from workers that write through `writer.place`. `cards` are written last: they are
    drawn while they are asked for, and are told apart from the pages in what the build says.

    `record` is the ledger's file, `given` the ids and GUIDs of this build: whatever the ledger
    names and the build no longer has stops it. Nothing is swapped: that is the caller's last act.
    Returns the SHA-256 of each file by address.

    Raises OutputError for addresses in conflict and ContentError for addresses that vanished.
    """
    with progress.step("Writing pages") as tick:
        writer.take(made, tick)
    with progress.step("Drawing cards") as tick:
        writer.write(cards, tick)
    if record is not None and record.is_file():
        current = {*given, *ledger.addresses(writer.uris)}
        if gone := ledger.vanished(record.read_text("utf-8"), current):
            raise ContentError(gone)
    if index is not None:
        with progress.step("Indexing for search") as tick:
            index(tick)
    return writer.manifest()


def entries(settings: Settings, library: Library) -> Iterator[ledger.Entry]:
    """What the ledger keeps besides addresses: every id, former ones too, and feed GUIDs."""
    for record in (
        *library.agreements.values(), *library.analyses.values(), *library.withdrawn.values(),
    ):  # fmt: skip
        kind = "analysis" if isinstance(record, Analysis) else "agreement"
        yield ledger.Entry("guid", settings.tag(kind, record.id))
        for name in (record.id, *record.aliases):
            yield ledger.Entry("id", name)
