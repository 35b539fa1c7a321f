"""The index of search is made anew when a page has changed, and only then."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.publishing.conftest import Project


def indexed(site: Path) -> Mapping[str, tuple[int, bytes]]:
    """The files of the index: which they are on the disk, and what is in them."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.read_bytes())
        for path in sorted((site / "pagefind").rglob("*"))
        if path.is_file()
    }


def told(index: Mapping[str, tuple[int, bytes]]) -> dict[str, bytes]:
    """What is in each file."""
    return {name: data for name, (_, data) in index.items()}


def test_the_last_sites_index_serves_while_no_page_changes(project: Project) -> None:
    before = indexed(project.site)
    assert project.build().returncode == 0

    assert indexed(project.site) == before
    assert any(name.endswith(".pf_meta") for name in before)


def test_a_changed_page_is_indexed_and_the_last_site_stays_as_it_was(project: Project) -> None:
    before = indexed(project.site)
    last = project.site.with_name("last")
    shutil.copytree(project.site, last, copy_function=os.link)
    record = project.folder / "briefings" / "agreements" / "blr-ven-2006-science.yml"
    record.write_text(record.read_text().replace("in science", "in oceanography"))
    assert project.build().returncode == 0
    after = indexed(project.site)

    assert told(after) != told(before)
    assert any(b"oceanography" in gzip.decompress(data) for name, data in told(after).items()
               if name.endswith(".pf_fragment"))  # fmt: skip
    assert indexed(last) == before


def test_an_index_that_somebody_has_touched_is_made_again(project: Project) -> None:
    before = told(indexed(project.site))
    entry = project.site / "pagefind" / "pagefind-entry.json"
    entry.with_name("evil.js").write_text("alert(1)")
    entry.write_text("{}")
    assert project.build().returncode == 0

    assert told(indexed(project.site)) == before
