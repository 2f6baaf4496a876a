"""Reading finished papers back: text, positions, fonts."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 72 / 25.4
_APART = 24.0
"""Points between letters from which they are two lines side by side."""


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_text(pdf: bytes, page: int = 0) -> str:
    """Text of one page, NFC, white space as single spaces."""
    return squeezed(reader(pdf).pages[page].extract_text())


def whole_text(pdf: bytes) -> str:
    """Text of all pages, NFC, white space as single spaces."""
    return squeezed(" ".join(page.extract_text() for page in reader(pdf).pages))


def drawn_lines(pdf: bytes, page: int = 0) -> list[str]:
    """The lines of a page full of drawing, by pdfium: pypdf walks through every stroke of it."""
    document = pdfium.PdfDocument(pdf)
    text = unicodedata.normalize("NFC", document[page].get_textpage().get_text_range())
    document.close()
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def page_texts(pdf: bytes) -> list[str]:
    """Text of every page with its line breaks, NFC."""
    return [unicodedata.normalize("NFC", one.extract_text()) for one in reader(pdf).pages]


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def page_count(pdf: bytes) -> int:
    return len(reader(pdf).pages)


def char_boxes(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """(character, left, bottom, right, top) of every visible character, in points."""
    document = pdfium.PdfDocument(pdf)
    try:
        return page_boxes(document[page])
    finally:
        document.close()


def page_boxes(page: Any) -> list[tuple[str, float, float, float, float]]:
    """The same of a page that is open in pypdfium2."""
    text_page = page.get_textpage()
    boxes = [
        (
            chr(pdfium.raw.FPDFText_GetUnicode(text_page.raw, index)),
            *text_page.get_charbox(index, loose=False),
        )
        for index in range(text_page.count_chars())
    ]
    text_page.close()
    return [box for box in boxes if box[0].strip()]


def word_box(pdf: bytes, word: str, page: int = 0) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of the first place where `word` stands without spaces between."""
    boxes = char_boxes(pdf, page)
    joined = "".join(box[0] for box in boxes)
    start = joined.index("".join(word.split()))
    found = boxes[start : start + len("".join(word.split()))]
    return (
        min(box[1] for box in found),
        min(box[2] for box in found),
        max(box[3] for box in found),
        max(box[4] for box in found),
    )


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Font names of the whole file, each with whether its program is embedded."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            item = font.get_object()
            descriptor = item.get("/FontDescriptor")
            if descriptor is None:
                descriptor = item["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            found[item["/BaseFont"]] = "/FontFile2" in descriptor.get_object()
    return found


def faces(pdf: bytes, page: int = 0) -> dict[str, tuple[str, float]]:
    """Each printed fragment of a page with its font (without the subset's prefix) and size."""
    found: dict[str, tuple[str, float]] = {}

    def visit(text: str, _cm: Any, _tm: Any, font: Any, size: float) -> None:
        if text.strip() and font:
            found[squeezed(text)] = (str(font["/BaseFont"]).split("+")[-1], size)

    reader(pdf).pages[page].extract_text(visitor_text=visit)
    return found


def rule_lengths(pdf: bytes, page: int = 0) -> list[float]:
    """Lengths in points of the horizontal lines of a page, in drawing order."""
    source = reader(pdf)
    contents = source.pages[page].get_contents()
    operations = ContentStream(contents, source).operations
    starts = [(operands, name) for operands, name in operations if name in (b"m", b"l")]
    return [
        float(end[0] - begin[0])
        for (begin, first), (end, second) in pairwise(starts)
        if (first, second) == (b"m", b"l") and begin[1] == end[1]
    ]


@dataclass(frozen=True)
class Line:
    """A line of text where it stands: advance widths from `left` to `right`, in points."""

    text: str
    left: float
    right: float
    baseline: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def text_lines(pdf: bytes, page: int = 0) -> list[Line]:
    """The lines of a page in drawing order; columns next to each other are lines of their own."""
    document = pdfium.PdfDocument(pdf)
    try:
        return _lines(document[page].get_textpage())
    finally:
        document.close()


def _lines(text_page: Any) -> list[Line]:
    raw, found = pdfium.raw, []
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page.raw, index) == 1:
            continue
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index))
        raw.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
        left, _, right, _ = text_page.get_charbox(index, loose=True)
        found.append(Line(letter, left, right, y.value))
    lines: list[Line] = []
    for one in found:
        last = lines[-1] if lines else None
        near = last is not None and abs(last.baseline - one.baseline) < 0.1
        if last is not None and near and -5 < one.left - last.right < _APART:
            lines[-1] = Line(last.text + one.text, last.left, one.right, last.baseline)
        else:
            lines.append(one)
    return [one for one in lines if one.text.strip()]


def rules(pdf: bytes, page: int = 0) -> list[Line]:
    """The level rules of a page from the top; underlines too. `baseline` is where they stand."""
    document = pdfium.PdfDocument(pdf)
    try:
        kind = (pdfium.raw.FPDF_PAGEOBJ_PATH,)
        boxes = [one.get_bounds() for one in document[page].get_objects(filter=kind)]
    finally:
        document.close()
    level = [box for box in boxes if box[3] - box[1] < 2 < box[2] - box[0]]
    pen = 0.7  # points that the bounds hold beyond either end
    made = [Line("", box[0] + pen, box[2] - pen, (box[1] + box[3]) / 2) for box in level]
    return sorted(made, key=lambda one: -one.baseline)
