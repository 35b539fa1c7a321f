"""Bring a built site to where it is served from: only what changed, nothing before what it needs.

The place keeps the manifest of what it has. Files go up in the order of `phase`, so that at no moment a
page names a sheet, a picture or a page that is not there yet; then what the site no longer has is
taken down; the manifest is last. A run that was broken off is made good by the next.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

from tessera.errors import TesseraError
from tessera.outputs.search.index import ENTRY
from tessera.publishing.verify import MANIFEST, manifest, of_folder

AT_ONCE = 16
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".woff2": "font/woff2",
    ".parquet": "application/vnd.apache.parquet",
    ".txt": "text/plain; charset=utf-8",
}
_TYPE_OPTION = {
    "s3": "ContentType",
    "s3a": "ContentType",
    "gs": "content_type",
    "gcs": "content_type",
}
"""What a store calls the media type of a file; others tell it from the name."""
_RENAMES = frozenset({"file", "local", "sftp", "ssh"})
"""Places where a file grows while it is written: there it is written aside and renamed."""


@dataclass(frozen=True)
class Plan:
    """What has to go up, in order, and what has to come down."""

    up: tuple[str, ...]
    down: tuple[str, ...]

    @classmethod
    def between(cls, here: Mapping[str, str], there: Mapping[str, str]) -> Plan:
        """`here` and `there` are digests by address."""
        changed = [uri for uri, digest in here.items() if there.get(uri) != digest]
        return cls(
            tuple(sorted(changed, key=lambda uri: (phase(uri), uri))),
            tuple(sorted(there.keys() - here.keys())),
        )


def phase(uri: str) -> int:
    """When a file goes up: what pages need, records, lists of records, what points to all of them."""
    path = PurePosixPath(uri)
    if uri in {"sitemap.xml", "robots.txt", "llms.txt", "_headers", ENTRY} or path.name in {
        "feed.xml", "atom.xml", "feed.json", "feeds.opml",
    }:  # fmt: skip
        return 4
    if path.suffix not in {".html", ".md"} or uri.startswith("assets/"):
        return 0
    return 1 if len(path.parts) > 2 else 2 if len(path.parts) == 2 else 3


class Place:
    """Where the site is served from, through fsspec: a folder, a bucket, a host with SFTP."""

    def __init__(self, url: str, options: Mapping[str, str]) -> None:
        try:
            import fsspec
        except ModuleNotFoundError as error:
            raise TesseraError(
                f"{error}. Install it: pip install 'tessera-briefings[deploy]'"
            ) from None
        try:
            self.files, self.root = fsspec.core.url_to_fs(url, **options)
        except (ImportError, ValueError, TypeError) as error:
            raise TesseraError(f"{url} cannot be reached: {error}") from None
        self.url = url
        names = self.files.protocol
        self.protocols = {names} if isinstance(names, str) else set(names)

    def path(self, uri: str) -> str:
        return f"{self.root.rstrip('/')}/{uri}"

    def manifest(self) -> dict[str, str]:
        """The digests of what is there by address; nothing where no site has been."""
        try:
            body = self.files.cat_file(self.path(MANIFEST))
        except FileNotFoundError:
            return {}
        return manifest(body, f"{self.url}/{MANIFEST}")

    def put(self, uri: str, body: bytes) -> None:
        """Put one file there, whole or not at all."""
        path = self.path(uri)
        if not self.protocols & _RENAMES:
            option = next(
                (_TYPE_OPTION[one] for one in _TYPE_OPTION if one in self.protocols), None
            )
            self.files.pipe_file(path, body, **({option: media_type(uri)} if option else {}))
            return
        folder, _, name = path.rpartition("/")
        self.files.makedirs(folder, exist_ok=True)
        aside = f"{folder}/.{name}.next"
        self.files.pipe_file(aside, body)
        self.files.mv(aside, path)

    def remove(self, uri: str) -> None:
        """Take one file away, and the folders that it leaves empty where there are folders."""
        path = self.path(uri)
        try:
            self.files.rm_file(path)
            if self.protocols & _RENAMES:
                while (path := path.rpartition("/")[0]) != self.root and not self.files.ls(path):
                    self.files.rmdir(path)
        except FileNotFoundError:
            pass  # a run that was broken off has taken it away already


def media_type(uri: str) -> str:
    suffix = PurePosixPath(uri).suffix
    return TYPES.get(suffix) or mimetypes.guess_type(uri)[0] or "application/octet-stream"


def plan(site: Path, place: Place) -> Plan:
    """What a deployment would do. Raises TesseraError without a built site here, or a manifest there."""
    return Plan.between(of_folder(site), place.manifest())


def deploy(site: Path, place: Place, tick: Callable[[int], None] = lambda _: None) -> Plan:
    """Bring the site there. Raises OSError or TesseraError; what is there then still hangs together."""
    here, there = of_folder(site), place.manifest()
    made = Plan.between(here, there)
    done = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _, together in groupby(made.up, phase):
            for uri in pool.map(lambda uri: _up(site, place, uri), together):
                there[uri] = here[uri]
                done += 1
                tick(done)
            _note(place, there)  # a run that is broken off goes on from here
        for uri in pool.map(lambda uri: _down(place, uri), made.down):
            del there[uri]
            done += 1
            tick(done)
    if made.up or made.down:
        place.put(MANIFEST, (site / MANIFEST).read_bytes())
    return made


def _up(site: Path, place: Place, uri: str) -> str:
    path = site / uri
    # The folder may be a stranger's: a link in it would take out what lies elsewhere on this machine.
    if path.is_symlink() or not path.resolve().is_relative_to(site.resolve()):
        raise TesseraError(f"{path} leads out of the site. Build it anew.")
    place.put(uri, path.read_bytes())
    return uri


def _down(place: Place, uri: str) -> str:
    place.remove(uri)
    return uri


def _note(place: Place, there: Mapping[str, str]) -> None:
    place.put(MANIFEST, json.dumps(dict(sorted(there.items())), indent=0).encode())


def lines(made: Plan) -> Iterator[str]:
    """What would be done, file by file."""
    yield from (f"up    {uri}" for uri in made.up)
    yield from (f"down  {uri}" for uri in made.down)
