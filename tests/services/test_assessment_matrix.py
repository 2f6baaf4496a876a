"""Quick assessment: one key a cell, on the same sheets as the dialog."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    assessment_matrix,
    evaluation,
    registrations,
    sample,
    score_sheets,
)
from tests.services.judging_factories import Place, open_place, register


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def fill(place: Place, uid: str, grade: Grade = Grade.MET) -> None:
    for code in "123456":
        assessment_matrix.set_mark(place.session, uid, code, grade)
    assessment_matrix.set_condition(place.session, uid, "dk-2", True)


def test_grids_part_collectives_from_persons(place: Place) -> None:
    for kind in SubjectKind:
        register(place, f"Điển hình {kind.label} (mẫu)", kind=kind, title="dien-hinh")
    register(place, "Mô hình khác (mẫu)")
    view = assessment_matrix.matrix(place.session, place.plan.id, place.year, "dien-hinh")
    assert [
        (grid.criteria_set.code, [row.subject_kind for row in grid.rows]) for grid in view.grids
    ] == [
        ("dien-hinh-tap-the", [SubjectKind.COLLECTIVE]),
        ("dien-hinh-ca-nhan", [SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD]),
    ]


def test_keys_fill_the_joint_sheet_and_finish_makes_it_count(place: Place) -> None:
    uid = register(place)
    sample.prove(place.session, uid)
    fill(place, uid)
    row = assessment_matrix.matrix_row(place.session, uid)
    assert (row.finished, row.state, row.result.passed) == (False, State.REGISTERED, True)
    assessment_matrix.finish_many(place.session, [uid])
    row = assessment_matrix.matrix_row(place.session, uid)
    assert (row.finished, row.state, row.result_words) == (True, State.APPRAISED, "Đạt")
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    assert view.uid == row.sheet
    assert score_sheets.final_of(place.session, uid).words == "Đạt"


def test_key_on_a_finished_sheet_is_refused(place: Place) -> None:
    uid = register(place)
    sample.prove(place.session, uid)
    fill(place, uid)
    assessment_matrix.finish_many(place.session, [uid])
    with pytest.raises(UserError, match="đã hoàn thành"):
        assessment_matrix.set_mark(place.session, uid, "1", Grade.NOT_MET)


def test_cleared_cell_is_open_again(place: Place) -> None:
    uid = register(place)
    sample.prove(place.session, uid)
    assessment_matrix.set_mark(place.session, uid, "1", Grade.PARTLY)
    assessment_matrix.set_mark(place.session, uid, "1", None)
    row = assessment_matrix.matrix_row(place.session, uid)
    assert row.marks["1"] is None
    assert row.result.missing == tuple("123456")


@pytest.mark.parametrize(("criterion", "mark"), [("1", Decimal(3)), ("99", Grade.MET)])
def test_wrong_key_is_refused_on_its_cell(place: Place, criterion: str, mark: object) -> None:
    uid = register(place)
    sample.prove(place.session, uid)
    with pytest.raises(FieldError) as caught:
        assessment_matrix.set_mark(place.session, uid, criterion, mark)  # type: ignore[arg-type]
    assert caught.value.field == criterion


def test_finish_many_names_the_row_that_is_not_full_and_keeps_none(place: Place) -> None:
    full, empty = register(place, "Đủ (mẫu)"), register(place, "Thiếu (mẫu)")
    sample.prove(place.session, full)
    fill(place, full)
    with pytest.raises(UserError, match=r"Thiếu \(mẫu\)"):
        assessment_matrix.finish_many(place.session, [full, empty])
    assert not assessment_matrix.matrix_row(place.session, full).finished


def test_withdrawn_registration_is_not_in_the_grid(place: Place) -> None:
    uid = register(place)
    sample.prove(place.session, uid)
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Trùng (mẫu)")
    view = assessment_matrix.matrix(place.session, place.plan.id, place.year, "mo-hinh")
    assert [grid.rows for grid in view.grids] == [()]


def test_key_answers_at_once_among_many(place: Place) -> None:
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(40)]
    taken = []
    for uid in uids[:15]:
        start = time.thread_time()
        assessment_matrix.set_mark(place.session, uid, "1", Grade.MET)
        taken.append(time.thread_time() - start)
    assert sorted(taken)[len(taken) // 2] < 0.05
