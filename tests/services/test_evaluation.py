"""Sheets from first mark to final result, on real records of shipped programmes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import ScoreSheet
from danvan_desktop.services import adoption, evaluation, registrations, score_sheets
from danvan_desktop.services.facts import facts_of
from tests.services.judging_factories import (
    SHIPPED,
    Place,
    assess,
    full_marks,
    open_place,
    register,
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def test_new_sheet_lists_every_leaf_and_takes_conditions_from_the_records(place: Place) -> None:
    uid = register(place)
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    leaves = [line.criterion.code for line in view.lines if not line.criterion.is_section]
    assert leaves == [leaf.code for leaf in view.criteria_set.leaves()]
    assert [(line.answer, line.from_records) for line in view.conditions] == [
        (True, True),
        (None, False),
    ]
    assert (view.uid, view.assessor, view.editable) == ("", "Tổ thẩm định", True)
    assert view.result.missing == tuple(leaves)


def test_unfinished_sheet_is_kept_with_remarks_and_without_result(place: Place) -> None:
    uid = register(place)
    entry = MarkEntry(Grade.PARTLY, "Cần rõ hơn")
    evaluation.save_marks(place.session, uid, Stage.APPRAISAL, {"1": entry}, {"dk-2": True}, "Khá")
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    assert (view.lines[0].mark, view.lines[0].remark) == (Grade.PARTLY, "Cần rõ hơn")
    assert (view.remark, view.finished, view.state) == ("Khá", False, State.REGISTERED)
    assert view.result.passed is None


def test_mark_that_does_not_fit_is_refused_on_its_criterion(place: Place) -> None:
    uid = register(place)
    with pytest.raises(FieldError) as caught:
        evaluation.save_marks(place.session, uid, Stage.APPRAISAL, {"2": MarkEntry(Decimal(5))}, {})
    assert caught.value.field == "2"
    assert score_sheets.sheets_of(place.session, uid) == ()


def test_finish_asks_for_what_is_open(place: Place) -> None:
    uid = register(place)
    sheet = evaluation.save_marks(
        place.session, uid, Stage.APPRAISAL, {"1": MarkEntry(Grade.MET)}, {}
    ).uid
    with pytest.raises(FieldError) as caught:
        evaluation.finish(place.session, sheet)
    assert caught.value.field == "dk-2"


@pytest.mark.parametrize("programme_id", SHIPPED)
def test_finished_sheet_passes_under_every_shipped_programme(
    tmp_path: Path, programme_id: str
) -> None:
    place = open_place(tmp_path, programme_id)
    uid = register(place)
    assess(place, uid, stage=Stage.SELF)
    assess(place, uid)
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    final = score_sheets.final_of(place.session, uid)
    marks = [line for line in view.lines if not line.criterion.is_section]
    assert all(line.self_mark is Grade.MET for line in marks)
    assert (view.state, view.editable, final.words) == (State.APPRAISED, False, "Đạt")
    assert (final.result.finished, final.result.expected) == (1, 1)
    place.session.close()


def test_points_are_kept_in_hundredths_with_the_rank(place: Place) -> None:
    uid = register(place, title="tieu-bieu")
    sheet = assess(place, uid)
    row = ScoreSheet.get_by_id(sheet)
    final = score_sheets.final_of(place.session, uid)
    assert (row.total, row.passed) == (10000, True)
    assert final.words.startswith("100/100 điểm")


def test_reopened_sheet_needs_a_reason_and_stops_counting(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    with pytest.raises(FieldError):
        evaluation.reopen(place.session, sheet, "  ")
    evaluation.reopen(place.session, sheet, "Bổ sung minh chứng")
    assert score_sheets.final_of(place.session, uid).result.passed is None
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    assert (view.finished, view.lines[0].mark, view.state) == (False, Grade.MET, State.REGISTERED)


def test_sheet_on_an_old_revision_counts_again_when_confirmed(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    values, _ = registrations.draft_of(place.session, uid)
    registrations.edit(place.session, uid, replace(values, summary="Nội dung mới (mẫu)."))
    assert [row.stale for row in score_sheets.sheets_of(place.session, uid)] == [True]
    assert score_sheets.final_of(place.session, uid).result.finished == 0
    evaluation.confirm_stale(place.session, sheet)
    assert score_sheets.final_of(place.session, uid).words == "Đạt"


def test_assessors_who_differ_leave_the_result_to_the_meeting(place: Place) -> None:
    uid = register(place)
    assess(place, uid, assessor="Thành viên 1 (mẫu)")
    assess(place, uid, Grade.NOT_MET, assessor="Thành viên 2 (mẫu)")
    final = score_sheets.final_of(place.session, uid).result
    assert (final.finished, final.expected, final.passed) == (2, 2, None)


def test_new_version_of_the_programme_leaves_a_finished_sheet_alone(place: Place) -> None:
    done, started = register(place), register(place, "Mô hình khác (mẫu)")
    sheet = assess(place, done)
    evaluation.save_marks(place.session, started, Stage.APPRAISAL, {"1": MarkEntry(Grade.MET)}, {})
    text = adoption.newest_copy(place.plan.id).text
    changed = text.replace("\nversion = 1\n", "\nversion = 2\n", 1).replace(
        'title = "Có tên gọi, chủ thể, địa chỉ rõ ràng"', 'title = "Có tên gọi"'
    )
    adoption.adopt(place.session, changed)
    old = evaluation.open_by_uid(place.session, sheet)
    new = evaluation.open_sheet(place.session, started, Stage.APPRAISAL)
    assert (old.programme_version, old.lines[0].criterion.title) == (
        1,
        "Có tên gọi, chủ thể, địa chỉ rõ ràng",
    )
    assert (new.programme_version, new.lines[0].criterion.title) == (2, "Có tên gọi")
    assert new.lines[0].mark is Grade.MET
    assert score_sheets.final_of(place.session, done).words == "Đạt"


def test_withdrawn_registration_is_not_assessed(place: Place) -> None:
    from danvan_desktop.domain.workflow import StepKind

    uid = register(place)
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Trùng đăng ký")
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    assert not view.editable
    assert "Đã rút" in view.why_not
    with pytest.raises(UserError):
        evaluation.save_marks(place.session, uid, Stage.APPRAISAL, full_marks(view), {})


def test_journal_tells_which_mark_changed(place: Place) -> None:
    from danvan_desktop.services import journal

    uid = register(place)
    for grade in (Grade.PARTLY, Grade.MET):
        evaluation.save_marks(place.session, uid, Stage.APPRAISAL, {"1": MarkEntry(grade)}, {})
    newest = journal.history(place.session, uid)[0]
    assert newest.use_case == "Ghi phiếu đánh giá"
    assert facts_of(place.session, uid).sheets[0].finished is False
