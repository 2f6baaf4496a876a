"""The page “Đánh giá” over a real data folder: the list, and the sheet of all by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.services import assessment_matrix, score_sheets
from danvan_desktop.services.assessment_matrix import MatrixRow
from danvan_desktop.ui.evaluation_page import EvaluationPage
from tests.ui.answers import Answers
from tests.ui.scoring_factories import Office, sample_office, settle, wait_for_runner


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Office]:
    made = sample_office(tmp_path, answers)
    yield made
    made.close()


@pytest.fixture
def page(office: Office) -> Iterator[EvaluationPage]:
    made = EvaluationPage(office.work)
    office.work.broadcast = made.reload
    made.resize(1150, 700)
    made.reload(None)
    made.show()
    settle()
    yield made
    made.hide()
    made.deleteLater()


def _grid(page: EvaluationPage, words: str) -> None:
    page.modes.setCurrentIndex(1)
    chooser = page.matrix.chooser
    texts = [chooser.itemText(place) for place in range(chooser.count())]
    chooser.setCurrentIndex(next(p for p, text in enumerate(texts) if text.startswith(words)))
    page.matrix._on_chosen()


def _rows(page: EvaluationPage) -> tuple[MatrixRow, ...]:
    return page.matrix.view.matrix.rows()


def test_sheet_of_all_is_marked_with_one_key_a_cell(office: Office, page: EvaluationPage) -> None:
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    QTest.keyClicks(page.matrix.view, "1" + "dp3111")
    first, second = _rows(page)
    assert list(first.marks.values()) == [
        Grade.MET,
        Grade.PARTLY,
        Grade.NOT_MET,
        Grade.MET,
        Grade.MET,
        Grade.MET,
    ]
    assert first.result_words == "Chưa đạt"
    assert page.matrix.view.currentIndex().row() == 1
    assert not any(second.marks.values())


def test_key_is_stored_at_once_and_taken_back_by_undo(office: Office, page: EvaluationPage) -> None:
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    uid = _rows(page)[0].registration
    QTest.keyClicks(page.matrix.view, "12")
    stored = assessment_matrix.matrix_row(office.session, uid)
    assert stored.marks["1"] is Grade.PARTLY
    QTest.keyClick(page.matrix.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert assessment_matrix.matrix_row(office.session, uid).marks["1"] is None
    assert _rows(page)[0].marks["1"] is None
    QTest.keyClick(page.matrix.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert assessment_matrix.matrix_row(office.session, uid).conditions["dk-2"] is None
    assert not page.matrix.undo_button.isEnabled()


def test_cursor_goes_down_when_a_criterion_is_judged_for_all(page: EvaluationPage) -> None:
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    page.matrix.direction.setCurrentIndex(1)
    page.matrix._on_direction(1)
    QTest.keyClicks(page.matrix.view, "11")
    assert [row.conditions["dk-2"] for row in _rows(page)] == [True, True]


def test_points_are_typed_and_refused_in_words(page: EvaluationPage) -> None:
    _grid(page, "Mô hình “Dân vận khéo” tiêu biểu")
    view = page.matrix.view
    QTest.keyClicks(view, "11" + "8,5")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert next(iter(_rows(page)[0].marks.values())) == Decimal("8.5")
    QTest.keyClicks(view, "99")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.matrix._problem.text() == "Điểm 99 vượt điểm tối đa 5 của tiêu chí 1.2."
    assert view.matrix.typed() == "99"
    assert not page.may_close()
    QTest.keyClick(view, Qt.Key.Key_Down)
    settle()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.matrix.typed() is None
    assert _rows(page)[0].marks["1.2"] is None


def test_full_sheets_are_finished_together_and_then_take_no_key(
    office: Office, page: EvaluationPage
) -> None:
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    QTest.keyClicks(page.matrix.view, "1" * 15)
    assert page.matrix.finish_button.text() == "Hoàn thành phiếu đủ mục (2)"
    office.answers.will("confirm", True)
    page.matrix._on_finish()
    uids = [row.registration for row in _rows(page)]
    assert [score_sheets.final_of(office.session, uid).words for uid in uids] == ["Đạt", "Đạt"]
    assert not page.matrix.finish_button.isEnabled()
    index = page.matrix.view.matrix.index(0, 3)
    page.matrix.view.setCurrentIndex(index)
    QTest.keyClicks(page.matrix.view, "3")
    assert page.matrix._problem.text().endswith("mở lại kèm lý do nếu cần sửa.")
    assert _rows(page)[0].marks["1"] is Grade.MET


def test_list_says_what_each_registration_lacks(office: Office, page: EvaluationPage) -> None:
    model = page.list.table.model
    words = [model.row(number).missing for number in range(model.rowCount())]  # type: ignore[union-attr]
    assert words == ["Chưa thẩm định"] * 5
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    QTest.keyClicks(page.matrix.view, "1" * 7)
    page.modes.setCurrentIndex(0)
    first = model.row(0)
    assert first is not None
    assert first.missing == "Đủ các mục, chưa hoàn thành phiếu"
    assert page.summary.text() == "Còn 5 trong 5 đăng ký cần xử lý"


def test_blank_sheet_can_be_shown_to_be_printed(office: Office, page: EvaluationPage) -> None:
    page.list.table.view.selectRow(0)
    page.list._on_print_blank()
    wait_for_runner(office)
    shown = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "PaperDialog"]
    assert [w.isVisible() for w in shown] == [True]
    shown[0].close()


def test_page_without_registrations_says_what_to_do_first(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    office = sample_office(tmp_path, answers, role="upper")
    page = EvaluationPage(office.work)
    page.reload(None)
    page.modes.setCurrentIndex(1)
    assert page.list.table.model.rowCount() == 0
    assert page.matrix.chooser.count() == 0
    page.deleteLater()
    office.close()


def test_undo_gives_a_condition_back_to_the_records(office: Office, page: EvaluationPage) -> None:
    _grid(page, "Mô hình “Dân vận khéo” (2)")
    view = page.matrix.view
    view.setCurrentIndex(view.matrix.index(0, 1))
    QTest.keyClicks(view, "3")
    assert _rows(page)[0].conditions["dk-1"] is False
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    row = _rows(page)[0]
    assert (row.conditions["dk-1"], row.from_records) == (True, frozenset({"dk-1"}))
