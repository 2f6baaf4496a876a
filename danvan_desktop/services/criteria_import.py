"""Tables of criteria from the clipboard and from workbooks, as proposals for a person to look at.

Reads only; what a person takes over goes into a `SetEdit` and is saved by `criteria_saving`. The
understanding of the table is `domain/table_criteria`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from danvan_desktop.domain import legacy_look
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.table_criteria import Naming, Proposal, propose
from danvan_desktop.domain.table_grid import TableGrid, Weight
from danvan_desktop.domain.table_layout import Layout, guess_layout, layout_at
from danvan_desktop.domain.table_roles import Role
from danvan_desktop.errors import UserError
from danvan_desktop.exchange import grid_text

__all__ = [
    "Layout",
    "Naming",
    "Proposal",
    "Role",
    "TableGrid",
    "best_sheet",
    "guess_layout",
    "layout_at",
    "proposal",
    "read_pasted",
    "read_workbook",
    "taken_into",
]


def read_pasted(text: str) -> TableGrid:
    """Cells copied from Excel or from a table in Word. Raises `UserError` when there are none."""
    rows = grid_text.parse_block(text)
    if not rows:
        raise UserError(
            "Không có bảng nào trong khay nhớ tạm.",
            safe="Bộ tiêu chí không thay đổi.",
            todo="Chọn bảng trong Excel hoặc Word, sao chép (Ctrl+C) rồi dán lại.",
        )
    return _with_look(TableGrid(tuple(map(tuple, rows)), name="Bảng dán vào"))


def read_workbook(path: Path) -> tuple[TableGrid, ...]:
    """The visible sheets of a workbook. Raises `UserError` for a file that is none, or that
    holds no table."""
    from danvan_desktop.exchange.table_workbook import read_tables

    grids = tuple(_with_look(grid) for grid in read_tables(path))
    if not grids:
        raise UserError(
            "Tệp Excel này không có dòng nào.",
            safe="Bộ tiêu chí không thay đổi.",
            todo="Chọn tệp có bảng tiêu chí.",
        )
    return grids


def best_sheet(grids: tuple[TableGrid, ...]) -> int:
    """Which sheet most likely holds the criteria: the one with the most rows under a header."""

    def worth(grid: TableGrid) -> tuple[bool, int]:
        layout = guess_layout(grid)
        return layout.header is not None, len(grid.rows) - layout.body

    return max(range(len(grids)), key=lambda index: worth(grids[index]))


def proposal(
    grid: TableGrid, layout: Layout | None = None, naming: Naming | None = None
) -> Proposal:
    """What a table comes to, by the likeliest layout or by the one a person chose."""
    return propose(grid, layout, naming)


def taken_into(criteria_set: CriteriaSet, read: Proposal) -> CriteriaSet:
    """An edited set with criteria, maximum and ranks of a table, everything else as it was.

    Nothing accepted stays: it was for other criteria.
    """
    found = read.criteria_set
    title = criteria_set.title or found.title
    return replace(
        criteria_set,
        title=title,
        criteria=found.criteria,
        maximum=found.maximum,
        ranks=found.ranks or criteria_set.ranks,
        accepted=(),
    )


def _with_look(grid: TableGrid) -> TableGrid:
    """The grid with a remark where its letters look like TCVN3 or VNI."""
    texts = "\n".join(cell for row in grid.rows for cell in row)
    if not legacy_look.looks_old(texts) or any("TCVN3" in one.text for one in grid.remarks):
        return grid
    words = "chữ giống bảng mã TCVN3 hoặc VNI; chuyển sang Unicode bằng UniKey trước khi nhập"
    return replace(grid, remarks=(grid.remark(Weight.WRONG, words), *grid.remarks))
