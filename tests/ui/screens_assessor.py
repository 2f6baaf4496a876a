"""Pictures of sheets by file: on the assessor's computer, and in the office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    assessors,
    evaluation,
    panels,
    registrations,
    sample,
    sheet_files,
)
from danvan_desktop.services.assessor_desk import AssessorDesk, open_sheets
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.sheet_files import FileOptions
from danvan_desktop.ui.assessor_window import AssessorWindow
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.first_start import FirstStart
from danvan_desktop.ui.registration_text import RegistrationText
from danvan_desktop.ui.sheet_files_part import SheetFilesPart
from danvan_desktop.ui.sheet_return_dialog import SheetReturnDialog
from tests.screens import screen
from tests.services.judging_factories import full_marks
from tests.services.sheet_file_factories import mark
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle

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
    made = desk()
    row = made.rows()[0]
    return RegistrationText(None, row.name, made.texts(row.uid))


def _desk(*, filled: bool = True) -> Desk:
    """The office's window at the files of sheets."""
    made = Desk(office(), Answers())
    _KEPT.append(made)
    made.open()
    if filled:
        for person in range(3):
            make(made.session, person)
    made.window.go("evaluation")
    page = made.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    page.modes.setCurrentIndex(_tab(page))
    return made


def _tab(page: EvaluationPage) -> int:
    names = [page.modes.tabText(place) for place in range(page.modes.count())]
    return names.index("Phiếu qua tệp")


def _part(made: Desk) -> SheetFilesPart:
    page = made.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    part = page.part(_tab(page))
    assert isinstance(part, SheetFilesPart)
    return part


@screen("sheet-files-empty")
def sheet_files_empty() -> QWidget:
    return _desk(filled=False).window


@screen("sheet-files")
def sheet_files_full() -> QWidget:
    return _desk().window


@screen("sheet-make-dialog", size=None)
def sheet_make_dialog() -> QWidget:
    part = _part(_desk(filled=False))
    part.make_button.click()
    assert part.dialog is not None
    return part.dialog


@screen("sheet-return-dialog", size=None)
def sheet_return_dialog() -> QWidget:
    """Every outcome there is: new, same, other marks here, declined, withdrawn since."""
    made = _desk(filled=False)
    session, day = made.session, sample.sample(sample.DEFAULT).today
    path = make(session)
    work = open_sheets(path, Clock.fixed(day))
    rows = [row.uid for row in work.rows()]
    for uid in rows[:-2]:
        sample.prove(session, uid)
        mark(work, uid, Grade.PARTLY)
    work.decline(rows[-2], "Là thành viên của tổ chức đăng ký (mẫu).")
    answer = path.with_name("trả về.dvp")
    work.write_answer(answer)
    name = work.facts.assessor
    view = evaluation.open_sheet(session, rows[0], Stage.APPRAISAL, name)
    answers = {line.condition.code: True for line in view.conditions}
    saved = evaluation.save_marks(
        session, rows[0], Stage.APPRAISAL, full_marks(view), answers, assessor=name
    )
    evaluation.finish(session, saved.uid)
    registrations.record_step(session, rows[1], StepKind.WITHDRAWN, reason="Không còn thực hiện")
    part = _part(made)
    part.door.take_back(answer)
    while made.runner.busy:
        settle(20)
    settle()
    shown = part.door.shown
    assert isinstance(shown, SheetReturnDialog)
    return shown


@screen("first-start-sheets", size=None)
def first_start() -> QWidget:
    session = open_session(DataFolder(desks.new_folder()))
    _KEPT.append(session)
    return FirstStart(session, Answers())
