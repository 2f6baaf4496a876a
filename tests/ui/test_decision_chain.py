"""Decisions opened again, lists from above with refusals, papers that are no longer right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.services import (
    certificates,
    papers,
    recognition,
    registration_list,
    registrations,
    units,
)
from danvan_desktop.ui import hands
from danvan_desktop.ui.above_dialog import AboveDialog
from danvan_desktop.ui.above_lines_field import REASON, RESULT
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.issued_papers_dialog import IssuedPapersDialog
from danvan_desktop.ui.number_dialog import NumberDialog
from danvan_desktop.ui.recognition_page import RecognitionPage
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.services.judging_factories import Place, assess
from tests.ui import desks
from tests.ui.answers import Answers

YEAR, PLAN = desks.YEAR, factories.PROGRAMME
_CODE = int(Qt.ItemDataRole.UserRole)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    yield made
    desks.close(made)


@pytest.fixture
def page(desk: Desk) -> RecognitionPage:
    """Three registrations that were found good and put forward."""
    body = units.bodies(desk.session, own_only=True)[0].uid
    for uid in desks.fill_plain(desk.session, 3):
        assess(Place(desk.session, desk.work.programme, body), uid)
    found = desk.window.page("recognition")
    assert isinstance(found, RecognitionPage)
    found.reload(None)
    return found


def issued(desk: Desk, page: RecognitionPage) -> str:
    """Uid of a decision on all three, its paper kept, with certificates."""
    body = units.bodies(desk.session, own_only=True)[0].uid
    uids = [row.registration.uid for row in page.candidates._model.shown()]
    draft = recognition.propose_draft(desk.session, PLAN, YEAR, body, uids)
    draft = replace(draft, signer="Người ký (mẫu)")
    uid = recognition.draft_decision(desk.session, draft).uid
    recognition.set_number_and_date(desk.session, uid, "05", date(YEAR, 11, 10))
    papers.issue_decision(desk.session, uid)
    lines = recognition.decision(desk.session, uid).lines
    certificates.issue(desk.session, uid, [line.uid for line in lines])
    page.reload(None)
    page.decisions.select(uid)
    return uid


def test_decision_is_opened_again_with_a_reason_and_issued_anew(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    uid = issued(desk, page)
    answers.will("ask_reason", "Sai trích yếu (mẫu)")
    page.decisions._on_reopen()
    (row,) = page.decisions._model.shown()
    assert (row.status_words, row.number) == ("Đang mở lại", "05")
    marks = {row.mark for row in certificates.register(desk.session, YEAR)}
    assert marks == {"Quyết định đang mở lại, chưa ban hành lại."}
    page.decisions.select(uid)
    page.decisions.number_button.click()
    dialog = page.decisions._dialog
    assert isinstance(dialog, NumberDialog)
    assert dialog.form["number"].text() == "05"
    dialog.accept()
    hands.until(lambda: not papers.issued(desk.session, uid)[0].standing, "issued again")
    assert [text for kind, text in answers.said if kind == "error"] == []
    assert [row.standing for row in papers.issued(desk.session, uid)] == [""]
    assert {row.mark for row in certificates.register(desk.session, YEAR)} == {""}


def test_papers_of_a_decision_say_which_is_no_longer_right(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    issued(desk, page)
    answers.will("ask_reason", "Sai trích yếu (mẫu)")
    page.decisions._on_reopen()
    page.decisions._on_papers()
    dialog = page.decisions.findChild(IssuedPapersDialog)
    assert dialog is not None
    assert [row.standing for row in dialog.model.shown()] == ["Không còn đúng: Sai trích yếu (mẫu)"]
    dialog.reject()


def test_decision_of_the_office_above_is_not_opened_here(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    page.decisions._on_reopen()
    assert answers.said == [("error", "Hãy chọn một quyết định đã ban hành của đơn vị.")]


def test_list_from_above_with_refused_and_returned(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    rows = page.candidates._model.shown()
    for row in rows:
        registrations.record_step(desk.session, row.registration.uid, StepKind.PROPOSED)
    page.reload(None)
    page.candidates.table.view.selectAll()
    page.candidates.above_button.click()
    dialog = page.candidates._dialog
    assert isinstance(dialog, AboveDialog)
    dialog.form["issuer_name"].set_text("Tỉnh ủy Mẫu")
    dialog.form["number"].set_text("12-QĐ/TU")
    dialog.form["date"].set_value(date(YEAR, 11, 15))
    table = dialog.form["lines"].table
    for line, kind in ((1, StepKind.REVIEW_FAILED), (2, StepKind.RETURNED)):
        table.model().setData(table.model().index(line, RESULT), kind.value, _CODE)
    dialog.accept()
    assert dialog.isVisible()
    table.item(1, REASON).setText("Chưa nhân rộng (mẫu)")
    table.item(2, REASON).setText("Bổ sung minh chứng (mẫu)")
    dialog.accept()
    assert not dialog.isVisible()
    states = sorted(row.state for row in registration_list.all_rows(desk.session, PLAN, YEAR))
    assert states == sorted([State.RECOGNISED, State.NOT_RECOGNISED, State.RETURNED])


def test_chosen_are_put_forward_together(desk: Desk, page: RecognitionPage) -> None:
    assert not page.candidates.propose_button.isVisibleTo(page.candidates)
    page.candidates.table.view.selectAll()
    page.candidates._on_propose()
    rows = registration_list.all_rows(desk.session, PLAN, YEAR)
    assert [row.state for row in rows] == [State.PROPOSED] * 3


def test_record_says_what_rests_on_it_and_is_not_opened_for_editing(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    issued(desk, page)
    uid = registration_list.all_rows(desk.session, PLAN, YEAR)[0].uid
    desk.window.go("registrations", uid)
    place = desk.window.page("registrations")
    assert isinstance(place, RegistrationsPage)
    assert place.record is not None
    assert place.record.notice._text.text().startswith(
        "Đăng ký này làm căn cứ cho Quyết định số 05-QĐ/ĐU. "
        "Muốn sửa: mở lại Quyết định số 05-QĐ/ĐU trước."
    )
    assert not place.record.edit_button.isEnabled()


def test_draft_keeps_a_registration_from_being_edited(
    desk: Desk, page: RecognitionPage, answers: Answers
) -> None:
    body = units.bodies(desk.session, own_only=True)[0].uid
    uid = page.candidates._model.shown()[0].registration.uid
    draft = recognition.propose_draft(desk.session, PLAN, YEAR, body, [uid])
    recognition.draft_decision(desk.session, draft)
    desk.window.go("registrations", uid)
    place = desk.window.page("registrations")
    assert isinstance(place, RegistrationsPage)
    assert place.record is not None
    place.record.edit_button.click()
    assert answers.said == [("error", "Đăng ký này làm căn cứ cho dự thảo quyết định công nhận.")]
