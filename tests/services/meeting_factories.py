"""Review meetings ready to be voted in, over a real folder."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from danvan_desktop.domain.voting import Role
from danvan_desktop.services import meetings
from danvan_desktop.services.councils import CouncilDraft, MemberDraft
from danvan_desktop.services.meeting_view import MeetingView, meeting
from tests.services.judging_factories import Place, assess, register

MEMBERS = (
    MemberDraft("Chủ tịch (mẫu)", "Bí thư Đảng ủy", Role.CHAIR),
    MemberDraft("Phó Chủ tịch (mẫu)", "Phó Bí thư Thường trực", Role.DEPUTY),
    MemberDraft("Thành viên một (mẫu)", "Chủ tịch Ủy ban MTTQ"),
    MemberDraft("Thành viên hai (mẫu)", "Bí thư Đoàn"),
    MemberDraft("Thư ký (mẫu)", "Trưởng Ban Xây dựng Đảng", Role.SECRETARY),
)
COUNCIL = CouncilDraft("Hội đồng bình xét (mẫu)", members=MEMBERS)


def assessed(place: Place, *names: str) -> list[str]:
    """Registrations with a finished appraisal, by these names."""
    uids = [register(place, name) for name in names]
    for uid in uids:
        assess(place, uid)
    return uids


def held(place: Place, *names: str, rules: dict[str, Any] | None = None) -> MeetingView:
    """An open meeting of five with these registrations on its list."""
    uids = assessed(place, *(names or ("Đoạn đường tự quản (mẫu)", "Camera an ninh (mẫu)")))
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    draft = replace(
        draft,
        members=MEMBERS,
        venue="Hội trường (mẫu)",
        starts="8h",
        rules=replace(draft.rules, **(rules or {})),
    )
    return meeting(place.session, meetings.plan_meeting(place.session, draft, uids).uid)
