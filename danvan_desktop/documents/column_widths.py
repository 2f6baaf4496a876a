"""How wide the columns of a table are, and how large its print: by shares, unless a text is long.

Owns the reckoning only: shares come from the paper, sizes and padding from the profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from danvan_desktop.documents import fonts

if TYPE_CHECKING:
    from danvan_desktop.documents.paper_table import TableColumn, TableRow

_LONG = 20
"""Lines of a cell from which its column takes room from the others."""
_FITS = 34
"""Lines of a cell that a page surely holds."""
_LETTER = 0.47
"""Width of a letter as a share of its size, with what is lost at the ends of lines."""
_KEPT = (0.9, 0.8, 0.7, 0.6)
"""Shares of its width that every column may be left with; what makes the lowest table is taken."""
_SMALLER, _STEP = 2.0, 0.5
"""Points that print gives way by at most, and in which steps."""


def by_shares(columns: Sequence[TableColumn], width: float) -> list[float]:
    """Points for each column; they add up to `width`."""
    total = sum(column.share for column in columns)
    return [width * column.share / total for column in columns]


def fitted(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    width: float,
    size: float,
    padding: float,
) -> tuple[list[float], float]:
    """Points for each column and the size of print: the shares and `size` where no cell is long.

    Where one is, columns get room by what they hold, so that the longest cells come to one height;
    where that is still taller than a page, print goes down by up to two points.
    """
    widths = by_shares(columns, width)
    texts = [_texts(row, len(columns)) for row in rows if len(row.cells) == len(columns)]
    table = _Table(columns, texts, width, size, padding)
    if table.tallest(widths) < _LONG:
        return widths, size
    widths = min([widths, *table.divisions(widths)], key=table.height)
    lines, smaller = table.tallest(widths), size
    while lines * smaller / size > _FITS and smaller > size - _SMALLER:
        smaller -= _STEP
    return widths, smaller


def _texts(row: TableRow, count: int) -> list[str]:
    return [one if isinstance(one, str) else "" for one in row.cells[:count]]


@dataclass(frozen=True)
class _Table:
    """The words of a table and the room they are to stand in."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    width: float
    size: float
    padding: float

    def height(self, widths: Sequence[float]) -> int:
        """Lines of all rows, near enough."""
        rooms = [width - 2 * self.padding for width in widths]
        letter = self.size * _LETTER
        return sum(
            max(ceil(len(text) * letter / room) for text, room in zip(row, rooms, strict=True))
            for row in self.rows
        )

    def tallest(self, widths: Sequence[float]) -> float:
        """Lines of the longest cell, near enough."""
        rooms = (width - 2 * self.padding for width in widths)
        pairs = zip(self._longest(), rooms, strict=True)
        return max(length / room for length, room in pairs)

    def divisions(self, widths: Sequence[float]) -> Iterator[list[float]]:
        """Widths that leave every column a share of what it had, and room for its longest word."""
        words = [self._widest_word(place) + 2 * self.padding for place in range(len(widths))]
        for kept in _KEPT:
            pairs = zip(words, widths, strict=True)
            least = [max(word, width * kept) for word, width in pairs]
            if sum(least) < self.width:
                yield self._divided(least)

    def _divided(self, least: Sequence[float]) -> list[float]:
        """The width divided so that the longest cells take the same number of lines."""
        needs = self._longest()
        low, high = 1.0, sum(needs) / (self.width - sum(least)) + 1
        at = partial(self._at, needs, least)
        while high - low > _STEP:
            middle = (low + high) / 2
            low, high = (low, middle) if sum(at(middle)) <= self.width else (middle, high)
        found = at(high)
        return [one * self.width / sum(found) for one in found]

    def _at(self, needs: Sequence[float], least: Sequence[float], lines: float) -> list[float]:
        pairs = zip(needs, least, strict=True)
        return [max(low, need / lines + 2 * self.padding) for need, low in pairs]

    def _longest(self) -> list[float]:
        """Points that the longest cell of each column would take on one line."""
        places = range(len(self.columns))
        letter = self.size * _LETTER
        return [max((len(row[place]) for row in self.rows), default=0) * letter for place in places]

    def _widest_word(self, place: int) -> float:
        words = {word for row in self.rows for word in row[place].split()}
        plain = (fonts.text_width(word, fonts.TEXT, self.size) for word in words)
        header = self.columns[place].header.split()
        bold = (fonts.text_width(word, fonts.TEXT_BOLD, self.size) for word in header)
        return max((*plain, *bold), default=0.0)
