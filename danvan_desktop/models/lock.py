"""One program at a time in a data folder: an operating-system lock on a file.

The lock goes when the process goes, however it ends; nothing stale is left behind.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from danvan_desktop.errors import StorageError

_OFFSET = 1 << 20
"""Byte that is locked: beyond the text, so that others can read who holds the folder."""


class FolderInUseError(StorageError):
    """Another program has this data folder open."""


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_OFFSET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds `path` locked from construction until `release`.

    Raises `FolderInUseError`, naming the computer and the time, when another holds it.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+", encoding="utf-8")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise FolderInUseError(
                f"Thư mục dữ liệu đang được mở{_holder(path)}.",
                safe="Dữ liệu không bị ảnh hưởng.",
                todo="Dùng cửa sổ đang mở, hoặc đóng cửa sổ đó rồi thử lại.",
            ) from error
        self._write_holder()

    def _write_holder(self) -> None:
        now = datetime.now()
        holder = {
            "computer": socket.gethostname(),
            "process": os.getpid(),
            "since": f"{now:%H:%M} ngày {now:%d/%m/%Y}",
        }
        # On a full disk the folder is locked all the same, only without saying by whom.
        with suppress(OSError):
            self._file.seek(0)
            self._file.truncate()
            self._file.write(json.dumps(holder, ensure_ascii=False))
            self._file.flush()

    def release(self) -> None:
        with suppress(OSError):
            self._file.close()


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f" trên máy {holder['computer']} từ {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
