"""Says which files changed under some folders, once they have stopped changing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Thread

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.03
"""Seconds without a change before one is told: saving in place is a truncation and a write."""
LONGEST = 0.5
"""Seconds after which changes are told even if they go on."""
PATIENCE = 2.0
"""Seconds that whoever stops it waits for a thread: none of them keeps the program from ending."""

# Reading a file opens and closes it: told of that, a reload would cause the next one, and the
# system would tell of every file of a large desk three times.
_FILES = (FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent)
# A folder is modified with each file in it, but only moved or deleted with all of them.
_FOLDERS = (DirDeletedEvent, DirMovedEvent)
_CHANGES = [*_FILES, *_FOLDERS]


class Watcher(FileSystemEventHandler):
    """Calls `changed` with the paths, from its own thread, between `start` and `stop`.

    Told is what has been still for `quiet` seconds, or has gone on for `longest`. Hidden files and
    editors' backups are not told.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        changed: Callable[[frozenset[Path]], object],
        *,
        quiet: float = QUIET,
        longest: float = LONGEST,
    ) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._tell = changed
        self._quiet, self._longest = quiet, longest
        self._paths: set[Path] = set()
        self._news = Condition()
        self._stopped = False
        self._thread = Thread(target=self._run, name="tessera-watcher", daemon=True)
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Watch through the system's own notices, or by looking twice a second without them."""
        self._thread.start()
        for make in (Observer, PollingObserver):
            observer = make(timeout=0.5)
            try:
                for folder in self._folders:
                    observer.schedule(self, str(folder), recursive=True, event_filter=_CHANGES)
                observer.start()
            except OSError:  # the system's limit of watches is reached
                continue
            self._observer = observer
            return

    def stop(self) -> None:
        with self._news:
            self._stopped = True
            self._news.notify_all()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(PATIENCE)
            self._observer = None
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not isinstance(event, (*_FILES, *_FOLDERS)):
            return
        paths = {Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        if told := {path for path in paths if not _ignored(path.name)}:
            with self._news:
                self._paths |= told
                self._news.notify_all()

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._paths or self._stopped)
                waited = 0.0
                while waited < self._longest and not self._stopped:
                    before = len(self._paths)
                    if not self._news.wait(self._quiet) and len(self._paths) == before:
                        break
                    waited += self._quiet
                if self._stopped:
                    return
                paths, self._paths = frozenset(self._paths), set()
            self._tell(paths)


def _ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
