"""A meeting on equals at the edge of a quota, asked for where decisions are drafted.

Where all of them came out of one closed meeting, the new one follows it, with its members and
rules; else it is a meeting of the usual council. Votes and results are the meeting's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from danvan_desktop.errors import UserError
from danvan_desktop.models import Meeting
from danvan_desktop.services import meeting_outcomes, meetings
from danvan_desktop.services.councils import MemberDraft
from danvan_desktop.services.meeting_items import add_items
from danvan_desktop.services.registrations import get
from danvan_desktop.services.session import Changes, Session, Topic


def plan(session: Session, registrations: Sequence[str]) -> Changes:
    """Make the meeting with these on its list. Raises `UserError` when one cannot be on it."""
    if not registrations:
        raise UserError("Chưa có đăng ký nào để đưa ra bình xét.")
    found = meeting_outcomes.outcomes(session, registrations)
    before = {found[uid].meeting if uid in found else "" for uid in registrations}
    if len(before) == 1 and (uid := before.pop()):
        return _follow(session, uid, registrations)
    row = get(registrations[0])
    draft = meetings.propose_meeting(
        session, row.programme_id, row.year, meetings.usual_council(session)
    )
    return meetings.plan_meeting(session, draft, registrations)


def _follow(session: Session, uid: str, registrations: Sequence[str]) -> Changes:
    view = meetings.meeting(session, uid)
    row = Meeting.get_by_id(uid)
    values: dict[str, Any] = {
        "round": row.round + 1,
        "follows": uid,
        "body": row.body_id,
        "council": row.council_id,
        "subject": row.subject,
        "on": session.today(),
        "venue": row.venue,
        "rules": json.dumps(json.loads(row.rules), ensure_ascii=False, sort_keys=True),
    }
    members = [MemberDraft(one.name, one.position, one.role) for one in view.members]
    with session.write("Lập cuộc họp bình xét vòng hai", Topic.MEETINGS) as work:
        made = meetings.insert_meeting(work, row.programme_id, row.year, values)
        work.uid = made.uid
        meetings.write_members(work, made.uid, members)
        add_items(work, made, registrations)
    return work.changes
