"""QR symbols found in a picture, a photograph or the pages of a scan.

What is read comes from anywhere: pages are looked at one by one, and none takes more memory than a
large sheet. What a text means is `domain/paper_code`; symbols are made by `qr_code`.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from danvan_desktop.documents.qr_code import QUIET_MODULES
from danvan_desktop.documents.shades import of_a_byte
from danvan_desktop.errors import UserError

MOST_PAGES = 300
_DENSITY = 300
_MOST_PIXELS = 120_000_000
"""Of a picture as it comes: A3 at 600 dpi is 70 million."""
_ENOUGH_PIXELS = 36_000_000
"""Of a picture that is looked at: A3 at 400 dpi."""
_LEAST_PIXELS = 16
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")

_KIND: Any = zxingcpp.BarcodeFormat.QRCode
_ENDS = ("top", "bottom")
_SMOOTH = Image.Resampling.BICUBIC
_SMALL_PIXELS = 4_000_000
"""Of a picture that is enlarged as a whole when nothing is seen on it: A4 at 200 dpi."""
_MOST_CLOSER_LOOKS = 8
_CLOSER_LOOKS = (
    (2, zxingcpp.Binarizer.LocalAverage),
    (2, zxingcpp.Binarizer.FixedThreshold),
    (3, zxingcpp.Binarizer.LocalAverage),
)

Progress = Callable[[int, int, str], None]
"""Told of (done, total, what); it may raise to stop."""
_Pages = Iterator[tuple[int, Any]]
"""How many pages there are, and the next one as a grey picture."""


def read_picture(path: Path, progress: Progress | None = None) -> tuple[str, ...]:
    """Every text of a QR symbol in a picture or on the pages of a scan, each once, in page order.

    Raises `UserError` for a file that is neither, is broken, or is too large.
    """
    found: dict[str, None] = {}
    for place, (total, image) in enumerate(_looked_at(path), start=1):
        found |= dict.fromkeys(_texts(image))
        if progress is not None:
            progress(place, total, path.name)
    return tuple(found)


def _texts(image: Any) -> Iterator[str]:
    """The codes on a page; where a symbol is seen but not read, it is looked at enlarged.

    Measured: symbols of version 10 at 20 mm, 200 dpi, blurred and with the noise of an old scanner
    are never read as they come and nearly always when enlarged.
    """
    seen = zxingcpp.read_barcodes(image, _KIND, return_errors=True)
    yield from (code.text for code in seen if code.valid)
    for code in [code for code in seen if not code.valid][:_MOST_CLOSER_LOOKS]:
        yield from _closer(image.crop(_around(code.position, image.size)), _CLOSER_LOOKS)
    if not seen and image.width * image.height <= _SMALL_PIXELS:
        yield from _closer(image, _CLOSER_LOOKS[:1])


def _closer(piece: Any, looks: tuple[tuple[int, Any], ...]) -> list[str]:
    for times, way in looks:
        larger = piece.resize((piece.width * times, piece.height * times), _SMOOTH)
        found = zxingcpp.read_barcodes(larger, _KIND, binarizer=way)
        if found:
            return [code.text for code in found]
    return []


def _around(position: Any, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The square of a symbol with half as much more on every side, within the picture."""
    corners = [getattr(position, f"{end}_{side}") for end in _ENDS for side in ("left", "right")]
    left, right = min(at.x for at in corners), max(at.x for at in corners)
    top, bottom = min(at.y for at in corners), max(at.y for at in corners)
    more = max(right - left, bottom - top) // 2 + QUIET_MODULES
    return (
        *(max(left - more, 0), max(top - more, 0)),
        *(min(right + more, size[0]), min(bottom + more, size[1])),
    )


def _looked_at(path: Path) -> _Pages:
    """The pages of a file, known by how it begins: its ending may say anything."""
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
        yield from _pages(path) if is_pdf else _frames(path)
    except FileNotFoundError as error:
        raise UserError(f"Không tìm thấy tệp “{path.name}”.", todo="Chọn lại tệp.") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(
            f"Không đọc được ảnh “{path.name}”.", todo="Chọn ảnh PNG, JPG hoặc bản quét PDF."
        ) from error


def _frames(path: Path) -> _Pages:
    """The picture, or each sheet of a scan kept as TIFF."""
    with warnings.catch_warnings():
        # Ours is the measure: Pillow warns where it is half as strict.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_FORMATS) as image:
                total = getattr(image, "n_frames", 1)
                _require_few(path, total)
                for place in range(total):
                    image.seek(place)
                    yield total, _grey(image, path)
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error


def _grey(image: Any, path: Path) -> Any:
    """A picture in grey, made smaller while it has more points than a symbol needs."""
    pixels = image.width * image.height
    if min(image.size) < _LEAST_PIXELS:
        raise ValueError("too small for a symbol")
    if pixels > _ENOUGH_PIXELS:
        # A photograph is decoded smaller at once; what cannot be is refused before it is.
        image.draft("L", (image.width // 2, image.height // 2))
    if image.width * image.height > _MOST_PIXELS:
        raise _too_large(path)
    grey = of_a_byte(image).convert("L")
    return grey.reduce(2) if grey.width * grey.height > _ENOUGH_PIXELS else grey


def _pages(path: Path) -> _Pages:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”: tệp hỏng hoặc có mật khẩu.",
            todo="Chọn ảnh PNG, JPG hoặc bản quét PDF không có mật khẩu.",
        ) from error
    try:
        total = len(document)
        _require_few(path, total)
        for place in range(total):
            try:
                yield total, _rendered(document[place])
            except pypdfium2.PdfiumError as error:
                what = f"Không đọc được trang {place + 1} của tệp “{path.name}”."
                raise UserError(what, todo="Quét lại trang đó.") from error
    finally:
        document.close()


def _rendered(page: Any) -> Any:
    """A page in grey at 300 dpi, or at as much as keeps it within what is looked at."""
    try:
        width, height = page.get_size()
        scale = min(_DENSITY / 72, math.sqrt(_ENOUGH_PIXELS / max(width * height, 1.0)))
        return page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()


def _require_few(path: Path, pages: int) -> None:
    if pages > MOST_PAGES:
        raise UserError(
            f"Tệp “{path.name}” có {pages} trang; chỉ đọc tệp đến {MOST_PAGES} trang.",
            todo="Tách lấy các trang có mã rồi chọn lại.",
        )


def _too_large(path: Path) -> UserError:
    return UserError(f"Ảnh “{path.name}” quá lớn.", todo="Thu nhỏ ảnh rồi chọn lại.")
