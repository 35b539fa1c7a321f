"""The site before the last one, kept for the next build to begin with.

After an edit nearly all files of two sites are the same ones, linked. To link each of them into a new
folder, and to remove the old one, costs a disk more than all that the edit changes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tessera.outputs.producer import Stamp
from tessera.publishing import swap
from tessera.publishing.writer import files, stamp_of


def keep(old: Path, spare: Path) -> None:
    """Let a site that was replaced be the spare one; where that cannot be, it stays."""
    for hidden in old.glob(".*"):  # the site has it by now, and would not take it over again
        _remove(hidden)
    _remove(spare)
    with suppress(OSError):
        old.rename(spare)


def begin(folder: Path, spare: Path, standing: Mapping[str, Stamp]) -> None:
    """Give a build's folder, beside what it has, what stands of the spare site, which is gone then.

    `standing` tells of each address how its file would have to be. All else that is there is left
    out, and all of it where the two cannot be one.
    """
    # By a name of its own nobody else takes it, as the next build would if this one was killed.
    taken = spare.with_name(f"{spare.stem}.{os.getpid()}{spare.suffix}")
    try:
        spare.rename(taken)
    except OSError:  # there is none
        return
    given = {*files(folder)}
    with suppress(OSError):
        if standing and taken.is_dir() and not taken.is_symlink():
            _leave(str(taken), "", {uri: one for uri, one in standing.items() if uri not in given})
            for uri in given:
                place = taken / uri
                place.parent.mkdir(parents=True, exist_ok=True)
                place.hardlink_to(folder / uri)
            swap.exchange(taken, folder)
    _remove(taken)


def _leave(folder: str, inside: str, standing: Mapping[str, Stamp]) -> bool:
    """Remove what does not stand, with folders that are empty then; whether anything is left."""
    left = False
    with os.scandir(folder) as found:
        entries = [*found]
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if _leave(entry.path, f"{inside}{entry.name}/", standing):
                left = True
            else:
                os.rmdir(entry.path)  # noqa: PTH106  once for every page
        elif stamp_of(entry.stat(follow_symlinks=False)) == standing.get(inside + entry.name):
            left = True
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return left


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
