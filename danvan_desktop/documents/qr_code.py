"""QR symbols: made as a picture of modules, drawn on a page, read from a picture.

Owns the symbol only (ISO/IEC 18004, level L); what its text means is `domain/paper_code`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from danvan_desktop.errors import UserError

SIDE_MM = 20.0
"""Side of a symbol on paper without its quiet zone."""

QUIET_MODULES = 4
_DENSITY = 300
_MOST_PIXELS = 60_000_000


def picture(text: str) -> Any:
    """The symbol as a Pillow picture, one pixel a module, black on white, no quiet zone."""
    import zxingcpp
    from PIL import Image

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    modules: Any = made.to_image(scale=1, add_quiet_zones=False)
    return Image.frombytes("L", (modules.shape[1], modules.shape[0]), bytes(modules))


def draw(canvas: Any, text: str, x: float, y: float, side: float) -> None:
    """Draw the symbol into a square of `side` points whose lower left corner is (x, y)."""
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture(text)), x, y, side, side)


def read_picture(path: Path) -> tuple[str, ...]:
    """Every text of a QR symbol in a picture or on the pages of a scanned PDF.

    Raises `UserError` for a file that is neither, is broken, or is too large.
    """
    import zxingcpp

    found: list[str] = []
    for image in _pictures(path):
        codes = zxingcpp.read_barcodes(image, _wanted())
        found += [code.text for code in codes if code.text]
    return tuple(dict.fromkeys(found))


def _wanted() -> Any:
    import zxingcpp

    return zxingcpp.BarcodeFormat.QRCode


def _pictures(path: Path) -> list[Any]:
    if path.suffix.lower() == ".pdf":
        return _pages(path)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UserError(f"Ảnh “{path.name}” quá lớn.", todo="Thu nhỏ ảnh rồi chọn lại.")
            return [image.convert("L")]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(
            f"Không đọc được ảnh “{path.name}”.", todo="Chọn ảnh PNG, JPG hoặc bản quét PDF."
        ) from error


def _pages(path: Path) -> list[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        return [page.render(scale=_DENSITY / 72).to_pil().convert("L") for page in document]
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.", todo="Chọn ảnh PNG, JPG hoặc bản quét PDF."
        ) from error
