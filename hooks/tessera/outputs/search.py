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
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markupsafe import escape

from tessera.errors import TesseraError
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.outputs.view import View
from tessera.wording import mark

FOLDER = "pagefind"
"""Where the index stands in the site; Pagefind's own script works out the site's root from it."""

LEFT_OUT = (
    # Of a page that gathers records only the head is found: its rows are pages of their own. Not
    # so elements without an end: Pagefind would leave out all that follows them.
    "[data-search-scope=head] > :not(.head):not(link):not(img):not(input):not(hr):not(br)",
    # Other records named on a page would make it a result for their words.
    ".timeline", ".entries", ".onward", ".links",
    # Words that stand on every page find none of them.
    ".crumbs", ".section__head", ".section__lede", ".fact__label", ".fact__origin", ".fact__basis",
    ".blank", ".empty", ".badge", ".also", ".changes", ".source__meta", ".claim__meta", ".evidence",
    # What is said once already on the same page.
    ".pillar__name", ".pillar__worded", ".depth", ".said__col--unsaid", ".said__col--unseen",
    # What others have, and this record perhaps has not; where it stands among them.
    "#usual-table", "[aria-labelledby=place]",
    # What the site calls its parts: of an author's text the headings stand deeper.
    ".section > h3", ".searched > summary",
    # An address has words that nobody asks for, and no two pages share.
    ".source__title--bare",
    ".headerlink", ".ladder", ".said h3", ".cite", ".feeds", ".refs", ".mosaic", ".sr", ".data-link", "svg",
)  # fmt: skip

PAGES = "{index.html,*/index.html,*/*/index.html}"
"""Where pages stand that can be found; deeper, or called otherwise, are parts of them."""

_UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
_PERSIAN = str.maketrans("يىك", "ییک")
_JOINED = re.compile(r"\w+(?:\u200c\w+)+")
KINDS = {
    "agreements": mark("List"), "analyses": mark("List"), "countries": mark("Country or party"), "pairs": mark("Pair"),
    "pillars": mark("Pillar"), "instruments": mark("Instrument"), "years": mark("Year"), "outlets": mark("Outlet"),
    "groups": mark("Group"),
}  # fmt: skip
"""What a page that gathers records is called in a result, by the folder it stands in."""

BEGINNING = "zqx"
"""Goes before a whole title in the index, so that the page called `Iran` comes first for `ira`."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a page is found: what stands under its title in a result, and what of it is read.

    `titles` are what the page is called in any language: parts of words that no reader could
    search for otherwise are added. `head_only` is for pages that gather records: one of those is
    offered first when its title, in any language, begins with what a reader types. Without a `kind`
    the page is not found at all.
    """

    kind: str
    country: str = ""
    year: str = ""
    head_only: bool = False
    titles: tuple[str, ...] = ()


NOWHERE = Found("")
"""How a page is found that adds nothing to the one record on it."""


def marked(body: str, found: Found) -> str:
    """The body of a page as the index shall read it. A page that is not marked is not found."""
    if not found.kind:
        return body
    meta = {"kind": found.kind, "country": found.country, "year": found.year}
    given = {name: escape(value) for name, value in meta.items() if value}
    data = " ".join(f'data-{name}="{value}"' for name, value in given.items())
    names = ", ".join(f"{name}[data-{name}]" for name in given)
    scope = ' data-search-scope="head"' if found.head_only else ""
    parts = escape(" ".join(dict.fromkeys(_parts(found))))
    more = (
        f'<p class="head" hidden data-parts="{parts}" data-pagefind-index-attrs="data-parts"></p>'
    )
    return (
        f"<div data-pagefind-body{scope}>"
        f'<p hidden {data} data-pagefind-meta="{names}"></p>{body}{more if parts else ""}</div>'
    )


def _parts(found: Found) -> Iterable[str]:
    """Pairs of letters of scripts without spaces, halves of words joined by a ZWNJ, beginnings."""
    for title in found.titles:
        for run in _UNSPACED.findall(title):
            yield from (first + second for first, second in pairwise(run))
        for word in _JOINED.findall(title):
            yield from word.split("\u200c")
        if found.head_only:
            yield BEGINNING + folded(title)


def folded(title: str) -> str:
    """Letters and digits alone, in lower case and without marks; assets/search-dialog.js agrees."""
    plain = unicodedata.normalize("NFKD", title).lower().translate(_PERSIAN)
    return "".join(letter for letter in plain if letter.isalnum())


def is_page(uri: str) -> bool:
    """Whether the file at the address is one that the index reads: see PAGES."""
    *folders, name = uri.split("/")
    return name == "index.html" and len(folders) <= 2


def index(folder: Path) -> None:
    """Index the built site in `folder` into `folder`/pagefind/; raises TesseraError."""
    command = [
        sys.executable, "-m", "pagefind_bin",
        "--site", str(folder),
        "--glob", PAGES,
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
    # Pagefind tells its languages in any order; the same site has the same bytes.
    entry = folder / FOLDER / "pagefind-entry.json"
    told = json.loads(entry.read_text("utf-8"))
    entry.write_text(json.dumps(told, ensure_ascii=False, sort_keys=True), "utf-8")
    for pattern in _UNUSED:  # 400 kB of interfaces beside our own
        for path in (folder / FOLDER).glob(pattern):
            path.unlink()


def titles(site: Site) -> str:
    """JSON: one [title, address, kind, meta, titles in other languages] for each page worth finding."""
    view = View(site, "")
    library = site.library
    found: list[tuple[str, str, str, str, str]] = [
        (hub.title, hub.address, view.say(KINDS[hub.address.split("/")[0]]), "", "")
        for hub in site.hubs.values()
        if hub.address
    ]
    for act in library.agreements.values():
        year = act.dates.chronology[1].year if act.dates.chronology else None
        meta = " · ".join(filter(None, (view.names(act), str(year or ""))))
        others = " / ".join(title.text for title in act.other_titles)
        found.append((act.title, f"agreements/{act.id}/", view.say("Agreement"), meta, others))
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
