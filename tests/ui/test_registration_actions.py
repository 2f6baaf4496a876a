"""What is done with chosen registrations: the real dialogs, papers and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import journal, registration_list
from danvan_desktop.ui import hands
from danvan_desktop.ui.carry_field import PERSON, STATE
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.registration_actions import RegistrationActions
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

PLAN = factories.PROGRAMME


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers)
    yield made
    desks.close(made)


@pytest.fixture
def act(desk: Desk) -> RegistrationActions:
    """The actions of the list, with its two registrations chosen."""
    desks.fill_plain(desk.session, 2)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.reload(None)
    page.list_view.table.table.view.selectAll()
    return page.list_view.actions_on_rows


def in_dialog(fill: Callable[[Any], None]) -> None:
    """Fill in the dialog that opens next, as soon as it is there."""

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        fill(dialog)

    QTimer.singleShot(0, meet)


def rows_of(desk: Desk, year: int = desks.YEAR) -> tuple[registration_list.RegistrationRow, ...]:
    return registration_list.all_rows(desk.session, PLAN, year)


def test_withdraw_needs_a_reason_and_takes_all_that_are_chosen(
    desk: Desk, act: RegistrationActions
) -> None:
    def fill(dialog: Any) -> None:
        dialog.accept()
        assert dialog.form["reason"].problem() == "Chưa nhập lý do."
        dialog.form["reason"].set_text("Sáp nhập <tổ>.")
        dialog.accept()

    in_dialog(fill)
    act.on_withdraw()
    assert [row.state for row in rows_of(desk)] == [State.WITHDRAWN] * 2
    newest = journal.history(desk.session, rows_of(desk)[0].uid)[0]
    assert newest.reason == "Sáp nhập <tổ>."


def test_step_given_up_leaves_everything_as_it_was(desk: Desk, act: RegistrationActions) -> None:
    in_dialog(lambda dialog: dialog.reject())
    act.on_stop()
    assert [row.state for row in rows_of(desk)] == [State.REGISTERED] * 2


def test_sustain_registers_both_for_the_year_chosen(desk: Desk, act: RegistrationActions) -> None:
    def fill(dialog: Any) -> None:
        dialog.form["year"].set_value(2028)
        dialog.form["registered_on"].set_value(date(2026, 11, 20))
        dialog.form["lines"].table.item(0, PERSON).setText("Trưởng thôn (mẫu)")
        dialog.accept()

    in_dialog(fill)
    act.on_sustain()
    made = [(row.newness, row.registered_on) for row in rows_of(desk, 2028)]
    assert made == [(Newness.SUSTAINED, date(2026, 11, 20))] * 2
    assert sorted(row.person_in_charge for row in rows_of(desk, 2028))[-1] == "Trưởng thôn (mẫu)"


def test_carried_over_line_cannot_be_ticked_again(desk: Desk, act: RegistrationActions) -> None:
    def one_only(dialog: Any) -> None:
        dialog.form["year"].set_value(2027)
        QTest.keyClick(dialog.form["lines"].table, Qt.Key.Key_Space)
        dialog.accept()

    def look(dialog: Any) -> None:
        seen.append(len(dialog.form["lines"].value()))
        seen.append(dialog.form["lines"].table.item(1, STATE).text())
        dialog.reject()

    seen: list[object] = []
    in_dialog(one_only)
    act.on_sustain()
    in_dialog(look)
    act.on_sustain()
    assert len(rows_of(desk, 2027)) == 1
    assert seen == [1, "Đã đăng ký cho năm này"]


def test_empty_year_offers_what_the_year_before_has(desk: Desk, act: RegistrationActions) -> None:
    desk.work.year = 2027
    desk.window.page("registrations").list_view.table.table.view.clearSelection()
    in_dialog(lambda dialog: dialog.accept())
    act.on_sustain()
    assert len(rows_of(desk, 2027)) == 2


def test_sustain_in_the_last_year_says_why_not(
    desk: Desk, act: RegistrationActions, answers: Answers
) -> None:
    desk.work.year = 2030
    act.on_sustain()
    assert answers.said == [("info", "Năm 2030 là năm cuối của chương trình.")]


def test_list_is_exported_as_a_workbook_that_opens(
    desk: Desk, act: RegistrationActions, answers: Answers, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "Danh sách.xlsx"
    answers.will("save_file", path)
    act.on_export_list()
    hands.until(lambda: path.exists() and not desk.runner.busy, "workbook")
    sheet = openpyxl.load_workbook(path).active
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert [text for text in texts if str(text).startswith("Tuyến đường")] == [
        "Tuyến đường hoa số 1 (mẫu)",
        "Tuyến đường hoa số 2 (mẫu)",
    ]


def test_form_of_one_and_list_of_all_are_shown_before_printing(
    desk: Desk, act: RegistrationActions
) -> None:
    def papers() -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog)]

    act.on_print_list()
    hands.until(papers, "shown")
    (paper,) = papers()
    assert paper.windowTitle().startswith("Danh sách đăng ký")
    paper.close()
    hands.until(lambda: not papers(), "closed")
    act.on_print_form()
    hands.until(papers, "shown")
    (paper,) = papers()
    assert paper.windowTitle() == "Phiếu đăng ký Tuyến đường hoa số 1 (mẫu)"
    paper.close()


def test_hidden_characters_are_named_beside_the_field(desk: Desk) -> None:
    from danvan_desktop.ui.registration_dialog import RegistrationDialog

    dialog = RegistrationDialog(desk.window, desk.work)
    field = dialog.form["name"]
    field.set_text("Ngõ\u202e sạch\u200b (mẫu)")
    assert field._note.text() == "Có 2 ký tự ẩn, sẽ được bỏ khi lưu."
    field.set_text("Ngõ sạch (mẫu)")
    assert field._note.text() == ""
