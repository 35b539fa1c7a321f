"""The index of search is made anew when a page has changed, and only then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tessera.outputs.search.index import is_part
from tessera.publishing import indexing
from tessera.publishing.indexing import is_page
from tessera.publishing.keeping import Nothing
from tessera.publishing.writer import Writer, files

if TYPE_CHECKING:
    from tests.publishing.conftest import Project


def indexed(site: Path) -> Mapping[str, tuple[int, bytes]]:
    """The files of the index: which they are on the disk, and what is in them."""
    return {
        uri: ((site / uri).stat().st_ino, (site / uri).read_bytes())
        for uri in sorted(filter(is_part, files(site)))
    }


def told(index: Mapping[str, tuple[int, bytes]]) -> dict[str, bytes]:
    """What is in each file."""
    return {name: data for name, (_, data) in index.items()}


def test_the_last_sites_index_serves_while_no_page_changes(project: Project) -> None:
    before = indexed(project.site)
    assert project.build().returncode == 0

    assert indexed(project.site) == before
    assert len(before) > 20


def test_a_changed_page_is_indexed_and_the_last_site_stays_as_it_was(project: Project) -> None:
    before = indexed(project.site)
    last = project.site.with_name("last")
    shutil.copytree(project.site, last, copy_function=os.link)
    record = project.folder / "briefings" / "agreements" / "blr-ven-2006-science.yml"
    record.write_text(record.read_text().replace("in science", "in oceanography"))
    assert project.build().returncode == 0
    after = indexed(project.site)

    assert told(after) != told(before)
    assert any(b"oceanography" in data for data in told(after).values())
    assert indexed(last) == before
    kept = {name for name in after if after[name] == before.get(name)}
    assert len(kept) > len(after) // 2


def test_an_index_that_somebody_has_touched_is_made_again(project: Project) -> None:
    before = told(indexed(project.site))
    entry = project.site / "search" / "entry.json"
    (project.site / "search" / "pages" / "evil.json").write_text("[]")
    entry.write_text("{}")
    assert project.build().returncode == 0

    assert told(indexed(project.site)) == before


def test_pages_stand_at_most_two_folders_deep() -> None:
    found = ["index.html", "about/index.html", "agreements/a/index.html"]
    others = ["404.html", "pattern/map/embed/index.html", "agreements/a/index.json"]
    assert [uri for uri in [*found, *others] if is_page(uri)] == found


class Kept(dict[str, bytes]):
    """What is kept between two indexes, and how often it was written."""

    puts = 0

    def put(self, name: str, data: bytes) -> None:
        """Keep the data."""
        self.puts += 1
        self[name] = data


def page(text: str) -> str:
    """A page that is found."""
    return (
        f"<html lang='en'><body><div data-search='Page'><h1>A</h1><p>{text}</p></div></body></html>"
    )


def test_of_the_words_only_those_of_changed_pages_are_read_again(
    tmp_path: Path,
) -> None:
    built, words = Kept(), Kept()
    sites = [tmp_path / name for name in ("first", "second", "cold", "other")]
    for site in sites:
        for n in range(300):
            path = site / f"p{n}" / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(
                page(f"Words of page {n}." if site == sites[0] or n != 7 else "Edited.")
            )
        if site != sites[0]:
            (site / "p9" / "index.html").unlink()

    indexing.index(Writer(sites[0]), built, words, "code", lambda _: None)
    assert words.puts == indexing.PARTS
    indexing.index(Writer(sites[1], sites[0]), built, words, "code", lambda _: None)
    assert words.puts == indexing.PARTS + 2
    indexing.index(Writer(sites[2]), Nothing(), Nothing(), "code", lambda _: None)
    assert told(indexed(sites[1])) == told(indexed(sites[2]))
    assert indexed(sites[1]).items() & indexed(sites[0]).items()

    indexing.index(Writer(sites[3], sites[0]), Kept(), words, "other code", lambda _: None)
    assert words.puts == 2 * indexing.PARTS + 2
