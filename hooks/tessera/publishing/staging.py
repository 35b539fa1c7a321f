"""The folder a site is built in, beside the one that readers see.

    staging = Staging.begin(site)       locks, removes what dead builds left, makes a folder
    … write into staging.folder …
    staging.commit()                    the new site is in place, the old one gone, or spare
    staging.discard()                   or: as if nothing had happened

A build that dies at any moment leaves the old site or the new one. The folder `site` itself is
replaced: a process that has entered it keeps the old one, so serve it by its path.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from tessera.errors import TesseraError
from tessera.publishing import spare, swap
from tessera.publishing.lock import Lock


class StagingError(TesseraError):
    """There is no place to build the site in, or none to put it."""


class Staging:
    """One build's folder. `target` is the site, with links resolved; `folder` is written to."""

    def __init__(self, target: Path, folder: Path, lock: Lock, *, in_place: bool) -> None:
        self.target = target
        self.folder = folder
        self.in_place = in_place
        self._lock = lock

    @classmethod
    def begin(cls, site: Path) -> Staging:
        """Start a build; BusyError if another one runs, StagingError if nothing can be written."""
        target = site.resolve()
        if target.exists() and not target.is_dir():
            raise StagingError(f"The site's folder is a file: {target}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            lock = Lock(target.with_name(f".{target.name}.lock"))
            lock.acquire()
        except OSError:
            return cls._inside(target)
        try:
            sweep(target)
            folder = target.with_name(f".{target.name}.{os.getpid()}.next")
            folder.mkdir()
        except BaseException:
            lock.release()
            raise
        return cls(target, folder, lock, in_place=target.is_mount())

    @classmethod
    def _inside(cls, target: Path) -> Staging:
        """Beside the site nothing can be written: build elsewhere, copy into it at the end."""
        if not target.is_dir() or not os.access(target, os.W_OK | os.X_OK):
            raise StagingError(f"The site cannot be written: {target} and its parent are read-only")
        lock = Lock(target / ".tessera.lock")
        lock.acquire()
        folder = Path(tempfile.mkdtemp(prefix="tessera-"))
        return cls(target, folder, lock, in_place=True)

    @property
    def spare(self) -> Path:
        """Where the site before the last one is, if it was kept."""
        return self.target.with_name(f".{self.target.name}.spare")

    def commit(self, *, keep: bool = False) -> None:
        """Put the new site in place of the old one, and `keep` that as the spare one, if possible."""
        try:
            if self.in_place:
                swap.mirror(self.folder, self.target)
            elif self._exchanged():
                if keep:
                    spare.keep(self.folder, self.spare)
            elif not swap.replace(self.folder, self.target, self._aside):
                self.target.mkdir(exist_ok=True)
                swap.mirror(self.folder, self.target)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the folder, whichever site it holds by now, and let the next build begin."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.target.exists():
            shutil.rmtree(self._aside, ignore_errors=True)
        self._lock.release()

    def _exchanged(self) -> bool:
        """Whether the two have changed their names."""
        if not self.target.exists():
            return False
        shutil.copymode(self.target, self.folder)
        _carry_hidden(self.target, self.folder)
        return swap.exchange(self.folder, self.target)

    @property
    def _aside(self) -> Path:
        return self.target.with_name(f".{self.target.name}.{os.getpid()}.old")


def sweep(target: Path) -> None:
    """Remove what builds of dead processes left beside `target`; called with the lock held.

    A site that was renamed away by a build that died before the second rename comes back.
    """
    name = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.(next|old|spare)")
    for path in sorted(target.parent.iterdir()):
        if (match := name.fullmatch(path.name)) and path.is_dir() and not path.is_symlink():
            pid = int(match[1])
            if pid != os.getpid() and _alive(pid):
                continue
            if match[2] == "old" and not target.exists():
                path.rename(target)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _carry_hidden(old: Path, new: Path) -> None:
    """Keep `.git`, `.well-known` and their like: no build makes them, so none may lose them."""
    for path in old.glob(".*"):
        copy = new / path.name
        if copy.exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, copy, symlinks=True)
        else:
            shutil.copy2(path, copy, follow_symlinks=False)
