"""What a picture file says of itself: the day it was taken.

Owns reading pictures' own notes (EXIF). Must not change or keep a file. Pillow comes with
reportlab and is imported when the first picture is read.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

_EXIF_BLOCK = 0x8769
_TAKEN = 0x9003
"""Exif 2.3, DateTimeOriginal: `YYYY:MM:DD HH:MM:SS`, the camera's local time."""


def taken_on(path: Path) -> date | None:
    """The day a photo was taken, None when the file is no picture or does not say."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            text = str(picture.getexif().get_ifd(_EXIF_BLOCK).get(_TAKEN, ""))
        return date.fromisoformat(text[:10].replace(":", "-"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
