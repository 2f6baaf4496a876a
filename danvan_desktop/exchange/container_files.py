"""The bytes of our containers on disk: written whole and read back, read with a bound.

Must not know what a container says.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.exchange import refusals
from danvan_desktop.exchange.container import MAX_FILE_BYTES
from danvan_desktop.saving import replacing

_SAFE = "Dữ liệu trong chương trình vẫn nguyên vẹn."


def save(path: Path, data: bytes) -> str:
    """Write a file whole or not at all and read it back; its SHA-256 in hex.

    Raises `UserError` when the place refuses the file, `StorageError` when the disk is full,
    fails, or gives back other bytes.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    if hashlib.sha256(load(path)).hexdigest() != digest:
        raise StorageError(
            f"Tệp “{path.name}” ghi ra rồi đọc lại không giống nhau: ổ đĩa hoặc USB có lỗi.",
            safe=_SAFE,
            todo="Ghi lại tệp ra ổ đĩa hoặc USB khác.",
        )
    return digest


def load(path: Path) -> bytes:
    """The bytes of a file. Raises `UserError` when it cannot be read or is far too large."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise refusals.too_large("Tệp", size, MAX_FILE_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.",
            safe=_SAFE,
            todo="Kiểm tra USB còn cắm không, chép tệp vào máy, hoặc chọn lại tệp.",
        ) from error
