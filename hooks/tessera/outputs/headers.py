"""`_headers`: what a host should say with each file, in the form that Netlify and Cloudflare Pages read.

The policy stands in every page as well, because a plain file server sends no headers. Other hosts are told
the same in their own words: docs/publishing.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.producer import Producer
from tessera.outputs.search.index import NAMED
from tessera.outputs.site import Site

URI = "_headers"
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    # What somebody reads here is nobody else's business, least of all a source's.
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    # Pages and data are public: DuckDB in a browser, and other sites, may read them.
    ("Access-Control-Allow-Origin", "*"),
)
TYPES = (
    ("/*.md", "text/markdown; charset=utf-8"),
    ("/*.jsonl", "application/jsonl; charset=utf-8"),
    ("/*.parquet", "application/vnd.apache.parquet"),
    ("/*.sqlite", "application/vnd.sqlite3"),
    ("/*.ics", "text/calendar; charset=utf-8"),
    ("/*.opml", "text/x-opml; charset=utf-8"),
)
FOREVER = "public, max-age=31536000, immutable"
"""For files whose address changes with what is in them."""
KEPT = ("cards/", *NAMED)
"""The folders of such files."""


def make(site: Site, key: str) -> str:
    """The rules, the general one first."""
    # Where there is an /admin/, policies differ from page to page, and logging in opens a window.
    admin = bool(site.settings.admin)
    policy = (
        [("Content-Security-Policy", site.settings.csp)] if site.settings.csp and not admin else []
    )
    opener = ("Cross-Origin-Opener-Policy", "same-origin-allow-popups" if admin else "same-origin")
    rules: list[tuple[str, Iterable[tuple[str, str]]]] = [
        ("/*", (*policy, *ALWAYS, opener)),
        *((path, (("Content-Type", kind),)) for path, kind in TYPES),
        *((f"/{folder}*", (("Cache-Control", FOREVER),)) for folder in KEPT),
    ]
    root = site.settings.base_path.rstrip("/")
    return "".join(
        f"{root}{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers)
        for path, headers in rules
    )


HEADERS = Producer("headers", lambda _: (URI,), lambda _, key: key, make)
