"""How every file that leaves the program is written: whole, or not at all.

Owns the temporary file, the flush to disk and the replacement with its bounded retry (antivirus
holds a new file for a moment). Knows nothing of what is written. Standard library only.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_desktop.errors import DanVanError, StorageError, UserError

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # seconds; 2.5 in all
_PREFIX = ".dvk-"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BAD_NAME = (errno.ENAMETOOLONG, errno.EINVAL)
_LONG_PATH = 250  # Windows refuses more than 259 where long paths are not allowed


@contextmanager
def replacing(path: Path, *, opened_in: str = "chương trình khác") -> Iterator[Path]:
    """Give a temporary path beside `path`; a clean exit flushes it and puts it in place.

    On any error the temporary file is removed and what was at `path` stays. `opened_in` names
    the program that may hold the old file, for the message. Raises `UserError` when the file is
    held or the folder refuses, `StorageError` when the disk is full or fails.
    """
    temporary = path.parent / f"{_PREFIX}{os.urandom(6).hex()}.tmp"
    try:
        yield temporary
        _flush(temporary)
        _replace(temporary, path)
        _flush_folder(path.parent)
    except OSError as error:
        raise explain(error, path, opened_in) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def replacing_many(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Give an empty folder for files of these names; a clean exit puts them into `folder`.

    On any error, and when the work is stopped, none is put in place and what was there stays.
    Raises as `replacing` does; for an old file that is held, before anything is made.
    """
    temporary = folder / f"{_PREFIX}{os.urandom(6).hex()}.tmp"
    targets = [folder / name for name in names]
    target = folder
    try:
        for target in targets:
            if target.exists():
                target.open("r+b").close()
                target.rename(target)  # Windows refuses while a reader does not share its name
        target = targets[0]
        temporary.mkdir()
        yield temporary
        for target in targets:
            _flush(temporary / target.name)
        for target in targets:
            _replace(temporary / target.name, target)
        _flush_folder(folder)
    except OSError as error:
        raise explain(error, target) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a killed program left half-written; only where no other program writes."""
    with suppress(OSError):
        for path in folder.glob(f"{_PREFIX}*.tmp*"):
            path.unlink(missing_ok=True)


def explain(error: OSError, path: Path, opened_in: str = "chương trình khác") -> DanVanError:
    """Turn what the system said about `path` into words for an official."""
    safe = "Dữ liệu của đơn vị và tệp cũ (nếu có) vẫn nguyên vẹn."
    if error.errno in _FULL:
        return StorageError(
            f"Ổ đĩa đã đầy, chưa ghi được tệp “{path.name}”.",
            safe=safe,
            todo="Giải phóng dung lượng hoặc chọn nơi lưu khác, rồi thực hiện lại.",
        )
    if _is_bad_name(error, path):
        return UserError(
            f"Không đặt được tên tệp “{path.name}” trong thư mục này: tên hoặc đường dẫn quá dài, "
            "hoặc có ký tự Windows không nhận.",
            safe=safe,
            todo='Lưu với tên ngắn hơn, không có \\ / : * ? " < > |, hoặc vào thư mục ngoài hơn.',
        )
    if path.is_dir():
        return UserError(
            f"Ở nơi lưu đã có một thư mục tên “{path.name}”.",
            safe=safe,
            todo="Lưu với tên khác.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(
            f"Không tìm thấy thư mục “{path.parent}”.",
            safe=safe,
            todo="Kiểm tra USB hoặc ổ đĩa, hoặc chọn thư mục khác, rồi thực hiện lại.",
        )
    if isinstance(error, PermissionError) and path.exists() and not os.access(path, os.W_OK):
        return UserError(
            f"Tệp “{path.name}” chỉ cho đọc nên không ghi đè được.",
            safe=safe,
            todo="Lưu với tên khác, hoặc bỏ dấu “Chỉ đọc” (Read-only) trong thuộc tính của tệp.",
        )
    if isinstance(error, PermissionError) and path.exists():
        return UserError(
            f"Tệp “{path.name}” đang mở trong {opened_in} nên chưa ghi được.",
            safe=safe,
            todo="Đóng tệp đó rồi thực hiện lại, hoặc lưu với tên khác.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError(
            f"Không được phép ghi tệp “{path.name}” vào thư mục “{path.parent}”.",
            safe=safe,
            todo="Chọn thư mục khác, ví dụ Tài liệu (Documents), rồi thực hiện lại.",
        )
    return StorageError(
        f"Chưa ghi được tệp “{path.name}”: ổ đĩa báo lỗi.",
        safe=safe,
        todo="Kiểm tra ổ đĩa hoặc USB, chọn nơi lưu khác, rồi thực hiện lại.",
    )


def _is_bad_name(error: OSError, path: Path) -> bool:
    """Windows says of a path that is too long only that it was not found."""
    hidden = isinstance(error, FileNotFoundError) and len(str(path)) > _LONG_PATH
    return error.errno in _BAD_NAME or (hidden and path.parent.is_dir())


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    for wait in _WAITS:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
