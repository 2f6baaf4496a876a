"""The comparison board over a real folder of 2,000 registrations x 9 assessors x 20 criteria.

Prints milliseconds as JSON. `first` is the whole board as the page first asks for it, everything
read from the file; `again` the whole board after something was written; `one sheet` the board
after one sheet was finished or opened, reading its registration alone. `painted` is the same in
the real window, from the news of the change until the list is painted. `sum` is the built-in over
all marks as Decimal, in the same process.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QWidget

from benchmarks.painting import milliseconds_until_painted
from benchmarks.typing import WHERE, milliseconds
from danvan_desktop.domain.sheets import given_marks, read_marks
from danvan_desktop.models import ScoreSheet
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import comparison, evaluation, independence
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.session import Changes, Session, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.comparison_part import ComparisonPart
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage

SHEETS = 5


def sum_of_marks(session: Session) -> float:
    del session
    sheets = [given_marks(read_marks(row.marks)) for row in ScoreSheet.select(ScoreSheet.marks)]
    numbers = [mark for one in sheets for mark in one.values() if isinstance(mark, Decimal)]
    return median(milliseconds(lambda: sum(numbers, Decimal(0))) for _ in range(5))


def change_one(session: Session, board: Board, number: int) -> Changes:
    """Open a finished sheet again; the one of the `number`-th complete registration."""
    row = [one for one in board.rows if one.complete][number]
    return evaluation.reopen(session, row.counted[0].uid, "đo thời gian")


def measure_service(session: Session) -> dict[str, float]:
    found = {"sum": sum_of_marks(session)}
    found["first"] = milliseconds(lambda: comparison.board(session, *WHERE))
    session.remember("benchmark", 2)
    found["again"] = milliseconds(lambda: comparison.board(session, *WHERE))
    board = comparison.board(session, *WHERE)
    spent = []
    for number in range(SHEETS):
        changes = change_one(session, board, number)
        before = board

        def after(before: Board = before, changes: Changes = changes) -> None:
            comparison.refreshed(session, before, changes)

        spent.append(milliseconds(after))
        board = comparison.refreshed(session, board, changes)
    found["one sheet"] = median(spent)
    return found


def measure_window(session: Session) -> float:
    desk = Desk(session)
    desk.window.start()
    desk.window.go("evaluation")
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    part = page.open_part("comparison_part")
    assert isinstance(part, ComparisonPart)

    def show() -> QWidget:
        desk.window.show()
        return part.list.table.view.viewport()

    milliseconds_until_painted(show)
    spent = []
    for number in range(SHEETS):
        assert part.board is not None
        changes = change_one(session, part.board, number)

        def tell(changes: Changes = changes) -> QWidget:
            page.reload(changes)
            return part.list.table.view.viewport()

        spent.append(milliseconds_until_painted(tell))
    desk.close()
    return median(spent)


def main() -> None:
    application.make(["benchmark"], platform="offscreen")
    session = open_session(DataFolder(Path(sys.argv[1])))
    independence.choose(session, *WHERE, independence.COLLECTOR)
    found = measure_service(session)
    found["painted"] = measure_window(session)
    print(json.dumps(found))
    session.close()


if __name__ == "__main__":
    main()
