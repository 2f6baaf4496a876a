"""Whatever the order of assessors, criteria, registrations and edits, the board is the same; its
sums are those of the sheets and of the workbook."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.services import comparison, evaluation, independence, papers
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_detail import detail
from danvan_desktop.services.session import Session
from tests import factories
from tests.board_data import ID, YEAR, adopt, assess, enlist, register

CRITERIA, ASSESSORS, ROWS = 3, 3, 3

marks = st.lists(
    st.lists(st.integers(0, 20), min_size=CRITERIA, max_size=CRITERIA),
    min_size=ROWS * ASSESSORS,
    max_size=ROWS * ASSESSORS,
)


def seen(board: Board) -> list[object]:
    """What the board says, without the uids that differ from folder to folder."""
    return [
        (
            row.registration.name,
            row.place_words,
            row.side,
            row.total,
            row.rank_words,
            row.spread,
            row.deviation,
            row.apart,
            row.reasons,
            [(name, row.cell(name).words) for name in sorted(board.assessors)],
        )
        for row in board.rows
    ]


def built(session: Session, given_marks: Sequence[Sequence[int]], order: random.Random) -> Board:
    """The board after all sheets were made in an order, some of them finished twice, reading only
    what changed after each of them."""
    plan = adopt(session, CRITERIA, quota="number = 1")
    names = sorted(enlist(session, ASSESSORS, order))
    independence.choose(session, ID, YEAR, independence.COLLECTOR)
    numbers = list(range(ROWS))
    order.shuffle(numbers)
    uids = {number: register(session, plan, f"Số {number} (mẫu)") for number in numbers}
    todo = [(row, at) for row in range(ROWS) for at in range(ASSESSORS)]
    order.shuffle(todo)
    board = comparison.board(session, ID, YEAR)
    for row, at in todo:
        points = [Decimal(one) / 4 for one in given_marks[row * ASSESSORS + at]]
        sheet = assess(session, uids[row], names[at], points, order=order)
        if order.random() < 0.3:
            evaluation.reopen(session, sheet, "chấm lại")
            evaluation.finish(session, sheet)
        changes = evaluation.confirm_stale(session, sheet)
        board = comparison.refreshed(session, board, changes)
    return board


@settings(max_examples=6, deadline=None)
@given(marks, st.integers(0, 1000))
def test_board_does_not_depend_on_the_order_of_edits(
    given_marks: list[list[int]], seed: int
) -> None:
    boards = []
    for order in (random.Random(0), random.Random(seed)):
        with tempfile.TemporaryDirectory() as folder:
            session = factories.make_session(Path(folder))
            board = built(session, given_marks, order)
            assert comparison.board(session, ID, YEAR) == board
            check_sums(session, board)
            check_workbook(session, board, Path(folder) / "bang.xlsx")
            boards.append(seen(board))
            session.close()
    assert boards[0] == boards[1]


def check_sums(session: Session, board: Board) -> None:
    """Each total on the board is that of its sheet, and each sheet the sum of its criteria."""
    for row in board.rows:
        found = detail(session, row)
        total = found.lines[-1]
        assert total.mean == row.total
        for place, name in enumerate(found.assessors):
            points = [line.cells[place].points for line in found.lines[:-1] if not line.strong]
            assert sum(point for point in points if point is not None) == row.cell(name).total
            assert total.cells[place].points == row.cell(name).total


def check_workbook(session: Session, board: Board, path: Path) -> None:
    """The workbook holds the same totals, of every sheet and of them together."""
    papers.comparison_workbook(session, board, [row.uid for row in board.rows], path)
    rows = [list(row) for row in openpyxl.load_workbook(path)["Bảng so sánh"].values]
    start = next(at for at, row in enumerate(rows) if row[0] == "TT")
    heads = [str(head) for head in rows[start]]
    for row, found in zip(board.rows, rows[start + 1 :], strict=True):
        assert row.total is not None
        assert found[heads.index("Kết quả")] == float(row.total)
        for name in board.assessors:
            total = row.cell(name).total
            assert total is not None
            assert found[heads.index(name)] == float(total)
