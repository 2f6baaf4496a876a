"""A review meeting and the quotas of titles: equals at the edge, a second round, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.voting import Counts
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services import (
    candidates,
    meeting_closing,
    meeting_items,
    meeting_quotas,
    meeting_votes,
    meetings,
    recognition,
    registrations,
)
from danvan_desktop.services.meeting_view import MeetingView, meeting
from danvan_desktop.services.registration_list import rows_of
from tests.services.judging_factories import Place, open_place
from tests.services.meeting_factories import MEMBERS, assessed, held
from tests.services.test_title_standing import with_quotas


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def voted(place: Place, *agreeing: int) -> MeetingView:
    """A meeting whose items got these votes of five."""
    uids = assessed(place, *(f"Mô hình {number} (mẫu)" for number in range(1, len(agreeing) + 1)))
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    rules = replace(draft.rules, whole_list=False)
    draft = replace(draft, members=MEMBERS, rules=rules)
    uid = meetings.plan_meeting(place.session, draft, uids).uid
    for item, count in zip(meeting(place.session, uid).items, agreeing, strict=True):
        counts = Counts(agreeing=count, against=5 - count)
        meeting_votes.set_vote(place.session, item.uid, counts)
    return meeting(place.session, uid)


def test_equals_at_the_edge_go_to_a_second_round_and_fill_what_is_left(tmp_path: Path) -> None:
    place = with_quotas(open_place(tmp_path))  # 40 % of 6, rounded down: two
    view = voted(place, 5, 4, 4, 3, 2, 1)
    (edge,) = meeting_quotas.edges(place.session, view)
    uids = [item.uid for item in view.items]
    assert edge.cut.inside == (uids[0],)
    assert sorted(edge.cut.tied) == sorted(uids[1:3])
    assert (edge.cut.outside, edge.cut.open_seats, edge.left) == ((uids[3],), 1, 2)
    meeting_quotas.hold_to_quotas(place.session, view.row.uid)
    meeting_closing.close_meeting(place.session, view.row.uid)
    view = meeting(place.session, view.row.uid)
    assert [item.result for item in view.items] == [
        Result.RECOGNISED,
        Result.SECOND_ROUND,
        Result.SECOND_ROUND,
        Result.NOT_RECOGNISED,
        Result.NOT_RECOGNISED,
        Result.NOT_RECOGNISED,
    ]
    assert view.items[1].reason.startswith("Bằng tỷ lệ phiếu: 02 mục cho 01 suất còn lại (tối đa ")
    later = meeting_closing.plan_second_round(place.session, view.row.uid).uid
    again = meeting(place.session, later)
    for item, count in zip(again.items, (3, 4), strict=True):
        counts = Counts(agreeing=count, against=5 - count)
        meeting_votes.set_vote(place.session, item.uid, counts)
    (edge,) = meeting_quotas.edges(place.session, meeting(place.session, later))
    assert (edge.left, edge.cut.inside) == (1, (again.items[1].uid,))
    assert edge.cut.outside == (again.items[0].uid,)
    place.session.close()


def test_carried_item_may_be_refused_only_beyond_a_quota(place: Place) -> None:
    view = voted(place, 5)
    with pytest.raises(FieldError, match="không theo kết quả biểu quyết"):
        meeting_votes.set_result(
            place.session, view.items[0].uid, Result.NOT_RECOGNISED, "Hết suất"
        )


def test_decision_takes_title_and_level_from_the_meeting(place: Place) -> None:
    view = held(place, "A (mẫu)")
    item = view.items[0]
    ranks = sorted(place.plan.levels, key=lambda level: level.rank)
    meeting_items.set_aim(place.session, item.uid, item.title, ranks[-1].code)
    meeting_votes.set_vote(place.session, item.uid, Counts(agreeing=5))
    meeting_closing.close_meeting(place.session, view.row.uid)
    draft = recognition.propose_draft(
        place.session, place.plan.id, place.year, place.body, [item.registration]
    )
    assert draft.lines[0].level == ranks[-1].code
    assert f"Căn cứ Biên bản họp bình xét ngày 15 tháng 12 năm {place.year}" in draft.bases


def test_item_to_be_seen_again_is_not_ready_for_a_decision(place: Place) -> None:
    view = held(place, "A (mẫu)")
    item = view.items[0]
    meeting_votes.set_result(place.session, item.uid, Result.AGAIN, "Bổ sung minh chứng")
    meeting_closing.close_meeting(place.session, view.row.uid)
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert found.reasons == ("Cuộc họp bình xét kết luận: cần hoàn thiện, xét lại.",)


def test_refused_item_is_seen_again_in_a_later_meeting(place: Place) -> None:
    view = voted(place, 1)
    meeting_closing.close_meeting(place.session, view.row.uid)
    uid = view.items[0].registration
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    later = meetings.plan_meeting(place.session, replace(draft, members=MEMBERS), [uid]).uid
    meeting_votes.set_list_vote(place.session, later, Counts(agreeing=5))
    meeting_closing.close_meeting(place.session, later)
    (row,) = rows_of(place.session, place.plan.id, [uid])
    assert row.state is State.REVIEWED
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert found.ready


def test_item_stopped_meanwhile_is_void(place: Place) -> None:
    view = voted(place, 5)
    uid = view.items[0].registration
    registrations.record_step(place.session, uid, StepKind.STOPPED, reason="Dừng")
    found = meeting(place.session, view.row.uid).items[0]
    assert "Đã dừng" in found.void
