"""Background pictures: looked at, made safe and no larger than paper needs, before they are kept.

Owns what a picture may be: a photograph, a scan, the first page of a scan kept as PDF. Whatever
comes in is decoded and written anew, so that what is kept holds pixels only. Also a photograph of a
pre-printed blank made straight by its four corners, and made faint as a guide under the fields.
Where it is kept is for services.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

from danvan_desktop.documents import shades
from danvan_desktop.errors import UserError

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 80_000_000
"""A3 at 600 dpi is 70 million; every one of them takes four bytes while it is read."""
_LONG_SIDE = 4961
"""Pixels of the long side of A3 at 300 dpi; more is not seen on paper."""
_SHORTEST = 100
_QUALITY = 90
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_SAFE = "Mẫu giấy không thay đổi."
_GUIDE_SIDE = 1800
"""Pixels of the long side of a guide: it is only looked at on the screen."""
_FAINT = 0.5
"""How much of a guide is white."""
_SMALLEST_PART = 0.05
"""Of the photograph that the paper on it takes at least."""

Corner = tuple[float, float]
"""A place on a picture as fractions of its width and height."""


def made_safe(content: bytes, name: str) -> bytes:
    """The picture as a JPEG of at most A3 at 300 dpi, upright, on white; the same for the same.

    Raises `UserError` for what is no picture, is broken, too large or too small.
    """
    from PIL import Image

    if len(content) > MOST_BYTES:
        raise _refusal(f"Ảnh “{name}” lớn hơn {MOST_BYTES // 1024 // 1024} MB.", "Thu nhỏ ảnh")
    if b"%PDF-" in content[:1024]:
        return _written(_first_page(content, name))
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            _check_size(picture, name)
            return _written(_flat(picture))
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise _refusal(
            f"“{name}” không phải là ảnh mà chương trình đọc được, hoặc đã hỏng.",
            "Mở ảnh bằng chương trình khác rồi lưu lại thành JPG",
        ) from error


def faint(content: bytes) -> bytes:
    """A safe picture as it lies under the fields on the screen: smaller, half white."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", (_GUIDE_SIDE, _GUIDE_SIDE))
        small = picture.convert("RGB")
    small.thumbnail((_GUIDE_SIDE, _GUIDE_SIDE))
    return _written(Image.blend(small, Image.new("RGB", small.size, "white"), _FAINT))


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a safe picture in pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def straightened(content: bytes, corners: Sequence[Corner], ratio: float) -> bytes:
    """The part of a safe picture between four corners, as a paper of width / height `ratio`.

    `corners` go round from the upper left. Raises `UserError` when they are crossed, or hold
    nearly nothing.
    """
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        whole = picture.convert("RGB")
    _require_round(corners)
    places = [(x * whole.width, y * whole.height) for x, y in corners]
    ways = [math.dist(places[place], places[(place + 1) % 4]) for place in range(4)]
    long = min(max(*ways, _SHORTEST), _LONG_SIDE)
    width = long if ratio >= 1 else long * ratio
    size = max(round(width), 1), max(round(width / ratio), 1)
    made = whole.transform(
        size, Image.Transform.PERSPECTIVE, _plane(places, size), Image.Resampling.BICUBIC
    )
    return _written(made)


def _require_round(corners: Sequence[Corner]) -> None:
    turns = []
    for place in range(4):
        (ax, ay), (bx, by), (cx, cy) = (corners[(place + step) % 4] for step in range(3))
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    if min(turns) <= 0 or sum(turns) / 4 < _SMALLEST_PART:
        raise UserError(
            "Bốn góc chưa đúng: các cạnh cắt nhau hoặc phần giấy quá nhỏ.",
            safe=_SAFE,
            todo="Kéo từng dấu vào đúng góc của tờ phôi.",
        )


def _plane(places: Sequence[Corner], size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that lead from a place on the straight paper to one on the photograph.

    The projective map of a square onto a quadrilateral (Heckbert, 1989), for Pillow.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = places
    (ax, ay), (bx, by) = (x1 - x2, y1 - y2), (x3 - x2, y3 - y2)
    cx, cy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    area = ax * by - bx * ay
    g, h = (cx * by - bx * cy) / area, (ax * cy - cx * ay) / area
    width, height = size
    return (
        *((x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0),
        *((y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0),
        *(g / width, h / height),
    )


def is_made_safe(content: bytes) -> bool:
    """Whether bytes are a sound JPEG within our measures, as `made_safe` gives."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
            if max(picture.size) > _LONG_SIDE or picture.mode != "RGB":
                return False
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


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
    upright = shades.of_a_byte(ImageOps.exif_transpose(picture))
    if "A" in upright.getbands() or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return upright.convert("RGB")


def _first_page(content: bytes, name: str) -> Any:
    """The first page of a scan kept as PDF."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            page = document[0]
            scale = min(300 / 72, _LONG_SIDE / max(page.get_size()))
            return page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError) as error:
        raise _refusal(
            f"Không đọc được tệp “{name}”: tệp hỏng hoặc có mật khẩu.", "Quét lại tờ phôi"
        ) from error


def _written(picture: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY, subsampling=0, dpi=(300, 300))
    return target.getvalue()


def _refusal(what: str, todo: str) -> UserError:
    return UserError(what, safe=_SAFE, todo=f"{todo}, hoặc chọn ảnh JPG, PNG khác.")
