"""Opening a file in a folder that cannot be written to: from a private copy, for reading only.

A database with a log cannot be opened read-only where its log cannot be read back, so file and
log are copied, put together, and the result is opened as a file that never changes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from danvan_desktop.errors import StorageError
from danvan_desktop.models.database import open_database


def open_copy(source: Path, scratch: Path) -> Any:
    """Open a copy of `source` in the private folder `scratch`; the tables are bound to it.

    Raises `StorageError` as `open_database` does, and when the file cannot be read or copied.
    """
    copy = scratch / source.name
    try:
        for suffix in ("", "-wal"):
            if source.with_name(source.name + suffix).exists():
                shutil.copyfile(
                    source.with_name(source.name + suffix), copy.with_name(copy.name + suffix)
                )
    except OSError as error:
        raise StorageError(
            f"Không đọc được tệp dữ liệu {source.name}, hoặc ổ đĩa tạm đã đầy.",
            safe="Dữ liệu không thay đổi.",
            todo="Cấp quyền cho thư mục dữ liệu hoặc dọn bớt ổ đĩa, rồi mở lại chương trình.",
        ) from error
    open_database(copy, scratch / "backups").close()  # reads the log back; migrates the copy
    return open_database(copy, scratch / "backups", immutable=True)
