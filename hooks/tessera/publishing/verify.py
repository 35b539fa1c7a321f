"""Whether a published site is, file by file, what its build made.

A build leaves `manifest.json`, the SHA-256 of every file by address. The same records, code and locks
give the same bytes, so anyone who builds the site can hold any copy of it against their own manifest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from tessera import __version__
from tessera.errors import TesseraError

MANIFEST = "manifest.json"
AT_ONCE = 8
"""Requests that are open together: a verifier is a guest."""
TRIES, SECONDS = 3, 30
# Unpacked bytes: a host that packs them has not changed them.
HEADERS = {"Accept-Encoding": "identity", "User-Agent": f"tessera/{__version__}"}
_SAFE = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\\x00-\x1f\x7f]+")
_DIGEST = re.compile("[0-9a-f]{64}")
State = Literal["missing", "differs", "extra"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as the manifest says; `extra` is one that the manifest does not name."""

    state: State
    uri: str
    why: str = ""


def manifest(text: bytes | str, where: str) -> dict[str, str]:
    """The digests by address; raises TesseraError for anything that is no manifest."""
    try:
        told: Any = json.loads(text)
    except ValueError:
        raise TesseraError(f"{where} is not JSON: it is not the manifest of a build.") from None
    if not isinstance(told, dict) or not all(
        isinstance(digest, str) and _DIGEST.fullmatch(digest) and _SAFE.fullmatch(uri)
        for uri, digest in told.items()
    ):
        raise TesseraError(
            f"{where} does not hold addresses with their SHA-256: it is not the manifest of a build."
        )
    return told


def of_folder(path: Path) -> dict[str, str]:
    """The manifest that a build left in its folder."""
    try:
        return manifest((path / MANIFEST).read_bytes(), f"{path}/{MANIFEST}")
    except OSError as error:
        raise TesseraError(
            f"{path}/{MANIFEST} cannot be read: {error.strerror}. Build the site first, or give --manifest."
        ) from None


def folder(
    path: Path,
    wanted: Mapping[str, str] | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> Iterator[Difference]:
    """What differs in a folder. Raises TesseraError where there is no manifest to hold it against."""
    wanted = of_folder(path) if wanted is None else wanted
    for done, (uri, digest) in enumerate(wanted.items(), 1):
        try:
            if sha256((path / uri).read_bytes()).hexdigest() != digest:
                yield Difference("differs", uri)
        except OSError as error:
            yield Difference("missing", uri, error.strerror or "")
        tick(done)
    for found in sorted(path.rglob("*")):
        uri = found.relative_to(path).as_posix()
        if not found.is_dir() and uri not in wanted and uri != MANIFEST:
            yield Difference("extra", uri)


def site(
    url: str, wanted: Mapping[str, str] | None = None, tick: Callable[[int], None] = lambda _: None
) -> Iterator[Difference]:
    """What differs at a web address. Files that the manifest does not name cannot be seen there."""
    root = f"{url.rstrip('/')}/"
    if wanted is None:
        body = _fetched(urljoin(root, MANIFEST))
        if isinstance(body, str):
            raise TesseraError(f"{root}{MANIFEST}: {body}. Give --manifest, or the site's address.")
        wanted = manifest(body, f"{root}{MANIFEST}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done, found in enumerate(
            pool.map(lambda item: _compared(root, *item), wanted.items()), 1
        ):
            if found is not None:
                yield found
            tick(done)


def _compared(root: str, uri: str, digest: str) -> Difference | None:
    body = _fetched(urljoin(root, quote(uri)))
    if isinstance(body, str):
        return Difference("missing", uri, body)
    return None if sha256(body).hexdigest() == digest else Difference("differs", uri)


def _fetched(url: str) -> bytes | str:
    """The body at an address as it is sent, or why there is none."""
    why = ""
    for _ in range(TRIES):
        try:
            # Unpacked bytes: a host that packs them has not changed them.
            wanted = Request(url, headers=HEADERS)  # noqa: S310  the command takes http and https alone
            with urlopen(wanted, timeout=SECONDS) as answer:  # noqa: S310
                body: bytes = answer.read()
                return body
        except (OSError, HTTPException) as error:
            why = str(error)
            if 400 <= getattr(error, "code", 0) < 500:
                break
    return why


def summary(found: Iterable[Difference], files: int) -> str:
    """One line that says how it went."""
    states = [one.state for one in found]
    if not states:
        return f"All {files:,} files are as the manifest says."
    parts = [
        f"{states.count(state):,} {state}"
        for state in ("differs", "missing", "extra")
        if state in states
    ]
    return f"Of {files:,} files: {', '.join(parts)}."
