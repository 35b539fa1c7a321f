"""Writing into briefings/: one file at a time, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def path_of(root: Path, *parts: str) -> Path:
    """Where a file of briefings/ stands, such as `agreements`, `un`, `un-1.yml`."""
    return Path(root, "briefings", *parts)


def keep(path: Path, content: str | bytes) -> Path:
    """Write the file aside, then give it its name; its folder is made. Returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that nobody reads it as a record while it is half written or left behind.
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path
