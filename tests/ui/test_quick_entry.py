"""The quick grid, driven by keys and the clipboard over a real data folder."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.units import SubjectKind, UnitKind
from danvan_desktop.services import registration_list, units
from danvan_desktop.services.quick_entry import LineReader
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.quick_entry import QuickEntry
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

PLAN = factories.PROGRAMME
LINE = "Ngõ sạch số {} (mẫu)\tTổ dân phố 2\tKT\ttập thể\tPhân loại rác tại nhà."


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers)
    yield made
    desks.close(made)


@pytest.fixture
def entry(desk: Desk) -> QuickEntry:
    return open_entry(desk)


def open_entry(desk: Desk) -> QuickEntry:
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.show_quick_entry()
    assert page.quick_entry is not None
    return page.quick_entry


def names(desk: Desk) -> list[str]:
    rows = registration_list.all_rows(desk.session, PLAN, desks.YEAR)
    return [row.name for row in rows]


def test_paste_of_100_lines_feels_instant_and_saves_all(desk: Desk, entry: QuickEntry) -> None:
    QGuiApplication.clipboard().setText("\r\n".join(LINE.format(n) for n in range(1, 101)))
    start = time.thread_time()
    QTest.keyClick(entry.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pasted = time.thread_time() - start
    assert entry.save_button.text() == "Lưu 100 dòng"
    assert entry.grid_model.text(99, 2) == "Kinh tế"
    assert entry.grid_model.problem_cells() == []
    entry.save()
    assert len(names(desk)) == 100
    assert pasted < 0.5
    assert desk.work.drafts.load(entry.draft_key) is None


def test_typing_goes_down_with_enter_and_right_with_tab(entry: QuickEntry) -> None:
    grid = entry.grid
    grid.go(0, 0)
    QTest.keyClicks(grid, "N")
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "go sach")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert (entry.grid_model.text(0, 0), grid.place()) == ("Ngo sach", (1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert grid.place() == (1, 1)
    grid.go(1, 6)
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert grid.place() == (2, 0)


def test_choice_cell_takes_what_was_typed_without_marks(entry: QuickEntry) -> None:
    for column, typed, stored in ((2, "van hoa xa hoi", "Văn hóa - xã hội"), (3, "cn", "Cá nhân")):
        entry.grid_model.set_cells("Nhập", [(0, column, typed)])
        assert entry.grid_model.text(0, column) == stored


def test_undo_brings_back_what_a_paste_and_a_deletion_took(entry: QuickEntry) -> None:
    model, grid = entry.grid_model, entry.grid
    grid.paste_text("một\nhai\nba")
    grid.go(1, 0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    grid.remove_rows()
    assert [row[0] for row in model.rows()] == ["một", "ba"]
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in model.rows()] == ["một", "hai", "ba"]
    QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.rows() == []
    QTest.keyClick(grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in model.rows()] == ["một", "hai", "ba"]


def test_insert_rows_puts_blank_ones_above(entry: QuickEntry) -> None:
    entry.grid.paste_text("một\nhai")
    entry.grid.go(1, 0)
    entry.grid.insert_rows()
    assert [row[0] for row in entry.grid_model.rows()] == ["một", "", "hai"]


def test_copied_block_is_pasted_back_as_it_was(entry: QuickEntry) -> None:
    grid = entry.grid
    grid.paste_text('a "b"\tTổ dân phố 2\n<b>&\tx')
    grid.selectAll()
    grid.copy_cells()
    before = entry.grid_model.rows()
    entry.grid_model.replace_all([])
    grid.go(0, 0)
    grid.paste()
    assert entry.grid_model.rows() == before


def test_unknown_place_is_replaced_in_all_its_lines(entry: QuickEntry) -> None:
    entry.grid.paste_text("a\tTổ dân phố 3\nb\tTổ dân phố 3\nc\tTổ dân phố 10")
    entry.grid.go(1, 1)
    offers = [button.text() for button in entry.advice.buttons]
    assert "Tổ dân phố 2" in offers
    assert offers[-1] == "Thêm địa bàn “Tổ dân phố 3”"
    entry.advice.buttons[offers.index("Tổ dân phố 2")].click()
    assert [entry.grid_model.text(row, 1) for row in range(3)] == [
        "Tổ dân phố 2",
        "Tổ dân phố 2",
        "Tổ dân phố 10",
    ]


def test_unknown_place_is_added_below_the_home_unit(desk: Desk, entry: QuickEntry) -> None:
    entry.grid.paste_text("a\tKhu phố Đông <1>")
    entry.grid.go(0, 1)
    entry.advice.buttons[-1].click()
    assert entry.grid_model.problem(0, 1) is None
    added = next(row for row in units.units(desk.session) if row.name == "Khu phố Đông <1>")
    assert (added.depth, added.kind.label) == (2, "Khu phố")


def test_save_with_wrong_lines_keeps_them_when_the_sound_ones_are_saved(
    desk: Desk, entry: QuickEntry, answers: Answers
) -> None:
    entry.grid.paste_text(f"{LINE.format(1)}\nSai\tThôn lạ\tx\ty\tz\n{LINE.format(2)}")
    answers.will("choose", 1)
    entry.save()
    assert names(desk) == []
    assert answers.said == [("choose", "1 dòng còn ô cần sửa: 2.")]
    answers.will("choose", 0)
    entry.save()
    assert names(desk) == ["Ngõ sạch số 1 (mẫu)", "Ngõ sạch số 2 (mẫu)"]
    assert [row[0] for row in entry.grid_model.rows()] == ["Sai"]
    kept = desk.work.drafts.load(entry.draft_key)
    assert kept is not None
    assert json.loads(kept["cells"])[0][:2] == ["Sai", "Thôn lạ"]


def test_what_was_typed_is_there_again_after_closing(desk: Desk, entry: QuickEntry) -> None:
    entry.grid.paste_text("dòng một\nNFD: ô\u0302 đê\u0302m\u202e\n=1+1")
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    assert page.may_close()
    page.show_list()
    again = open_entry(desk)
    assert again is not entry
    assert [row[0] for row in again.grid_model.rows()] == entry_texts(entry)


def entry_texts(entry: QuickEntry) -> list[str]:
    return [row[0] for row in entry.grid_model.rows()]


def test_escape_gives_up_the_cell_and_not_the_grid(desk: Desk, entry: QuickEntry) -> None:
    entry.grid.go(0, 0)
    QTest.keyClicks(entry.grid, "N")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert entry.grid_model.rows() == []
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    assert page.currentWidget() is entry


def test_places_of_one_name_are_told_apart_by_where_they_lie(desk: Desk, entry: QuickEntry) -> None:
    home = next(row for row in units.units(desk.session) if row.depth == 1)
    other = units.add_unit(desk.session, units.UnitDraft("Phường Khác", home.kind, home.parent))
    kind = UnitKind.RESIDENTIAL_GROUP
    units.add_unit(desk.session, units.UnitDraft("Tổ dân phố 2", kind, other.uid))
    again = LineReader(desk.session, PLAN, desks.YEAR)
    entry.grid_model.set_reader(again)
    entry.grid.paste_text("a\tTổ dân phố 2")
    entry.grid.go(0, 1)
    entry._show_cell()
    assert entry.advice.words() == "Có nhiều nơi tên “Tổ dân phố 2”: hãy chọn một."
    assert [button.text() for button in entry.advice.buttons] == [
        "Tổ dân phố 2 (Phường Khác)",
        "Tổ dân phố 2 (Phường Mẫu)",
    ]
    entry.advice.buttons[0].click()
    assert entry.grid_model.problem(0, 1) is None


def test_text_of_an_open_cell_is_in_the_draft_too(desk: Desk, entry: QuickEntry) -> None:
    entry.grid.go(2, 0)
    QTest.keyClicks(entry.grid, "N")
    QTest.keyClicks(QApplication.focusWidget(), "go sach")
    assert entry.grid_model.rows() == []
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    assert page.may_close()
    kept = desk.work.drafts.load(entry.draft_key)
    assert kept is not None
    assert json.loads(kept["cells"])[2][0] == "Ngo sach"


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(0, 60), st.integers(0, 6), st.text(max_size=6)),
        st.tuples(st.just("insert"), st.integers(0, 12), st.integers(1, 3)),
        st.tuples(st.just("remove"), st.lists(st.integers(0, 12), min_size=1, max_size=4)),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=OPERATIONS)
def test_undoing_everything_gives_a_blank_grid_and_redoing_gives_it_back(
    entry: QuickEntry, operations: list[tuple[Any, ...]]
) -> None:
    model = entry.grid_model
    model.replace_all([])
    for name, *rest in operations:
        if name == "set":
            model.set_cells("Nhập", [(rest[0], rest[1], rest[2])])
        elif name == "insert":
            model.insert_blank(*rest)
        else:
            model.remove_rows(sorted(set(rest[0])))
    reached = model.rows()
    while model.undo_stack.canUndo():
        model.undo_stack.undo()
    assert model.rows() == []
    while model.undo_stack.canRedo():
        model.undo_stack.redo()
    assert model.rows() == reached


@pytest.mark.parametrize(
    ("junk", "said"),
    [
        ("x\n" * 5001, "Khối dán vào quá lớn: hơn 5000 dòng."),
        ("\t".join("x" * 200), "Khối dán vào quá lớn: 200 cột."),
    ],
)
def test_junk_is_refused_and_nothing_is_lost(
    entry: QuickEntry, answers: Answers, junk: str, said: str
) -> None:
    entry.grid.paste_text("giữ lại")
    entry.grid.paste_text(junk)
    assert answers.said == [("error", said)]
    assert [row[0] for row in entry.grid_model.rows()] == ["giữ lại"]


def test_block_wider_than_the_grid_asks_first(entry: QuickEntry, answers: Answers) -> None:
    wide = "\t".join(map(str, range(12)))
    answers.will("confirm", False)
    entry.grid.paste_text(wide)
    assert entry.grid_model.rows() == []
    answers.will("confirm", True)
    entry.grid.paste_text(wide)
    assert entry.grid_model.rows()[0][0] == "0"


def test_table_with_headings_is_put_in_its_columns(entry: QuickEntry) -> None:
    entry.grid.go(3, 4)
    entry.grid.paste_text(
        "STT\tNội dung chính\tTên mô hình\tĐối tượng\n"
        "1\tDọn rác\tNgõ sạch\tHộ\n2\tTrồng hoa\tNgõ hoa\tCN"
    )
    assert entry.grid_model.rows()[3] == ["Ngõ sạch", "", "", "Hộ gia đình", "Dọn rác", "", ""]
    assert entry.advice.words() == "Đã dán 2 dòng, xếp cột theo tiêu đề. Không dùng: STT."


def test_twin_names_are_warned_of_and_can_be_saved(desk: Desk, entry: QuickEntry) -> None:
    entry.grid.paste_text(f"{LINE.format(1)}\n{LINE.format(1)}")
    assert entry.grid_model.warning(1, 0).startswith("Trùng tên với dòng 1.")
    entry.save()
    assert len(names(desk)) == 2


def test_programme_without_sectors_hides_the_column(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    session = factories.make_session(tmp_path, programme_id="mttq-cu-jut-2020")
    desk = Desk(session, answers)
    desk.open()
    entry = open_entry(desk)
    assert entry.grid.columns_shown() == [0, 1, 3, 4, 5, 6]
    entry.grid.paste_text("Tổ hòa giải (mẫu)\tTổ dân phố 2\tCá nhân\tHòa giải từ nhà.")
    entry.save()
    (row,) = registration_list.all_rows(session, "mttq-cu-jut-2020", 2020)
    assert (row.name, row.subject_kind) == ("Tổ hòa giải (mẫu)", SubjectKind.INDIVIDUAL)
    desks.close(desk)


def test_cells_never_raise_whatever_is_in_them(entry: QuickEntry) -> None:
    model = entry.grid_model
    model.set_cells("Nhập", [(0, column, "\x00\u202e\ud800 <b>&" * 50) for column in range(7)])
    roles = [Qt.ItemDataRole(role) for role in range(14)]
    for column in range(7):
        for role in roles:
            model.data(model.index(0, column), role)
    assert model.data(QModelIndex()) is None
    entry.keep_draft()
