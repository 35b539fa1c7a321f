"""Whoever fills a project's cache and its last site changes nothing of the next one."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tessera.publishing.cache import Cache
from tessera.publishing.keeping import believed, own
from tessera.publishing.signed import SIZE
from tessera.settings import Settings

if TYPE_CHECKING:
    from tests.publishing.conftest import Project

PAGE = "agreements/blr-irn-1998-science/index.html"


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("signature", ["kept", "left out"])
def test_a_page_that_another_has_put_into_the_last_site_is_not_published(
    project: Project, signature: str
) -> None:
    """Nor is a card, where everything that can be forged without the key is forged."""
    before, cache = files(project.site), Cache(project.folder / ".cache" / "tessera")
    page = project.site / PAGE
    old = sha256(page.read_bytes()).hexdigest()
    page.write_text("<script>alert(1)</script>")
    new = sha256(page.read_bytes()).hexdigest()
    stored = cache.get("build", "last") or b""
    sign, told = stored[:SIZE], stored[SIZE:].decode()
    assert old in told
    forged = told.replace(old, new).encode()
    assert json.loads(forged)
    cache.put("build", "last", sign + forged if signature == "kept" else forged)
    card = next((cache.root / "cards").iterdir())
    cache.put("cards", card.name, (sign if signature == "kept" else b"") + b"another picture")

    assert project.build().returncode == 0
    assert files(project.site) == before


def test_what_this_user_has_kept_is_believed(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path / "project")
    believed(settings, "build").put("last", b"data")

    assert believed(settings, "build").get("last") == b"data"


def test_where_no_key_can_be_kept_nothing_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(root=tmp_path / "project")
    believed(settings, "build").put("last", b"data")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file" / "inside"))
    believed(settings, "build").put("last", b"other")

    assert believed(settings, "build").get("last") is None
    assert own(settings, "read") is None


def test_a_store_that_the_desk_has_named_is_believed_but_never_opened_as_a_program(
    tmp_path: Path,
) -> None:
    settings = Settings(root=tmp_path / "project", cache=(tmp_path / "store").as_uri())
    believed(settings, "cards").put("one", b"picture")

    assert believed(settings, "cards").get("one") == b"picture"
    assert own(settings, "read") is None
