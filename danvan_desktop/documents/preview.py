"""Finished PDF pages as pictures, for the preview on screen and for the printer.

Owns reading PDFs (pypdfium2); draws and changes none. The ui puts the bytes of a `RenderedPage`
into a `QImage` (Format_RGB888). PDFium is not safe from two threads: one lock guards every call.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from danvan_desktop.errors import UserError

POINTS_PER_INCH = 72.0
MM_PER_INCH = 25.4
MAX_PIXELS = 80_000_000
"""One A3 page at 600 dots per inch takes 70 million; more is a broken page, not a paper."""

_pdfium = threading.Lock()


@dataclass(frozen=True)
class RenderedPage:
    """Rows of red, green, blue, one byte each; a row takes `stride` bytes, padding included."""

    width: int
    height: int
    stride: int
    rgb_bytes: bytes


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres, as it is turned on screen.

    A file that cannot be read raises `UserError`.
    """
    with _document(pdf) as document:
        return [_millimetres(document.get_page_size(index)) for index in range(len(document))]


def render_page(pdf: bytes, index: int, scale: float) -> RenderedPage:
    """Page `index` (from 0) at `scale` pixels per point (dpi / 72), white behind it.

    A file that cannot be read, or a page of more than `MAX_PIXELS`, raises `UserError`; an index
    outside the file raises `IndexError`.
    """
    with _document(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(index)
        width, height = document.get_page_size(index)
        if width * height * scale * scale > MAX_PIXELS:
            raise UserError(
                f"Trang {index + 1} quá lớn để hiển thị hoặc in ở độ phân giải này.",
                safe="Tệp văn bản không bị thay đổi.",
                todo="Hãy giảm độ phóng to hoặc độ phân giải máy in.",
            )
        page = document[index]
        try:
            return _picture(page, scale)
        finally:
            page.close()


def find_text(pdf: bytes, text: str) -> list[int]:
    """The pages (from 0) on which `text` stands, upper and lower case alike."""
    with _document(pdf) as document:
        return [index for index in range(len(document)) if _on_page(document[index], text)]


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise _unreadable() from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise _unreadable() from error
        finally:
            document.close()


def _unreadable() -> UserError:
    return UserError(
        "Không đọc được tệp PDF: tệp hỏng, chưa chép hết hoặc có mật khẩu.",
        safe="Dữ liệu trong chương trình không bị ảnh hưởng.",
        todo="Hãy lập lại văn bản hoặc lấy lại tệp gốc.",
    )


def _millimetres(points: tuple[float, float]) -> tuple[float, float]:
    width, height = points
    return width / POINTS_PER_INCH * MM_PER_INCH, height / POINTS_PER_INCH * MM_PER_INCH


def _picture(page: Any, scale: float) -> RenderedPage:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        return RenderedPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()


def _on_page(page: Any, text: str) -> bool:
    words = page.get_textpage()
    try:
        return words.search(text).get_next() is not None
    finally:
        words.close()
        page.close()
