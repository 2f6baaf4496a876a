"""The board on paper and as a workbook: exactly the rows that are seen, in their order.

Fills both with the figures of the board; neither adds anything up. Marks that are hidden on the
board are hidden here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_desktop.documents.comparison import (
    KIND,
    SummaryData,
    SummaryGroupData,
    SummaryRowData,
)
from danvan_desktop.documents.comparison import summary as draw
from danvan_desktop.documents.page import SIGN_BELOW, SignatureData
from danvan_desktop.domain.comparison import Side
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.domain.text import file_name
from danvan_desktop.exchange.workbook import Cell, Column, ColumnKind, TableSheet, write_tables
from danvan_desktop.services import adoption, paper_parts
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_rows import ComparisonRow, Group, SheetCell
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.session import Session
from danvan_desktop.services.worded_papers import Worded

_NOT_ALL = "Chưa đủ phiếu."
_APART = "(*) Phiếu lệch nhiều so với các phiếu khác."
_FOR_THE_MEETING = "Bảng tổng hợp để hội nghị xem xét, không thay cho kết quả bình xét."


def summary(session: Session, board: Board, uids: Sequence[str], by: str = "") -> Worded:
    """The paper “Bảng tổng hợp kết quả đánh giá”, a table for each group."""
    plan = adoption.programme(session, board.programme_id)
    body = paper_parts.default_body(session, plan, by)
    rows = _rows(board, uids)
    data = SummaryData(
        issuer=paper_parts.issuer_of(body),
        day=None,
        year=board.year,
        subject_line=own_words(session, plan, name_in_year(plan.name, board.year)),
        assessors=board.assessors,
        groups=tuple(_group(board, group, rows) for group in _groups(board, rows)),
        signatures=(
            SignatureData("Người tổng hợp", note=SIGN_BELOW),
            SignatureData("Đại diện tổ thẩm định", note=SIGN_BELOW),
        ),
        notes=(*((_APART,) if any(row.apart for row in rows) else ()), _FOR_THE_MEETING),
    )
    return Worded(session, body, _title(board), data, draw, {"after": "notes"})


def workbook(
    session: Session, board: Board, uids: Sequence[str], path: Path, notes: Sequence[str] = ()
) -> None:
    """The rows seen, and on a second sheet every assessor's sheet for itself.

    `notes` say what the rows were narrowed by. Raises as `write_tables`.
    """
    plan = adoption.programme(session, board.programme_id)
    issuer = paper_parts.issuer_of(paper_parts.default_body(session, plan))
    name = "\n".join(issuer.issuer_lines).upper()
    rows = _rows(board, uids)
    said = [own_words(session, plan, name_in_year(plan.name, board.year)), *notes]
    write_tables(
        path,
        [
            TableSheet("Bảng so sánh", _columns(board), _cells(board, rows), said, name),
            TableSheet("Theo người đánh giá", SHEET_COLUMNS, _sheets(rows), said, name),
        ],
    )


def workbook_name(board: Board) -> str:
    """The file name to propose."""
    return file_name(_title(board), "xlsx")


def _title(board: Board) -> str:
    return f"{KIND} năm {board.year} - {board.programme_id}"


def _rows(board: Board, uids: Sequence[str]) -> list[ComparisonRow]:
    by_uid = {row.uid: row for row in board.rows}
    return [by_uid[uid] for uid in uids if uid in by_uid]


# the paper


def _groups(board: Board, rows: Sequence[ComparisonRow]) -> list[Group]:
    shown = {row.group.key for row in rows}
    return [group for group in board.groups if group.key in shown]


def _group(board: Board, group: Group, rows: Sequence[ComparisonRow]) -> SummaryGroupData:
    mine = [row for row in rows if row.group.key == group.key]
    return SummaryGroupData(
        group.name,
        tuple(_row(board, number, row) for number, row in enumerate(mine, 1)),
        group.has_points,
        any(row.own is not None for row in mine),
        " ".join(words for words in (group.rule, group.quota_words) if words),
    )


def _row(board: Board, number: int, row: ComparisonRow) -> SummaryRowData:
    item = row.registration
    own = row.own
    return SummaryRowData(
        number=str(number),
        name=item.name,
        registrant=item.subject_name,
        sheets=tuple(_sheet_words(row.cell(name)) for name in board.assessors),
        count=row.count_words,
        result=row.result_words,
        rank=row.rank_words,
        place=row.place_words,
        own=own.words if own else "",
        note=_note(row),
    )


def _sheet_words(cell: SheetCell) -> str:
    """The figure, with a sign where the sheet stands apart from the others."""
    return f"{cell.words} (*)" if cell.apart else cell.words


def _note(row: ComparisonRow) -> str:
    words = list(row.reasons)
    if row.group.criteria_set is not None and not row.complete and row.result is not None:
        words.insert(0, _NOT_ALL)
    if row.side is Side.TIED:
        words.append(f"{row.side.label}.")
    return " ".join(words)


# the workbook

SHEET_COLUMNS = (
    Column("TT", 6, ColumnKind.INTEGER),
    Column("Tên mô hình, điển hình", 34),
    Column("Danh hiệu, bộ tiêu chí", 24),
    Column("Người đánh giá", 24),
    Column("Phiếu", 13, ColumnKind.CENTRED),
    Column("Kết quả phiếu", 11, ColumnKind.DECIMAL),
    Column("Kết quả chung", 11, ColumnKind.DECIMAL),
    Column("Chênh so với chung", 11, ColumnKind.DECIMAL),
    Column("Phiếu lệch", 9, ColumnKind.CENTRED),
    Column("Vướng", 30),
)


def _columns(board: Board) -> tuple[Column, ...]:
    number = ColumnKind.DECIMAL
    return (
        Column("TT", 6, ColumnKind.INTEGER),
        Column("Thứ tự", 8, ColumnKind.CENTRED),
        Column("Tên mô hình, điển hình", 34),
        Column("Đơn vị, cá nhân", 22),
        Column("Địa bàn", 16),
        Column("Lĩnh vực", 16),
        Column("Đối tượng", 11, ColumnKind.CENTRED),
        Column("Danh hiệu, bộ tiêu chí", 24),
        Column("Mới/duy trì", 10, ColumnKind.CENTRED),
        *(Column(name, 11, number) for name in board.assessors),
        Column("Số phiếu", 9, ColumnKind.CENTRED),
        Column("Kết quả", 10, number),
        Column("Xếp loại", 13, ColumnKind.CENTRED),
        Column("Chênh lệch giữa các phiếu", 11, number),
        Column("Độ lệch chuẩn", 10, number),
        Column("Tự chấm", 10, number),
        Column("Thẩm định so với tự chấm", 11, number),
        Column("Điểm thưởng", 10, number),
        Column("Chỉ tiêu", 16, ColumnKind.CENTRED),
        Column("Tình trạng", 16, ColumnKind.CENTRED),
        Column("Ghi chú", 36),
    )


def _cells(board: Board, rows: Sequence[ComparisonRow]) -> list[tuple[Cell, ...]]:
    return [_cells_of(board, number, row) for number, row in enumerate(rows, 1)]


def _cells_of(board: Board, number: int, row: ComparisonRow) -> tuple[Cell, ...]:
    item, own = row.registration, row.own
    place: Cell = row.place_words
    if row.placed and not row.tied:
        place = row.placed.place
    own_cell: Cell = ""
    if own is not None:
        own_cell = own.words if own.total is None else own.total
    return (
        number,
        place,
        item.name,
        item.subject_name,
        item.unit_name,
        item.sector_name,
        item.subject_kind.label,
        row.group.name,
        item.newness.label,
        *(_figure(row.cell(name)) for name in board.assessors),
        row.count_words,
        row.result_words if row.total is None else row.total,
        row.rank_words,
        row.spread,
        row.deviation,
        own_cell,
        row.difference,
        row.bonus,
        row.side.label if row.side else "",
        item.state.label,
        _note(row),
    )


def _figure(cell: SheetCell) -> Cell:
    return cell.words if cell.total is None else cell.total


def _sheets(rows: Sequence[ComparisonRow]) -> list[tuple[Cell, ...]]:
    found = (line for row in rows for line in _sheets_of(row))
    return [(number, *line) for number, line in enumerate(found, 1)]


def _sheets_of(row: ComparisonRow) -> Iterator[tuple[Cell, ...]]:
    for name, cell in row.cells.items():
        apart = None if cell.total is None or row.total is None else cell.total - row.total
        yield (
            row.registration.name,
            row.group.name,
            name,
            cell.status.label,
            _figure(cell) if cell.total is not None or cell.counts is not None else "",
            row.result_words if row.total is None else row.total,
            apart,
            row.leaning(name),
            " ".join(cell.held_back),
        )
