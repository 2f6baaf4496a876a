"""Greys of a scanner that tells more than 256 of them, brought down to those that paper shows.

Owns that one step. Pillow's own `convert` cuts all above 255 off, so that a page of 65,536 greys
comes out white.
"""

from __future__ import annotations

from typing import Any


def of_a_byte(picture: Any) -> Any:
    """The picture with at most 256 greys; one that has no more comes back as it is.

    Greys of 16 bits keep their places between black and white; of those stored as 32 bits or as
    fractions nobody says what is white, so the darkest and the lightest become black and white.
    """
    if not picture.mode.startswith(("I", "F")):
        return picture
    low, high = (0, 65_535) if picture.mode.startswith("I;16") else picture.getextrema()
    scale = 255 / (high - low) if high > low else 1.0
    return picture.convert("F").point(lambda shade: shade * scale - low * scale).convert("L")
