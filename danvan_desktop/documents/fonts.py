"""The typefaces of the papers: registered with ReportLab from the program's own files.

Owns the font names, their files and the question "has this font that letter?". Knows nothing of
layout. Reading a face takes 5 ms, which the first preview waits for: `register` reads those that
running text is set in, so that `<b>` and `<i>` work inside a `Paragraph`; every other face is read
when `face` (or anything here that measures) is first asked for it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from danvan_desktop import paths

TEXT = "Tinos"
TEXT_BOLD = "Tinos-Bold"
TEXT_ITALIC = "Tinos-Italic"
TEXT_BOLD_ITALIC = "Tinos-BoldItalic"
GREAT_VIBES = "GreatVibes"
PINYON_SCRIPT = "PinyonScript"
DANCING_SCRIPT = "DancingScript"
DANCING_SCRIPT_BOLD = "DancingScript-Bold"

FONT_FILES: dict[str, str] = {
    TEXT: "Tinos-Regular.ttf",
    TEXT_BOLD: "Tinos-Bold.ttf",
    TEXT_ITALIC: "Tinos-Italic.ttf",
    TEXT_BOLD_ITALIC: "Tinos-BoldItalic.ttf",
    GREAT_VIBES: "GreatVibes-Regular.ttf",
    PINYON_SCRIPT: "PinyonScript-Regular.ttf",
    DANCING_SCRIPT: "DancingScript-Regular.ttf",
    DANCING_SCRIPT_BOLD: "DancingScript-Bold.ttf",
}

STYLES: dict[tuple[str, bool, bool], str] = {
    ("Tinos", False, False): TEXT,
    ("Tinos", True, False): TEXT_BOLD,
    ("Tinos", False, True): TEXT_ITALIC,
    ("Tinos", True, True): TEXT_BOLD_ITALIC,
    ("DancingScript", True, False): DANCING_SCRIPT_BOLD,
    ("DancingScript", True, True): DANCING_SCRIPT_BOLD,
}
"""Family, bold, italic -> the font. A family without that style is drawn in its regular one."""


@dataclass(frozen=True)
class Reach:
    """How far the ink of Vietnamese text goes, in sizes: over and under the baseline, sideways."""

    above: float
    below: float
    side: float


_REACHES = {
    TEXT: Reach(0.92, 0.222, 0.05),
    TEXT_BOLD: Reach(0.92, 0.222, 0.05),
    TEXT_ITALIC: Reach(0.92, 0.222, 0.13),
    TEXT_BOLD_ITALIC: Reach(0.92, 0.222, 0.14),
    GREAT_VIBES: Reach(1.1, 0.405, 0.49),
    PINYON_SCRIPT: Reach(1.03, 0.39, 0.67),
    DANCING_SCRIPT: Reach(1.01, 0.285, 0.2),
    DANCING_SCRIPT_BOLD: Reach(1.01, 0.285, 0.2),
}
"""Measured over every letter and sign of each file; the fonts' own ascents leave marks out."""

_FAMILY = (TEXT, TEXT_BOLD, TEXT_ITALIC, TEXT_BOLD_ITALIC)
RUNNING = (TEXT, TEXT_BOLD, TEXT_ITALIC)
_lock = threading.Lock()


def register() -> None:
    """Make the faces of running text known to ReportLab; later calls cost nothing.

    Safe from the worker thread. A missing or damaged font file is a fault of the installation,
    so ReportLab's own error is let through.
    """
    for name in RUNNING:
        face(name)


@cache
def face(font_name: str) -> Any:
    """ReportLab's font object for a name of `FONT_FILES`, registered when first asked for."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _lock:
        if font_name not in pdfmetrics.getRegisteredFontNames():
            path = paths.resources() / "fonts" / FONT_FILES[font_name]
            pdfmetrics.registerFont(TTFont(font_name, str(path)))
            if font_name in _FAMILY:  # again for each: ReportLab takes a new font for one by itself
                pdfmetrics.registerFontFamily(TEXT, *_FAMILY)
        return pdfmetrics.getFont(font_name)


def styled(family: str, *, bold: bool, italic: bool) -> str:
    """The font of a family in a style, or the family's regular one where it has no such style."""
    return STYLES.get((family, bold, italic), family)


def reach(font_name: str) -> Reach:
    """How much room the ink of the font takes around its baseline."""
    return _REACHES[font_name]


def text_width(text: str, font_name: str, size: float) -> float:
    """Width in points as ReportLab will draw it: advance widths, no kerning."""
    return float(face(font_name).stringWidth(text, size))


def missing_glyphs(font_name: str, text: str) -> set[str]:
    """The characters of `text` the font would draw as an empty box; line ends are not glyphs."""
    known = face(font_name).face.charToGlyph
    return {char for char in set(text) if char not in "\r\n\t" and ord(char) not in known}
