"""The index of a site's search, taken over from the last site where every page is as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from hashlib import blake2b
from typing import Any

from tessera.outputs.producer import Made
from tessera.outputs.search import index as search
from tessera.outputs.search.index import Batch
from tessera.outputs.search.read import read
from tessera.publishing import executors
from tessera.publishing.keeping import Entries
from tessera.publishing.writer import Folder, Writer, files

KEPT = "search"
"""Where a build remembers what pages its index was made of, and the hash of each file of it."""
TOGETHER = 256
"""Pages that a worker reads at a time."""
DEEPEST = 2
"""Folders above a page that is found; what stands deeper, or is called otherwise, is a part of one."""


def index(writer: Writer, kept: Entries, basis: str, tick: Callable[[int], None]) -> None:
    """Put the index beside the pages; `tick` is told how many of them are read so far.

    `basis` is what pages are made by.
    """
    uris = sorted(filter(is_page, files(writer.folder)))
    pages = _digest(writer, uris, basis)
    last: dict[str, Any] = json.loads(kept.get(KEPT) or b"{}")
    if last.get("pages") == pages and _taken_over(writer, last["files"]):
        return
    with executors.forked() as pool:
        made = dict(_made(writer, uris, tick, pool))
    kept.put(KEPT, json.dumps({"pages": pages, "files": made}).encode())


def is_page(uri: str) -> bool:
    """Whether the file at the address may be a page that is found."""
    *folders, name = uri.split("/")
    return name == "index.html" and len(folders) <= DEEPEST


def _taken_over(writer: Writer, made: Mapping[str, str]) -> bool:
    """Whether every file of the last index is there as it was; none is left here if not."""
    kept: list[str] = []
    for uri, digest in made.items():
        if not writer.place.keep(uri, digest):
            for one in kept:
                (writer.folder / one).unlink()
            return False
        kept.append(uri)
    return True


def _made(
    writer: Writer, uris: Sequence[str], tick: Callable[[int], None], pool: Executor
) -> Iterator[tuple[str, str]]:
    """(address, SHA-256) of each file of the index, as it is written."""
    parts = [uris[at : at + TOGETHER] for at in range(0, len(uris), TOGETHER)]
    batches = []
    for number, (batch, made) in enumerate(pool.map(partial(_read, writer.place), parts), start=1):
        batches.append(batch)
        writer.take(made)
        yield from ((one.uri, one.digest) for one in made)
        tick(min(number * TOGETHER, len(uris)))
    for output in search.files(batches):
        writer.write([output])
        yield output.uri, writer.digest(output.uri)


def _read(place: Folder, uris: Sequence[str]) -> tuple[Batch, list[Made]]:
    """The words of some pages, and what results are made of, which is written."""
    batch, made = Batch(), []
    for uri in uris:
        page = read(uri.removesuffix("index.html"), (place.folder / uri).read_bytes())
        if page is not None:
            shown = batch.add(page)
            made.append(Made("search", shown.uri, shown.uri, place.put(shown)))
    return batch, made


def _digest(writer: Writer, uris: Sequence[str], basis: str) -> str:
    """A digest of every page that may be found."""
    made = blake2b(f"{basis}\n".encode(), digest_size=16)
    for uri in uris:
        made.update(f"{uri} {writer.digest(uri)}\n".encode())
    return made.hexdigest()
