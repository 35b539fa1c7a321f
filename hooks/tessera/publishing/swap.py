"""Put one folder where another is, so that a reader meets the old site or the new, never a mix.

In order of preference: exchange the two names in one system call; rename the old one away and
the new one in; and where the folder's name cannot change (a mount point, a read-only parent),
copy file by file, each whole, pages last.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically; False where the system or the file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)


def replace(new: Path, target: Path, aside: Path) -> bool:
    """Rename `target` to `aside`, `new` to `target`; False, with nothing changed, if refused."""
    try:
        if target.exists():
            target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            if aside.exists():
                aside.rename(target)
            raise
    except OSError as error:
        if error.errno in {errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EACCES, errno.EROFS}:
            return False
        raise
    return True


def mirror(new: Path, target: Path) -> None:
    """Make `target` hold what `new` holds, with hidden entries at its top left alone.

    What pages need comes before the pages, what nobody links any more goes last.
    """
    wanted = set(_files(new))
    for path in sorted(wanted, key=lambda path: (path.suffix == ".html", path)):
        _place(new / path, target / path, target)
    for path in sorted(_files(target)):
        if path not in wanted and not path.parts[0].startswith("."):
            (target / path).unlink()
    for folder, _, _ in os.walk(target, topdown=False):
        path = Path(folder)
        inner = path.relative_to(target)
        if inner.parts and not inner.parts[0].startswith(".") and not any(path.iterdir()):
            path.rmdir()


def _place(source: Path, place: Path, top: Path) -> None:
    if place.is_file() and filecmp.cmp(source, place, shallow=False):
        return
    for parent in reversed(place.parents):
        if parent.is_relative_to(top) and parent.is_file():
            parent.unlink()  # a file of the old site where the new one has a folder
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    whole = place.with_name(f".{place.name[:200]}.new")
    shutil.copy2(source, whole)
    whole.replace(place)


def _files(folder: Path) -> Iterator[Path]:
    """Every file under `folder`, relative to it; links are files."""
    for parent, folders, names in os.walk(folder):
        names += [name for name in folders if Path(parent, name).is_symlink()]
        for name in names:
            yield Path(parent, name).relative_to(folder)
