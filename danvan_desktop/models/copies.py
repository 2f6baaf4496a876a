"""Verified copies of the open file: whole under the final name, or not there.

Owns `VACUUM INTO`, the check of the copy and the hash beside it. When and how many copies are
made is for `services.backup` and `database.open_database`.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from danvan_desktop.errors import StorageError
from danvan_desktop.models.connection import check_content, connect
from danvan_desktop.models.faults import damaged, storage_faults
from danvan_desktop.saving import explain, replacing

_ROOM = 3
"""How many times the file's size must be free before a copy is begun."""
MEGABYTE = 2**20


def snapshot(database: Any, source: Path, target: Path) -> str:
    """A verified copy at `target` of the open file `source`, with its SHA-256 beside it.

    The copy gets its final name only after it was opened, checked and counted. Returns the hash.
    Raises `StorageError` when there is too little room, or the copy is not what was copied.
    """
    check_room(source, target.parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, target) from error
    with replacing(target) as temporary:
        with storage_faults():
            marked = _mark(database)
            database.execute_sql("VACUUM INTO ?", (str(temporary),))
            counts: dict[str, int] | None = table_counts(database)
            if _mark(database) != marked:  # asked after the count, which takes many statements
                counts = None
        _check_copy(temporary, counts)
        digest = file_hash(temporary)
    with replacing(hash_path(target)) as temporary:
        temporary.write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    return digest


def _mark(database: Any) -> int:
    """Changes when another connection of ours has written meanwhile: then counts may differ."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


def _check_copy(path: Path, counts: dict[str, int] | None) -> None:
    copy = connect(path, immutable=True)
    try:
        check_content(copy, path)
        if counts is not None and table_counts(copy) != counts:
            raise damaged(path)
    finally:
        copy.close()


def check_room(source: Path, folder: Path) -> None:
    """Raise `StorageError` when less than three times the size of `source` is free."""
    near = folder.absolute()
    while not near.exists() and near != near.parent:
        near = near.parent
    try:
        free, need = shutil.disk_usage(near).free, _ROOM * source.stat().st_size
    except OSError as error:
        raise StorageError(
            f"Không tìm thấy ổ đĩa hoặc thư mục {folder}.",
            safe="Dữ liệu không thay đổi.",
            todo="Kiểm tra USB hoặc ổ đĩa, hoặc chọn thư mục khác, rồi thực hiện lại.",
        ) from error
    if free < need:
        raise StorageError(
            f"Ổ đĩa chỉ còn {free // MEGABYTE} MB, cần ít nhất {need // MEGABYTE + 1} MB.",
            safe="Dữ liệu không thay đổi.",
            todo="Dọn bớt ổ đĩa hoặc chọn nơi lưu khác, rồi thực hiện lại.",
        )


def table_counts(database: Any) -> dict[str, int]:
    """Rows per table, by the names in the file itself: an older file has other tables."""
    names = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: int(database.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for (name,) in names
    }


def hash_path(copy: Path) -> Path:
    return copy.with_name(copy.name + ".sha256")


def file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
