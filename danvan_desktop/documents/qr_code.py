"""QR symbols: made as a picture of modules and drawn on a page. Read by `qr_reading`.

Owns the symbol only (ISO/IEC 18004, level L); what its text means is `domain/paper_code`.
"""

from __future__ import annotations

import io
from typing import Any

SIDE_MM = 20.0
"""Side of a symbol on paper without its quiet zone."""

QUIET_MODULES = 4
_PIXELS = 600


def picture(text: str) -> Any:
    """The symbol as a Pillow picture, one pixel a module, black on white, no quiet zone."""
    import zxingcpp
    from PIL import Image

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    modules: Any = made.to_image(scale=1, add_quiet_zones=False)
    return Image.frombytes("L", (modules.shape[1], modules.shape[0]), bytes(modules))


def png(text: str) -> bytes:
    """The symbol as a PNG file that is sharp on paper."""
    out = io.BytesIO()
    picture(text).resize((_PIXELS, _PIXELS), 0).save(out, "PNG")
    return out.getvalue()


def draw(canvas: Any, text: str, x: float, y: float, side: float) -> None:
    """Draw the symbol into a square of `side` points whose lower left corner is (x, y).

    Inline, a bit for each module: an image of its own would be kept in memory until the file is
    saved, and some printers blur pictures with shades of grey.
    """
    modules = picture(text)
    bits = modules.convert("1", dither=0).tobytes().hex()
    width, height = modules.size
    canvas.addLiteral(
        f"q {side:.3f} 0 0 {side:.3f} {x:.3f} {y:.3f} cm "
        f"BI /W {width} /H {height} /CS /G /BPC 1 /F /AHx ID {bits}> EI Q"
    )
