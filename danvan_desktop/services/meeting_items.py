"""The list of a review meeting: what may be put on it, in which order, voted on for what.

A registration that was withdrawn, returned or changed meanwhile stays on the list, marked; taking
it as it is now (`refresh_item`) asks for a new vote. A closed meeting's list is not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.text import checked_text
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Meeting, MeetingItem, Recusal
from danvan_desktop.services import adoption, score_sheets
from danvan_desktop.services.meeting_rows import (
    find,
    item_rows,
    no_vote,
    open_item,
    open_meeting,
    rules_of,
)
from danvan_desktop.services.meeting_view import REVIEWABLE
from danvan_desktop.services.registration_list import RegistrationRow, all_rows, rows_of
from danvan_desktop.services.session import Changes, Session, Topic, Work


@dataclass(frozen=True)
class Choice:
    """A registration that may be put on the list. `ready` when it was assessed; `note` says what
    is missing, or in which open meeting it already is."""

    registration: RegistrationRow
    assessed: str
    ready: bool
    note: str
    chosen: bool


def choices(session: Session, uid: str) -> tuple[Choice, ...]:
    """The registrations that may be reviewed, assessed ones first, in name order."""
    row = find(uid)
    finals = score_sheets.finals(session, row.programme_id, row.year)
    elsewhere = _in_other_meetings(row)
    chosen = {item.registration_id for item in item_rows(uid)}
    found = []
    for one in all_rows(session, row.programme_id, row.year):
        if one.state not in REVIEWABLE and one.uid not in chosen:
            continue
        final = finals.get(one.uid)
        ready = one.state in (State.APPRAISED, State.REVIEWED)
        note = elsewhere.get(one.uid, "") or ("" if ready else f"{one.state.label}.")
        words = final.words if final else ""
        found.append(Choice(one, words, ready, note, one.uid in chosen))
    return tuple(sorted(found, key=lambda item: not item.ready))


def set_items(session: Session, uid: str, registrations: Sequence[str]) -> Changes:
    """Make the list of an open meeting these, in this order; what stays keeps its vote."""
    row = open_meeting(uid)
    before = {item.registration_id: item for item in item_rows(uid)}
    wanted = list(dict.fromkeys(registrations))
    with session.write("Chọn mô hình, điển hình đưa ra bình xét", Topic.MEETINGS) as work:
        work.uid = uid
        for registration in before.keys() - set(wanted):
            remove_item(work, before[registration])
        add_items(work, row, [one for one in wanted if one not in before])
        now = {item.registration_id: item for item in item_rows(uid)}
        for place, registration in enumerate(wanted, 1):
            work.update(now[registration], about=uid, place=place)
    return work.changes


def add_items(work: Work, row: Meeting, registrations: Sequence[str]) -> None:
    """Put registrations at the end of a meeting's list, each aimed as it was registered."""
    found = {one.uid: one for one in rows_of(work.session, row.programme_id, list(registrations))}
    elsewhere = _in_other_meetings(row)
    secret = rules_of(row).secret
    place = len(item_rows(row.uid))
    for uid in dict.fromkeys(registrations):
        one = found.get(uid)
        if one is None:
            raise UserError("Một đăng ký đã chọn không còn trong dữ liệu.")
        _require_reviewable(one, elsewhere.get(uid, ""))
        place += 1
        work.insert(
            MeetingItem,
            about=uid,
            meeting=row.uid,
            place=place,
            registration=uid,
            registration_revision=one.revision,
            title=one.title,
            level=one.level,
            secret=secret,
        )


def _require_reviewable(row: RegistrationRow, elsewhere: str) -> None:
    if row.state not in REVIEWABLE:
        raise UserError(
            f"“{row.name}” đang ở trạng thái “{row.state.label}” nên không đưa ra bình xét được.",
            safe="Danh sách của cuộc họp không thay đổi.",
        )
    if elsewhere:
        raise UserError(
            f"“{row.name}”: {elsewhere[:1].lower()}{elsewhere[1:]}",
            safe="Danh sách của cuộc họp không thay đổi.",
        )


def refresh_item(session: Session, item: str) -> Changes:
    """Take the registration as it is now: the old vote goes, the discussion note stays."""
    row = open_item(item)
    now = rows_of(session, open_meeting(row.meeting_id).programme_id, [row.registration_id])
    if not now:
        raise UserError("Đăng ký không còn trong dữ liệu.", todo="Đưa mục này ra khỏi danh sách.")
    _require_reviewable(now[0], "")
    with session.write("Lấy bản mới của đăng ký vào cuộc họp", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(
            row,
            about=row.registration_id,
            registration_revision=now[0].revision,
            title=now[0].title,
            level=now[0].level,
            **no_vote(),
        )
    return work.changes


def set_discussion(session: Session, item: str, text: str) -> Changes:
    """The note of what was said on an item."""
    row = open_item(item)
    note = checked_text("discussion", "Nội dung thảo luận", text)
    with session.write("Ghi nội dung thảo luận", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(row, about=row.registration_id, discussion=note)
    return work.changes


def set_secret(session: Session, item: str, secret: bool) -> Changes:
    """Whether an item is voted on by ballots, whatever the others are. Its vote goes."""
    row = open_item(item)
    if row.secret == secret:
        return Changes(frozenset(), row.meeting_id, 0)
    with session.write("Đổi hình thức biểu quyết", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(row, about=row.registration_id, secret=secret, **no_vote())
    return work.changes


def set_aim(session: Session, item: str, title: str, level: str) -> Changes:
    """What an item is voted on for: another title or level than it was registered for.

    Its vote goes, since it was on something else.
    """
    row = open_item(item)
    plan = adoption.programme(session, find(row.meeting_id).programme_id)
    if title not in {one.code for one in plan.titles}:
        raise FieldError("title", "Chương trình không có danh hiệu này.")
    if level not in {one.code for one in plan.levels}:
        raise FieldError("level", "Chương trình không có cấp này.")
    if (title, level) == (row.title, row.level):
        return Changes(frozenset(), row.meeting_id, 0)
    with session.write("Đổi danh hiệu, cấp đưa ra biểu quyết", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(row, about=row.registration_id, title=title, level=level, **no_vote())
    return work.changes


def remove_item(work: Work, item: MeetingItem) -> None:
    for recusal in Recusal.select().where(Recusal.item == item.uid):
        work.remove(recusal, about=item.registration_id)
    work.remove(item, about=item.registration_id)


def _in_other_meetings(row: Meeting) -> dict[str, str]:
    """Registrations on the list of another open meeting, with its name in words."""
    query = (
        MeetingItem.select(MeetingItem, Meeting)
        .join(Meeting, on=(MeetingItem.meeting == Meeting.uid))
        .where(
            Meeting.programme_id == row.programme_id,
            Meeting.year == row.year,
            Meeting.uid != row.uid,
            ~Meeting.closed,
        )
    )
    return {
        item.registration_id: f"Đang nằm trong cuộc họp số {item.meeting.number:02d} chưa kết thúc."
        for item in query
    }
