"""Marks typed while 2,000 registrations x 9 assessors x 20 criteria are in the folder.

Prints milliseconds as JSON. `board first` reads every finished sheet's total and makes all results;
`board again` the same after something was written, `after one mark` when only one registration is
read again. `quick sheet` is a digit and Enter in the sheet of all registrations until its cell is
painted again, saved to the disk in between; `dialog` the same in the sheet of one registration,
with the live total. `sum` is the built-in over all marks as Decimal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks import judged_folder
from benchmarks.painting import milliseconds_until_painted
from danvan_desktop.domain.sheets import Stage, given_marks, read_marks
from danvan_desktop.models import ScoreSheet
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import assessors, evaluation, independence, score_sheets
from danvan_desktop.services.final_results import finals_after
from danvan_desktop.services.session import Session, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.scoring_dialog import ScoringDialog

WHERE = (judged_folder.PROGRAMME, judged_folder.YEAR)
MARKS = 15


def milliseconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def measure_board(session: Session) -> dict[str, float]:
    """All results as a page first asks for them, and after a change."""
    sheets = [given_marks(read_marks(row.marks)) for row in ScoreSheet.select(ScoreSheet.marks)]
    numbers = [mark for one in sheets for mark in one.values() if isinstance(mark, Decimal)]
    found = {"sum": median(milliseconds(lambda: sum(numbers, Decimal(0))) for _ in range(3))}
    found["board first"] = milliseconds(lambda: score_sheets.finals(session, *WHERE))
    session.remember("benchmark", 1)
    found["board again"] = milliseconds(lambda: score_sheets.finals(session, *WHERE))
    return found


def open_registration(session: Session) -> str:
    """The one registration that has no sheets yet."""
    finals = score_sheets.finals(session, *WHERE)
    return next(uid for uid, row in finals.items() if not row.result.finished)


def measure_quick_sheet(page: EvaluationPage, window: QWidget) -> list[float]:
    page.modes.setCurrentIndex(1)
    view = page.matrix.view

    def show() -> QWidget:
        window.show()
        return view.viewport()

    milliseconds_until_painted(show)

    def type_one() -> QWidget:
        QTest.keyClicks(view, "4")
        QTest.keyClick(view, Qt.Key.Key_Return)
        return view.viewport()

    return [milliseconds_until_painted(type_one) for _ in range(MARKS)]


def measure_dialog(desk: Desk, registration: str) -> list[float]:
    dialog = ScoringDialog(
        desk.window, desk.work, registration, Stage.APPRAISAL, assessor=judged_folder.NAMES[1]
    )
    lines = dialog.sheet.lines

    def show() -> QWidget:
        dialog.open()
        return dialog

    milliseconds_until_painted(show)
    spent = []
    for key in lines.line_keys()[:MARKS]:
        lines.go_to(key)
        box = lines.line(key).box.focusProxy()
        assert box is not None

        def type_one(box: QWidget = box) -> QWidget:
            QTest.keyClicks(box, "4")
            QTest.keyClick(box, Qt.Key.Key_Return)
            return box

        spent.append(milliseconds_until_painted(type_one))
    dialog.sheet.set_texts(dialog._saved)
    dialog.close()
    return spent


def main() -> None:
    application.make(["benchmark"], platform="offscreen")
    session = open_session(DataFolder(Path(sys.argv[1])))
    found = measure_board(session)
    person = assessors.assessors(session, *WHERE)[0]
    independence.choose(session, *WHERE, person.uid)
    registration = open_registration(session)
    desk = Desk(session)
    desk.window.start()
    desk.window.go("evaluation")
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    found["quick sheet"] = median(measure_quick_sheet(page, desk.window))
    independence.choose(session, *WHERE, independence.COLLECTOR)
    found["dialog"] = median(measure_dialog(desk, registration))
    saved = evaluation.save_marks(
        session, registration, Stage.APPRAISAL, {}, {}, assessor=person.name
    )
    found["after one mark"] = milliseconds(lambda: finals_after(session, *WHERE, saved))
    print(json.dumps(found))
    desk.close()
    session.close()


if __name__ == "__main__":
    main()
