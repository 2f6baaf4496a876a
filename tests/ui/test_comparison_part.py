"""“Bảng so sánh” driven as an official does: sort, filter, chart, workbook, paper, by real data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import evaluation, independence
from danvan_desktop.ui import hands
from danvan_desktop.ui.comparison_chart import SCALE
from danvan_desktop.ui.comparison_columns import short_names
from danvan_desktop.ui.comparison_part import ComparisonPart
from danvan_desktop.ui.comparison_print import chart_pdf
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from tests import board_data, factories
from tests.documents.pdf_reading import page_count, whole_text
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle

BOARD = EvaluationPage.place_of("comparison_part")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    session = factories.make_session(tmp_path / "data")
    plan = board_data.adopt(session, 2, quota="number = 2")
    names = board_data.enlist(session, 3)
    independence.choose(session, board_data.ID, board_data.YEAR, independence.COLLECTOR)
    points = {
        "Số 2": ("5", "5", "5"),
        "Số 10": ("4", "4", "4"),
        "Số 1": ("4", "4", "4"),
        "Số 3": ("4", "1", "3"),
    }
    for name, given in points.items():
        uid = board_data.register(session, plan, f"{name} (mẫu)")
        for person, one in zip(names, given, strict=True):
            finish = (name, person) != ("Số 3", names[2])
            board_data.assess(session, uid, person, [one, one], finish=finish)
    made = Desk(session, answers)
    made.open()
    made.work.programme_id, made.work.year = board_data.ID, board_data.YEAR
    made.window.go("evaluation")
    made.window.page("evaluation").reload(None)
    yield made
    made.close()
    session.close()


@pytest.fixture
def part(desk: Desk) -> ComparisonPart:
    page = desk.window.page("evaluation")
    page.modes.setCurrentIndex(BOARD)  # type: ignore[attr-defined]
    found = page.part(BOARD)  # type: ignore[attr-defined]
    assert isinstance(found, ComparisonPart)
    hands.until(found.detail.view.model, "the first is shown in detail")
    return found


def names_of(part: ComparisonPart) -> list[str]:
    return [row.registration.name.removesuffix(" (mẫu)") for row in part.list.shown()]


def cell(part: ComparisonPart, number: int, key: str) -> str:
    model = part.list.model
    place = [column.key for column in model.columns].index(key)
    return str(model.data(model.index(number, place)) or "")


def sort_by(part: ComparisonPart, key: str, *, descending: bool = False) -> None:
    keys = [column.key for column in part.list.model.columns]
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    part.list.table.view.horizontalHeader().setSortIndicator(keys.index(key), order)


def test_board_shows_places_with_equals_and_the_edge_of_the_quota(part: ComparisonPart) -> None:
    assert names_of(part) == ["Số 2", "Số 1", "Số 10", "Số 3"]
    assert [cell(part, at, "place") for at in range(4)] == ["1", "2-3", "2-3", "4"]
    assert [cell(part, at, "count") for at in range(4)] == ["3/3", "3/3", "3/3", "2/3"]
    assert cell(part, 1, "side") == "Bằng điểm ở ranh giới"
    shown = part.list.shown()
    assert [shown[at].ends_quota_before(shown[at + 1]) for at in range(3)] == [False, False, True]
    assert part.rule.text() == (
        "Kết quả là trung bình cộng các phiếu đã hoàn thành. Số lượng được công nhận: tối đa 2. "
        "Bảng để hội nghị xem xét, không thay cho kết quả bình xét."
    )


def test_any_column_sorts_with_equals_in_place_and_empty_cells_last(part: ComparisonPart) -> None:
    sort_by(part, "name")
    assert names_of(part) == ["Số 1", "Số 2", "Số 3", "Số 10"]
    sort_by(part, "result", descending=True)
    assert names_of(part) == ["Số 2", "Số 1", "Số 10", "Số 3"]
    sort_by(part, "result")
    assert names_of(part) == ["Số 3", "Số 1", "Số 10", "Số 2"]
    last = part.list.model.columns[7].key
    assert last.startswith("sheet.")
    for descending in (True, False):
        sort_by(part, last, descending=descending)
        assert names_of(part)[-1] == "Số 3"


def test_filters_narrow_to_ties_to_what_is_missing_and_to_large_spreads(
    part: ComparisonPart,
) -> None:
    part.filter.ties.setChecked(True)
    assert names_of(part) == ["Số 1", "Số 10"]
    part.filter.ties.setChecked(False)
    part.filter.incomplete.setChecked(True)
    assert names_of(part) == ["Số 3"]
    part.filter.incomplete.setChecked(False)
    QTest.keyClicks(part.filter.above, "5,5")
    hands.until(lambda: names_of(part) == ["Số 3"], "narrowed")
    part.filter.clear()
    assert len(names_of(part)) == 4
    part.list.table.set_filter("ngoai so luong")
    assert names_of(part) == ["Số 3"]


def test_a_number_that_cannot_be_read_is_marked_and_narrows_nothing(part: ComparisonPart) -> None:
    QTest.keyClicks(part.filter.above, "abc")
    hands.until(lambda: part.filter.above.property("problem"), "marked")
    assert len(names_of(part)) == 4


def test_detail_shows_the_chosen_registration_criterion_by_criterion(part: ComparisonPart) -> None:
    part.list.table.select_row(3)
    hands.until(lambda: part.detail.head.text().startswith("Số 3"), "shown in detail")
    model = part.detail.view.model()
    lines = [
        [model.index(row, place).data() for place in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert lines[0][0] == "1 Mục 1"
    assert [line[2:4] for line in lines[1:3]] == [["4", "1"], ["4", "1"]]
    assert lines[-1][2:6] == ["8", "2", "5", "6"]
    assert part.detail.head.text() == ("Số 3 (mẫu)  ·  Tổ dân phố 2  ·  kết quả 5  ·  thứ tự 4")


def test_typing_a_mark_changes_only_its_row(desk: Desk, part: ComparisonPart) -> None:
    before = part.board
    assert before is not None
    row = before.rows[0]
    desk.work.broadcast(evaluation.reopen(desk.session, row.counted[0].uid, "chấm nhầm"))
    after = part.board
    assert after is not None
    assert after.rows[0].count_words == "2/3"
    assert [one is other for one, other in zip(after.rows, before.rows, strict=True)] == [
        False,
        True,
        True,
        True,
    ]
    assert cell(part, 0, f"sheet.{after.assessors[0]}") == "Đang chấm"


def test_a_bar_leads_to_its_row(part: ComparisonPart) -> None:
    part.chart_button.click()
    assert part.chart.isVisible()
    assert part.detail.isHidden()
    QTest.mouseClick(part.chart, Qt.MouseButton.LeftButton, pos=part.chart.row_middle(2))
    assert part.list.table.view.isVisible()
    assert part.list.chosen() == part.list.shown()[2].uid


def test_enter_in_a_column_opens_the_sheet_of_its_assessor(part: ComparisonPart) -> None:
    keys = [column.key for column in part.list.model.columns]
    board = part.board
    assert board is not None
    place = keys.index(f"sheet.{board.assessors[1]}")
    view = part.list.table.view
    view.setCurrentIndex(part.list.model.index(0, place))
    QTest.keyClick(view, Qt.Key.Key_Return)
    (dialog,) = part.findChildren(ScoringDialog)
    assert dialog.view.assessor == board.assessors[1]
    assert dialog.view.registration == part.list.shown()[0].uid
    dialog.close()
    settle()


def test_chart_is_gone_through_by_keys_and_stops_at_its_ends(part: ComparisonPart) -> None:
    part.chart_button.click()
    chart = part.chart
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for _ in range(9):
        QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current() == part.list.shown()[-1].uid
    QTest.keyClick(chart, Qt.Key.Key_Up)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert part.list.chosen() == part.list.shown()[2].uid
    assert chart.picture.row_at(QPoint(0, 5).y()) == -1


def test_chart_is_saved_as_a_picture_of_all_rows(
    part: ComparisonPart, answers: Answers, tmp_path: Path
) -> None:
    answers.will("save_file", tmp_path / "bieu-do.png")
    part.picture_button.click()
    image = QImage(str(tmp_path / "bieu-do.png"))
    assert image.height() == part._picture().height() * SCALE


def test_chart_of_many_rows_is_printed_on_pages_with_its_head(part: ComparisonPart) -> None:
    picture = part._picture()
    picture.rows = picture.rows * 33
    pdf = chart_pdf(picture)
    assert page_count(pdf) > 2
    text = whole_text(pdf)
    assert text.count("Kết quả đánh giá năm 2026") == page_count(pdf)
    assert text.count("Số 10 (mẫu)") == 33


def test_what_is_seen_is_exported_in_its_order(
    desk: Desk, part: ComparisonPart, answers: Answers, tmp_path: Path
) -> None:
    sort_by(part, "name", descending=True)
    part.filter.ties.setChecked(True)
    path = tmp_path / "bang.xlsx"
    answers.will("save_file", path)
    part.export_button.click()
    hands.until(lambda: not desk.runner.busy, "workbook")
    values = list(openpyxl.load_workbook(path)["Bảng so sánh"].values)
    found = [row[2] for row in values if isinstance(row[0], int)]
    assert found == ["Số 10 (mẫu)", "Số 1 (mẫu)"]
    assert any("Chỉ xem: ngang nhau" in str(row[0]) for row in values)


def test_summary_is_shown_before_it_is_printed(desk: Desk, part: ComparisonPart) -> None:
    part.print_button.click()
    hands.until(lambda: part.findChildren(PaperDialog), "shown")
    (dialog,) = part.findChildren(PaperDialog)
    assert "Số 10 (mẫu)" in whole_text(dialog._pdf)
    dialog.close()
    settle()


def test_hidden_marks_are_announced_and_not_shown(desk: Desk, part: ComparisonPart) -> None:
    row = next(one for one in part.list.shown() if not one.complete)
    panel = independence.viewer(desk.session, board_data.ID, board_data.YEAR).panel
    who = panel.assessors[2].uid
    independence.choose(desk.session, board_data.ID, board_data.YEAR, who)
    desk.work.broadcast(None)
    number = [one.uid for one in part.list.shown()].index(row.uid)
    assert part.banner.isVisible()
    assert cell(part, number, "result") == "Đang ẩn"
    assert cell(part, number, f"sheet.{panel.assessors[0].name}") == "Hoàn thành"
    part.list.table.select_key(row.uid)
    hands.until(lambda: not part.detail.view.isVisible(), "hidden")


def test_short_names_tell_everybody_apart() -> None:
    names = ("Nguyễn Văn An", "Trần Văn An", "Lê Thị Bình")
    assert short_names(names) == ("Nguyễn Văn An", "Trần Văn An", "Thị Bình")
    assert short_names(("Nguyễn Thị Lan Anh",)) == ("Nguyễn Thị Lan Anh",)
