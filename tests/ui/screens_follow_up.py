"""Pictures of following the work: full and empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import progress, registrations
from tests.screens import screen
from tests.ui import desks


@screen("follow-up-full")
def follow_up_full() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "overview")
    uids = desks.fill(desk.session, 12)
    session = desk.session
    progress.add_note(session, uids[0], date(2026, 11, 2), "Họp tổ, thống nhất cách làm.")
    progress.add_note(session, uids[1], date(2026, 6, 12), "Ra quân.")
    registrations.record_step(
        session, uids[2], StepKind.FORMAL_ONLY, reason="Chưa có người phụ trách mới."
    )
    registrations.record_step(session, uids[3], StepKind.STOPPED, reason="Đã sáp nhập tổ dân phố.")
    desk.window.go("follow_up")
    desk.window.setProperty("desk", desk)
    return desk.window


@screen("follow-up-empty")
def follow_up_empty() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "follow_up")
    desk.window.setProperty("desk", desk)
    return desk.window
