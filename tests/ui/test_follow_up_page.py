"""Following the work: order, filters and the quick note, on the real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import progress, registrations
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.follow_up_page import FollowUpPage
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers)
    yield made
    desks.close(made)


@pytest.fixture
def uids(desk: Desk) -> list[str]:
    """Three: without a note, noted lately, stopped."""
    made = desks.fill_plain(desk.session, 3)
    progress.add_note(desk.session, made[1], date(2026, 11, 1), "Họp tổ.")
    registrations.record_step(desk.session, made[2], StepKind.STOPPED, reason="Đã sáp nhập.")
    return made


def open_page(desk: Desk) -> FollowUpPage:
    desk.window.go("follow_up")
    page = desk.window.page("follow_up")
    assert isinstance(page, FollowUpPage)
    return page


def shown(page: FollowUpPage) -> list[str]:
    return [row.registration.uid for row in page.model.shown()]


def test_quietest_stand_on_top_and_the_stopped_last_with_the_cause(
    desk: Desk, uids: list[str]
) -> None:
    page = open_page(desk)
    assert shown(page) == uids
    assert [row.cause for row in page.model.shown()] == ["", "", "Đã sáp nhập."]
    assert [row.is_quiet for row in page.model.shown()] == [True, False, False]


def test_filter_keeps_what_went_quiet_or_was_stopped(desk: Desk, uids: list[str]) -> None:
    page = open_page(desk)
    texts = [page.shown.itemText(number) for number in range(page.shown.count())]
    assert texts == [
        "Tất cả (3)",
        "Quá 90 ngày chưa có ghi chú (1)",
        "Đang hoạt động (2)",
        "Còn hình thức (0)",
        "Dừng thực hiện (1)",
    ]
    page.shown.setCurrentIndex(1)
    assert shown(page) == uids[:1]
    page.shown.setCurrentIndex(4)
    assert shown(page) == uids[2:]
    page.show_target(uids[0])
    assert [row.registration.uid for row in page.table.selected_rows()] == uids[:1]


@pytest.mark.parametrize("held", ["NoModifier", "ControlModifier", "ShiftModifier"])
def test_quick_note_is_saved_with_enter_and_the_row_goes_down(
    desk: Desk, uids: list[str], held: str
) -> None:
    page = open_page(desk)
    page.show_target(uids[0])
    page.note.text.line.setFocus()
    QTest.keyClicks(page.note.text.line, "Da trong 80 chau hoa")
    QTest.keyClick(page.note.text.line, Qt.Key.Key_Return, Qt.KeyboardModifier[held])
    (note,) = progress.notes(desk.session, uids[0])
    assert (note.text, note.on) == ("Da trong 80 chau hoa", date(2026, 11, 21))
    assert shown(page) == [uids[1], uids[0], uids[2]]
    assert page.note.text.text() == ""
    assert [row.registration.uid for row in page.table.selected_rows()] == uids[1:2]
    assert desk.work.drafts.load(f"note.{uids[0]}") is None


def test_text_of_a_quick_note_stays_with_its_registration(desk: Desk, uids: list[str]) -> None:
    page = open_page(desk)
    page.show_target(uids[0])
    page.note.text.set_text("đang gõ dở")
    page.show_target(uids[1])
    assert page.note.text.text() == ""
    page.show_target(uids[0])
    assert page.note.text.text() == "đang gõ dở"
    page.note.text.set_text("gõ tiếp")
    assert page.may_close()
    kept = desk.work.drafts.load(f"note.{uids[0]}")
    assert kept is not None
    assert kept["text"] == "gõ tiếp"


def test_quick_note_with_a_wrong_day_keeps_the_text(desk: Desk, uids: list[str]) -> None:
    page = open_page(desk)
    page.show_target(uids[0])
    page.note.text.set_text("Xong.")
    page.note.day.set_text("31/11/2026")
    page.note.save()
    assert page.note.day.problem() != ""
    page.note.day.set_text("01/12/2026")
    page.note.save()
    assert page.note.day.problem() == "Ngày ghi chú không thể ở tương lai."
    assert (page.note.text.text(), progress.notes(desk.session, uids[0])) == ("Xong.", ())


def test_page_without_registrations_leads_to_registering(desk: Desk) -> None:
    page = open_page(desk)
    assert not page.note.isVisible()
    page.table.empty_pressed.emit()
    assert desk.window.place == "registrations"
