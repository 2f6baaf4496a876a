"""Assessors in the window: listed, hidden from each other, excluded by an interest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import assessors, independence, interests, score_sheets
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.ui.assessment_part import AssessmentPart
from danvan_desktop.ui.assessor_dialogs import AssessorDialog, PeopleDialog
from danvan_desktop.ui.assessors_part import AssessorsPart
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.scoring_dialog import ScoringDialog, open_scoring
from tests.ui.answers import Answers
from tests.ui.scoring_factories import Office, sample_office, settle, type_best_marks

NAMES = ("Người chấm 1 (mẫu)", "Người chấm 2 (mẫu)")


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Office]:
    found = sample_office(tmp_path, answers)
    yield found
    found.close()


def list_people(office: Office) -> list[str]:
    where = (office.session, office.work.programme_id, office.work.year)
    assessors.add(*where, [AssessorDraft(name) for name in NAMES])
    return [one.uid for one in assessors.assessors(*where)]


def sit(office: Office, who: str) -> None:
    independence.choose(office.session, office.work.programme_id, office.work.year, who)


def score(office: Office, registration: str, name: str) -> None:
    dialog = ScoringDialog(None, office.work, registration, Stage.APPRAISAL, assessor=name)
    dialog.open()
    type_best_marks(dialog)
    dialog._on_finish()
    assert dialog.view.finished
    dialog.close()
    settle()


def plain(office: Office) -> str:
    """A registration that is judged without points and evidence."""
    return next(row.uid for row in office.rows() if row.title == "mo-hinh")


# the list


def test_office_without_a_list_sees_the_simple_mode(office: Office) -> None:
    page = EvaluationPage(office.work)
    page.reload(None)
    assert not page.viewer.isVisibleTo(page)
    dialog = open_scoring(page, office.work, plain(office))
    assert dialog is not None
    assert dialog.view.assessor == "Tổ thẩm định"
    assert not dialog.head.interest_button.isVisibleTo(dialog)
    assert dialog.head.add_button.isVisibleTo(dialog)
    dialog.close()


def test_people_are_added_one_by_one_and_by_pasting(office: Office) -> None:
    part = AssessorsPart(office.work)
    office.work.broadcast = lambda _changes: part.reload()
    dialog = AssessorDialog(part, office.answers, AssessorDraft(""), part._add_one, new=True)
    dialog.form["name"].set_text(NAMES[0])
    dialog.accept()
    part.reload()
    again = AssessorDialog(part, office.answers, AssessorDraft(NAMES[0]), part._add_one, new=True)
    again.accept()
    assert again.given is None
    pasted = PeopleDialog(part, office.answers, part._take)
    pasted.form["people"].set_text(f"1. {NAMES[0]}\n2. {NAMES[1]}, Bí thư, Thôn 1")
    pasted.accept()
    part.reload()
    lines = part._model.shown()
    assert [(one.row.name, one.row.position, one.sheets) for one in lines] == [
        (NAMES[0], "", f"0/{len(office.rows())}"),
        (NAMES[1], "Bí thư", f"0/{len(office.rows())}"),
    ]


def test_order_and_leave_by_keyboard(office: Office) -> None:
    list_people(office)
    part = AssessorsPart(office.work)
    office.work.broadcast = lambda _changes: part.reload()
    part.reload()
    part.show()
    part.activateWindow()
    part.take_focus()
    settle()
    QTest.keyClick(part.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.row.name for one in part._model.shown()] == [NAMES[1], NAMES[0]]
    part._on_active()
    found = {one.row.name: one.state for one in part._model.shown()}
    assert found == {NAMES[1]: "Chưa xong", NAMES[0]: "Ngừng tham gia"}
    part.close()


def test_assessor_with_sheets_cannot_be_deleted(office: Office) -> None:
    list_people(office)
    sit(office, independence.COLLECTOR)
    score(office, plain(office), NAMES[0])
    part = AssessorsPart(office.work)
    part.reload()
    part._on_remove()
    assert office.answers.said[-1] == (
        "error",
        f"“{NAMES[0]}” đã có phiếu, tệp hoặc khai báo lợi ích nên không xóa được.",
    )


# who sits here


def test_who_sits_here_is_asked_once_and_remembered(office: Office) -> None:
    people = list_people(office)
    office.answers.will("choose", 1)
    dialog = open_scoring(None, office.work, plain(office))  # type: ignore[arg-type]
    assert dialog is not None
    assert dialog.view.assessor == NAMES[1]
    dialog.close()
    view = independence.viewer(office.session, office.work.programme_id, office.work.year)
    assert view.chosen == people[1]


def test_not_saying_who_sits_here_opens_nothing(office: Office) -> None:
    list_people(office)
    office.answers.will("choose", None)
    assert open_scoring(None, office.work, plain(office)) is None  # type: ignore[arg-type]


# independent scoring


def test_others_are_hidden_in_dialog_and_list_until_own_is_finished(office: Office) -> None:
    people = list_people(office)
    uid = plain(office)
    sit(office, people[1])
    score(office, uid, NAMES[1])
    sit(office, people[0])
    part = AssessmentPart(office.work)
    part.reload()
    row = next(row for row in part._model.shown() if row.uid == uid)
    assert (row.appraisal_words, row.result_words) == ("1/2 phiếu", "Đang ẩn")
    dialog = ScoringDialog(None, office.work, uid, Stage.APPRAISAL)
    dialog.open()
    offered = [dialog.head.assessors.itemText(place) for place in range(2)]
    assert offered == [f"{NAMES[0]} - chưa xong", f"{NAMES[1]} - đã xong"]
    dialog.head.assessors.activated.emit(1)
    assert office.answers.said[-1] == (
        "error",
        f"Phiếu của “{NAMES[1]}” được ẩn vì đang chấm độc lập.",
    )
    assert dialog.view.assessor == NAMES[0]
    type_best_marks(dialog)
    dialog._on_finish()
    dialog.head.assessors.activated.emit(1)
    assert dialog.view.assessor == NAMES[1]
    dialog.close()
    part.reload()
    row = next(row for row in part._model.shown() if row.uid == uid)
    assert (row.appraisal_words, row.result_words) == ("2/2 phiếu", "Đạt")


def test_quick_sheet_shows_the_own_marks_only(office: Office) -> None:
    people = list_people(office)
    uid = plain(office)
    sit(office, people[1])
    score(office, uid, NAMES[1])
    sit(office, people[0])
    page = EvaluationPage(office.work)
    page.reload(None)
    page.modes.setCurrentIndex(1)
    row = next(row for row in page.matrix._model.rows() if row.registration == uid)
    assert set(row.marks.values()) == {None}
    QTest.keyClicks(page.matrix.view, "1")
    assert [one.assessor for one in score_sheets.sheets_of(office.session, uid)] != []
    sit(office, "")
    page.reload(None)
    assert page.matrix._stack.currentIndex() == 1


# interests


def test_interest_from_the_dialog_keeps_the_sheet_uncounted(office: Office) -> None:
    list_people(office)
    sit(office, independence.COLLECTOR)
    uid = plain(office)
    score(office, uid, NAMES[0])
    dialog = ScoringDialog(None, office.work, uid, Stage.APPRAISAL, assessor=NAMES[0])
    dialog.open()
    office.answers.will("ask_reason", "Là người phụ trách mô hình")
    dialog.head.interest_button.click()
    assert dialog.view.assessor == NAMES[1]
    final = score_sheets.final_of(office.session, uid)
    assert (final.result.finished, final.result.expected, final.left_out) == (0, 1, (NAMES[0],))
    dialog.close()
    (row,) = interests.interests(office.session, office.work.programme_id, office.work.year)
    assert (row.assessor_name, row.had_sheet) == (NAMES[0], True)
