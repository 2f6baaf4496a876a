"""How tall a row must be for its wrapped text, in 12 pt Times New Roman.

Owns an estimate from letter widths. Excel fits rows itself when it opens a file; LibreOffice
takes the height that is written, so one has to be. Knows nothing of workbooks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LINE_POINTS = 15.75
MOST_POINTS = 409.0  # Excel's limit

_DIGIT = 500  # thousandths of the type size; a column's width is counted in digits
_BY_WIDTH = {
    180: "'",
    200: "|",
    250: " .,",
    278: "ijlt/\\:;",
    333: "fr-()I!`[]",
    389: "sJ",
    408: '"',
    444: "acez?“”",
    500: "bdghknopquvxyđ0123456789_$#*–",
    530: "ơư",
    556: "PFS",
    564: "+=<>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m&Ư",
    889: "M",
    944: "W",
    833: "%",
    921: "@",
    1000: "—…",
}


class _Widths(dict[str, int]):
    """Width of each character; a tone adds nothing, the horn of ơ and ư does."""

    def __missing__(self, char: str) -> int:
        base = unicodedata.normalize("NFD", char)
        bare = unicodedata.normalize("NFC", base[0] + "\u031b" * ("\u031b" in base))
        self[char] = self.get(bare) or self.get(base[0], 1000 if char > "\u2e7f" else _DIGIT)
        return self[char]


_WIDTHS = _Widths({char: width for width, chars in _BY_WIDTH.items() for char in chars})


def row_points(cells: Iterable[tuple[str, float]]) -> float:
    """Height in points for texts, each with its column's width in digits."""
    most = max((line_count(text, width) for text, width in cells), default=1)
    return min(most * LINE_POINTS, MOST_POINTS)


def line_count(text: str, width: float) -> int:
    """Lines that `text` takes when wrapped at words, and inside words longer than a line."""
    room = int(width * _DIGIT)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def char_width(char: str) -> int:
    """Advance width of one character, in thousandths of the type size."""
    return _WIDTHS[char]


def _wrapped(paragraph: str, room: int) -> int:
    if len(paragraph) * 944 <= room:
        return 1
    lines, used = 1, 0
    for word in paragraph.split(" "):
        needed = sum(map(char_width, word))
        if used and used + 250 + needed > room:
            lines, used = lines + 1, 0
        elif used:
            used += 250
        used += needed
        if used > room:
            lines += (used - 1) // room
            used = (used - 1) % room + 1
    return lines
