"""What SQLite says about the disk, in words for an official.

Owns the one table from SQLite's result codes to `StorageError`. Must not open or write anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError
from playhouse.sqlcipher_ext import sqlcipher

from danvan_desktop.errors import DamagedDataError, StorageError

_SAFE = "Dữ liệu đã lưu trước đó vẫn nguyên vẹn; thao tác vừa rồi chưa được ghi."

_WORDS: dict[str, tuple[str, str]] = {
    "full": ("Ổ đĩa đã đầy.", "Dọn bớt ổ đĩa rồi lưu lại; nội dung đang nhập vẫn còn."),
    "busy": (
        "Tệp dữ liệu đang bận: việc khác hoặc chương trình khác đang ghi.",
        "Đợi một lát rồi lưu lại.",
    ),
    "read_only": (
        "Thư mục dữ liệu chỉ cho phép đọc.",
        "Cấp quyền ghi cho thư mục dữ liệu rồi lưu lại.",
    ),
    "missing": (
        "Không mở được tệp dữ liệu: thư mục hoặc ổ đĩa không còn, hoặc không có quyền.",
        "Kiểm tra ổ đĩa và quyền của thư mục dữ liệu rồi mở lại chương trình.",
    ),
    "failing": (
        "Không đọc hoặc ghi được tệp dữ liệu: ổ đĩa báo lỗi.",
        "Đóng chương trình, kiểm tra ổ đĩa, rồi khôi phục từ bản sao lưu nếu cần.",
    ),
    "damaged": (
        "Tệp dữ liệu bị hỏng.",
        "Đóng chương trình, giữ lại tệp này và khôi phục từ bản sao lưu gần nhất.",
    ),
}

_KINDS = {5: "busy", 6: "busy", 3: "read_only", 8: "read_only", 10: "failing", 11: "damaged"}
_KINDS |= {13: "full", 14: "missing", 26: "damaged"}
"""By SQLite's primary result code."""

_SHM_SIZE = 10 | 19 << 8
"""The index beside the log could not grow: the disk is full."""
_SHM_BYTES = 64 * 1024


DRIVER_FAULTS = (DatabaseError, sqlcipher.DatabaseError)
"""What peewee raises, and what the driver raises where peewee does not stand between."""


@contextmanager
def storage_faults() -> Iterator[None]:
    """Faults of the disk inside come out as `StorageError`; anything else as it is."""
    try:
        yield
    except DRIVER_FAULTS as error:
        explained = storage_error(error)
        if explained is None:
            raise
        raise explained from error


def storage_error(error: BaseException) -> StorageError | None:
    """The official's words for a fault of the disk; None for any other error."""
    kind = fault_kind(error)
    return _in_words(kind) if kind else None


def _in_words(kind: str) -> StorageError:
    what, todo = _WORDS[kind]
    return StorageError(what, safe=_SAFE, todo=todo)


def fault_kind(error: BaseException) -> str:
    """`full`, `busy`, `read_only`, `missing`, `failing`, `damaged`, or empty: not of the disk.

    Looks through the causes too, since an error of ours or of peewee may stand before them.
    """
    for each in _chain(error):
        code = getattr(each, "sqlite_errorcode", 0)
        if code == _SHM_SIZE:
            return "full"
        if code & 0xFF in _KINDS:
            return _KINDS[code & 0xFF]
    return ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    passed: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in passed:
        passed.append(each)
        yield each
        each = each.__cause__ or each.__context__


def damaged(path: Path) -> DamagedDataError:
    return DamagedDataError(
        f"Tệp dữ liệu {path.name} bị hỏng.",
        safe="Chương trình không ghi gì thêm vào tệp; các bản sao lưu vẫn còn nguyên.",
        todo="Giữ lại tệp này và khôi phục từ bản sao lưu gần nhất trong thư mục backups.",
    )


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """While a file is opened: a damaged one is named, other faults are told as they are."""
    try:
        yield
    except (*DRIVER_FAULTS, StorageError) as error:
        kind = fault_kind(error)
        if isinstance(error, StorageError) and not kind:
            raise
        if kind == "failing" and _is_full(path):
            kind = "full"
        raise (damaged(path) if kind in ("", "damaged") else _in_words(kind)) from error


def _is_full(path: Path) -> bool:
    """On a full disk SQLite cannot make the index beside the log, and says no more than that."""
    try:
        return shutil.disk_usage(path.parent).free < _SHM_BYTES
    except OSError:
        return False
