"""The public notice of a closed meeting: its days, opinions, what is sent back, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.voting import Counts
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    meeting_closing,
    meeting_votes,
    public_notice,
    registrations,
)
from danvan_desktop.services.meeting_view import MeetingView, meeting
from danvan_desktop.services.public_notice import NoticeDraft, NoticeStatus, OpinionDraft
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Clock
from tests.services.judging_factories import Place, open_place
from tests.services.meeting_factories import held


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def closed(place: Place) -> MeetingView:
    view = held(place, "A (mẫu)", "B (mẫu)")
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    second = view.items[1].uid
    meeting_votes.set_vote(place.session, second, Counts(agreeing=1, against=4))
    meeting_closing.close_meeting(place.session, view.row.uid)
    return meeting(place.session, view.row.uid)


def later(place: Place, days: int) -> Place:
    day = place.session.today() + timedelta(days=days)
    place.session.clock = Clock.fixed(day)
    return place


def open_notice(place: Place) -> str:
    uid = closed(place).row.uid
    draft = public_notice.propose_notice(place.session, uid)
    public_notice.set_notice(place.session, uid, replace(draft, place="Nhà văn hóa (mẫu)"))
    return uid


def test_notice_names_its_days_and_what_is_proposed(place: Place) -> None:
    uid = open_notice(place)
    found = public_notice.notice(place.session, uid)
    year = place.year
    assert found.words == f"05 ngày, từ ngày 15/12/{year} đến hết ngày 19/12/{year}"
    assert [item.result for item in found.items] == [Result.RECOGNISED]
    assert found.status is NoticeStatus.RUNNING


def test_notice_of_an_open_meeting_is_refused(place: Place) -> None:
    view = held(place)
    draft = NoticeDraft(place.session.today(), 5, "Nhà văn hóa")
    with pytest.raises(UserError):
        public_notice.set_notice(place.session, view.row.uid, draft)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"place": " "}, "place"),
        ({"first": None}, "first"),
        ({"first": date(2000, 1, 1)}, "first"),
    ],
)
def test_notice_with_a_wrong_field(place: Place, changes: dict[str, object], field: str) -> None:
    uid = closed(place).row.uid
    draft = NoticeDraft(place.session.today(), 5, "Nhà văn hóa")
    with pytest.raises(FieldError) as caught:
        public_notice.set_notice(place.session, uid, replace(draft, **changes))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_notice_is_closed_after_its_days_and_answers(place: Place) -> None:
    uid = open_notice(place)
    today = place.session.today()
    public_notice.add_opinion(place.session, uid, OpinionDraft(today, "Nên bổ sung hộ dân"))
    with pytest.raises(UserError, match="Chưa hết thời gian"):
        public_notice.close_notice(place.session, uid, "Không có ý kiến khác")
    later(place, 5)
    assert public_notice.notice(place.session, uid).status is NoticeStatus.OVER
    with pytest.raises(UserError, match="Còn 1 ý kiến"):
        public_notice.close_notice(place.session, uid, "Đã trả lời")
    (opinion,) = public_notice.notice(place.session, uid).opinions
    answered = OpinionDraft(today, opinion.text, answer="Đã bổ sung")
    public_notice.edit_opinion(place.session, opinion.uid, answered)
    words = public_notice.propose_result(public_notice.notice(place.session, uid))
    assert words == "Trong thời gian công khai có 01 ý kiến, đã được xem xét, trả lời."
    public_notice.close_notice(place.session, uid, words)
    found = public_notice.notice(place.session, uid)
    assert (found.status, found.result) == (NoticeStatus.CLOSED, words)
    with pytest.raises(UserError, match="đã kết thúc"):
        public_notice.add_opinion(place.session, uid, answered)
    public_notice.reopen_notice(place.session, uid, "Còn ý kiến gửi muộn")
    public_notice.add_opinion(place.session, uid, answered)


def test_opinion_sends_an_item_back_to_be_changed_and_seen_again(place: Place) -> None:
    uid = open_notice(place)
    (item, _) = meeting(place.session, uid).items
    draft, _ = registrations.draft_of(place.session, item.registration)
    changed = replace(draft, summary="Nội dung đã hoàn thiện (mẫu)")
    with pytest.raises(UserError):
        registrations.edit(place.session, item.registration, changed)
    public_notice.send_back(place.session, item.uid, "Người dân phản ánh chưa duy trì")
    (row,) = rows_of(place.session, place.plan.id, [item.registration])
    assert row.state is State.APPRAISED
    registrations.edit(place.session, item.registration, changed)
    registrations.edit(place.session, item.registration, replace(changed, summary="Lần hai (mẫu)"))
    assert meeting(place.session, uid).items[0].result is Result.RECOGNISED
