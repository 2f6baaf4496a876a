"""What a scan may be: a PDF that opens, or a picture that can be decoded to its end.

Owns looking only; it changes and keeps nothing.
"""

from __future__ import annotations

from pathlib import Path

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*")
_FORMATS = ("JPEG", "PNG", "TIFF")
_MOST_PIXELS = 250_000_000
"""A2 at 600 dpi; a picture that says it is larger would only fill the memory."""


def is_scan(path: Path) -> bool:
    """Whether the file begins as a PDF or a picture of a scanner does."""
    try:
        with path.open("rb") as file:
            return file.read(8).startswith((b"%PDF-", *_PICTURES))
    except OSError:
        return False


def opens(path: Path) -> bool:
    """Whether a scan can be looked at: whole, without a password, and of a size that can be."""
    with path.open("rb") as file:
        return _pdf_opens(path) if file.read(5) == b"%PDF-" else _picture_opens(path)


def _pdf_opens(path: Path) -> bool:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return False
    try:
        return len(document) > 0
    finally:
        document.close()


def _picture_opens(path: Path) -> bool:
    from PIL import Image

    try:
        with Image.open(path, formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                return False
            picture.draft("L", (1000, 1000))
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
