"""Background pictures: looked at, made safe and no larger than paper needs, before they are kept.

Owns what a picture may be. Whatever comes in is decoded and written anew, so that what is kept
holds pixels only. Where it is kept is for services.
"""

from __future__ import annotations

import io
from typing import Any

from danvan_desktop.errors import UserError

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 80_000_000
"""A3 at 600 dpi is 70 million; every one of them takes four bytes while it is read."""
_LONG_SIDE = 4961
"""Pixels of the long side of A3 at 300 dpi; more is not seen on paper."""
_SHORTEST = 100
_QUALITY = 90
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
_SAFE = "Mẫu giấy không thay đổi."


def made_safe(content: bytes, name: str) -> bytes:
    """The picture as a JPEG of at most A3 at 300 dpi, upright, on white; the same for the same.

    Raises `UserError` for what is no picture, is broken, too large or too small.
    """
    from PIL import Image

    if len(content) > MOST_BYTES:
        raise _refusal(f"Ảnh “{name}” lớn hơn {MOST_BYTES // 1024 // 1024} MB.", "Thu nhỏ ảnh")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            _check_size(picture, name)
            return _written(_flat(picture))
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise _refusal(
            f"“{name}” không phải là ảnh, hoặc đã hỏng.", "Mở ảnh bằng chương trình khác để xem"
        ) from error


def is_made_safe(content: bytes) -> bool:
    """Whether bytes are a sound JPEG within our measures, as `made_safe` gives."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
            small = max(picture.size) <= _LONG_SIDE and min(picture.size) >= 1
            picture.load()
            return small and picture.mode == "RGB"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _check_size(picture: Any, name: str) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_large(name)
    if min(width, height) * min(1.0, _LONG_SIDE / max(width, height)) < _SHORTEST:
        raise _refusal(
            f"Ảnh “{name}” quá nhỏ ({width} × {height} điểm) để in kín trang giấy.", "Dùng ảnh rõ"
        )


def _too_large(name: str) -> UserError:
    most = MOST_PIXELS // 1_000_000
    return _refusal(f"Ảnh “{name}” quá lớn (trên {most} triệu điểm ảnh).", "Thu nhỏ ảnh")


def _flat(picture: Any) -> Any:
    """Upright, small enough, red-green-blue; what was clear becomes white."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (_LONG_SIDE, _LONG_SIDE))
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE))  # first: turning copies the whole picture
    upright = ImageOps.exif_transpose(picture)
    if "A" in upright.getbands() or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return upright.convert("RGB")


def _written(picture: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY, subsampling=0, dpi=(300, 300))
    return target.getvalue()


def _refusal(what: str, todo: str) -> UserError:
    return UserError(what, safe=_SAFE, todo=f"{todo}, hoặc chọn ảnh JPG, PNG khác.")
