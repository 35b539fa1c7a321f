"""Puts into a wheel what a desk builds on and a checkout has beside the package.

`tessera/theme.py` and `tessera/authoring/desk.py` look for it there, and in a checkout at its own place.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

START = "tessera/authoring/start"


class Beside(BuildHookInterface[Any]):
    """Adds the theme, and each file that every desk has as Tessera has it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # a checkout has them
        root = Path(self.root)
        files = _named(root / "hooks" / "tessera" / "authoring" / "desk.py")
        build_data["force_include"] |= {
            "overrides": "tessera/theme",
            **{file: f"{START}/{file}" for file in files},
        }


def _named(path: Path) -> tuple[str, ...]:
    """What `FROM_TESSERA` of desk.py lists; the module itself needs packages that a build has not."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FROM_TESSERA":
            found: tuple[str, ...] = ast.literal_eval(node.value)
            return found
    raise RuntimeError(f"{path} does not say what a desk has from Tessera")
