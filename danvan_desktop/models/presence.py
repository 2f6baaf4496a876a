"""Whether the open file is still the one at its path, and its log too.

On some systems a file can be deleted or replaced while it is open: what is saved then goes where
nobody finds it. Looked at before every write. Must not write.
"""

from __future__ import annotations

from pathlib import Path

_Identity = tuple[int, int]


class Presence:
    """Remembers which file was opened at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log_path = path.with_name(path.name + "-wal")
        self._file = _identity(path)
        self._log: _Identity | None = None

    def is_same(self) -> bool:
        """False once the file, or the log that holds the newest rows, is gone or another."""
        log = _identity(self._log_path)
        if self._log is not None and log != self._log:
            return False
        self._log = log
        return self._file is not None and _identity(self._path) == self._file


def _identity(path: Path) -> _Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
