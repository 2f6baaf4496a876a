"""The papers of a review meeting, read back: their numbers are those of the tally and the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.vote_rules import Denominator
from danvan_desktop.domain.voting import Counts, Presence
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import (
    meeting_closing,
    meeting_items,
    meeting_votes,
    meetings,
    papers,
    progress,
    public_notice,
    registrations,
)
from danvan_desktop.services.meeting_view import MeetingView, meeting
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.papers import PaperKind
from tests.documents.pdf_reading import page_count, page_text, whole_text
from tests.services.judging_factories import SHIPPED, Place, open_place
from tests.services.meeting_factories import MEMBERS, held

LONG = (
    "Tuyến đường “sáng - xanh - sạch - đẹp - an toàn” do Nhân dân tự quản kết hợp camera an ninh "
    "và tổ liên gia phòng cháy <số 12> & vườn mẫu (mẫu)"
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def secret(place: Place) -> MeetingView:
    """Ballots, two thirds of all members, one asked in writing, one absent."""
    rules = {
        "denominator": Denominator.MEMBERS,
        "threshold": Fraction(2, 3),
        "strict": False,
        "secret": True,
        "whole_list": False,
        "written": True,
    }
    view = held(place, "A (mẫu)", LONG, "C (mẫu)", rules=rules)
    found = [
        Attendance(view.members[2].uid, Presence.WRITTEN, "đi học"),
        Attendance(view.members[3].uid, Presence.ABSENT, "ốm"),
    ]
    meetings.set_attendance(place.session, view.row.uid, found)
    return meeting(place.session, view.row.uid)


CAST = Counts(
    issued=3,
    collected=3,
    invalid=1,
    agreeing=2,
    against=0,
    written_sent=1,
    written_returned=1,
    written_agreeing=1,
    written_against=0,
)


def test_minutes_count_and_steps_say_the_same(place: Place) -> None:
    view = secret(place)
    first, second, third = view.items
    meeting_items.set_discussion(place.session, first.uid, "Cần ghi rõ số hộ <tham gia>")
    meeting_votes.set_vote(place.session, first.uid, CAST)
    more = replace(CAST, invalid=0, agreeing=3)
    meeting_votes.set_vote(place.session, second.uid, more)
    meeting_votes.recuse(place.session, third.uid, view.members[0].uid, "người đăng ký")
    apart = replace(CAST, issued=2, collected=2, invalid=0)
    meeting_votes.set_vote(place.session, third.uid, apart)
    meeting_closing.close_meeting(place.session, view.row.uid, ends="11h")
    view = meeting(place.session, view.row.uid)
    text = whole_text(papers.meeting_minutes(place.session, view.row.uid).content)
    counted = whole_text(papers.count_minutes(place.session, view.row.uid).content)
    shares = [
        f"{item.tally.agreeing:02d}/{item.tally.base:02d} ({item.tally.percent})"
        for item in view.items
        if item.tally
    ]
    assert shares == ["03/05 (60%)", "04/05 (80%)", "03/04 (75%)"]
    assert re.findall(r"\d\d/\d\d \([\d,]+%\)", text) == [*shares]
    assert re.findall(r"\d\d/\d\d \([\d,]+%\)", counted) == shares
    assert "đề nghị công nhận 02; không công nhận 01" in text
    kinds = [progress.steps(place.session, item.registration)[-1].kind for item in view.items]
    assert kinds == [StepKind.REVIEW_FAILED, StepKind.REVIEW_PASSED, StepKind.REVIEW_PASSED]
    assert "Cần ghi rõ số hộ <tham gia>" in text
    assert "Thành viên một (mẫu), Chủ tịch Ủy ban MTTQ (lý do: đi học)" in text
    assert "Chủ tịch (mẫu) không tham gia biểu quyết; lý do: người đăng ký." in text
    assert "kết thúc vào hồi 11 giờ 00 phút" in text


def test_count_of_ballots_prints_each_number(place: Place) -> None:
    view = secret(place)
    meeting_votes.set_vote(place.session, view.items[0].uid, CAST)
    text = whole_text(papers.count_minutes(place.session, view.row.uid).content)
    assert "1 A (mẫu) 04 04 01 03 03 00 00 03/05 (60%) Không đạt" in text
    assert (
        "1. A (mẫu): lấy ý kiến bằng văn bản 01, thu về 01, đồng ý 01, không đồng ý 00 "
        "(đã tính trong kết quả)." in text
    )


def test_minutes_of_one_show_of_hands_say_so(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=4, against=1))
    text = whole_text(papers.meeting_minutes(place.session, view.row.uid).content)
    assert (
        "Hội nghị biểu quyết chung một lần cho 02 mô hình, điển hình: "
        "04/05 số thành viên có mặt đồng ý (80%)." in text
    )
    assert "BIÊN BẢN KIỂM ĐẾM BIỂU QUYẾT" in whole_text(
        papers.count_minutes(place.session, view.row.uid).content
    )


def test_minutes_without_quorum_have_no_results(place: Place) -> None:
    view = held(place)
    gone = [Attendance(one.uid, Presence.ABSENT, "ốm") for one in view.members[:3]]
    meetings.set_attendance(place.session, view.row.uid, gone)
    meeting_closing.close_without_quorum(place.session, view.row.uid)
    text = whole_text(papers.meeting_minutes(place.session, view.row.uid).content)
    assert "Có mặt 02/05 thành viên có quyền biểu quyết, không đủ thành phần" in text
    assert "cuộc họp không tiến hành bình xét" in text
    assert "Kết quả bình xét" not in text


def test_withdrawn_item_stands_in_the_minutes_without_numbers(place: Place) -> None:
    view = held(place)
    meeting_votes.set_list_vote(place.session, view.row.uid, Counts(agreeing=5))
    gone = view.items[0].registration
    registrations.record_step(place.session, gone, StepKind.WITHDRAWN, reason="Thôi làm")
    meeting_closing.close_meeting(place.session, view.row.uid)
    text = whole_text(papers.meeting_minutes(place.session, view.row.uid).content)
    assert "Đăng ký đang ở trạng thái “Đã rút”" in text
    assert "Kết quả bình xét 01 mô hình, điển hình: đề nghị công nhận 01." in text
    counted = whole_text(papers.count_minutes(place.session, view.row.uid).content)
    assert re.findall(r"(?:Không tính|05/05 \(100%\) Đạt)", counted) == [
        "Không tính",
        "05/05 (100%) Đạt",
    ]


def test_ballots(place: Place) -> None:
    view = secret(place)
    uid = view.row.uid
    whole = papers.ballot(place.session, uid).content
    letters = "".join(whole_text(whole).split())
    assert "".join(LONG.split()) in letters  # signs that mean something to a drawing stay signs
    assert "không ký, không ghi tên" in whole_text(whole)
    assert "(Ký, ghi rõ họ tên)" not in whole_text(whole)
    apart = whole_text(papers.ballot(place.session, uid, each_item=True).content)
    assert re.findall(r"PHIẾU BÌNH XÉT SỐ (\d+)", apart) == ["01", "02", "03"]
    asked = papers.written_opinion(place.session, uid).content
    assert page_count(asked) == 1
    assert "Kính gửi: Thành viên một (mẫu)" in page_text(asked)


def test_invitation_names_everybody_or_each(place: Place) -> None:
    uid = held(place).row.uid
    text = whole_text(papers.meeting_invitation(place.session, uid).content)
    assert all(member.name in text for member in MEMBERS)
    assert "08 giờ 00 phút, ngày 15 tháng 12" in text
    assert page_count(papers.meeting_invitation(place.session, uid, each=True).content) == 5


def test_notice_lists_what_is_proposed(place: Place) -> None:
    view = held(place, "A (mẫu)", "B (mẫu)")
    meeting_votes.set_vote(place.session, view.items[0].uid, Counts(agreeing=5))
    meeting_votes.set_vote(place.session, view.items[1].uid, Counts(agreeing=0, against=5))
    meeting_votes.set_result(place.session, view.items[1].uid, Result.AGAIN, "Chưa đủ minh chứng")
    meeting_closing.close_meeting(place.session, view.row.uid)
    draft = replace(public_notice.propose_notice(place.session, view.row.uid), place="Trụ sở (mẫu)")
    public_notice.set_notice(place.session, view.row.uid, draft)
    text = whole_text(papers.public_notice(place.session, view.row.uid).content)
    assert "danh sách 01 mô hình, điển hình" in text
    assert "1 A (mẫu)" in text
    assert "B (mẫu)" not in text
    notice = public_notice.notice(place.session, view.row.uid)
    assert f"Thời gian công khai: {notice.words}." in text


@pytest.mark.parametrize("programme", SHIPPED)
def test_every_paper_of_an_empty_meeting_can_be_printed(tmp_path: Path, programme: str) -> None:
    place = open_place(tmp_path, programme)
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    uid = meetings.plan_meeting(place.session, replace(draft, on=None)).uid
    made = [
        papers.meeting_invitation(place.session, uid),
        papers.ballot(place.session, uid),
        papers.ballot(place.session, uid, each_item=True),
        papers.written_opinion(place.session, uid),
        papers.count_minutes(place.session, uid),
        papers.meeting_minutes(place.session, uid),
        papers.public_notice(place.session, uid),
    ]
    texts = [whole_text(paper.content) for paper in made]
    assert all("Dân vận khéo" in text for text in (texts[0], *texts[3:]))
    assert "2. Thành viên vắng:" in texts[5]
    place.session.close()


def test_issued_minutes_are_marked_when_the_meeting_is_opened_again(place: Place) -> None:
    view = held(place)
    uid = view.row.uid
    meeting_votes.set_list_vote(place.session, uid, Counts(agreeing=5))
    meeting_closing.close_meeting(place.session, uid)
    paper = papers.meeting_minutes(place.session, uid)
    papers.issue_paper(place.session, PaperKind.MEETING_MINUTES, uid, paper)
    meeting_closing.reopen_meeting(place.session, uid, "Ghi nhầm số phiếu")
    (kept,) = papers.issued(place.session, uid)
    assert kept.standing == "Không còn đúng: Ghi nhầm số phiếu"
