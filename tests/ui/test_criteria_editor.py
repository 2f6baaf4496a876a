"""The criteria editor over a real data folder: built by keyboard, undone, checked, saved, tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.domain.criteria import Band, CriterionKind, Effect, GradeLevel, Rank, Steps
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import adoption, criteria_sets, criteria_versions, drafts
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui import kept_drafts
from danvan_desktop.ui.criteria_editor import CriteriaEditor
from danvan_desktop.ui.criteria_sources_dialog import CriteriaSourcesDialog
from danvan_desktop.ui.criteria_try_dialog import TryDialog
from danvan_desktop.ui.criteria_versions_dialog import CriteriaVersionsDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.programmes_section import ProgrammesSection
from danvan_desktop.ui.rows_field import RowsField
from danvan_desktop.ui.settings_page import SettingsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    desks.close(made)


def section(desk: Desk) -> ProgrammesSection:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("programmes")
    found = page.section_widget("programmes")
    assert isinstance(found, ProgrammesSection)
    found.reload(None)
    found.tabs.setCurrentWidget(found.criteria)
    return found


def opened(desk: Desk) -> CriteriaEditor:
    """The editor that was opened over the section, in front."""
    editors = section(desk).criteria.findChildren(CriteriaEditor)
    editor = next(one for one in editors if isinstance(one, CriteriaEditor) and one.isVisible())
    editor.activateWindow()
    QApplication.processEvents()
    return editor


def edit(desk: Desk, code: str = "tieu-bieu") -> CriteriaEditor:
    section(desk).criteria.open_set(code)
    return opened(desk)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def write(text: str) -> None:
    """Type over what stands in the field with the cursor."""
    press(Qt.Key.Key_A, CONTROL)
    if not text:
        press(Qt.Key.Key_Delete)
    QTest.keyClicks(focus(), text)


def field(editor: CriteriaEditor, name: str) -> QWidget:
    form = editor.panel.form()
    assert form is not None
    assert form.go_to(name)
    return focus()


def fill_in(editor: CriteriaEditor, **texts: str) -> None:
    for name, text in texts.items():
        field(editor, name)
        write(text)
    editor.check()


def test_a_whole_points_set_is_built_and_saved_by_keyboard_alone(desk: Desk) -> None:
    section(desk).criteria.add_points()
    editor = opened(desk)
    assert editor.tree.hasFocus()
    press(Qt.Key.Key_F6)
    write("Thang diem ho")
    press(Qt.Key.Key_Return)
    write("thang-diem-ho")
    press(Qt.Key.Key_Return)
    write("Ke hoach, phu luc 1")
    press(Qt.Key.Key_Escape)
    assert editor.tree.hasFocus()
    for number, (title, points) in enumerate((("Chuan bi", "40"), ("Ket qua", "60"))):
        press(Qt.Key.Key_Insert, SHIFT)
        assert editor.now.spot == spots.criterion((number,))
        write(title)
        fill_in(editor, maximum=points)
        press(Qt.Key.Key_Escape)
        for child in range(2):
            press(Qt.Key.Key_Insert)
            assert editor.now.spot == spots.criterion((number, child))
            write(f"{title} {child + 1}")
            press(Qt.Key.Key_Return)
            write(str(int(points) // 2))
            press(Qt.Key.Key_Return)
            write("0,5")
            press(Qt.Key.Key_Escape)
        editor.tree.choose(spots.criterion((number,)))
    assert editor.frame.defects.words() == []
    assert editor.tree.texts(spots.SET)[2:] == ("100", "100")
    press(Qt.Key.Key_S, CONTROL)
    plan = adoption.programme(desk.session, factories.PROGRAMME)
    made = next(one for one in plan.criteria_sets if one.code == "thang-diem-ho")
    assert [(leaf.code, leaf.maximum, leaf.step) for leaf in made.leaves()] == [
        (code, Decimal(points), Decimal("0.5"))
        for code, points in (("1.1", 20), ("1.2", 20), ("2.1", 30), ("2.2", 30))
    ]
    assert not editor.is_changed()
    editor.close()


def test_typing_in_one_field_is_one_step_of_undo(desk: Desk) -> None:
    editor = edit(desk)
    before = editor.now.criteria_set
    editor.tree.setFocus()
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, title="Ten moi", maximum="12,5")
    after = editor.now.criteria_set
    assert editor.tree.texts(spots.criterion((0, 0)))[0] == "1.1. Ten moi"
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.now.criteria_set.criteria[0].children[0].maximum == Decimal(10)
    assert editor.now.criteria_set.criteria[0].children[0].title == "Ten moi"
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.now.criteria_set == before
    press(Qt.Key.Key_Y, CONTROL)
    press(Qt.Key.Key_Y, CONTROL)
    assert editor.now.criteria_set == after
    assert editor.panel.criterion.field("title").text() == "Ten moi"
    desk.messages.will("choose", 2)  # type: ignore[attr-defined]
    editor.close()


def test_nodes_are_moved_copied_and_deleted_by_keys_and_come_back(desk: Desk) -> None:
    editor = edit(desk)
    before = editor.now.criteria_set
    editor.tree.setFocus()
    editor.tree.choose(spots.criterion((0, 0)))
    press(Qt.Key.Key_Down, CONTROL)
    assert [one.code for one in editor.now.criteria_set.criteria[0].children] == ["1.2", "1.1"]
    press(Qt.Key.Key_Left, CONTROL)
    assert [one.code for one in editor.now.criteria_set.criteria][:3] == ["1", "1.1", "2"]
    press(Qt.Key.Key_Right, CONTROL)
    press(Qt.Key.Key_Up, CONTROL)
    assert editor.now.criteria_set == before
    press(Qt.Key.Key_D, CONTROL)
    assert [one.code for one in editor.now.criteria_set.criteria[0].children] == [
        "1.1",
        "1.3",
        "1.2",
    ]
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Delete)
    assert editor.now.criteria_set == before
    editor.tree.choose(spots.criterion((0,)))
    press(Qt.Key.Key_Delete)
    assert [one.code for one in editor.now.criteria_set.criteria] == ["2", "3", "4"]
    assert "Ctrl+Z" in editor.frame.keys.text()
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.now.criteria_set == before
    editor.close()


def test_a_defect_is_marked_in_the_tree_jumped_to_and_accepted_with_a_reason(
    desk: Desk, answers: Answers
) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, maximum="5")
    assert editor.tree.is_marked(spots.criterion((0,)))
    assert editor.tree.texts(spots.criterion((0,)))[2:] == ("15", "10")
    press(Qt.Key.Key_F4)
    assert editor.now.spot == spots.criterion((0,))
    assert focus() is editor.panel.criterion.field("maximum").editor
    view = editor.frame.defects
    view.list.setCurrentRow(0)
    answers.will("ask_reason", "Văn bản ghi 15")
    view.accept_button.click()
    assert not editor.tree.is_marked(spots.criterion((0,)))
    assert view.words()[0].endswith("đã chấp nhận: Văn bản ghi 15")
    assert editor.save()
    plan = adoption.programme(desk.session, factories.PROGRAMME)
    saved = next(one for one in plan.criteria_sets if one.code == "tieu-bieu")
    assert [one.reason for one in saved.accepted] == ["Văn bản ghi 15"]
    editor.close()


def test_each_kind_of_criterion_is_filled_in_in_its_own_form(desk: Desk) -> None:
    section(desk).criteria.add_points()
    editor = opened(desk)
    made = {}
    for kind in CriterionKind:
        editor.tree.choose(spots.SET)
        editor.tree.setFocus()
        press(Qt.Key.Key_Insert)
        editor.panel.criterion.field("kind").set_value(kind)
        made[kind] = editor.now.spot
    form = editor.panel.criterion

    def values(kind: CriterionKind, **given: object) -> None:
        editor.tree.choose(made[kind])
        for name, value in given.items():
            form.field(name).set_value(value)

    values(CriterionKind.GRADE, maximum=Decimal(10), partly=Decimal(5), veto=True)
    values(CriterionKind.POINTS, maximum=Decimal(8), step=Decimal("0.5"), floor=Decimal(2))
    rows = ({"low": 0, "high": 60, "points": 0}, {"low": 60, "high": None, "points": 9})
    values(CriterionKind.BANDS, bands=rows, unit="ngày")
    values(CriterionKind.COUNT, each=Decimal("0.5"), maximum=Decimal(3), unit="tin, bài")
    grades = ({"code": "A", "name": "Tốt", "points": 10}, {"code": "D", "name": "", "points": 0})
    values(CriterionKind.QUALITY, grades=grades, evidence_required=True)
    values(
        CriterionKind.QUANTITY,
        maximum=Decimal(20),
        plan=Decimal(50),
        over_way="steps",
        over_every=Decimal(10),
        over_points=Decimal(1),
        over_cap=Decimal(5),
    )
    found = {node.kind: node for node in editor.now.criteria_set.criteria}
    assert (found[CriterionKind.GRADE].maximum, found[CriterionKind.GRADE].partly) == (10, 5)
    assert found[CriterionKind.GRADE].veto
    assert found[CriterionKind.POINTS].step == Decimal("0.5")
    assert found[CriterionKind.POINTS].floor == 2
    bands = found[CriterionKind.BANDS]
    assert bands.bands == (
        Band(Decimal(0), Decimal(60), Decimal(0)),
        Band(Decimal(60), None, Decimal(9)),
    )
    assert (bands.maximum, bands.unit) == (9, "ngày")
    assert found[CriterionKind.COUNT].each == Decimal("0.5")
    assert found[CriterionKind.QUALITY].grades == (
        GradeLevel("A", Decimal(10), "Tốt"),
        GradeLevel("D", Decimal(0)),
    )
    assert found[CriterionKind.QUALITY].maximum == 10
    assert found[CriterionKind.QUANTITY].over == Steps(
        every=Decimal(10), points=Decimal(1), cap=Decimal(5)
    )
    desk.messages.will("choose", 2)  # type: ignore[attr-defined]
    editor.close()


def test_bonus_sectors_and_kinds_of_subject_are_ticked(desk: Desk) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((3, 2)))
    form = editor.panel.criterion
    form.field("effect").set_value(Effect.BONUS)
    form.tail.sectors.boxes["kinh-te"].click()
    form.tail.subject_kinds.boxes[SubjectKind.COLLECTIVE].click()
    node = editor.now.criteria_set.criteria[3].children[2]
    assert (node.effect, node.sectors, node.subject_kinds) == (
        Effect.BONUS,
        ("kinh-te",),
        (SubjectKind.COLLECTIVE,),
    )
    assert editor.tree.texts(spots.criterion((3, 2)))[2] == "+4"
    desk.messages.will("choose", 2)  # type: ignore[attr-defined]
    editor.close()


def test_ranks_are_typed_into_a_table_and_take_their_codes_from_the_names(desk: Desk) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.RANKS)
    table = editor.panel.ranks["ranks"]
    assert isinstance(table, RowsField)
    QApplication.clipboard().setText("Xuất sắc\t90\t\nĐạt\t50\t90\nChưa đạt\t0\t50")
    table.set_value(())
    table.table.setFocus()
    table.table.setCurrentCell(0, 0)
    press(Qt.Key.Key_V, CONTROL)
    assert editor.now.criteria_set.ranks == (
        Rank("xuat-sac", "Xuất sắc", Decimal(90)),
        Rank("dat", "Đạt", Decimal(50), Decimal(90)),
        Rank("chua-dat", "Chưa đạt", Decimal(0), Decimal(50)),
    )
    desk.messages.will("choose", 2)  # type: ignore[attr-defined]
    editor.close()


def test_a_number_that_cannot_be_read_keeps_the_old_one_and_says_so(desk: Desk) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, maximum="nhieu")
    assert editor.now.criteria_set.criteria[0].children[0].maximum == Decimal(10)
    assert "không đọc được" in editor.panel.criterion.field("maximum").problem()
    fill_in(editor, title="Khac")
    assert not editor.save()
    editor.tree.choose(spots.criterion((0, 1)))
    assert "Chưa nhận" in editor.frame.keys.text()
    desk.messages.will("choose", 2)  # type: ignore[attr-defined]
    editor.close()


def test_what_is_not_saved_is_kept_as_a_draft_and_offered_again(
    desk: Desk, answers: Answers
) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, title="Viet do", maximum="")
    wanted = editor.now.criteria_set
    answers.will("choose", 1)
    editor.close()
    QApplication.sendPostedEvents(None, 52)
    again = edit(desk)
    assert again.frame.draft_banner.isVisible()
    again._on_draft_used()
    assert again.now.criteria_set == wanted
    answers.will("choose", None)
    again.close()
    assert again.isVisible()
    answers.will("choose", 2)
    again.close()
    assert drafts.keys(desk.session) == []


def test_a_set_with_defects_is_kept_as_a_draft_and_not_saved(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    version = adoption.newest_copy(factories.PROGRAMME).version
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, title="")
    assert not editor.save()
    assert answers.said == [("info", "Còn 1 chỗ cần sửa nên chưa lưu được.")]
    assert adoption.newest_copy(factories.PROGRAMME).version == version
    assert drafts.keys(desk.session) == ["criteria.xa-phuong-2026-2030.tieu-bieu"]
    answers.will("choose", 2)
    editor.close()


def test_trying_out_shows_total_and_rank_and_stores_nothing(desk: Desk) -> None:
    editor = edit(desk)
    press(Qt.Key.Key_F5)
    dialog = editor.findChild(TryDialog)
    assert isinstance(dialog, TryDialog)
    marks = criteria_sets.sample_marks(editor.now.criteria_set)
    for key in dialog.sheet.lines.line_keys():
        box = dialog.sheet.lines.line(key).box
        box.set_value(True if key.condition else marks[key.code])
        box.changed.emit()
    live = dialog.sheet.live()
    assert (live.total, live.rank and live.rank.name) == (Decimal(100), "Tiêu biểu xuất sắc")
    dialog.close()
    assert not editor.is_changed()
    editor.close()


def test_a_set_in_use_is_saved_as_a_new_version_once_agreed(desk: Desk, answers: Answers) -> None:
    from danvan_desktop.domain.sheets import MarkEntry, Stage
    from danvan_desktop.services import evaluation

    plan = adoption.programme(desk.session, factories.PROGRAMME)
    uid = factories.register(desk.session, plan, 2026)
    sheet = evaluation.open_sheet(desk.session, uid, Stage.APPRAISAL)
    first = sheet.lines[0].criterion.code
    marks = criteria_sets.sample_marks(sheet.criteria_set)
    evaluation.save_marks(
        desk.session, uid, Stage.APPRAISAL, {first: MarkEntry(marks[first])}, {}, "", ""
    )
    editor = edit(desk, sheet.criteria_set.code)
    assert editor.frame.lock.isVisible()
    assert editor.frame.save_button.text() == "Lưu thành phiên bản mới"
    editor.tree.choose(spots.criterion((0,)))
    fill_in(editor, title="Tieu chi da sua")
    answers.will("confirm", False)
    assert not editor.save()
    assert adoption.newest_copy(factories.PROGRAMME).version == plan.version
    answers.will("confirm", True)
    assert editor.save()
    assert answers.said[-1] == ("confirm", f"Lưu thành phiên bản {plan.version + 1}?")
    now = adoption.programme(desk.session, factories.PROGRAMME)
    assert now.criteria_sets[0].criteria[0].title == "Tieu chi da sua"
    assert replace(now.criteria_sets[0].criteria[0], title="") == replace(
        plan.criteria_sets[0].criteria[0], title=""
    )
    editor.close()


def test_versions_show_what_changed_and_give_an_old_one_back(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    uid = factories.register(
        desk.session, adoption.programme(desk.session, factories.PROGRAMME), 2026
    )
    assert uid
    old = editor.now.criteria_set
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, title="Ten moi")
    assert editor.save()
    editor._on_versions()
    dialog = editor.findChild(CriteriaVersionsDialog)
    assert isinstance(dialog, CriteriaVersionsDialog)
    assert [row.version for row in dialog.chosen()] == [2]
    assert dialog.heading.text() == "Từ phiên bản 1 sang phiên bản 2"
    assert len(dialog.words()) == 1
    assert "Ten moi" in dialog.words()[0]
    dialog.list.setCurrentRow(1)
    dialog.take_button.click()
    assert editor.now.criteria_set == old
    assert editor.is_changed()
    answers.will("choose", 2)
    editor.close()


def test_last_years_set_is_copied_into_a_new_one(desk: Desk) -> None:
    found = section(desk)
    found.criteria._on_copy()
    dialog = found.criteria.findChild(CriteriaSourcesDialog)
    assert isinstance(dialog, CriteriaSourcesDialog)
    rows = [
        row
        for row in criteria_versions.sources(desk.session)
        if row.code == "tieu-bieu" and row.programme_id == factories.PROGRAMME
    ]
    key = (rows[0].programme_id, rows[0].fingerprint, rows[0].code)
    dialog.table.select_key(key)
    dialog.copy_button.click()
    editor = opened(desk)
    assert editor.now.criteria_set.code == "tieu-bieu-2"
    assert editor.is_changed()
    assert editor.save()
    assert "tieu-bieu-2" in [
        one.code for one in criteria_sets.sets(desk.session, factories.PROGRAMME)
    ]
    editor.close()


def test_a_criterion_is_dragged_into_another_section(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    tree = editor.tree
    tree.choose(spots.criterion((0, 0)))
    target = tree.visualItemRect(tree._items[spots.criterion((1, 0))])
    data = tree.mimeData([tree.currentItem()])
    event = QDropEvent(
        QPointF(target.center()),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tree.dropEvent(event)
    criteria = editor.now.criteria_set.criteria
    assert [one.code for one in criteria[0].children] == ["1.2"]
    assert [one.code for one in criteria[1].children] == ["2.1", "1.1", "2.2", "2.3"]
    assert editor.now.spot == spots.criterion((1, 1))
    answers.will("choose", 2)
    editor.close()


def test_a_criterion_becomes_a_section_and_back(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    kind = editor.panel.criterion.field("kind")
    kind.set_value("section")
    assert editor.now.criteria_set.criteria[0].children[0].kind is None
    kind = editor.panel.criterion.field("kind")
    kind.set_value(CriterionKind.COUNT)
    assert editor.now.criteria_set.criteria[0].children[0].kind is CriterionKind.COUNT
    editor.tree.choose(spots.criterion((0,)))
    assert not editor.panel.criterion.field("kind").editor.isEnabled()
    answers.will("choose", 2)
    editor.close()


def test_the_maximum_is_taken_from_the_children_and_codes_are_counted_anew(
    desk: Desk, answers: Answers
) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, maximum="12,5")
    editor.tree.choose(spots.criterion((0,)))
    press(Qt.Key.Key_F8)
    assert editor.now.criteria_set.criteria[0].maximum == Decimal("17.5")
    editor.tree.choose(spots.SET)
    press(Qt.Key.Key_F8)
    assert editor.now.criteria_set.maximum == Decimal("102.5")
    assert editor.frame.defects.words() == []
    editor.tree.setFocus()
    editor.tree.choose(spots.criterion((1,)))
    press(Qt.Key.Key_Up, CONTROL)
    editor.tree.choose(spots.criterion((2,)))
    press(Qt.Key.Key_Delete)
    editor.tree.choose(spots.SET)
    press(Qt.Key.Key_F7)
    assert [
        (one.code, [child.code for child in one.children])
        for one in editor.now.criteria_set.criteria
    ] == [
        ("1", ["1.1", "1.2", "1.3"]),
        ("2", ["2.1", "2.2"]),
        ("3", ["3.1", "3.2", "3.3"]),
    ]
    answers.will("choose", 2)
    editor.close()


def test_a_draft_is_there_after_the_program_was_killed(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    fill_in(editor, title="Giu lai")
    assert editor._keeper.isActive()
    editor._keeper.timeout.emit()
    lines = kept_drafts.draft_lines(desk.session)
    assert [(line.text, line.place, line.target) for line in lines] == [
        (
            "Bộ tiêu chí soạn dở: Thang điểm mô hình “Dân vận khéo” tiêu biểu",
            "settings",
            "programmes",
        )
    ]
    again = CriteriaEditor(
        None, desk.work, criteria_sets.open_set(desk.session, factories.PROGRAMME, "tieu-bieu")
    )
    again.show()
    assert again.frame.draft_banner.isVisible()
    again._on_draft_used()
    assert again.now.criteria_set == editor.now.criteria_set
    for window in (again, editor):
        answers.will("choose", 2)
        window.close()


def test_bands_are_typed_by_digits_and_enter_alone(desk: Desk, answers: Answers) -> None:
    editor = edit(desk)
    editor.tree.choose(spots.criterion((0, 0)))
    editor.panel.criterion.field("kind").set_value(CriterionKind.BANDS)
    bands = editor.panel.criterion.field("bands")
    assert isinstance(bands, RowsField)
    bands.set_value(())
    bands.add_button.click()
    for typed in ("0", "60", "0", "", "80,5", "6", "", "", "10"):
        for sign in typed:  # the first opens the cell, the others go into it
            QTest.keyClicks(focus(), sign)
        press(Qt.Key.Key_Return)
        QApplication.processEvents()  # a cell is left one turn of the loop after its Enter
    node = editor.now.criteria_set.criteria[0].children[0]
    assert node.bands == (
        Band(Decimal(0), Decimal(60), Decimal(0)),
        Band(Decimal(60), Decimal("80.5"), Decimal(6)),
        Band(Decimal("80.5"), None, Decimal(10)),
    )
    assert node.maximum == 10
    assert bands.table.rowCount() == 4
    answers.will("choose", 2)
    editor.close()
