"""The scoring dialog over a real data folder: keys, live result, bad marks, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import evaluation, registrations, score_sheets
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.scoring_lines import LineKey
from tests.ui.answers import Answers
from tests.ui.scoring_factories import (
    Office,
    open_sheet,
    sample_office,
    settle,
    type_best_marks,
    type_number,
)


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Office]:
    made = sample_office(tmp_path, answers)
    yield made
    made.close()


def _uid(office: Office, title: str) -> str:
    return next(row.uid for row in office.rows() if row.title == title)


def test_sheet_marked_by_keys_alone_is_finished_and_passes(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    dialog = open_sheet(office, uid)
    type_best_marks(dialog)
    assert dialog.foot.finish_button.hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog._on_finish()
    assert score_sheets.final_of(office.session, uid).words == "Đạt"
    assert dialog.view.finished
    assert dialog.foot.save_button.isHidden()
    dialog.close()


def test_points_typed_with_comma_give_total_and_rank(office: Office) -> None:
    uid = _uid(office, "tieu-bieu")
    dialog = open_sheet(office, uid)
    type_best_marks(dialog)
    live = dialog.sheet.live()
    assert live.complete
    assert live.total == dialog.view.criteria_set.maximum
    dialog._on_finish()
    assert dialog.view.finished
    dialog.close()


@pytest.mark.parametrize("typed", ["abc", "99", "0,3", "-1"])
def test_points_that_cannot_be_a_mark_stay_and_are_named(office: Office, typed: str) -> None:
    dialog = open_sheet(office, _uid(office, "tieu-bieu"))
    lines = dialog.sheet.lines
    key = next(key for key in lines.line_keys() if not key.condition)
    lines.go_to(key)
    box = lines.line(key).box
    type_number(box.focusProxy(), typed)
    assert lines.current_key() == key
    assert box.text() == typed
    assert lines.line(key).problem.text() != ""
    assert not dialog.save()
    assert (
        evaluation.open_sheet(office.session, dialog.view.registration, Stage.APPRAISAL).uid == ""
    )
    office.answers.will("choose", 1)
    dialog.close()


def test_condition_known_from_records_is_filled_in_and_said(office: Office) -> None:
    dialog = open_sheet(office, _uid(office, "mo-hinh"))
    first = dialog.sheet.lines.line_keys()[0]
    line = dialog.sheet.lines.line(first)
    assert line.box.value() is True
    assert line.note.text() == "Hồ sơ đã thể hiện, điền sẵn."
    assert dialog.sheet.conditions()[first.code] is None
    dialog.close()


def test_finishing_an_open_sheet_goes_to_the_first_open_line(office: Office) -> None:
    dialog = open_sheet(office, _uid(office, "mo-hinh"))
    lines = dialog.sheet.lines
    type_best_marks(dialog)
    wanted = LineKey(False, "3")
    lines.go_to(wanted)
    QTest.keyClick(lines.line(wanted).box, Qt.Key.Key_Delete)
    lines.go_to(lines.line_keys()[0])
    dialog._on_finish()
    assert not dialog.view.finished
    assert lines.current_key() == wanted
    assert lines.line(wanted).problem.text().startswith("Còn 1 mục chưa đánh giá")
    dialog.close()


def test_unsaved_marks_are_kept_as_a_draft_and_offered_again(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    dialog = open_sheet(office, uid)
    key = LineKey(False, "1")
    dialog.sheet.lines.go_to(key)
    QTest.keyClicks(dialog.sheet.lines.line(key).box, "2")
    dialog._keep_draft()
    dialog.hide()  # as after a crash: nothing is asked
    again = open_sheet(office, uid)
    assert again.draft_banner.isVisible()
    again._on_draft_used()
    assert again.sheet.marks()["1"].mark is Grade.PARTLY
    assert again.save()
    assert not open_sheet(office, uid).draft_banner.isVisible()


def test_closing_with_unsaved_marks_asks_and_can_save(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    dialog = open_sheet(office, uid)
    key = LineKey(False, "1")
    dialog.sheet.lines.go_to(key)
    QTest.keyClicks(dialog.sheet.lines.line(key).box, "k")
    office.answers.will("choose", None)
    dialog.reject()
    assert dialog.isVisible()
    office.answers.will("choose", 0)
    dialog.reject()
    settle()
    stored = evaluation.open_sheet(office.session, uid, Stage.APPRAISAL)
    marks = {line.criterion.code: line.mark for line in stored.lines}
    assert marks["1"] is Grade.NOT_MET


def test_stale_sheet_says_so_and_counts_again_once_confirmed(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    dialog = open_sheet(office, uid)
    type_best_marks(dialog)
    dialog._on_finish()
    dialog.close()
    draft, revision = registrations.draft_of(office.session, uid)
    changed = replace(draft, summary="Nội dung đã sửa (mẫu).")
    registrations.edit(office.session, uid, changed, expected_revision=revision)
    again = open_sheet(office, uid)
    assert again.stale_button.isVisible()
    assert score_sheets.final_of(office.session, uid).words == ""
    again._on_confirm_stale()
    assert score_sheets.final_of(office.session, uid).words == "Đạt"
    assert not again.stale_button.isVisible()
    again.close()


def test_reopening_needs_a_reason_and_lets_marks_change(office: Office) -> None:
    dialog = open_sheet(office, _uid(office, "mo-hinh"))
    type_best_marks(dialog)
    dialog._on_finish()
    office.answers.will("ask_reason", None)
    dialog._on_reopen()
    assert dialog.view.finished
    office.answers.will("ask_reason", "Bổ sung minh chứng")
    dialog._on_reopen()
    assert not dialog.view.finished
    assert dialog.foot.save_button.isVisible()
    dialog.close()


def test_self_assessment_stands_beside_the_appraisal(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    own = open_sheet(office, uid, Stage.SELF)
    key = LineKey(False, "1")
    own.sheet.lines.go_to(key)
    QTest.keyClicks(own.sheet.lines.line(key).box, "p")
    assert own.save()
    own.head.stages.setCurrentIndex(1)
    settle()
    assert own.view.stage is Stage.APPRAISAL
    assert own.sheet.lines.line(key).own.text() == "Đạt một phần"
    own.close()


def test_one_more_assessor_has_a_sheet_of_his_own(office: Office) -> None:
    uid = _uid(office, "mo-hinh")
    dialog = open_sheet(office, uid)
    type_best_marks(dialog)
    dialog._on_finish()
    dialog._on_assessor_named("Thành viên số 2 (mẫu)")
    assert dialog.view.assessor == "Thành viên số 2 (mẫu)"
    assert not dialog.view.finished
    type_best_marks(dialog)
    dialog._on_finish()
    assert score_sheets.final_of(office.session, uid).result.finished == 2
    dialog.close()


def test_evidence_is_added_to_the_criterion_under_the_cursor(
    office: Office, tmp_path: Path
) -> None:
    photo = tmp_path / "ảnh chụp.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    dialog = open_sheet(office, _uid(office, "mo-hinh"))
    key = LineKey(False, "4")
    dialog.sheet.lines.go_to(key)
    QTest.keyClicks(dialog.sheet.lines.line(key).box, "1")
    dialog.sheet.lines.go_to(key)
    office.answers.will("open_files", [photo])
    dialog._on_add_evidence()
    assert [row.file_name for row in dialog.sheet.evidence(key)] == ["ảnh chụp.png"]
    assert dialog.sheet.marks()["4"].mark is Grade.MET
    assert dialog.save()
    dialog.close()


def test_sheets_follow_one_another_without_closing(office: Office) -> None:
    order = [row.uid for row in office.rows()]
    dialog = ScoringDialog(None, office.work, order[0], Stage.APPRAISAL, order)
    dialog.open()
    type_best_marks(dialog)
    dialog._on_finish()
    assert dialog.foot.place.text() == "1/5"
    dialog.foot.forth.click()
    assert dialog.view.registration == order[1]
    lines = dialog.sheet.lines
    QTest.keyClicks(lines.line(LineKey(False, "1")).box, "2")
    office.answers.will("choose", None)
    dialog.foot.forth.click()
    assert dialog.view.registration == order[1]
    office.answers.will("choose", 0)
    dialog.foot.forth.click()
    assert dialog.view.registration == order[2]
    stored = evaluation.open_sheet(office.session, order[1], Stage.APPRAISAL)
    assert {line.criterion.code: line.mark for line in stored.lines}["1"] is Grade.PARTLY
    dialog.close()
