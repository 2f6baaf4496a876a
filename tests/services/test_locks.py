"""What rests on a record holds it; opening it again marks the papers that left the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.models import Meeting, MeetingItem
from danvan_desktop.services import evaluation, locks, papers, recognition, registrations
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.papers import Paper, PaperKind
from danvan_desktop.services.session import Topic
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import drafted, issued, state


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def closed_meeting(
    place: Place, registration: str, result: str = "recognised", follows: str | None = None
) -> str:
    """Uid of a closed meeting with one item."""
    with place.session.write("Họp (mẫu)", Topic.SHEETS) as work:
        meeting = work.insert(
            Meeting,
            programme_id=place.plan.id,
            year=place.year,
            number=Meeting.select().count() + 1,
            follows=follows,
            subject="Bình xét (mẫu)",
            on=date(place.year, 11, 5),
            closed=True,
        )
        work.insert(
            MeetingItem,
            meeting=meeting.uid,
            place=1,
            registration=registration,
            registration_revision=1,
            title="mo-hinh",
            level="xa",
            result=result,
        )
    return str(meeting.uid)


def held(place: Place, kind: Locked, uid: str) -> list[str]:
    return [hold.words for hold in locks.holds(place.session, kind, uid)]


def test_nothing_rests_on_a_sheet_before_a_meeting(place: Place) -> None:
    sheet = assess(place, register(place))
    assert held(place, Locked.SHEET, sheet) == []
    evaluation.reopen(place.session, sheet, "Chấm nhầm (mẫu)")


def test_sheet_is_held_by_the_meeting_and_the_decision_that_rest_on_it(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    closed_meeting(place, uid)
    issued(place, uid)
    with pytest.raises(UserError) as caught:
        evaluation.reopen(place.session, sheet, "Chấm nhầm (mẫu)")
    day = f"05/11/{place.year}"
    assert caught.value.what == (
        f"Phiếu đánh giá này làm căn cứ cho Biên bản họp ngày {day} và Quyết định số 05-QĐ/ĐU."
    )
    assert caught.value.todo == (
        f"Mở lại Quyết định số 05-QĐ/ĐU trước, sau đó mở lại cuộc họp ngày {day}."
    )


def test_draft_holds_the_sheet_until_the_registration_is_taken_out(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    draft = drafted(place, uid)
    assert held(place, Locked.SHEET, sheet) == ["dự thảo quyết định công nhận"]
    recognition.withdraw_draft(place.session, draft)
    assert held(place, Locked.SHEET, sheet) == []


def test_meeting_that_wants_to_see_it_again_holds_nothing(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    closed_meeting(place, uid)
    closed_meeting(place, uid, "again")
    assert held(place, Locked.SHEET, sheet) == []


def test_meeting_is_held_by_its_second_round_and_its_decision(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    first = closed_meeting(place, uid, "second_round")
    assert held(place, Locked.MEETING, first) == []
    closed_meeting(place, uid, follows=first)
    issued(place, uid)
    assert held(place, Locked.MEETING, first) == [
        f"Biên bản họp vòng hai ngày 05/11/{place.year}",
        "Quyết định số 05-QĐ/ĐU",
    ]


def test_registration_under_a_closed_meeting_is_not_edited(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    closed_meeting(place, uid)
    draft, revision = registrations.draft_of(place.session, uid)
    with pytest.raises(UserError, match="Đăng ký này làm căn cứ cho Biên bản họp"):
        registrations.edit(place.session, uid, replace(draft, name="Tên khác (mẫu)"))
    assert registrations.draft_of(place.session, uid) == (draft, revision)


def test_revoked_recognition_holds_no_longer(place: Place) -> None:
    uid = register(place)
    sheet = assess(place, uid)
    line = recognition.decision(place.session, issued(place, uid)).lines[0]
    assert held(place, Locked.SHEET, sheet) == ["Quyết định số 05-QĐ/ĐU"]
    day = date(place.year, 12, 1)
    recognition.revoke(place.session, line.uid, "Không còn duy trì (mẫu)", day)
    assert held(place, Locked.SHEET, sheet) == []
    assert state(place, uid) is State.REVOKED


def test_supersede_marks_the_standing_paper_once(place: Place) -> None:
    session = place.session
    for content in (b"1", b"2"):
        paper = Paper(content, "Phiếu (mẫu)", "phieu.pdf")
        papers.issue_paper(session, PaperKind.SCORE_SHEET, "x", paper, reason="Sửa (mẫu)")
    for _ in range(2):
        with session.write("Mở lại (mẫu)", Topic.SHEETS) as work:
            locks.supersede(work, ["x", "y", "x"], "Chấm nhầm (mẫu)")
    assert sorted(row.standing for row in papers.issued(session, "x")) == [
        "Không còn đúng: Chấm nhầm (mẫu)",
        "Đã bị thay thế",
    ]


def test_same_paper_issued_again_is_right_again(place: Place) -> None:
    session = place.session
    paper = Paper(b"1", "Phiếu (mẫu)", "phieu.pdf")
    papers.issue_paper(session, PaperKind.SCORE_SHEET, "x", paper)
    with session.write("Mở lại (mẫu)", Topic.SHEETS) as work:
        assert locks.supersede(work, ["x"], "Chấm nhầm (mẫu)") == 1
    papers.issue_paper(session, PaperKind.SCORE_SHEET, "x", paper)
    assert [row.standing for row in papers.issued(session, "x")] == [""]
