"""Board, paper and workbook say the same figures; hidden marks stay hidden in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from danvan_desktop.services import comparison, independence, papers
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.session import Session
from tests import factories
from tests.board_data import GRADES, ID, YEAR, adopt, assess, enlist, register
from tests.documents.pdf_reading import whole_text


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "data")
    yield opened
    opened.close()


def filled(session: Session, rows: int = 3) -> Board:
    plan = adopt(session, 2, quota="number = 1")
    names = enlist(session, 3)
    independence.choose(session, ID, YEAR, independence.COLLECTOR)
    for number in range(rows):
        uid = register(session, plan, f"Mô hình số {number + 1} (mẫu)")
        for at, name in enumerate(names[: 3 if number else 2]):
            assess(session, uid, name, ["5" if at else "1.25", f"{4 - number / 4}"])
    register(session, plan, "Tổ hòa giải (mẫu)", GRADES)
    return comparison.board(session, ID, YEAR)


def read(path: Path, sheet: str) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of a sheet, from its header row on."""
    rows = [list(row) for row in openpyxl.load_workbook(path)[sheet].values]
    start = next(at for at, row in enumerate(rows) if row[0] == "TT")
    return [str(each) for each in rows[start]], rows[start + 1 :]


def test_workbook_holds_what_is_seen_with_points_as_numbers(
    session: Session, tmp_path: Path
) -> None:
    board = filled(session)
    uids = [row.uid for row in reversed(board.rows)]
    path = tmp_path / papers.comparison_workbook_name(board)
    papers.comparison_workbook(session, board, uids, path, ("Danh hiệu: mọi danh hiệu",))
    heads, rows = read(path, "Bảng so sánh")
    at = {head: place for place, head in enumerate(heads)}
    names = [row[at["Tên mô hình, điển hình"]] for row in rows]
    assert names == [row.registration.name for row in reversed(board.rows)]
    for row, found in zip(reversed(board.rows), rows, strict=True):
        total = None if row.total is None else float(row.total)
        assert found[at["Kết quả"]] == total
        for name in board.assessors:
            cell = row.cell(name)
            wanted = cell.words or None if cell.total is None else float(cell.total)
            assert found[at[name]] == wanted


def test_second_sheet_has_a_line_for_every_assessor(session: Session, tmp_path: Path) -> None:
    board = filled(session)
    path = tmp_path / "bang.xlsx"
    papers.comparison_workbook(session, board, [row.uid for row in board.rows], path)
    heads, rows = read(path, "Theo người đánh giá")
    at = {head: place for place, head in enumerate(heads)}
    assert len(rows) == sum(len(row.cells) for row in board.rows)
    totals = [row[at["Kết quả phiếu"]] for row in rows]
    wanted = [
        None if cell.total is None else float(cell.total)
        for row in board.rows
        for cell in row.cells.values()
    ]
    assert totals == wanted


def test_summary_prints_the_figures_of_the_board(session: Session) -> None:
    board = filled(session)
    paper = papers.comparison_summary(session, board, [row.uid for row in board.rows])
    text = whole_text(paper.content)
    assert paper.title == f"Bảng tổng hợp kết quả đánh giá năm {YEAR} - {ID}"
    for row in board.rows:
        assert row.registration.name in text
        assert row.result_words in text
    assert "Chưa đủ phiếu." in text
    assert (
        "Kết quả là trung bình cộng các phiếu đã hoàn thành. Số lượng được công nhận: tối đa 1."
        in text
    )


def test_hidden_marks_are_on_neither_paper_nor_workbook(session: Session, tmp_path: Path) -> None:
    plan = adopt(session, 2)
    names = enlist(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, names[0], ["5", "3.75"])
    who = independence.viewer(session, ID, YEAR).panel.assessors[1].uid
    independence.choose(session, ID, YEAR, who)
    board = comparison.board(session, ID, YEAR)
    text = whole_text(papers.comparison_summary(session, board, [uid]).content)
    assert "8,75" not in text
    path = tmp_path / "bang.xlsx"
    papers.comparison_workbook(session, board, [uid], path)
    book = openpyxl.load_workbook(path)
    assert not [cell for sheet in book for row in sheet.values for cell in row if cell == 8.75]
