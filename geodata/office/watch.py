"""Whether a database file has changed, told in a few microseconds and without a lock."""

import os
from pathlib import Path
from threading import Lock

Signature = tuple[int, int, int, int, bytes]
"""Device, inode, size, time of the last change, and SQLite's own counter of changes: times may be
coarser than two writes are apart, the counter is not."""

_HEADER = 28
_COUNTER = slice(24, 28)
"""The "file change counter" of SQLite's file format."""


class Watch:
    """Watches one file, also one that is not there yet or is put in the place of another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int, int] | None = None
        self._opening = Lock()

    def signature(self) -> Signature | None:
        """Another one after every change; None while there is no such file. Raises OSError if it
        cannot be reached."""
        try:
            seen = os.stat(self._path)
            header = self._header(seen)
        except FileNotFoundError:
            return None
        return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, header[_COUNTER]

    def _header(self, seen: os.stat_result) -> bytes:
        if not hasattr(os, "pread"):
            with self._path.open("rb", buffering=0) as file:
                return file.read(_HEADER)
        return os.pread(self._descriptor(seen), _HEADER, 0)

    def _descriptor(self, seen: os.stat_result) -> int:
        """Stays open for good: where POSIX locks are kept, to close any descriptor of a file gives
        up all locks of the process on it, also those that SQLite holds while it writes."""
        opened = self._opened
        if opened is None or opened[1:] != (seen.st_dev, seen.st_ino):
            with self._opening:
                descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
                found = os.fstat(descriptor)
                opened = descriptor, found.st_dev, found.st_ino
                self._opened = opened
        return opened[0]
