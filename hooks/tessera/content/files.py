"""Reading files that strangers sent: regular files only, of a bounded size, in UTF-8.

Nothing is followed out of the folder: a symbolic link, a FIFO or a device under `briefings/` is a
problem and is never opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from tessera.errors import Problem

MAX_RECORD = 64 * 1024
MAX_LIST = 4 * 1024 * 1024
_MEANT = {".yaml": ".yml", ".markdown": ".md"}


def name_of(path: Path, root: Path) -> str:
    """A path below `root` as messages and records have it: `briefings/agreements/x.yml`."""
    return path.as_posix()[
        len(root.as_posix().rstrip("/")) + 1 :
    ]  # relative_to is ten times slower


def ignored(name: str) -> bool:
    """Whether an entry of a folder is nobody's record: hidden, or a note to other authors."""
    return name.startswith(".") or name == "README.md"


def find(
    folder: Path, suffix: str, root: Path, problems: list[Problem], also: Collection[str] = ()
) -> Iterator[Path]:
    """Every file below `folder` that ends in `suffix`, or in one of `also`, sorted by path.

    Anything else that stands there is a problem, except hidden files and README.md.
    """
    shown = name_of(folder, root)
    if folder.is_symlink():
        problems.append(_refused(shown, "a symbolic link"))
        return
    if not folder.exists():
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(shown, error))
        return
    for entry in entries:
        path = Path(entry.path)
        name = name_of(path, root)
        if ignored(entry.name):
            continue
        if not entry.name.isprintable():
            problems.append(
                Problem(ascii(name)[1:-1], 1, 1, "bad-file-name", "The file's name has characters "
                        "that cannot be seen", "letters, digits and hyphens")
            )  # fmt: skip
        elif entry.is_symlink():
            problems.append(_refused(name, "a symbolic link"))
        elif entry.is_dir():
            yield from find(path, suffix, root, problems, also)
        elif not entry.is_file():
            problems.append(_refused(name, "not a regular file"))
        elif entry.name.endswith((suffix, *also)):
            yield path
        else:
            problems.append(
                Problem(
                    name, 1, 1, "unexpected-file", "This file is not read",
                    f"files ending in {suffix} here",
                    f"`{path.stem}{suffix}`" if _MEANT.get(path.suffix) == suffix else "",
                )
            )  # fmt: skip


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(name, 1, 1, "unreadable", f"Cannot be read: {error.strerror}",
                   "something there that this program may read")  # fmt: skip


def _refused(name: str, what: str) -> Problem:
    return Problem(name, 1, 1, "not-a-file", f"This is {what}", "a plain file or folder")


def read_bytes(path: Path, root: Path, limit: int) -> bytes | Problem:
    """The file's bytes, or the problem that kept them from being read."""
    try:
        # O_NONBLOCK so that a FIFO put here between listing and opening cannot hang the build.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        return _unreadable(name_of(path, root), error)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return _refused(name_of(path, root), "not a regular file")
        data = os.read(descriptor, min(status.st_size, limit) + 1)
        while 0 < len(data) <= limit and (more := os.read(descriptor, limit + 1 - len(data))):
            data += more
    finally:
        os.close(descriptor)
    if len(data) > limit:
        return Problem(name_of(path, root), 1, 1, "too-large", f"The file is larger than {limit // 1024} KiB",
                       "one record a file; long documents belong in their archive")  # fmt: skip
    return data


def read(path: Path, root: Path, limit: int = MAX_RECORD) -> str | Problem:
    """The file's text, or the problem that kept it from being read."""
    data = read_bytes(path, root, limit)
    if isinstance(data, Problem):
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        return Problem(name_of(path, root), line, column, "not-utf-8", "The file is not UTF-8 here",
                       "text saved as UTF-8")  # fmt: skip
    return text.removeprefix("\ufeff")
