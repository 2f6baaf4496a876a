"""Tables from workbooks and the clipboard taken into the criteria editor, then scored with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import adoption, criteria_files, criteria_sets, evaluation
from danvan_desktop.services.criteria_import import Role
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_editor import CriteriaEditor
from danvan_desktop.ui.criteria_table_dialog import CriteriaTableDialog
from danvan_desktop.ui.desk import Desk
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.test_criteria_editor import edit, opened, press, section

TABLE: tuple[tuple[object, ...], ...] = (
    ("BẢNG TIÊU CHÍ CHẤM ĐIỂM MÔ HÌNH “DÂN VẬN KHÉO” (MẪU)", None, None, None),
    ("TT", "Nội dung tiêu chí", "Điểm tối đa", "Cách chấm"),
    ("I", "Công tác chỉ đạo", 30, None),
    ("1", "Có kế hoạch, phân công rõ người, rõ việc", "10", None),
    ("2", "Tin, bài tuyên truyền", "20,0", "Mỗi tin, bài 0,5 điểm, không quá 20 điểm"),
    ("II", "Kết quả thực hiện", 70, None),
    (
        "1",
        "Tỷ lệ hộ tham gia",
        40,
        "Từ 95% trở lên: 40 điểm; từ 80% đến dưới 95%: 30 điểm; dưới 80%: 0 điểm",
    ),
    ("2", "Giữ gìn vệ sinh môi trường", "30", None),
    (None, "Tổng cộng", 100, None),
)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    desks.close(made)


def workbook(folder: Path, rows: tuple[tuple[object, ...], ...] = TABLE) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ghi chú"
    sheet.append(["Trang này không có bảng"])
    table = book.create_sheet("Tiêu chí")
    for row in rows:
        table.append(row)
    table.merge_cells("A1:D1")
    path = folder / "Bộ tiêu chí năm 2026.xlsx"
    book.save(path)
    return path


def preview(editor: CriteriaEditor) -> CriteriaTableDialog:
    dialog = editor.findChild(CriteriaTableDialog)
    assert isinstance(dialog, CriteriaTableDialog)
    return dialog


def test_a_workbook_becomes_a_set_that_is_saved_and_scored(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    answers.will("open_file", workbook(tmp_path))
    section(desk).criteria.add_from_file()
    editor = opened(desk)
    dialog = preview(editor)
    assert dialog.grid.name == "Tiêu chí"
    assert dialog.grid_view.use_words() == [
        "Tiêu đề bảng",
        "Tiêu đề bảng",
        "Mục I",
        "Tiêu chí I.1",
        "Tiêu chí I.2",
        "Mục II",
        "Tiêu chí II.1",
        "Tiêu chí II.2",
        "Không lấy",
    ]
    dialog.take_button.click()
    editor.tree.choose(spots.SET)
    form = editor.panel.set_form
    form["source"].set_value("Kế hoạch, phụ lục")
    form.links.boxes[("mo-hinh", SubjectKind.COLLECTIVE)].click()
    editor.check()
    assert editor.frame.defects.words() == []
    assert editor.save()
    plan = adoption.programme(desk.session, factories.PROGRAMME)
    uid = factories.register(desk.session, plan, 2026)
    sheet = evaluation.open_sheet(desk.session, uid, Stage.APPRAISAL)
    assert sheet.criteria_set == editor.now.criteria_set
    kinds = [leaf.kind for leaf in sheet.criteria_set.leaves()]
    assert kinds == [
        CriterionKind.POINTS,
        CriterionKind.COUNT,
        CriterionKind.BANDS,
        CriterionKind.POINTS,
    ]
    given = dict(zip(("I.1", "I.2", "II.1", "II.2"), ("8.5", "7", "81", "29.25"), strict=True))
    marks = {code: MarkEntry(Decimal(value)) for code, value in given.items()}
    live = sheet.live(marks, {})
    assert live.total == Decimal("8.5") + Decimal("3.5") + 30 + Decimal("29.25")
    editor.close()


def test_columns_and_rows_can_be_taken_for_something_else(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    editor = edit(desk, "mo-hinh")
    before = editor.now.criteria_set
    answers.will("open_file", workbook(tmp_path))
    editor.import_file()
    dialog = preview(editor)
    assert dialog.add_choice.isChecked()
    dialog.grid_view.table.selectRow(4)
    QTest.keyClick(dialog.grid_view.table, Qt.Key.Key_Delete)
    assert dialog.grid_view.use_words()[3:5] == ["Tiêu chí I.1", "Không lấy"]
    QTest.keyClick(dialog.grid_view.table, Qt.Key.Key_Space)
    dialog.grid_view.table.selectRow(7)
    QTest.keyClick(dialog.grid_view.table, Qt.Key.Key_1)
    assert [path for path, row in dialog.proposal.rows.items() if row == 7] == [(2,)]
    QTest.keyClick(dialog.grid_view.table, Qt.Key.Key_Space)
    dialog.grid_view.table.selectRow(2)
    QTest.keyClicks(dialog.grid_view.table, "t")
    assert dialog.grid_view.use_words()[1:3] == ["Tiêu đề bảng", "Tiêu đề bảng"]
    dialog.grid_view.table.selectRow(1)
    QTest.keyClicks(dialog.grid_view.table, "t")
    assert dialog.grid_view.use_words()[2] == "Mục I"
    how = dialog.grid_view.roles.boxes[3]
    how.setCurrentIndex(list(Role).index(Role.GUIDANCE))
    assert dialog.proposal is not None
    leaves = list(dialog.proposal.criteria_set.leaves())
    assert [leaf.kind for leaf in leaves] == [CriterionKind.POINTS] * 4
    assert leaves[1].guidance == "Mỗi tin, bài 0,5 điểm, không quá 20 điểm"
    dialog.take_button.click()
    after = editor.now.criteria_set
    assert after.criteria[: len(before.criteria)] == before.criteria
    assert [one.title for one in after.criteria[len(before.criteria) :]] == [
        "Công tác chỉ đạo",
        "Kết quả thực hiện",
    ]
    editor._on_undo()
    assert editor.now.criteria_set == before
    editor.close()


def test_a_table_is_pasted_into_the_tree(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    rows = ("1\tĐầu việc một\t60", "a\tÝ thứ nhất\t25", "b\tÝ thứ hai\t35", "2\tĐầu việc hai\t40")
    QApplication.clipboard().setText("\n".join(("TT\tNội dung\tĐiểm", *rows)))
    editor.tree.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = preview(editor)
    dialog.replace_choice.click()
    dialog.take_button.click()
    assert [
        (one.title, one.maximum, len(one.children)) for one in editor.now.criteria_set.criteria
    ] == [("Đầu việc một", 60, 2), ("Đầu việc hai", 40, 0)]
    answers.will("choose", 2)
    editor.close()


def test_an_empty_clipboard_is_said_and_changes_nothing(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    QApplication.clipboard().clear()
    editor._on_paste()
    assert answers.said == [("error", "Không có bảng nào trong khay nhớ tạm.")]
    assert not editor.is_changed()
    editor.close()


def test_a_declared_sum_that_does_not_agree_is_remarked_and_leads_to_its_row(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    rows = (*TABLE[:7], ("2", "Giữ gìn vệ sinh môi trường", "25", None))
    editor = edit(desk)
    answers.will("open_file", workbook(tmp_path, rows))
    editor.import_file()
    dialog = preview(editor)
    first = dialog.remarks.item(0)
    assert first.text().startswith("Có sai lệch")
    assert "65" in first.text()
    dialog.remarks.itemActivated.emit(first)
    assert dialog.grid_view.chosen_rows() == (5,)
    dialog.reject()
    assert not editor.is_changed()
    editor.close()


def test_an_exported_set_comes_back_as_it_was(desk: Desk, answers: Answers, tmp_path: Path) -> None:
    editor = edit(desk)
    path = tmp_path / "bo.toml"
    answers.will("save_file", path)
    editor._on_export()
    wanted = editor.now.criteria_set
    assert criteria_files.read_sets(path) == (wanted,)
    editor.tree.choose(spots.criterion((0,)))
    editor.tree.setFocus()
    press(Qt.Key.Key_Delete)
    answers.will("open_file", path)
    editor.import_file()
    assert editor.now.criteria_set == wanted
    book = tmp_path / "bo.xlsx"
    answers.will("save_file", book)
    editor._on_export()
    assert openpyxl.load_workbook(book).sheetnames != []
    assert len(criteria_sets.sets(desk.session, factories.PROGRAMME)) == 4
    editor.close()


def test_a_section_copied_as_a_table_is_pasted_into_another_set(
    desk: Desk, answers: Answers
) -> None:
    editor = edit(desk)
    control = Qt.KeyboardModifier.ControlModifier
    editor.tree.setFocus()
    editor.tree.choose(spots.criterion((2,)))
    wanted = editor.now.criteria_set.criteria[2]
    press(Qt.Key.Key_C, control)
    editor.close()
    section(desk).criteria.add_points()
    other = opened(desk)
    press(Qt.Key.Key_V, control)
    preview(other).take_button.click()
    (made,) = other.now.criteria_set.criteria
    assert (made.code, made.title, made.maximum) == (wanted.code, wanted.title, wanted.maximum)
    assert [(one.title, one.kind, one.maximum, one.bands) for one in made.children] == [
        (one.title, one.kind, one.maximum, one.bands) for one in wanted.children
    ]
    answers.will("choose", 2)
    other.close()
