"""What the first bytes of a file say, read before SQLite is let near it.

SQLite takes a file of 0 bytes for a new database, and changes a file by merely opening it; a file
that is not ours, or is newer, must stay byte for byte what it is. Must not write.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.errors import DamagedDataError, StorageError

APPLICATION_ID = 0x44564B31
"""Marks our files ("DVK1"): an SQLite file without it is another program's."""

_MAGIC = b"SQLite format 3\x00"
_BYTES = 100
_SAFE = "Chương trình không ghi gì vào tệp này; các bản sao lưu vẫn còn nguyên."


@dataclass(frozen=True)
class Header:
    application_id: int
    user_version: int


def read_header(path: Path) -> Header:
    """Identity of an SQLite file, from its bytes 60-63 and 68-71.

    Raises `StorageError` when there is no such file, it cannot be read, or it is no SQLite file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_BYTES)
    except FileNotFoundError as error:
        raise DamagedDataError(
            f"Không tìm thấy tệp dữ liệu {path.name}.",
            safe="Chương trình không tạo tệp mới thay cho tệp đó.",
            todo="Kiểm tra thư mục dữ liệu, hoặc khôi phục từ bản sao lưu.",
        ) from error
    except OSError as error:
        raise StorageError(
            f"Không đọc được tệp dữ liệu {path.name}.",
            safe=_SAFE,
            todo="Kiểm tra quyền đọc thư mục dữ liệu rồi mở lại chương trình.",
        ) from error
    if not head.startswith(_MAGIC) or len(head) < _BYTES:
        raise DamagedDataError(
            f"Tệp {path.name} không phải tệp dữ liệu của chương trình (tệp rỗng hoặc bị hỏng).",
            safe=_SAFE,
            todo="Giữ lại tệp này và khôi phục từ bản sao lưu gần nhất trong thư mục backups.",
        )
    version, application = struct.unpack_from(">I4xI", head, 60)
    return Header(application, version)


def check_identity(name: str, header: Header, newest: int) -> None:
    """Raise `StorageError` for another program's file and for one newer than version `newest`."""
    if header.application_id != APPLICATION_ID:
        raise StorageError(
            f"Tệp {name} là dữ liệu của một chương trình khác.",
            safe="Dữ liệu chưa bị thay đổi gì.",
            todo="Chọn đúng thư mục dữ liệu của Dân Vận Khéo.",
        )
    if header.user_version > newest:
        raise StorageError(
            f"Tệp {name} do phiên bản mới hơn tạo ra (dữ liệu phiên bản {header.user_version}, "
            f"chương trình này chỉ đọc được đến phiên bản {newest}).",
            safe="Dữ liệu chưa bị thay đổi gì.",
            todo="Cài phiên bản mới của chương trình rồi mở lại.",
        )
