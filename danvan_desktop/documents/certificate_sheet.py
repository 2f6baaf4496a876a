"""How papers lie on the sheets that go through the printer: one on each, or two.

Owns the places of the cells, their scale and the mark to cut along. Two A4 papers lie on an A3
sheet; whatever is larger is made smaller until two lie on an A4 or A3 sheet. Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from danvan_desktop.domain.certificate_template import SHEET_MM, Paper, PaperSize

_MM = 72 / 25.4
_MARK = 4 * _MM


@dataclass(frozen=True)
class Imposition:
    """`page` is the sheet; each cell is its lower left corner; papers are scaled by `scale`."""

    page: tuple[float, float]
    cells: tuple[tuple[float, float], ...]
    scale: float = 1.0

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, paper: Paper, *, two_up: bool) -> Imposition:
        """One paper on a sheet of its own size, or two on a standard sheet."""
        width, height = paper.width * _MM, paper.height * _MM
        if not two_up:
            return cls((width, height), ((0.0, 0.0),))
        short, long = (side * _MM for side in SHEET_MM[two_up_sheet(paper)])
        lying = width >= height
        page = (short, long) if lying else (long, short)
        room = (short, long / 2) if lying else (long / 2, short)
        scale = min(1.0, room[0] / width, room[1] / height)
        left = (room[0] - width * scale) / 2
        foot = (room[1] - height * scale) / 2
        second = (0.0, -room[1]) if lying else (room[0], 0.0)
        first = (left, foot + (room[1] if lying else 0.0))
        return cls(page, (first, (first[0] + second[0], first[1] + second[1])), scale)

    @property
    def count(self) -> int:
        return len(self.cells)

    def enter(self, canvas: Any, cell: int) -> None:
        """Turn the canvas's grid into that of the paper in a cell."""
        if self.count > 1:
            canvas.translate(*self.cells[cell])
            canvas.scale(self.scale, self.scale)

    def mark(self, canvas: Any) -> None:
        """Short strokes at the edges of the sheet, where two papers are cut apart."""
        if self.count < 2:
            return
        width, height = self.page
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.4)
        if width < height:
            canvas.line(0, height / 2, _MARK, height / 2)
            canvas.line(width - _MARK, height / 2, width, height / 2)
        else:
            canvas.line(width / 2, 0, width / 2, _MARK)
            canvas.line(width / 2, height - _MARK, width / 2, height)


def two_up_sheet(paper: Paper) -> PaperSize:
    """A4 for two papers of about A5, A3 for two of about A4 and for whatever is larger."""
    short, long = sorted((paper.width, paper.height))
    a4_short, a4_long = SHEET_MM[PaperSize.A4]
    small = long <= a4_short + 1 and short <= a4_long / 2 + 1
    return PaperSize.A4 if small else PaperSize.A3


def two_up_words(paper: Paper) -> str:
    """ "2 giấy trên 1 tờ A3"; "" for a paper that would be made smaller, and its code with it."""
    if Imposition.of(paper, two_up=True).scale < 1.0:
        return ""
    return f"2 giấy trên 1 tờ {two_up_sheet(paper).value}"
