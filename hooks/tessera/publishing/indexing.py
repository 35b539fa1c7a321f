"""The index of a site's search, taken over from the last site where every page is as it was."""

from __future__ import annotations

import json
from hashlib import blake2b, sha256
from shutil import rmtree

from tessera.outputs import search
from tessera.publishing.keeping import Entries
from tessera.publishing.writer import Writer, files

KEPT = "search"
"""Where a build remembers of what pages its index was made, and the hash of each file of it."""


def index(writer: Writer, kept: Entries, basis: str) -> None:
    """Put the index beside the pages; raises TesseraError. `basis` is what pages are made by."""
    mark, folder = _mark(writer, basis), writer.folder / search.FOLDER
    stored = _stored(kept.get(KEPT))
    if stored.pop("", None) == mark and stored:
        if all(writer.place.keep(uri, digest) for uri, digest in stored.items()):
            return
        rmtree(folder, ignore_errors=True)  # what is linked to the last site is not to be written
    search.index(writer.folder)
    made = {
        f"{search.FOLDER}/{name}": sha256((folder / name).read_bytes()).hexdigest()
        for name in sorted(files(folder))
    }
    kept.put(KEPT, json.dumps({"": mark, **made}).encode())


def _stored(data: bytes | None) -> dict[str, str]:
    try:
        told = json.loads(data or b"{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _mark(writer: Writer, basis: str) -> str:
    """A digest of every page that is indexed."""
    made = blake2b(f"{basis}\n".encode(), digest_size=16)
    for uri in sorted(filter(search.is_page, files(writer.folder))):
        digest = writer.digests.get(uri) or sha256((writer.folder / uri).read_bytes()).hexdigest()
        made.update(f"{uri} {digest}\n".encode())
    return made.hexdigest()
