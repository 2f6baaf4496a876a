"""Pictures of one registration: each tab full, and one that was returned."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import progress, registrations
from danvan_desktop.ui.progress_dialogs import NotedStepDialog, StoryDialog
from danvan_desktop.ui.record_progress import note_dialog
from danvan_desktop.ui.record_view import RecordView
from danvan_desktop.ui.registration_actions import ACTIVITIES
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests.screens import screen
from tests.ui import desks


def _record(tab: int, *, returned: bool = False, full: bool = True) -> QWidget:
    folder = desks.new_folder()
    desk = desks.make_desk(folder / "data", "registrations")
    uid = desks.fill(desk.session, 8)[0]
    if full:
        photos = tuple(
            desks.picture(folder, f"ảnh ra quân {number}.jpg", colour)
            for number, colour in enumerate(("#88aa66", "#6688aa", "#aa8866"), 1)
        )
        session = desk.session
        progress.add_note(session, uid, date(2026, 3, 8), "Ra quân dọn ngõ, 45 hộ tham gia.")
        words = "Hoàn thành tuyến ngõ thứ hai; lắp 12 bóng đèn, trồng 80 chậu hoa, nhân dân góp 15 "
        progress.add_note(session, uid, date(2026, 6, 12), f"{words}triệu đồng.", photos)
        progress.add_evidence(session, uid, photos[:1], title="Biên bản họp tổ dân phố")
        progress.add_story(
            session, uid, "Ngõ sáng ở phường Mẫu (mẫu)", "Bản tin phường", date(2026, 7, 1), ""
        )
        registrations.record_step(session, uid, StepKind.RESULT_REPORTED, by_name="Tổ trưởng (mẫu)")
    if returned:
        registrations.record_step(
            desk.session, uid, StepKind.RETURNED, reason="Chưa nêu sản phẩm kiểm đếm được."
        )
    desk.window.go("registrations", uid)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    assert isinstance(page.record, RecordView)
    page.record.tabs.setCurrentIndex(tab)
    desk.window.setProperty("desk", desk)
    return desk.window


@screen("record-info")
def record_info() -> QWidget:
    return _record(0)


@screen("record-returned")
def record_returned() -> QWidget:
    return _record(0, returned=True)


@screen("record-progress")
def record_progress() -> QWidget:
    return _record(1)


@screen("record-progress-empty")
def record_progress_empty() -> QWidget:
    return _record(1, full=False)


@screen("record-sheets-empty")
def record_sheets() -> QWidget:
    return _record(2)


@screen("record-history")
def record_history() -> QWidget:
    return _record(3)


def _dialog(kind: str) -> QWidget:
    folder = desks.new_folder()
    desk = desks.make_desk(folder / "data", "registrations")
    desks.fill(desk.session, 6)
    desk.window.broadcast(None)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    row = page.list_view.table.table.model.row(0)
    assert row is not None
    made: QWidget
    if kind == "note":
        made = note_dialog(desk.window, desk.work, row, [desks.picture(folder, "a.png", "#aa8866")])
    elif kind == "story":
        made = StoryDialog(desk.window, desk.work)
    else:
        made = NotedStepDialog(
            desk.window,
            desk.work,
            title="Ghi nhận tình hình hoạt động",
            kinds=ACTIVITIES,
            about=row.name,
        )
    made.setProperty("desk", desk)
    return made


@screen("record-note-dialog", size=None)
def note() -> QWidget:
    return _dialog("note")


@screen("record-story-dialog", size=None)
def story() -> QWidget:
    return _dialog("story")


@screen("record-step-dialog", size=None)
def step() -> QWidget:
    return _dialog("step")
