"""The calendar over a real data folder: marks, agenda, done by hand, the office's own dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.deadlines import Boundary, DeadlineStatus
from danvan_desktop.services import calendar, exchange, sample
from danvan_desktop.ui import hands
from danvan_desktop.ui.calendar_page import CalendarPage
from danvan_desktop.ui.calendar_view import MarkKind
from danvan_desktop.ui.deadline_dialogs import DoneDialog, OwnDateDialog
from danvan_desktop.ui.desk import Desk
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

DAY = date(2026, 10, 5)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = Desk(factories.make_session(tmp_path / "Dữ liệu", DAY), answers)
    made.open()
    made.window.go("calendar")
    yield made
    desks.close(made)


def page_of(desk: Desk) -> CalendarPage:
    page = desk.window.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def item(desk: Desk, code: str) -> calendar.AgendaItem:
    found = calendar.agenda(desk.session, None, date(2026, 1, 1), date(2026, 12, 31))
    return next(one for one in found if one.code == code)


def test_the_agenda_is_the_year_in_order_with_undated_lines_last(desk: Desk) -> None:
    page = page_of(desk)
    shown = page.agenda.model.shown()  # type: ignore[attr-defined]
    wanted = calendar.agenda(desk.session, None, date(2026, 1, 1), date(2026, 12, 31))
    assert [one.key for one in shown] == [one.key for one in wanted]
    assert [one.due is None for one in shown] == sorted(one.due is None for one in shown)


def test_marks_say_how_each_deadline_stands(desk: Desk) -> None:
    page = page_of(desk)
    late = [one for one in page._items.values() if one.status is DeadlineStatus.OVERDUE]
    for one in late:
        (mark,) = page.month.model.marks(one.last_on_time or one.due)  # type: ignore[arg-type]
        assert (mark.text, mark.kind) == (one.title, MarkKind.LATE)


def test_done_by_hand_with_a_note_and_taken_back(desk: Desk) -> None:
    page = page_of(desk)
    late = next(one for one in page._items.values() if one.status is DeadlineStatus.OVERDUE)
    page.show_target(late.key)

    def fill(dialog: DoneDialog) -> None:
        dialog.form["done_on"].set_text("1/10/2026")
        dialog.form["note"].set_text("Công văn số 12 (mẫu)")
        dialog.save_button.click()

    with hands.on(DoneDialog, fill):
        page.card.done_button.click()
    done = item(desk, late.code)
    assert (done.done_on, done.note) == (date(2026, 10, 1), "Công văn số 12 (mẫu)")
    assert page.card.undo_button.isVisible()
    page.card.undo_button.click()
    assert item(desk, late.code).done_on is None


def test_a_day_to_come_is_refused_beside_the_field(desk: Desk) -> None:
    page = page_of(desk)

    def fill(dialog: DoneDialog) -> None:
        dialog.form["done_on"].set_text("31/12/2026")
        dialog.save_button.click()
        assert dialog.form["done_on"].problem() == "Ngày hoàn thành không thể sau hôm nay."
        dialog.form.mark_saved()
        dialog.cancel_button.click()

    with hands.on(DoneDialog, fill):
        page.card.done_button.click()


def test_the_office_sets_its_own_date_and_goes_back_to_the_paper(desk: Desk) -> None:
    page = page_of(desk)
    late = next(one for one in page._items.values() if one.status is DeadlineStatus.OVERDUE)
    page.show_target(late.key)

    def own(dialog: OwnDateDialog) -> None:
        dialog.form["due"].set_text("20/10/2026")
        dialog.form["boundary"].set_value(Boundary.BEFORE)
        dialog.save_button.click()

    with hands.on(OwnDateDialog, own):
        page.card.date_button.click()
    changed = item(desk, late.code)
    assert (changed.due, changed.last_on_time) == (date(2026, 10, 20), date(2026, 10, 19))

    def back(dialog: OwnDateDialog) -> None:
        dialog.back_button.click()

    page.show_target(late.key)
    with hands.on(OwnDateDialog, back):
        page.card.date_button.click()
    assert item(desk, late.code).due == late.due


def test_sending_the_list_settles_its_deadline(desk: Desk, tmp_path: Path) -> None:
    page = page_of(desk)
    sample.add(desk.session, factories.PROGRAMME, 2026)
    waiting = next(one for one in page._items.values() if one.paper == "registration_list")
    page.show_target(waiting.key)
    assert page.card.send_button.isVisible()
    exchange.export(desk.session, tmp_path / "gui.dvk", factories.PROGRAMME, 2026)
    desk.work.broadcast(None)
    assert item(desk, waiting.code).done_on == DAY
    assert not page.card.undo_button.isVisible()


def test_turning_to_another_year_reads_its_agenda(desk: Desk) -> None:
    page = page_of(desk)
    page.month.go_to(date(2027, 3, 1))
    days = {one.due.year for one in page._items.values() if one.due}
    assert days == {2027}


def test_enter_on_a_marked_day_shows_its_deadline(desk: Desk) -> None:
    page = page_of(desk)
    late = next(one for one in page._items.values() if one.status is DeadlineStatus.OVERDUE)
    page.month.go_to(late.last_on_time or DAY)
    QTest.keyClick(page.month.grid, Qt.Key.Key_Return)
    assert page._items[page._shown].key == late.key
