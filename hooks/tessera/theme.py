"""Where templates, sheets, scripts and flags come from: the desk's own overrides/, then Tessera's.

A wheel carries Tessera's as `tessera/theme/`; in a checkout it is the project's own overrides/.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
OURS = _HERE / "theme" if (_HERE / "theme").is_dir() else _HERE.parents[1] / "overrides"
"""Tessera's own folder."""


def folders(root: Path) -> tuple[Path, ...]:
    """The folders to look in, first found first; `root` is the project's folder."""
    own = root / "overrides"
    return (OURS,) if own.resolve() == OURS else (own, OURS)
