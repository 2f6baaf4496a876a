"""Pictures of sheets by file: on the assessor's computer, and in the office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import assessors, panels, registrations, sample, sheet_files
from danvan_desktop.services.assessor_desk import AssessorDesk, open_sheets
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.sheet_files import FileOptions
from danvan_desktop.ui.assessor_window import AssessorWindow
from tests.screens import screen
from tests.services.sheet_file_factories import mark
from tests.ui import desks
from tests.ui.answers import Answers

_KEPT: list[object] = []
PEOPLE = (
    AssessorDraft("Người đánh giá thứ nhất (mẫu)", "Phó Bí thư Đảng ủy", "Phường Mẫu"),
    AssessorDraft("Người đánh giá có tên rất dài để thử ô chữ (mẫu)", "Chủ tịch Hội Nông dân"),
    AssessorDraft("Người đánh giá thứ ba (mẫu)"),
)


def office() -> Session:
    """The ward's sample office with three assessors and one long name among its records."""
    found = sample.sample(sample.DEFAULT)
    session = open_session(DataFolder(desks.new_folder()), Clock.fixed(found.today))
    sample.create(session)
    draft = sample.draft_registrations(session, sample.DEFAULT)[0]
    registrations.register(session, sample.DEFAULT, found.year, replace(draft, name=desks.LONG))
    assessors.add(session, sample.DEFAULT, found.year, PEOPLE)
    _KEPT.append(session)
    return session


def make(session: Session, person: int = 0) -> Path:
    found = sample.sample(sample.DEFAULT)
    people = panels.panel_of(session, sample.DEFAULT, found.year).active
    rows = sheet_files.offered(session, sample.DEFAULT, found.year)
    uids = [row.uid for row in rows if not row.why_not]
    options = FileOptions(with_self=True, with_evidence=True)
    return sheet_files.make(session, people[person].uid, uids, desks.new_folder(), options).path


def desk() -> AssessorDesk:
    """A file half marked: one finished, one begun, one declined."""
    made = open_sheets(make(office()), Clock.fixed(sample.sample(sample.DEFAULT).today))
    rows = [row.uid for row in made.rows()]
    mark(made, rows[1])
    made.decline(rows[2], "Là thành viên của tổ chức đăng ký (mẫu).")
    return made


@screen("assessor-window")
def assessor_window() -> QWidget:
    return AssessorWindow(desk(), Answers())


@screen("assessor-scoring", size=None)
def assessor_scoring() -> QWidget:
    window = AssessorWindow(desk(), Answers())
    _KEPT.append(window)
    rows = window._model.shown()
    window._on_opened(next(row for row in rows if row.name == desks.LONG))
    assert window.dialog is not None
    return window.dialog


@screen("assessor-text", size=None)
def assessor_text() -> QWidget:
    from danvan_desktop.ui.registration_text import RegistrationText

    made = desk()
    row = made.rows()[0]
    return RegistrationText(None, row.name, made.texts(row.uid))
