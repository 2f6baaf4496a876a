"""Finished PDF pages as pictures, for the preview on screen and for the printer.

Owns reading PDFs (pypdfium2); draws and changes none. The ui puts the bytes of a `RenderedPage`
into a `QImage` (Format_RGB888). PDFium is not safe from two threads: one lock guards every call.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.text import search_key
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


@dataclass(frozen=True)
class Found:
    """A place where words stand: the page (from 0) and a box for each line they take.

    A box is left, top, width and height in millimetres from the upper left corner of the page.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


def find_text(pdf: bytes, text: str) -> list[Found]:
    """Every place where `text` stands, as lists are searched: case, marks, signs and line breaks
    do not matter. Signs alone ("%") are looked for as they are typed."""
    wanted = search_key(text)
    fold: Callable[[str], str] = search_key if wanted else str.strip
    wanted = wanted or "".join(text.split())
    found: list[Found] = []
    with _document(pdf) as document:
        for index in range(len(document) if wanted else 0):
            found += _on_page(document[index], index, wanted, fold)
    return found


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


def _on_page(page: Any, index: int, wanted: str, fold: Callable[[str], str]) -> list[Found]:
    words = page.get_textpage()
    try:
        if wanted not in fold(words.get_text_range()):
            return []  # looking letter by letter takes ten times as long
        letters, places = _folded(words, fold)
        starts = [match.start() for match in re.finditer(re.escape(wanted), letters)]
        spans = [(places[at], places[at + len(wanted) - 1]) for at in starts]
        return [Found(index, _boxes(page, words, first, last)) for first, last in spans]
    finally:
        words.close()
        page.close()


def _folded(words: Any, fold: Callable[[str], str]) -> tuple[str, list[int]]:
    """The text of a page as it is searched, and the place on the page of each of its letters.

    What folds away parts words, but never twice; marks that stand alone do not.
    """
    letters: list[str] = []
    places: list[int] = []
    for place in range(words.count_chars()):
        sign = chr(_code(words, place))
        if unicodedata.combining(sign):
            continue
        for letter in fold(sign) or " ":
            if letter != " " or letters[-1:] != [" "]:
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _code(words: Any, place: int) -> int:
    from pypdfium2 import raw

    return int(raw.FPDFText_GetUnicode(words, place))


def _boxes(
    page: Any, words: Any, first: int, last: int
) -> tuple[tuple[float, float, float, float], ...]:
    height = page.get_height()
    boxes = []
    for number in range(words.count_rects(first, last - first + 1)):
        left, bottom, right, top = words.get_rect(number)
        boxes.append((left, height - top, right - left, top - bottom))
    to_mm = MM_PER_INCH / POINTS_PER_INCH
    return tuple((x * to_mm, y * to_mm, w * to_mm, h * to_mm) for x, y, w, h in boxes)
