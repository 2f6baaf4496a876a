"""Ending a review meeting, opening it again, and the second round.

Closing writes what the meeting concluded as steps of the registrations, all in one transaction,
and locks the meeting with the rules as they stood. Opening again takes those steps back with a
reason, as long as nothing rests on them (`locks`), and marks the meeting's papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain import meeting_results
from danvan_desktop.domain.clock_times import parse_time
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Meeting, MeetingItem, MeetingMember, Step
from danvan_desktop.services import locks, meeting_quotas
from danvan_desktop.services.councils import MemberDraft
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.meeting_items import add_items
from danvan_desktop.services.meeting_rows import (
    find,
    find_item,
    item_rows,
    member_rows,
    open_meeting,
)
from danvan_desktop.services.meeting_view import ItemView, MeetingStatus, MeetingView, meeting
from danvan_desktop.services.meetings import insert_meeting, write_members
from danvan_desktop.services.registration_steps import insert_step
from danvan_desktop.services.session import Changes, Session, Topic, Work

_TOPICS = (Topic.MEETINGS, Topic.REGISTRATIONS, Topic.PROGRESS)


@dataclass(frozen=True)
class Problem:
    """What stands against closing; `item` is empty when it is the whole meeting."""

    item: str
    what: str


def problems(session: Session, uid: str) -> tuple[Problem, ...]:
    """Everything that stands against closing with results, in the order of the list."""
    return tuple(_problems(session, meeting(session, uid)))


def _problems(session: Session, view: MeetingView) -> Iterator[Problem]:
    if view.row.on is None:
        yield Problem("", "Chưa ghi ngày họp.")
    elif view.row.on > session.today():
        yield Problem("", f"Ngày họp {format_date(view.row.on)} chưa tới.")
    if not view.quorate:
        yield Problem("", view.quorum_words)
    if not view.standing:
        yield Problem("", "Chưa có mô hình, điển hình nào được bình xét.")
    out = meeting_quotas.beyond(meeting_quotas.edges(session, view))
    for item in view.standing:
        what = _item_problem(view, item, item.uid in out)
        if what:
            yield Problem(item.uid, f"“{item.name}”: {what}")


def _item_problem(view: MeetingView, item: ItemView, out: bool) -> str:
    if item.fault:
        return item.fault
    if item.result is None:
        return "Chưa có kết luận." if item.tally else "Chưa biểu quyết."
    try:
        meeting_results.check_result(
            view.rules, item.tally, item.result, item.reason, beyond_quota=out
        )
    except FieldError as error:
        return error.what
    return ""


def close_meeting(session: Session, uid: str, *, ends: str = "", conclusion: str = "") -> Changes:
    """Close with results: each standing item writes its step, the others are kept as void.

    Raises `UserError` naming the first thing that stands against it; nothing is written then.
    """
    row = open_meeting(uid)
    view = meeting(session, uid)
    found = list(_problems(session, view))
    if found:
        raise UserError(
            f"Chưa kết thúc được cuộc họp. {found[0].what}",
            safe="Mọi nội dung đã nhập vẫn còn.",
            todo=_todo(found, view),
        )
    with session.write("Kết thúc cuộc họp bình xét", *_TOPICS) as work:
        work.uid = uid
        rows = {one.uid: one for one in item_rows(uid)}
        for item in view.items:
            _close_item(work, view, item, rows[item.uid])
        _mark_closed(work, row, ends, conclusion, held=True)
    return work.changes


def _todo(found: Sequence[Problem], view: MeetingView) -> str:
    if not view.quorate:
        return "Ghi lại thành phần, hoặc kết thúc cuộc họp vì không đủ thành phần."
    more = len(found) - 1
    return (
        f"Bổ sung rồi kết thúc lại; còn {more} điều khác cần xem."
        if more
        else "Bổ sung rồi kết thúc lại."
    )


def close_without_quorum(
    session: Session, uid: str, *, ends: str = "", conclusion: str = ""
) -> Changes:
    """Close a meeting to which too few came: minutes, but no results.

    Raises `UserError` when enough were there.
    """
    row = open_meeting(uid)
    view = meeting(session, uid)
    if view.quorate:
        raise UserError(
            "Cuộc họp đủ thành phần nên kết thúc với kết quả.",
            safe="Mọi nội dung đã nhập vẫn còn.",
        )
    with session.write("Kết thúc cuộc họp không đủ thành phần", Topic.MEETINGS) as work:
        work.uid = uid
        for item in view.items:
            void = "Cuộc họp không đủ thành phần."
            work.update(find_item(item.uid), about=item.registration, void=void, result="")
        _mark_closed(work, row, ends, conclusion or view.quorum_words, held=False)
    return work.changes


def _mark_closed(work: Work, row: Meeting, ends: str, conclusion: str, *, held: bool) -> None:
    values: dict[str, Any] = {"closed": True, "closed_on": work.session.today(), "held": held}
    if ends:
        values["ends"] = parse_time(ends, field="ends", label="Giờ kết thúc")
    if conclusion:
        values["conclusion"] = checked_text("conclusion", "Kết luận", conclusion)
    work.update(row, **values)


def _close_item(work: Work, view: MeetingView, item: ItemView, row: MeetingItem) -> None:
    if item.void or item.result is None or item.row is None:
        work.update(row, about=item.registration, void=item.void)
        return
    kind = item.result.step
    refused = item.row.state is State.NOT_RECOGNISED
    if kind is None or (refused and kind is StepKind.REVIEW_FAILED):
        return  # a second round is to come, or the refusal stands as it is
    step = insert_step(
        work,
        item.registration,
        kind,
        {
            "on": view.row.on,
            "reason": item.reason or (_seen_again(view) if refused else ""),
            "body": view.row.body or None,
            "by_name": "",
        },
    )
    work.update(row, about=item.registration, step=step.uid)


def _seen_again(view: MeetingView) -> str:
    day = format_date(view.row.on) if view.row.on else ""
    return f"Bình xét lại tại cuộc họp ngày {day}."


def reopen_meeting(session: Session, uid: str, reason: str) -> Changes:
    """Open a closed meeting again: its steps go, its votes stay, its papers are marked.

    Raises `UserError` naming what rests on it, `FieldError` without a reason.
    """
    row = find(uid)
    if not row.closed:
        raise UserError("Cuộc họp này chưa kết thúc.", safe="Dữ liệu không thay đổi.")
    why = checked_line("reason", "Lý do mở lại", reason, required=True, limit=500)
    locks.require_free(session, Locked.MEETING, uid)
    with session.write("Mở lại cuộc họp bình xét", *_TOPICS, reason=why) as work:
        work.uid = uid
        for item in item_rows(uid):
            step = item.step_id and Step.get_or_none(Step.uid == item.step_id)
            work.update(item, about=item.registration_id, step=None, void="")
            if step:
                work.remove(step, about=item.registration_id)
        work.update(row, closed=False, closed_on=None, held=True, notice_closed_on=None)
        listed = [item.registration_id for item in item_rows(uid)]
        locks.supersede(work, [uid], why, listed)
    return work.changes


def second_round_items(view: MeetingView) -> tuple[ItemView, ...]:
    """The items a second round is to decide."""
    return tuple(item for item in view.standing if item.result is Result.SECOND_ROUND)


def plan_second_round(session: Session, uid: str, on: date | None = None) -> Changes:
    """A meeting that votes again on what the closed one left to it: same members and rules.

    Raises `UserError` when the meeting is open, or left nothing.
    """
    view = meeting(session, uid)
    items = second_round_items(view)
    if view.row.status is not MeetingStatus.CLOSED or not items:
        raise UserError(
            "Cuộc họp chưa kết thúc, hoặc không có mục nào để lại biểu quyết vòng hai.",
            safe="Dữ liệu không thay đổi.",
        )
    if Meeting.select().where(Meeting.follows == uid).exists():
        raise UserError("Đã có cuộc họp vòng hai của cuộc họp này.")
    row = find(uid)
    values = {
        "round": row.round + 1,
        "follows": uid,
        "body": row.body_id,
        "council": row.council_id,
        "subject": row.subject,
        "on": on or session.today(),
        "venue": row.venue,
        "rules": json.dumps(json.loads(row.rules), ensure_ascii=False, sort_keys=True),
    }
    with session.write("Lập cuộc họp bình xét vòng hai", Topic.MEETINGS) as work:
        made = insert_meeting(work, row.programme_id, row.year, values)
        work.uid = made.uid
        write_members(
            work, made.uid, [MemberDraft(one.name, one.position, one.role) for one in view.members]
        )
        _copy_presence(work, uid, made.uid)
        add_items(work, made, [item.registration for item in items])
        _copy_aims(work, made.uid, items)
    return work.changes


def _copy_presence(work: Work, before: str, after: str) -> None:
    old: list[MeetingMember] = member_rows(before)
    for was, now in zip(old, member_rows(after), strict=True):
        work.update(now, about=after, presence=was.presence, reason=was.reason)


def _copy_aims(work: Work, meeting: str, items: Sequence[ItemView]) -> None:
    rows: dict[str, MeetingItem] = {row.registration_id: row for row in item_rows(meeting)}
    for item in items:
        row = rows[item.registration]
        work.update(row, about=item.registration, title=item.title, level=item.level)
