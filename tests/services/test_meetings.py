"""Review meetings over a real folder: list, votes, results, closing, opening again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.vote_rules import Denominator, TieRule
from danvan_desktop.domain.voting import Counts, Presence
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    journal,
    meeting_closing,
    meeting_items,
    meeting_votes,
    meetings,
    progress,
    registrations,
)
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView, meeting
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.registration_list import rows_of
from tests.services.judging_factories import Place, open_place
from tests.services.meeting_factories import assessed, held


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def again(place: Place, view: MeetingView) -> MeetingView:
    return meeting(place.session, view.row.uid)


def states(place: Place, view: MeetingView) -> list[State]:
    rows = rows_of(place.session, place.plan.id, [item.registration for item in view.items])
    found = {row.uid: row.state for row in rows}
    return [found[item.registration] for item in view.items]


def absent(place: Place, view: MeetingView, *numbers: int) -> None:
    found = [Attendance(view.members[n].uid, Presence.ABSENT, "Bận họp") for n in numbers]
    meetings.set_attendance(place.session, view.row.uid, found)


def test_one_show_of_hands_decides_the_whole_list(place: Place) -> None:
    view = held(place)
    assert (view.voters.members, view.quorate, view.rules.whole_list) == (5, True, True)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=4, against=1))
    view = again(place, view)
    assert [item.vote_words for item in view.items] == [
        "04/05 số thành viên có mặt đồng ý (80%)"
    ] * 2
    assert [(item.together, item.result) for item in view.items] == [(True, Result.RECOGNISED)] * 2
    meeting_closing.close_meeting(place.session, view.row.uid, ends="10h30")
    view = again(place, view)
    assert (view.row.status, view.row.ends) == (MeetingStatus.CLOSED, "10:30")
    assert states(place, view) == [State.REVIEWED] * 2


def test_results_become_steps_with_their_reasons(place: Place) -> None:
    view = held(place, "A (mẫu)", "B (mẫu)", "C (mẫu)", rules={"whole_list": False})
    first, second, third = (item.uid for item in view.items)
    meeting_votes.set_vote(place.session, first, Counts(agreeing=5))
    meeting_votes.set_vote(place.session, second, Counts(agreeing=2, against=3))
    meeting_votes.set_result(place.session, third, Result.AGAIN, "Bổ sung minh chứng")
    meeting_closing.close_meeting(place.session, view.row.uid)
    view = again(place, view)
    assert states(place, view) == [State.REVIEWED, State.NOT_RECOGNISED, State.APPRAISED]
    steps = [progress.steps(place.session, item.registration)[-1] for item in view.items]
    assert [step.kind for step in steps] == [
        StepKind.REVIEW_PASSED,
        StepKind.REVIEW_FAILED,
        StepKind.REVIEW_INCOMPLETE,
    ]
    assert [step.reason for step in steps] == [
        "",
        "02/05 số thành viên có mặt đồng ý (40%); cần trên 1/2, tức từ 03: không đạt.",
        "Bổ sung minh chứng",
    ]
    assert {step.on for step in steps} == {view.row.on}


def test_result_against_the_vote_is_refused(place: Place) -> None:
    view = held(place)
    item = view.items[0].uid
    meeting_votes.set_vote(place.session, item, Counts(agreeing=1, against=4))
    with pytest.raises(FieldError) as caught:
        meeting_votes.set_result(place.session, item, Result.RECOGNISED)
    assert caught.value.field == "result"


def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(place: Place) -> None:
    view = held(place)
    with pytest.raises(FieldError) as caught:
        meeting_votes.set_vote(place.session, view.items[0].uid, Counts(agreeing=6))
    assert caught.value.field == "agreeing"
    assert again(place, view) == view


def test_meeting_without_quorum_closes_only_without_results(place: Place) -> None:
    view = held(place)
    absent(place, view, 0, 1, 2)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=2))
    with pytest.raises(UserError) as caught:
        meeting_closing.close_meeting(place.session, view.row.uid)
    assert "không đủ thành phần" in caught.value.what
    meeting_closing.close_without_quorum(place.session, view.row.uid)
    view = again(place, view)
    assert view.row.status is MeetingStatus.NOT_HELD
    assert states(place, view) == [State.APPRAISED] * 2
    assert view.items[0].counts.agreeing == 2


def test_registration_withdrawn_during_the_meeting_keeps_its_words(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    meeting_items.set_discussion(place.session, view.items[0].uid, "Thống nhất cao")
    gone = view.items[0].registration
    registrations.record_step(place.session, gone, StepKind.WITHDRAWN, reason="Thôi làm")
    view = again(place, view)
    assert view.items[0].void == (
        "Đăng ký đang ở trạng thái “Đã rút”; kết quả biểu quyết mục này không tính."
    )
    meeting_closing.close_meeting(place.session, view.row.uid)
    view = again(place, view)
    assert (view.items[0].discussion, view.items[0].counts.agreeing) == ("Thống nhất cao", 5)
    assert view.items[0].void
    assert states(place, view) == [State.WITHDRAWN, State.REVIEWED]


def test_registration_changed_during_the_meeting_is_voted_on_again(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    changed = view.items[0].registration
    draft, _ = registrations.draft_of(place.session, changed)
    registrations.edit(place.session, changed, replace(draft, summary="Nội dung mới (mẫu)"))
    item = again(place, view).items[0]
    assert "đã được sửa" in item.void
    meeting_items.refresh_item(place.session, item.uid)
    item = again(place, view).items[0]
    assert (item.void, item.tally, item.result) == ("", None, None)


def test_opening_again_takes_the_steps_back_and_keeps_the_votes(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    before = again(place, view).items
    meeting_closing.close_meeting(place.session, view.row.uid)
    with pytest.raises(UserError):
        meeting_votes.clear_votes(place.session, [view.items[0].uid])
    with pytest.raises(FieldError):
        meeting_closing.reopen_meeting(place.session, view.row.uid, " ")
    meeting_closing.reopen_meeting(place.session, view.row.uid, "Ghi nhầm số phiếu")
    view = again(place, view)
    assert view.open
    assert [item.counts for item in view.items] == [item.counts for item in before]
    assert states(place, view) == [State.APPRAISED] * 2
    meeting_closing.close_meeting(place.session, view.row.uid)
    assert states(place, view) == [State.REVIEWED] * 2


def test_recused_member_makes_the_item_voted_on_by_itself(place: Place) -> None:
    view = held(place)
    item = view.items[0].uid
    meeting_votes.recuse(place.session, item, view.members[2].uid, "Là người đăng ký")
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    view = again(place, view)
    assert [one.tally is None for one in view.items] == [True, False]
    with pytest.raises(FieldError) as caught:
        meeting_votes.set_vote(place.session, item, Counts(agreeing=5))
    assert caught.value.what == "Số đồng ý 5 vượt quá số phiếu hợp lệ 4."
    meeting_votes.set_vote(place.session, item, Counts(agreeing=4))
    assert again(place, view).items[0].vote_words == "04/04 số thành viên có mặt đồng ý (100%)"


def test_secretary_without_a_vote_leaves_the_denominator(place: Place) -> None:
    rules = {"secretary_votes": False, "denominator": Denominator.MEMBERS}
    view = held(place, rules=rules)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=3, against=1))
    assert (
        again(place, view).items[0].vote_words
        == "03/04 số thành viên có quyền biểu quyết đồng ý (75%)"
    )


def test_lower_level_or_title_is_kept_with_the_item(place: Place) -> None:
    view = held(place)
    item = view.items[0]
    plan = place.plan
    higher = max(plan.levels, key=lambda level: level.rank).code
    lower = min(plan.levels, key=lambda level: level.rank).code
    meeting_items.set_aim(place.session, item.uid, item.title, higher)
    meeting_votes.set_vote(place.session, item.uid, Counts(agreeing=5))
    with pytest.raises(FieldError):
        meeting_votes.set_result(place.session, item.uid, Result.LOWER, "Phạm vi nhỏ")
    meeting_votes.set_result(
        place.session, item.uid, Result.LOWER, "Phạm vi nhỏ", title=item.title, level=lower
    )
    found = again(place, view).items[0]
    assert (found.result, found.given_level) == (Result.LOWER, lower)


def test_second_round_votes_only_on_what_was_tied(place: Place) -> None:
    view = held(place, rules={"tie": TieRule.SECOND_ROUND, "whole_list": False})
    absent(place, view, 3)
    first, second = (item.uid for item in view.items)
    meeting_votes.set_vote(place.session, first, Counts(agreeing=2, against=2))
    meeting_votes.set_vote(place.session, second, Counts(agreeing=4))
    meeting_closing.close_meeting(place.session, view.row.uid)
    later = meeting_closing.plan_second_round(place.session, view.row.uid)
    follow = meeting(place.session, later.uid)
    assert (follow.row.round, follow.row.follows, follow.row.number) == (2, view.row.uid, 2)
    assert [item.registration for item in follow.items] == [view.items[0].registration]
    assert [one.presence for one in follow.members] == [
        one.presence for one in again(place, view).members
    ]
    meeting_votes.set_vote(place.session, follow.items[0].uid, Counts(agreeing=3, against=1))
    meeting_closing.close_meeting(place.session, follow.row.uid)
    assert states(place, view) == [State.REVIEWED] * 2
    with pytest.raises(UserError):
        meeting_closing.reopen_meeting(place.session, view.row.uid, "Xem lại")


def test_what_is_in_an_open_meeting_is_not_put_into_another(place: Place) -> None:
    view = held(place)
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    with pytest.raises(UserError) as caught:
        meetings.plan_meeting(place.session, draft, [view.items[0].registration])
    assert "cuộc họp số 01 chưa kết thúc" in caught.value.what


def test_list_keeps_votes_when_it_is_chosen_anew(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    (more,) = assessed(place, "Nhà sạch vườn đẹp (mẫu)")
    first, second = (item.registration for item in view.items)
    meeting_items.set_items(place.session, view.row.uid, [more, second])
    view = again(place, view)
    assert [item.registration for item in view.items] == [more, second]
    assert [item.tally is None for item in view.items] == [True, False]
    found = {
        one.registration.uid: one for one in meeting_items.choices(place.session, view.row.uid)
    }
    assert [found[uid].chosen for uid in (first, second, more)] == [False, True, True]


def test_future_meeting_is_not_closed(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    later = replace(draft, on=date(place.year, 12, 30), members=_as_typed(view))
    meetings.edit_meeting(place.session, view.row.uid, later)
    assert [one.what for one in meeting_closing.problems(place.session, view.row.uid)] == [
        f"Ngày họp 30/12/{place.year} chưa tới."
    ]


def _as_typed(view: MeetingView):  # type: ignore[no-untyped-def]
    from danvan_desktop.services.councils import MemberDraft

    return tuple(MemberDraft(one.name, one.position, one.role, one.uid) for one in view.members)


def test_history_of_a_registration_tells_its_vote_in_words(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=4, against=1))
    meeting_closing.close_meeting(place.session, view.row.uid)
    rows = journal.history(place.session, view.items[0].registration)
    said = {row.field: row.new for row in rows if row.use_case.startswith("Ghi kết quả biểu quyết")}
    assert said["Số đồng ý"] == "4"
    assert said["Kết luận"] == "Đề nghị công nhận"
    assert said["Danh hiệu được đề nghị"] == view.items[0].title_name


def test_one_item_voted_on_by_ballots_in_a_show_of_hands(place: Place) -> None:
    view = held(place)
    item = view.items[0].uid
    meeting_items.set_secret(place.session, item, True)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    assert [one.tally is None for one in again(place, view).items] == [True, False]
    with pytest.raises(FieldError) as caught:
        meeting_votes.set_vote(place.session, item, Counts(agreeing=4))
    assert caught.value.field == "issued"
    counts = Counts(issued=5, collected=5, valid=4, agreeing=3, against=1)
    meeting_votes.set_vote(place.session, item, counts)
    found = again(place, view).items[0]
    assert (found.counts.invalid, found.vote_words) == (
        1,
        "03/05 số thành viên có mặt đồng ý (60%)",
    )


def test_rules_changed_to_ballots_leave_what_was_voted(place: Place) -> None:
    view = held(place, rules={"whole_list": False})
    meeting_votes.set_vote(place.session, view.items[0].uid, Counts(agreeing=5))
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    rules = replace(view.rules, secret=True)
    changed = replace(draft, members=_as_typed(view), rules=rules)
    meetings.edit_meeting(place.session, view.row.uid, changed)
    assert [item.secret for item in again(place, view).items] == [False, True]


def test_nobody_is_asked_in_writing_where_the_rules_do_not_say_so(place: Place) -> None:
    view = held(place)
    asked = [Attendance(view.members[2].uid, Presence.WRITTEN, "đi học")]
    with pytest.raises(FieldError) as caught:
        meetings.set_attendance(place.session, view.row.uid, asked)
    assert caught.value.field == "presence"
    assert again(place, view) == view


def test_names_of_members_and_reasons_are_not_logged(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", logger="danvan_desktop"):
        view = held(place)
        absent(place, view, 2)
        reason = "Là người phụ trách mô hình"
        meeting_votes.recuse(place.session, view.items[0].uid, view.members[0].uid, reason)
    assert "use case done" in caplog.text
    assert [one.name for one in view.members if one.name in caplog.text] == []
    assert reason not in caplog.text
