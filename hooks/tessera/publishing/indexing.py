"""The index of a site's search, taken over from the last site where every page is as it was."""

from __future__ import annotations

import json
from hashlib import blake2b
from shutil import rmtree
from typing import Any

from tessera.outputs import search
from tessera.publishing.keeping import Entries
from tessera.publishing.writer import Writer, files

KEPT = "search"
"""Where a build remembers what pages its index was made of, and the hash of each file of it."""


def index(writer: Writer, kept: Entries, basis: str) -> None:
    """Put the index beside the pages; raises TesseraError. `basis` is what pages are made by."""
    pages, folder = _pages(writer, basis), writer.folder / search.FOLDER
    last: dict[str, Any] = json.loads(kept.get(KEPT) or b"{}")
    if last.get("pages") == pages:
        if all(writer.place.keep(uri, digest) for uri, digest in last["files"].items()):
            return
        rmtree(folder, ignore_errors=True)  # what is linked to the last site is not to be written
    search.index(writer.folder)
    uris = (f"{search.FOLDER}/{name}" for name in sorted(files(folder)))
    now = {"pages": pages, "files": {uri: writer.digest(uri) for uri in uris}}
    kept.put(KEPT, json.dumps(now).encode())


def _pages(writer: Writer, basis: str) -> str:
    """A digest of every page that is indexed."""
    made = blake2b(f"{basis}\n".encode(), digest_size=16)
    for uri in sorted(filter(search.is_page, files(writer.folder))):
        made.update(f"{uri} {writer.digest(uri)}\n".encode())
    return made.hexdigest()
