"""Search: what of a page is found, the index over the built site, and a list of titles beside it.

`marked` goes round the body of a page, `index` runs over the finished folder, TITLES is what
assets/search.js reads where the index cannot be used. Pagefind's filters are not reproducible from
build to build, so what a result says of itself is plain metadata: kind, country, year.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markupsafe import escape

from tessera.errors import TesseraError
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.outputs.view import View

FOLDER = "pagefind"
"""Where the index stands in the site; Pagefind's own script works out the site's root from it."""

LEFT_OUT = (
    # Of a page that gathers records only the head is found: its rows are pages of their own.
    "[data-search-scope=head] > :not(.head)",
    # Other records named on a page would make it a result for their words.
    ".timeline", ".entries", ".onward", ".links",
    # Words that stand on every page find none of them.
    ".crumbs", ".section__head", ".section__lede", ".fact__label", ".fact__origin", ".blank",
    ".ladder", ".said h3", ".cite", ".feeds", ".refs", ".mosaic", ".sr", ".data-link", "svg",
)  # fmt: skip

_UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
_JOINED = re.compile(r"\w+(?:\u200c\w+)+")
KINDS = {
    "country": "Country or party", "pair": "Pair", "pillar": "Pillar", "instrument": "Instrument",
    "year": "Year", "outlet": "Outlet", "site": "List",
}  # fmt: skip
"""What a hub's kind is called in a result."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a page is found: what stands under its title in a result, and what of it is read.

    `head_only` is for pages that gather records. `titles` are the page's titles in any language:
    the parts of their words that no reader could search for otherwise are added.
    """

    kind: str
    country: str = ""
    year: str = ""
    head_only: bool = False
    titles: tuple[str, ...] = ()


def marked(body: str, found: Found) -> str:
    """The body of a page as the index shall read it. A page that is not marked is not found."""
    meta = {"kind": found.kind, "country": found.country, "year": found.year}
    given = {name: escape(value) for name, value in meta.items() if value}
    data = " ".join(f'data-{name}="{value}"' for name, value in given.items())
    names = ", ".join(f"{name}[data-{name}]" for name in given)
    scope = ' data-search-scope="head"' if found.head_only else ""
    parts = escape(" ".join(dict.fromkeys(_parts(found.titles))))
    index_too = f' data-parts="{parts}" data-pagefind-index-attrs="data-parts"' if parts else ""
    return (
        f"<div data-pagefind-body{scope}>"
        f'<p class="head" hidden {data} data-pagefind-meta="{names}"{index_too}></p>{body}</div>'
    )


def _parts(titles: Iterable[str]) -> Iterable[str]:
    """Pairs of letters of scripts without spaces, and the halves of words joined by a ZWNJ."""
    for title in titles:
        for run in _UNSPACED.findall(title):
            yield from (first + second for first, second in pairwise(run))
        for word in _JOINED.findall(title):
            yield from word.split("\u200c")


def index(folder: Path) -> None:
    """Index the built site in `folder` into `folder`/pagefind/; raises TesseraError."""
    command = [
        sys.executable, "-m", "pagefind_bin",
        "--site", str(folder),
        "--output-subdir", FOLDER,
        "--exclude-selectors", ", ".join(LEFT_OUT),
        "--silent",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-5:]
        raise TesseraError(
            f"Pagefind failed with code {done.returncode}, so the site would have no search. "
            f"It said: {' '.join(said) or 'nothing'}. Its program comes with the package "
            "pagefind_bin; installing that again mends a broken copy."
        )
    for pattern in _UNUSED:  # 400 kB of interfaces beside our own
        for path in (folder / FOLDER).glob(pattern):
            path.unlink()


def titles(site: Site) -> str:
    """JSON: one [title, address, kind, meta, titles in other languages] for each page worth finding."""
    view = View(site, "")
    library = site.library
    found: list[tuple[str, str, str, str, str]] = [
        (hub.title, hub.address, KINDS[hub.kind], "", "")
        for hub in site.hubs.values()
        if hub.address
    ]
    for act in library.agreements.values():
        year = act.dates.chronology[1].year if act.dates.chronology else None
        meta = " · ".join(filter(None, (view.names(act), str(year or ""))))
        others = " / ".join(title.text for title in act.titles)
        found.append((act.title, f"agreements/{act.id}/", "Agreement", meta, others))
    for one in library.analyses.values():
        kind = view.label("analysis_kinds", one.kind)
        found.append((one.title, f"analyses/{one.id}/", kind, view.date_text(one.published), ""))
    return json.dumps(
        sorted(found, key=lambda row: row[1]), ensure_ascii=False, separators=(",", ":")
    )


TITLES = Producer(
    "search titles",
    keys=lambda site: ("search/titles.json",),  # noqa: ARG005  one file, whatever the site
    uri=lambda site, key: key,  # noqa: ARG005
    make=lambda site, key: titles(site),  # noqa: ARG005
)
