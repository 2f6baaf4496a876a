"""Pictures of assessment and recognition: empty, at work, full, with long names."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import registrations, sample
from danvan_desktop.services.session import Clock, open_session
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.recognition_page import RecognitionPage
from tests.screens import screen
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import Office, open_sheet, settle, type_best_marks

_KEPT: list[object] = []


def _desk(place: str, *, filled: bool = True) -> Desk:
    """The window of the ward's sample office at a place, with one long name among the records."""
    found = sample.sample(sample.DEFAULT)
    session = open_session(DataFolder(desks.new_folder()), Clock.fixed(found.today))
    if filled:
        sample.create(session)
        draft = sample.draft_registrations(session, sample.DEFAULT)[0]
        long_name = replace(draft, name=desks.LONG)
        registrations.register(session, sample.DEFAULT, found.year, long_name)
    else:
        sample.create(session, role="upper")
    desk = Desk(session, Answers())
    desk.open()
    desk.window.go(place)
    _KEPT.append(desk)
    return desk


def _office(desk: Desk) -> Office:
    answers = desk.messages
    assert isinstance(answers, Answers)
    return Office(desk.work, answers, sample.sample(sample.DEFAULT))


def _assessed() -> Desk:
    """All sheets finished, one of them not passing."""
    desk = _desk("recognition")
    office = _office(desk)
    for number, row in enumerate(office.rows()):
        dialog = open_sheet(office, row.uid)
        type_best_marks(dialog)
        if number == 1:
            lines = dialog.sheet.lines
            last = lines.line_keys()[-1]
            QTest.keyClicks(lines.line(last).box, "3")
        dialog._on_finish()
        dialog.close()
    page = _recognition(desk)
    page.reload(None)
    page.candidates.select_ready()
    settle()
    return desk


def _recognition(desk: Desk) -> RecognitionPage:
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    return page


def _evaluation(desk: Desk) -> EvaluationPage:
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    return page


def _decided() -> Desk:
    """A decision with number and date, and its certificates."""
    desk = _assessed()
    page = _recognition(desk)
    page.candidates._on_draft()
    assert page.candidates._dialog is not None
    page.candidates._dialog.accept()
    page.decisions._on_number()
    signed = page.decisions._dialog
    assert signed is not None
    signed.form["number"].set_text("05-QĐ/ĐU")
    signed.form["signer"].set_text("Người ký (mẫu)")
    signed.accept()
    desk.runner.wait()
    settle()
    page.certificates.issue()
    assert page.certificates._dialog is not None
    page.certificates._dialog.accept()
    return desk


@screen("evaluation-empty")
def evaluation_empty() -> QWidget:
    return _desk("evaluation", filled=False).window


@screen("evaluation-list")
def evaluation_list() -> QWidget:
    return _desk("evaluation").window


@screen("evaluation-matrix")
def evaluation_matrix() -> QWidget:
    desk = _desk("evaluation")
    page = _evaluation(desk)
    page.modes.setCurrentIndex(1)
    QTest.keyClicks(page.matrix.view, "1112131")
    return desk.window


@screen("evaluation-matrix-points")
def evaluation_matrix_points() -> QWidget:
    desk = _desk("evaluation")
    page = _evaluation(desk)
    page.modes.setCurrentIndex(1)
    page.matrix.chooser.setCurrentIndex(1)
    page.matrix._on_chosen()
    QTest.keyClicks(page.matrix.view, "118,5")
    return desk.window


@screen("scoring-dialog", size=None)
def scoring_dialog() -> QWidget:
    desk = _desk("evaluation")
    office = _office(desk)
    dialog = open_sheet(office, next(r.uid for r in office.rows() if r.name == desks.LONG))
    type_best_marks(dialog)
    QTest.keyClicks(dialog.sheet.lines.line(dialog.sheet.lines.line_keys()[-1]).box, "2")
    return dialog


@screen("scoring-dialog-points", size=None)
def scoring_dialog_points() -> QWidget:
    desk = _desk("evaluation")
    office = _office(desk)
    return open_sheet(office, next(r.uid for r in office.rows() if r.title == "tieu-bieu"))


@screen("recognition-empty")
def recognition_empty() -> QWidget:
    return _desk("recognition", filled=False).window


@screen("recognition-candidates")
def recognition_candidates() -> QWidget:
    return _assessed().window


@screen("recognition-decisions")
def recognition_decisions() -> QWidget:
    desk = _decided()
    _recognition(desk).tabs.setCurrentIndex(1)
    return desk.window


@screen("recognition-certificates")
def recognition_certificates() -> QWidget:
    desk = _decided()
    _recognition(desk).tabs.setCurrentIndex(2)
    return desk.window


@screen("decision-dialog", size=None)
def decision_dialog() -> QWidget:
    page = _recognition(_assessed())
    page.candidates._on_draft()
    assert page.candidates._dialog is not None
    return page.candidates._dialog


@screen("above-dialog", size=None)
def above_dialog() -> QWidget:
    page = _recognition(_assessed())
    page.candidates._on_above()
    assert page.candidates._dialog is not None
    return page.candidates._dialog
