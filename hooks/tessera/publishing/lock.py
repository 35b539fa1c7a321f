"""One build of a site at a time, on one machine."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

from tessera.errors import TesseraError


class BusyError(TesseraError):
    """Another process is building the same site."""


class Lock:
    """A lock file that disappears with its holder's work and does not outlive its process.

    A record lock, not `flock`: worker processes forked during a build must not keep it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock or raise BusyError at once; OSError where no file can be made."""
        while self._file is None:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in {errno.EACCES, errno.EAGAIN}:
                    os.close(file)  # a file system without locks: the swap alone keeps order
                    return
                holder = os.read(file, 20).decode(errors="replace").strip() or "unknown"
                os.close(file)
                raise BusyError(
                    f"Another build of this site is running (process {holder}, {self.path}). "
                    "Nothing was changed; try again when it is done"
                ) from error
            if _is_at(file, self.path):
                os.truncate(file, 0)
                os.write(file, f"{os.getpid()}\n".encode())
                self._file = file
            else:  # its last holder removed it between our opening and our locking
                os.close(file)

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            self.path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = None


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
