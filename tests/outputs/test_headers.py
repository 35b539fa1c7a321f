"""What a host is asked to send: the page's own policy, and nothing that would keep a reader out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tessera.outputs import headers
from tessera.outputs.site import Site
from tessera.settings import Settings


def rules(text: str) -> dict[str, dict[str, str]]:
    """Path → headers, as Netlify and Cloudflare Pages read the file."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def test_the_header_says_what_every_page_says(root: Path, make_site: Callable[..., Site]) -> None:
    """The policy in mkdocs.yml, in one line: no inline script or style, nobody else's address."""
    settings = Settings.of_project(root)
    found = rules(
        headers.make(make_site({}, csp=settings.csp, site_url="https://x.example/"), headers.URI)
    )
    policy = found["/*"]["Content-Security-Policy"]

    assert policy == settings.csp
    assert "\n" not in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert found["/*"]["Referrer-Policy"] == "no-referrer"
    for folder in ("/cards/*", "/search/index/*", "/search/pages/*"):
        assert found[folder]["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize(
    ("address", "path"),
    [("https://x.example/", "/*"), ("https://x.example/desk/", "/desk/*"), ("", "/*")],
)
def test_rules_begin_where_the_site_does(
    make_site: Callable[..., Site], address: str, path: str
) -> None:
    found = rules(headers.make(make_site({}, site_url=address), headers.URI))

    assert path in found
    assert "Content-Security-Policy" not in found[path], "a site without a policy sends none"


def test_every_page_keeps_its_readers_to_itself(root: Path) -> None:
    """Both frames in which pages stand ask for no referrer."""
    for name in ("main.html", "pages/embed.html"):
        text = (root / "overrides" / name).read_text("utf-8")
        assert '<meta name="referrer" content="no-referrer">' in text
