"""Sheets that go to an assessor by file and come back: two folders, and a PC with none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.exchange import assessor_file
from danvan_desktop.models import AssessorFile, JournalEntry, SheetOrigin, evaluation_queries
from danvan_desktop.services import (
    adoption,
    evaluation,
    exchange,
    interests,
    keying,
    progress,
    receiving,
    recognition,
    registrations,
    score_sheets,
    sheet_files,
    sheet_return,
    signing,
)
from danvan_desktop.services.assessor_desk import DeskStatus, open_sheets
from danvan_desktop.services.sheet_files import FileOptions
from danvan_desktop.services.sheet_return import ReturnPlan
from danvan_desktop.services.sheet_return_rows import Outcome
from tests.services import sheet_file_factories as files
from tests.services.judging_factories import SHIPPED, Place, full_marks
from tests.services.test_locks import closed_meeting


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = files.office(tmp_path / "office")
    yield made
    made.session.close()


def examine(place: Place, path: Path) -> ReturnPlan:
    return sheet_return.examine(place.session, path, place.plan.id, place.year)


def outcomes(plan: ReturnPlan) -> list[Outcome]:
    return [row.outcome for row in plan.rows]


def take(place: Place, path: Path) -> ReturnPlan:
    plan = examine(place, path)
    sheet_return.apply(place.session, plan, plan.taken_by_default())
    return plan


def refusal(place: Place, path: Path) -> str:
    with pytest.raises(UserError) as refused:
        examine(place, path)
    return refused.value.what


def test_round_trip_gives_the_office_the_marks_of_the_file(place: Place, tmp_path: Path) -> None:
    made = files.make(place, tmp_path)
    answer = files.answered(made.path)
    plan = take(place, answer)
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    for uid in files.uids(place):
        (sheet,) = score_sheets.sheets_of(place.session, uid)
        view = evaluation.open_by_uid(place.session, sheet.uid)
        assert (sheet.assessor, sheet.finished, sheet.stale) == (files.NAMES[0], True, False)
        assert {
            line.criterion.code: MarkEntry(line.mark)
            for line in view.lines
            if not line.criterion.is_section
        } == full_marks(view)
        assert SheetOrigin.get_by_id(sheet.uid).source == "file"
        assert sheet.finished_on == files.LATER.today()


def test_round_trip_agrees_with_the_same_marks_given_here(place: Place, tmp_path: Path) -> None:
    uid = files.uids(place)[0]
    take(place, files.answered(files.make(place, tmp_path).path, Grade.PARTLY))
    session = place.session
    view = evaluation.open_sheet(session, uid, Stage.APPRAISAL, files.NAMES[1])
    answers = {line.condition.code: True for line in view.conditions}
    marks = full_marks(view, Grade.PARTLY)
    evaluation.finish(
        session,
        evaluation.save_marks(
            session, uid, Stage.APPRAISAL, marks, answers, assessor=files.NAMES[1]
        ).uid,
    )
    there, here = evaluation_queries.sheets(uid)
    same = ("marks", "conditions", "total", "passed", "rank", "programme_fingerprint", "set_code")
    assert [getattr(there, key) for key in same] == [getattr(here, key) for key in same]


def test_desk_shows_each_sheet_as_the_office_would(place: Place, tmp_path: Path) -> None:
    desk = open_sheets(files.make(place, tmp_path).path, files.LATER)
    for uid in files.uids(place):
        here = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL, files.NAMES[0])
        there = desk.view(uid)
        assert there.criteria_set == here.criteria_set
        assert [line.criterion for line in there.lines] == [line.criterion for line in here.lines]
        assert [(c.condition, c.answer, c.from_records) for c in there.conditions] == [
            (c.condition, c.answer, c.from_records) for c in here.conditions
        ]
        assert there.result == here.result


def test_work_is_kept_in_the_file_after_each_save(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    first, second = files.uids(place)
    desk = open_sheets(path, files.LATER)
    marks = full_marks(desk.view(first))
    code = next(iter(marks))
    desk.save(first, {code: marks[code]}, {}, "Cần xem thêm (mẫu).")
    again = open_sheets(path, files.LATER)
    assert [row.status for row in again.rows()] == [DeskStatus.OPEN, DeskStatus.NONE]
    assert again.view(first).remark == "Cần xem thêm (mẫu)."
    files.mark(again, second)
    third = open_sheets(path, files.LATER)
    assert [row.status for row in third.rows()] == [DeskStatus.OPEN, DeskStatus.DONE]
    assert list(tmp_path.glob("*.tmp")) == []


def test_finish_with_an_open_line_names_it(place: Place, tmp_path: Path) -> None:
    desk = open_sheets(files.make(place, tmp_path).path, files.LATER)
    with pytest.raises(FieldError) as refused:
        desk.finish(files.uids(place)[0])
    assert "chưa đánh giá" in refused.value.what


def test_save_a_mark_the_set_does_not_allow_is_refused(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    desk, before = open_sheets(path, files.LATER), path.read_bytes()
    uid = files.uids(place)[0]
    code = next(iter(full_marks(desk.view(uid))))
    with pytest.raises(FieldError):
        desk.save(uid, {code: MarkEntry("không có bậc này")}, {})  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_a_finished_sheet_is_marked_again_only_when_opened(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    desk, uid = open_sheets(path, files.LATER), files.uids(place)[0]
    files.mark(desk, uid)
    with pytest.raises(UserError):
        desk.save(uid, {}, {})
    desk.reopen(uid)
    assert desk.view(uid).editable
    assert desk.rows()[0].status is DeskStatus.OPEN


def test_answer_holds_neither_private_key_nor_registrations(place: Place, tmp_path: Path) -> None:
    made = files.make(place, tmp_path)
    blank = assessor_file.parse(made.path.read_bytes(), signing.verify)
    assert isinstance(blank, assessor_file.BlankFile)
    answer = files.answered(made.path).read_bytes()
    assert blank.private_key not in answer
    assert "Mô hình số 1".encode() not in answer
    found = assessor_file.parse(answer, signing.verify)
    assert isinstance(found, assessor_file.AnswerFile)
    assert found.public_key.hex() == AssessorFile.get().public_key


def test_file_leaves_out_a_declared_interest(place: Place, tmp_path: Path) -> None:
    first, second = files.uids(place)
    interests.declare(place.session, files.people(place)[0].uid, first, "Người thân phụ trách")
    made = files.make(place, tmp_path)
    assert (made.registrations, made.excluded) == (1, 1)
    assert [row.uid for row in open_sheets(made.path).rows()] == [second]


def test_file_holds_the_self_assessment_and_evidence_when_wanted(
    place: Place, tmp_path: Path
) -> None:
    uid = files.uids(place)[0]
    view = evaluation.open_sheet(place.session, uid, Stage.SELF)
    answers = {line.condition.code: True for line in view.conditions}
    evaluation.finish(
        place.session,
        evaluation.save_marks(place.session, uid, Stage.SELF, full_marks(view), answers).uid,
    )
    picture = tmp_path / "ảnh.jpg"
    picture.write_bytes(b"\xff\xd8 not a real picture")
    progress.add_evidence(place.session, uid, (picture,))
    plain = open_sheets(files.make(place, tmp_path).path).view(uid)
    options = FileOptions(with_self=True, with_evidence=True)
    desk = open_sheets(files.make(place, tmp_path, options=options).path)
    rich = desk.view(uid)
    assert {line.self_mark for line in plain.lines} == {None}
    assert {line.self_mark for line in rich.lines if not line.criterion.is_section} == {Grade.MET}
    (held,) = rich.evidence
    assert desk.evidence(uid, held.uid) == picture.read_bytes()
    with pytest.raises(UserError):
        open_sheets(files.make(place, tmp_path).path).evidence(uid, held.uid)


def test_same_file_twice_changes_nothing(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    take(place, answer)
    before = [sheet.row_hash for sheet in evaluation_queries.sheets(files.uids(place)[0])]
    again = examine(place, answer)
    assert again.received_at is not None
    assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
    assert sheet_return.apply(place.session, again, again.taken_by_default()).count == 0
    assert [s.row_hash for s in evaluation_queries.sheets(files.uids(place)[0])] == before


def test_older_state_of_a_file_is_refused(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    older = files.answered(path)
    kept = older.rename(tmp_path / "cũ.dvp")
    desk = open_sheets(path, files.LATER)
    uid = files.uids(place)[0]
    desk.reopen(uid)
    files.mark(desk, uid, Grade.PARTLY)
    desk.write_answer(older)
    assert outcomes(take(place, older)) == [Outcome.NEW, Outcome.NEW]
    assert refusal(place, kept).startswith("Đây là bản cũ hơn bản đã nhận")


def test_later_state_of_a_file_replaces_what_changed(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    answer = files.answered(path)
    take(place, answer)
    desk, uid = open_sheets(path, files.LATER), files.uids(place)[0]
    desk.reopen(uid)
    files.mark(desk, uid, Grade.PARTLY)
    desk.write_answer(answer)
    plan = take(place, answer)
    assert outcomes(plan) == [Outcome.UPDATE, Outcome.SAME]
    assert outcomes(examine(place, answer)) == [Outcome.SAME, Outcome.SAME]


def test_work_file_that_is_sent_back_as_it_is_counts(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    desk = open_sheets(path, files.LATER)
    files.mark(desk, files.uids(place)[0])
    plan = take(place, path)
    assert (outcomes(plan), plan.missing) == ([Outcome.NEW], 1)


def test_copies_marked_apart_are_a_conflict(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    twin = tmp_path / "bản sao.dvp"
    twin.write_bytes(path.read_bytes())
    take(place, files.answered(path))
    plan = examine(place, files.answered(twin, Grade.PARTLY))
    assert (plan.forked, set(outcomes(plan))) == (True, {Outcome.CONFLICT})


def test_blank_file_is_not_taken_back(place: Place, tmp_path: Path) -> None:
    made = files.make(place, tmp_path)
    assert "chưa có kết quả nào" in refusal(place, made.path)


def test_file_of_another_office_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    place.session.close()
    other = files.office(tmp_path / "other")
    try:
        assert refusal(other, answer).endswith("không phải cho đơn vị mình.")
    finally:
        other.session.close()


def test_file_of_another_programme_or_year_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    with pytest.raises(UserError) as refused:
        sheet_return.examine(place.session, answer, place.plan.id, place.year - 1)
    assert refused.value.what.startswith("Tệp này thuộc chương trình")


def test_file_the_office_does_not_know_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    AssessorFile.delete().execute()
    assert "không có tệp phiếu số 1" in refusal(place, answer)


def test_newer_file_for_the_same_registration_supersedes(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    files.make(place, tmp_path)
    plan = examine(place, answer)
    assert {row.note for row in plan.rows} == {"Đã gửi lại trong tệp số 2 mới hơn."}
    assert plan.taken_by_default() == frozenset()


def test_changed_registration_is_taken_and_marked_stale(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    uid = files.uids(place)[0]
    draft, revision = registrations.draft_of(place.session, uid)
    changed = replace(draft, summary="Nội dung đã sửa (mẫu).")
    registrations.edit(place.session, uid, changed, expected_revision=revision)
    plan = take(place, answer)
    assert plan.rows[0].outcome is Outcome.NEW
    assert "đánh dấu bản cũ" in plan.rows[0].note
    (sheet,) = score_sheets.sheets_of(place.session, uid)
    assert (sheet.finished, sheet.stale) == (True, True)
    assert outcomes(examine(place, answer)) == [Outcome.SAME, Outcome.SAME]


def test_withdrawn_registration_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    uid = files.uids(place)[0]
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Không còn làm")
    plan = take(place, answer)
    assert outcomes(plan) == [Outcome.REFUSED, Outcome.NEW]
    assert "Đã rút" in plan.rows[0].note


def test_interest_declared_since_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    person, uid = files.people(place)[0], files.uids(place)[0]
    interests.declare(place.session, person.uid, uid, "Người thân phụ trách")
    plan = take(place, answer)
    assert plan.rows[0].note == "Đã khai báo lợi ích liên quan: Người thân phụ trách"
    assert score_sheets.sheets_of(place.session, uid) == ()


def test_declined_sheet_becomes_a_declared_interest(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    desk, uid = open_sheets(path, files.LATER), files.uids(place)[0]
    desk.decline(uid, "Là thành viên của mô hình")
    desk.write_answer(tmp_path / "trả về.dvp")
    assert outcomes(take(place, tmp_path / "trả về.dvp")) == [Outcome.DECLINED]
    (row,) = interests.interests(place.session, place.plan.id, place.year)
    assert (row.assessor_name, row.registration, row.reason) == (
        files.NAMES[0],
        uid,
        "Là thành viên của mô hình",
    )


def test_sheet_with_other_marks_here_is_a_conflict_a_person_settles(
    place: Place, tmp_path: Path
) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    session, uid = place.session, files.uids(place)[0]
    view = evaluation.open_sheet(session, uid, Stage.APPRAISAL, files.NAMES[0])
    answers = {line.condition.code: True for line in view.conditions}
    saved = evaluation.save_marks(
        session,
        uid,
        Stage.APPRAISAL,
        full_marks(view, Grade.NOT_MET),
        answers,
        assessor=files.NAMES[0],
    )
    evaluation.finish(session, saved.uid)
    plan = examine(place, answer)
    row = plan.rows[0]
    assert (row.outcome, row.by_default, row.there) == (Outcome.CONFLICT, False, "Chưa đạt")
    sheet_return.apply(session, plan, plan.taken_by_default())
    assert evaluation.open_by_uid(session, saved.uid).result_words == "Chưa đạt"
    again = examine(place, answer)
    sheet_return.apply(session, again, {uid})
    assert evaluation.open_by_uid(session, saved.uid).result_words == "Đạt"


def test_apply_after_a_change_asks_to_look_again(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    plan = examine(place, answer)
    uid = files.uids(place)[0]
    interests.declare(place.session, files.people(place)[0].uid, uid, "Người thân")
    with pytest.raises(UserError) as refused:
        sheet_return.apply(place.session, plan, plan.taken_by_default())
    assert refused.value.what == "Dữ liệu hoặc tệp đã thay đổi sau khi kiểm tra."
    assert score_sheets.sheets_of(place.session, uid) == ()


def test_made_lists_what_came_back(place: Place, tmp_path: Path) -> None:
    files.make(place, tmp_path)
    answer = files.answered(files.make(place, tmp_path, person=1).path)
    take(place, answer)
    rows = sheet_files.made(place.session, place.plan.id, place.year)
    assert [(row.sequence, row.assessor, row.registrations) for row in rows] == [
        (2, files.NAMES[1], 2),
        (1, files.NAMES[0], 2),
    ]
    assert [row.returned_at is None for row in rows] == [False, True]


def test_two_programs_on_one_file_lose_nothing(place: Place, tmp_path: Path) -> None:
    path = files.make(place, tmp_path).path
    first, second = open_sheets(path, files.LATER), open_sheets(path, files.LATER)
    files.mark(first, files.uids(place)[0])
    with pytest.raises(UserError) as refused:
        files.mark(second, files.uids(place)[1])
    assert "chương trình khác thay đổi" in refused.value.what
    second.move_to(tmp_path / "tệp khác.dvp")
    files.mark(second, files.uids(place)[1])
    assert [row.status for row in open_sheets(path).rows()] == [DeskStatus.DONE, DeskStatus.NONE]


@pytest.mark.parametrize("programme", SHIPPED)
def test_round_trip_under_every_shipped_programme(tmp_path: Path, programme: str) -> None:
    place = files.office(tmp_path / "office", programme=programme)
    try:
        plan = take(place, files.answered(files.make(place, tmp_path).path))
        assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
        for row in plan.rows:
            final = score_sheets.final_of(place.session, row.registration)
            assert (final.words, final.result.passed) == (row.result_words, True)
    finally:
        place.session.close()


def new_version(place: Place, old: str, new: str) -> None:
    """Adopt the next version of the programme, with one thing changed."""
    text = adoption.newest_copy(place.plan.id).text
    assert old in text
    changed = text.replace("version = 1\n", "version = 2\n", 1).replace(old, new, 1)
    adoption.adopt(place.session, changed, "phiên bản 2.toml")


def test_set_of_an_older_version_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    new_version(place, "Có tên gọi, chủ thể, địa chỉ rõ ràng", "Có tên gọi rõ ràng")
    plan = examine(place, answer)
    assert outcomes(plan) == [Outcome.REFUSED, Outcome.REFUSED]
    assert plan.rows[0].note.startswith("Đánh giá theo bộ tiêu chí của phiên bản 1")


def test_newer_version_with_the_same_set_takes_the_file(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    name = place.plan.name
    new_version(place, f'name = "{name}"', f'name = "{name} (bổ sung)"')
    plan = take(place, answer)
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    (sheet,) = evaluation_queries.sheets(files.uids(place)[0])
    assert sheet.programme_fingerprint == adoption.newest_copy(place.plan.id).fingerprint


def test_sheet_under_a_draft_decision_is_refused(place: Place, tmp_path: Path) -> None:
    session, uid = place.session, files.uids(place)[0]
    path = files.make(place, tmp_path).path
    take(place, files.answered(path))
    draft = recognition.propose_draft(session, place.plan.id, place.year, place.body, [uid])
    recognition.draft_decision(session, draft)
    desk = open_sheets(path, files.LATER)
    desk.reopen(uid)
    files.mark(desk, uid, Grade.PARTLY)
    desk.write_answer(tmp_path / "lần hai.dvp")
    plan = examine(place, tmp_path / "lần hai.dvp")
    assert outcomes(plan) == [Outcome.REFUSED, Outcome.SAME]
    assert "dự thảo quyết định công nhận" in plan.rows[0].note


def test_marks_no_set_allows_are_refused_though_they_are_signed(
    place: Place, tmp_path: Path
) -> None:
    desk = files.marked(files.make(place, tmp_path).path)
    uid = files.uids(place)[0]
    sheet = desk._sheets[uid]
    bad = sheet.marks.replace('"mark":"met"', '"mark":"12"', 1)
    values = {name: getattr(sheet, name) for name in sheet.__struct_fields__}
    desk._sheets[uid] = type(sheet)(**{**values, "marks": bad})
    desk.write_answer(tmp_path / "sai.dvp")
    plan = take(place, tmp_path / "sai.dvp")
    assert outcomes(plan) == [Outcome.REFUSED, Outcome.NEW]
    assert score_sheets.sheets_of(place.session, uid) == ()


@pytest.mark.parametrize("half", [0.0, 0.5, 1.0])
def test_damaged_answer_leaves_no_trace(place: Place, tmp_path: Path, half: float) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    data = bytearray(answer.read_bytes())
    data[round((len(data) - 1) * half)] ^= 1
    answer.write_bytes(bytes(data))
    entries = JournalEntry.select().count()
    with pytest.raises(UserError):
        examine(place, answer)
    assert JournalEntry.select().count() == entries


def test_office_package_opened_as_sheets_says_what_it_is(place: Place, tmp_path: Path) -> None:
    package = tmp_path / "gửi lên.dvk"
    exchange.export(place.session, package, place.plan.id, place.year)
    assert refusal(place, package).startswith("Đây là tệp dữ liệu .dvk")
    with pytest.raises(UserError):
        open_sheets(package)
    made = files.make(place, tmp_path)
    with pytest.raises(UserError) as refused:
        receiving.examine(place.session, made.path)
    assert refused.value.what.startswith("Đây là tệp phiếu đánh giá .dvp")


def test_cancelled_file_is_not_taken_back(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    (row,) = sheet_files.made(place.session, place.plan.id, place.year)
    sheet_files.cancel(place.session, row.uid, "Mất USB")
    assert "không có tệp phiếu số 1" in refusal(place, answer)
    assert sheet_files.made(place.session, place.plan.id, place.year) == ()


def test_file_that_came_back_is_not_cancelled(place: Place, tmp_path: Path) -> None:
    take(place, files.answered(files.make(place, tmp_path).path))
    (row,) = sheet_files.made(place.session, place.plan.id, place.year)
    with pytest.raises(UserError):
        sheet_files.cancel(place.session, row.uid, "Nhầm")


def test_sheet_keyed_in_from_paper_is_a_conflict_that_names_the_lines(
    place: Place, tmp_path: Path
) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    uid = files.uids(place)[0]
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL, files.NAMES[0])
    marks = full_marks(view)
    first = next(iter(marks))
    marks[first] = MarkEntry(Grade.PARTLY)
    answers = {line.condition.code: True for line in view.conditions}
    keying.save_paper(place.session, uid, files.people(place)[0].uid, marks, answers)
    row = examine(place, answer).rows[0]
    assert (row.outcome, row.by_default) == (Outcome.CONFLICT, False)
    assert row.note == (
        f"Phiếu đang có nhập từ phiếu giấy. Mục {first}: tệp ghi Đạt, đang có Đạt một phần."
    )


def test_sheet_keyed_in_from_paper_with_the_same_marks_is_the_same(
    place: Place, tmp_path: Path
) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    uid = files.uids(place)[0]
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL, files.NAMES[0])
    answers = {line.condition.code: True for line in view.conditions}
    keying.save_paper(place.session, uid, files.people(place)[0].uid, full_marks(view), answers)
    assert outcomes(examine(place, answer)) == [Outcome.SAME, Outcome.NEW]


def test_sheet_under_a_closed_meeting_is_refused(place: Place, tmp_path: Path) -> None:
    answer = files.answered(files.make(place, tmp_path).path)
    closed_meeting(place, files.uids(place)[0])
    plan = take(place, answer)
    assert outcomes(plan) == [Outcome.REFUSED, Outcome.NEW]
    assert "Biên bản họp" in plan.rows[0].note
    assert score_sheets.sheets_of(place.session, files.uids(place)[0]) == ()
