"""The tour's assessment: one sheet in the dialog, the others in the sheet of all, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from danvan_desktop.domain.best_marks import best_mark
from danvan_desktop.domain.criteria import Criterion
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import sample, score_sheets
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.mark_boxes import NumberBox
from danvan_desktop.ui.mark_keys import typed_words
from danvan_desktop.ui.matrix_view import MatrixView
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.tour_album import Album
from danvan_desktop.ui.tour_records import save_paper

LIST, MATRIX = 0, 1


def page_of(desk: Desk) -> EvaluationPage:
    """The page of assessments."""
    desk.window.go("evaluation")
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    return page


def assess_self(album: Album, desk: Desk) -> None:
    """The office assesses its first registration itself, once all have the evidence asked for."""
    for row in all_rows(desk.session, desk.work.programme_id, desk.work.year):
        sample.prove(desk.session, row.uid)
    page = page_of(desk)
    page.modes.setCurrentIndex(LIST)
    page.list.table.view.selectRow(0)

    def mark(dialog: ScoringDialog) -> None:
        album.expect(dialog.view.stage, Stage.SELF, "stage")
        _mark_sheet(dialog)
        album.picture(dialog, "phieu-tu-danh-gia")
        dialog.finish_button.click()
        dialog.close_button.click()

    with hands.on(ScoringDialog, mark):
        page.list.self_button.click()


def appraise_all(album: Album, desk: Desk) -> None:
    """The first registration in the dialog, all others in the sheet of all; then its paper."""
    page = page_of(desk)
    album.picture(desk.window, "danh-gia-danh-sach")
    page.modes.setCurrentIndex(LIST)
    page.list.table.view.selectRow(0)

    def mark(dialog: ScoringDialog) -> None:
        _mark_sheet(dialog)
        album.picture(dialog, "phieu-tham-dinh")
        dialog.finish_button.click()
        dialog.close_button.click()

    with hands.on(ScoringDialog, mark):
        page.list.open_button.click()
    page.modes.setCurrentIndex(MATRIX)
    for place in range(page.matrix.chooser.count()):
        page.matrix.chooser.setCurrentIndex(place)
        page.matrix.chooser.activated.emit(place)
        _mark_matrix(page.matrix.view)
        album.messages.check()
        page.matrix.view.horizontalScrollBar().setValue(0)
        album.picture(desk.window, f"bang-danh-gia-nhanh-{place + 1}")
        if page.matrix.finish_button.isEnabled():
            page.matrix.finish_button.click()
    page.modes.setCurrentIndex(LIST)
    _expect_results(album, desk)
    page.list.table.view.selectRow(0)
    actions = page.list.table.menu().actions()
    action = next(one for one in actions if one.text() == "In phiếu đã chấm")
    save_paper(album, action.trigger, "phieu-danh-gia")


def _expect_results(album: Album, desk: Desk) -> None:
    work = desk.work
    finals = score_sheets.finals(desk.session, work.programme_id, work.year)
    rows = all_rows(desk.session, work.programme_id, work.year)
    passed = {row.uid for row in rows if row.uid in finals and finals[row.uid].result.passed}
    album.expect(passed, {row.uid for row in rows}, "passed")


def _mark_sheet(dialog: ScoringDialog) -> None:
    """Every line by its key, as an assessor goes through the sheet."""
    lines = dialog.sheet.lines
    leaves = {leaf.code: leaf for leaf in dialog.view.criteria_set.leaves()}
    for key in lines.line_keys():
        box = lines.line(key).box
        lines.go_to(key)
        if isinstance(box, NumberBox):
            hands.type_text(box.line, number_for(leaves[key.code]))
            hands.press(box.line, Qt.Key.Key_Return)
        elif box.value() is None:
            hands.type_text(box, "1")


def _mark_matrix(view: MatrixView) -> None:
    """Every open cell of the sheet of all: one key, or digits and Enter."""
    matrix = view.matrix
    for row in range(matrix.rowCount()):
        for number in range(1, matrix.columnCount()):
            index = matrix.index(row, number)
            column, line = matrix.column_at(number), matrix.row_at(row)
            if column is None or line is None or line.why_not or not matrix.takes_keys(index):
                continue
            if matrix.value(index) is not None:
                continue
            view.setCurrentIndex(index)
            if column.criterion is not None and column.typed:
                hands.type_text(view, number_for(column.criterion))
                hands.press(view, Qt.Key.Key_Return)
            else:
                hands.type_text(view, "1")


def number_for(criterion: Criterion) -> str:
    """The best mark as it is typed."""
    return typed_words(criterion, best_mark(criterion))
