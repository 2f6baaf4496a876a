"""Preparing and running a review meeting: its head, who is there, what is on the list.

Votes are `meeting_votes`, ending and opening again `meeting_closing`, the public notice
`public_notice`; what is shown is `meeting_view`. A closed meeting is not changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danvan_desktop.domain.clock_times import parse_time
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.vote_rules import VoteRules
from danvan_desktop.domain.voting import Presence
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Meeting, MeetingMember, Recusal
from danvan_desktop.services import adoption, councils
from danvan_desktop.services.councils import (
    CouncilKind,
    MemberDraft,
    check_rules,
    checked_members,
    rules_text,
)
from danvan_desktop.services.meeting_items import add_items, remove_item
from danvan_desktop.services.meeting_rows import (
    item_rows,
    member_rows,
    open_meeting,
    rules_of,
)
from danvan_desktop.services.meeting_view import MeetingRow, MeetingView, meeting, meetings
from danvan_desktop.services.session import Changes, Session, Topic, Work

__all__ = ["MeetingRow", "MeetingView", "meeting", "meetings"]


@dataclass(frozen=True)
class MeetingDraft:
    """What is typed of a meeting before its list. `rules` are those its votes stand under."""

    programme_id: str
    year: int
    subject: str
    on: date | None = None
    starts: str = ""
    ends: str = ""
    venue: str = ""
    body: str = ""
    council: str = ""
    members: tuple[MemberDraft, ...] = ()
    rules: VoteRules = field(default_factory=VoteRules)
    opening: str = ""
    conclusion: str = ""


@dataclass(frozen=True)
class Attendance:
    """Whether one member is there; an absent one may have a reason."""

    member: str
    presence: Presence
    reason: str = ""


def propose_meeting(
    session: Session, programme_id: str, year: int, council: str = ""
) -> MeetingDraft:
    """A meeting filled from a council, else from the programme with names left open."""
    from danvan_desktop.services.paper_parts import default_body  # draws, so only when asked

    plan = adoption.programme(session, programme_id)
    body = default_body(session, plan).uid
    members = councils.seats_of(plan.review)
    rules = plan.review.votes
    if council:
        view = councils.council(session, council)
        members = tuple(MemberDraft(one.name, one.position, one.role) for one in view.members)
        rules = view.rules or rules
        body = view.row.body or body
    return MeetingDraft(
        programme_id=programme_id,
        year=year,
        subject=f"Bình xét mô hình, điển hình “Dân vận khéo” năm {year}",
        on=session.today(),
        body=body,
        council=council,
        members=members,
        rules=rules,
    )


def usual_council(session: Session) -> str:
    """The only review council of the office, "" when there is none or a choice to make."""
    found = councils.councils(session, CouncilKind.REVIEW)
    return found[0].uid if len(found) == 1 else ""


def plan_meeting(
    session: Session, draft: MeetingDraft, registrations: Sequence[str] = ()
) -> Changes:
    """Make a meeting with its members, all present until noted otherwise, and its list.

    Raises `FieldError` for a wrong field, `UserError` naming what cannot be put on the list.
    """
    values = head_values(draft)
    members = checked_members(draft.members)
    with session.write("Lập cuộc họp bình xét", Topic.MEETINGS) as work:
        row = insert_meeting(work, draft.programme_id, draft.year, values)
        work.uid = row.uid
        write_members(work, row.uid, members)
        add_items(work, row, registrations)
    return work.changes


def insert_meeting(work: Work, programme_id: str, year: int, values: dict[str, Any]) -> Meeting:
    """The row of a new meeting under the next number of its programme and year."""
    last = (
        Meeting.select()
        .where(Meeting.programme_id == programme_id, Meeting.year == year)
        .order_by(Meeting.number.desc())
        .first()
    )
    number = last.number + 1 if last else 1
    return work.insert(Meeting, programme_id=programme_id, year=year, number=number, **values)


def edit_meeting(session: Session, uid: str, draft: MeetingDraft) -> Changes:
    """Change head, members and rules of an open meeting; members who stay keep their presence.

    Where the rules change to ballots or to hands, items that wait for their vote change with them.
    """
    values = head_values(draft)
    members = checked_members(draft.members)
    row = open_meeting(uid)
    turned = rules_of(row).secret != draft.rules.secret
    with session.write("Sửa cuộc họp bình xét", Topic.MEETINGS) as work:
        work.uid = uid
        for item in item_rows(uid) if turned else ():
            if item.agreeing is None:  # what was voted on stays as it was voted
                work.update(item, about=item.registration_id, secret=draft.rules.secret)
        work.update(row, **values)
        write_members(work, uid, members)
    return work.changes


def remove_meeting(session: Session, uid: str) -> Changes:
    """Take an open meeting away with its list and votes; the registrations stay as they are."""
    row = open_meeting(uid)
    if Meeting.select().where(Meeting.follows == uid).exists():
        raise UserError(
            "Cuộc họp này có vòng hai nên không bỏ được.", todo="Bỏ cuộc họp vòng hai trước."
        )
    with session.write("Bỏ cuộc họp bình xét", Topic.MEETINGS) as work:
        work.uid = uid
        for item in item_rows(uid):
            remove_item(work, item)
        for member in member_rows(uid):
            work.remove(member, about=uid)
        work.remove(row)
    return work.changes


def set_attendance(session: Session, uid: str, found: Sequence[Attendance]) -> Changes:
    """Who is there, who is absent and why, who is asked in writing.

    Raises `FieldError` on `presence` where the rules of the meeting ask nobody in writing.
    """
    asked = any(one.presence is Presence.WRITTEN for one in found)
    if asked and not rules_of(open_meeting(uid)).written:
        raise FieldError(
            "presence",
            "Quy tắc của cuộc họp không lấy ý kiến bằng văn bản.",
            todo="Ghi là vắng, hoặc chọn lấy ý kiến bằng văn bản trong quy tắc biểu quyết.",
        )
    open_meeting(uid)
    rows = {row.uid: row for row in member_rows(uid)}
    with session.write("Ghi thành phần dự họp", Topic.MEETINGS) as work:
        work.uid = uid
        for one in found:
            reason = checked_line("reason", "Lý do vắng", one.reason)
            here = one.presence is Presence.PRESENT
            values = {"presence": one.presence.value, "reason": "" if here else reason}
            work.update(rows[one.member], about=uid, **values)
    return work.changes


def head_values(draft: MeetingDraft) -> dict[str, Any]:
    """The checked columns of a meeting's head."""
    starts = parse_time(draft.starts, field="starts", label="Giờ bắt đầu")
    ends = parse_time(draft.ends, field="ends", label="Giờ kết thúc")
    if starts and ends and ends <= starts:
        raise FieldError("ends", "Giờ kết thúc phải sau giờ bắt đầu.")
    return {
        "subject": checked_line("subject", "Nội dung", draft.subject, required=True, limit=500),
        "on": draft.on,
        "starts": starts,
        "ends": ends,
        "venue": checked_line("venue", "Địa điểm", draft.venue),
        "body": draft.body or None,
        "council": draft.council or None,
        "rules": rules_text(check_rules(draft.rules)),
        "opening": checked_text("opening", "Nội dung khai mạc", draft.opening),
        "conclusion": checked_text("conclusion", "Kết luận", draft.conclusion),
    }


def write_members(work: Work, meeting: str, members: Sequence[MemberDraft]) -> None:
    """Make the members these; those who leave take their recusals along."""
    before = {row.uid: row for row in member_rows(meeting)}
    for uid in before.keys() - {member.uid for member in members}:
        for recusal in Recusal.select().where(Recusal.member == uid):
            work.remove(recusal, about=meeting)
        work.remove(before[uid], about=meeting)
    for place, member in enumerate(members, 1):
        values = {
            "place": place,
            "name": member.name,
            "position": member.position,
            "role": member.role.value,
        }
        if member.uid in before:
            work.update(before[member.uid], about=meeting, **values)
        else:
            values |= {"meeting": meeting, "presence": Presence.PRESENT.value}
            work.insert(MeetingMember, about=meeting, **values)
