"""A printed table as a grid of texts, and remarks on its cells.

Owns the grid and how its places are named. Where it comes from (workbook, clipboard) and what its
columns mean is for others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.domain.criteria_tree import Path


class Weight(StrEnum):
    """How much a remark matters."""

    NOTE = "note"
    """So it was understood."""
    LOOK = "look"
    """A person should look at it."""
    WRONG = "wrong"
    """The table contradicts itself or could not be read there."""

    @property
    def label(self) -> str:
        return {"note": "Đã hiểu", "look": "Cần xem lại", "wrong": "Có sai lệch"}[self.value]


@dataclass(frozen=True)
class Remark:
    """Something about one place of a table. `row` and `column` count from 0 in the grid; `place`
    is the node it led to."""

    weight: Weight
    where: str
    text: str
    row: int | None = None
    column: int | None = None
    place: Path | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


@dataclass(frozen=True)
class Span:
    """A block of merged cells, both ends in it; counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class TableGrid:
    """Cells of a table row by row, all rows equally long; a merged block has its text in its
    first cell. `number` is that of the sheet, 0 for pasted cells; `first_row` is the number of
    row 0 in the sheet, `first_column` that of column 0."""

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    name: str = ""
    number: int = 0
    first_row: int = 1
    first_column: int = 1
    remarks: tuple[Remark, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def where(self, row: int | None, column: int | None = None) -> str:
        """A place as a person finds it: "Trang 1, dòng 12, cột D"."""
        parts = [f"Trang {self.number}"] if self.number else []
        if row is not None:
            parts.append(f"dòng {row + self.first_row}")
        if column is not None:
            parts.append(f"cột {column_letters(column + self.first_column)}")
        line = ", ".join(parts)
        return line[:1].upper() + line[1:]

    def remark(
        self,
        weight: Weight,
        text: str,
        row: int | None = None,
        column: int | None = None,
        place: Path | None = None,
    ) -> Remark:
        return Remark(weight, self.where(row, column), text, row, column, place)

    def span_at(self, row: int, column: int) -> Span | None:
        """The merged block that a cell lies in."""
        for span in self.spans:
            if span.top <= row <= span.bottom and span.left <= column <= span.right:
                return span
        return None

    def filled(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the text of each merged block in all of its cells."""
        cells = [list(row) for row in self.rows]
        for span in self.spans:
            for row in range(span.top, min(span.bottom + 1, len(cells))):
                for column in range(span.left, min(span.right + 1, self.width)):
                    cells[row][column] = self.rows[span.top][span.left]
        return tuple(tuple(row) for row in cells)


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA, as Excel names its columns."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
