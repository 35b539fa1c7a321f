"""The index of a site's search: taken over from the last site where every page is as it was.

Where some have changed, the words of the others are still known: they are kept part by part, and a
part in which no page has changed is not read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

from tessera.content.parts import dumps, loads
from tessera.outputs.producer import Made
from tessera.outputs.search import index as search
from tessera.outputs.search.index import Batch
from tessera.outputs.search.read import read
from tessera.publishing import executors
from tessera.publishing.keeping import Entries
from tessera.publishing.writer import Folder, Writer

KEPT = "search"
"""Where a build remembers what pages its index was made of, and the hash of each file of it."""
PARTS = 64
"""Parts into which the pages fall by their addresses, so that a new page changes one of them."""
DEEPEST = 2
"""Folders above a page that is found; what stands deeper, or is called otherwise, is a part of one."""


class Part(NamedTuple):
    """What is known of some pages: their words, and the files that results are made of."""

    batch: Batch
    made: list[Made]


def index(
    writer: Writer, built: Entries, words: Entries, basis: str, tick: Callable[[int], None]
) -> None:
    """Put the index beside the pages; `tick` is told how many of them are in it so far.

    `built` remembers the last index, `words` its parts, as programs may be kept that this user has
    signed. `basis` is what pages are made by.
    """
    uris = sorted(filter(is_page, writer.uris))
    pages = _stamp(writer, uris, basis)
    last: dict[str, Any] = json.loads(built.get(KEPT) or b"{}")
    if last.get("pages") == pages.hex() and _taken_over(writer, last["files"]):
        writer.take(Made("search", uri, uri, digest) for uri, digest in last["files"].items())
        return
    with executors.forked() as pool:
        made = dict(_made(writer, _parts(writer, uris, words, basis, pool), tick))
    built.put(KEPT, json.dumps({"pages": pages.hex(), "files": made}).encode())


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
    writer: Writer, parts: Iterable[Part], tick: Callable[[int], None]
) -> Iterator[tuple[str, str]]:
    """(address, SHA-256) of each file of the index, as it is written."""
    batches, count = [], 0
    for batch, made in parts:
        batches.append(batch)
        writer.take(made)
        yield from ((one.uri, one.digest) for one in made)
        count += len(made)
        tick(count)
    for output in search.files(batches):
        writer.write([output])
        yield output.uri, writer.digest(output.uri)


def _parts(
    writer: Writer, uris: Iterable[str], words: Entries, basis: str, pool: Executor
) -> Iterator[Part]:
    """Each part; those that are not known any more are read by workers."""
    shares: dict[int, list[str]] = {}
    for uri in uris:
        shares.setdefault(crc32(uri.encode()) % PARTS, []).append(uri)
    asked: list[tuple[str, bytes, Part | Future[Part]]] = []
    for number, share in shares.items():
        name, stamp = f"words-{number}", _stamp(writer, share, basis)
        known: Part | None = loads(words.get(name), stamp)
        if known is None or not _taken_over(writer, {one.uri: one.digest for one in known.made}):
            asked.append((name, stamp, pool.submit(_read, writer.place, share)))
        else:
            asked.append((name, stamp, known))
    for name, stamp, one in asked:
        if isinstance(one, Future):
            part = one.result()
            words.put(name, dumps(part, stamp))
            yield part
        else:
            yield one


def _read(place: Folder, uris: Sequence[str]) -> Part:
    """Some pages, read; the files that results are made of are written."""
    part = Part(Batch(), [])
    for uri in uris:
        page = read(uri.removesuffix("index.html"), (place.folder / uri).read_bytes())
        if page is not None:
            shown = part.batch.add(page)
            part.made.append(Made("search", shown.uri, shown.uri, place.put(shown)))
    return part


def _stamp(writer: Writer, uris: Iterable[str], basis: str) -> bytes:
    """A digest of some pages that may be found."""
    made = blake2b(f"{basis}\n".encode(), digest_size=16)
    for uri in uris:
        made.update(f"{uri} {writer.digest(uri)}\n".encode())
    return made.digest()
