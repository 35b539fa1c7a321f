"""Tessera's own Jinja environment: everything is escaped, and a missing value is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tessera.outputs.facets import facets


def environment(root: Path) -> Environment:
    """The templates of `overrides/pages/` under the project's root."""
    made = Environment(
        loader=FileSystemLoader(root / "overrides" / "pages", encoding="utf-8"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["facets"] = facets  # _list.html: rows | facets(view)
    return made
