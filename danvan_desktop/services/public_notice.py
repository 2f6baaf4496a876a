"""The public notice (niêm yết) of what a closed meeting proposes, and what was said to it.

An opinion may send an item back to be completed and seen again; the minutes of the meeting stay
as they are. Whose opinion it was is not asked. The notice is closed with its result once its days
are over and every opinion was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.notices import last_day
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Meeting, Opinion
from danvan_desktop.services import adoption, locks
from danvan_desktop.services.meeting_rows import find, find_item
from danvan_desktop.services.meeting_view import ItemView, MeetingStatus, meeting
from danvan_desktop.services.registration_steps import insert_step
from danvan_desktop.services.session import Changes, Session, Topic

USUAL_DAYS = 5
"""Proposed where the programme says nothing; the office sets it."""
MOST_DAYS = 365
_PASSED = (Result.RECOGNISED, Result.LOWER)


class NoticeStatus(StrEnum):
    NONE = "none"
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    """Its days are over; it waits to be closed."""
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _STATUSES[self]


_STATUSES = {
    NoticeStatus.NONE: "Chưa công khai",
    NoticeStatus.PLANNED: "Sắp công khai",
    NoticeStatus.RUNNING: "Đang công khai",
    NoticeStatus.OVER: "Hết thời gian công khai, chờ kết thúc",
    NoticeStatus.CLOSED: "Đã kết thúc công khai",
}


@dataclass(frozen=True)
class NoticeDraft:
    """First day, length in days (the first counts), where. `working`: without weekends."""

    first: date | None
    days: int
    place: str = ""
    working: bool = False


@dataclass(frozen=True)
class OpinionDraft:
    """What was said. `item` is that of the meeting it is about, empty: about the list; `source`
    is how it came (phone, letter, at the notice board), never a name that is asked for."""

    on: date
    text: str
    source: str = ""
    item: str = ""
    answer: str = ""


@dataclass(frozen=True)
class OpinionRow:
    uid: str
    on: date
    text: str
    source: str
    item: str
    item_name: str
    answer: str


@dataclass(frozen=True)
class NoticeView:
    """The notice of a meeting; `items` is what is made public."""

    meeting: str
    status: NoticeStatus
    first: date | None
    days: int | None
    working: bool
    last: date | None
    place: str
    closed_on: date | None
    result: str
    opinions: tuple[OpinionRow, ...]
    items: tuple[ItemView, ...]

    @property
    def unanswered(self) -> int:
        return sum(not one.answer for one in self.opinions)

    @property
    def words(self) -> str:
        """ "05 ngày làm việc, từ ngày 16/12/2030 đến hết ngày 20/12/2030"."""
        if self.first is None or self.days is None or self.last is None:
            return ""
        kind = "ngày làm việc" if self.working else "ngày"
        return (
            f"{self.days:02d} {kind}, từ ngày {format_date(self.first)} "
            f"đến hết ngày {format_date(self.last)}"
        )


def notice(session: Session, uid: str) -> NoticeView:
    """The notice of a meeting as it stands today."""
    row = find(uid)
    view = meeting(session, uid)
    names = {item.uid: item.name for item in view.items}
    last = _last(row)
    return NoticeView(
        meeting=uid,
        status=_status(session, row, last),
        first=row.notice_from,
        days=row.notice_days,
        working=row.notice_working,
        last=last,
        place=row.notice_place,
        closed_on=row.notice_closed_on,
        result=row.notice_result,
        opinions=tuple(_opinion(one, names) for one in _opinions(uid)),
        items=tuple(item for item in view.standing if item.result in _PASSED),
    )


def propose_notice(session: Session, uid: str) -> NoticeDraft:
    """What the programme says of the notice, from today; its place is to be typed."""
    row = find(uid)
    review = adoption.programme(session, row.programme_id).review
    days = review.notice_days or USUAL_DAYS
    return NoticeDraft(session.today(), days, "", review.notice_working_days)


def set_notice(session: Session, uid: str, draft: NoticeDraft) -> Changes:
    """Set or change the notice of a closed meeting until it is closed itself.

    Raises `FieldError` for a wrong field, `UserError` when there is nothing to make public.
    """
    row = _row(uid)
    if not 1 <= draft.days <= MOST_DAYS:
        raise FieldError("days", f"Số ngày công khai phải từ 1 đến {MOST_DAYS}.")
    if draft.first is None:
        raise FieldError("first", "Ngày bắt đầu công khai: chưa nhập.")
    if row.on and draft.first < row.on:
        raise FieldError("first", "Ngày bắt đầu công khai không được trước ngày họp.")
    place = checked_line("place", "Nơi công khai", draft.place, required=True)
    if not notice(session, uid).items:
        raise UserError("Cuộc họp không đề nghị công nhận mục nào nên không có gì để công khai.")
    with session.write("Công khai danh sách đề nghị", Topic.MEETINGS) as work:
        work.uid = uid
        work.update(
            row,
            notice_from=draft.first,
            notice_days=draft.days,
            notice_working=draft.working,
            notice_place=place,
        )
    return work.changes


def add_opinion(session: Session, uid: str, draft: OpinionDraft) -> Changes:
    """Write an opinion down. Raises `FieldError` for a wrong field."""
    _running(uid)
    values = _opinion_values(session, draft)
    with session.write("Ghi ý kiến khi công khai", Topic.MEETINGS) as work:
        work.uid = uid
        work.insert(Opinion, about=uid, meeting=uid, **values)
    return work.changes


def edit_opinion(session: Session, opinion: str, draft: OpinionDraft) -> Changes:
    """Change an opinion or answer it, while the notice is not closed."""
    row = _find_opinion(opinion)
    _running(row.meeting_id)
    values = _opinion_values(session, draft)
    with session.write("Sửa, trả lời ý kiến khi công khai", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(row, about=row.meeting_id, **values)
    return work.changes


def remove_opinion(session: Session, opinion: str) -> Changes:
    row = _find_opinion(opinion)
    _running(row.meeting_id)
    with session.write("Bỏ ý kiến khi công khai", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.remove(row, about=row.meeting_id)
    return work.changes


def send_back(session: Session, item: str, reason: str) -> Changes:
    """An item is to be completed and seen again after all: its step says so with the reason.

    The registration is free to be changed and may be put on the list of a later meeting. Raises
    `UserError` when its state does not allow it, such as after a decision.
    """
    row = find_item(item)
    head = _row(row.meeting_id)
    why = checked_text("reason", "Lý do đưa ra xét lại", reason, required=True, limit=2000)
    if not row.result or Result(row.result) not in _PASSED or row.void:
        raise UserError("Mục này không nằm trong danh sách đề nghị công nhận.")
    topics = (Topic.MEETINGS, Topic.REGISTRATIONS, Topic.PROGRESS)
    with session.write("Đưa ra xét lại sau khi công khai", *topics, reason=why) as work:
        work.uid = row.meeting_id
        values = {"on": session.today(), "reason": why, "body": head.body_id, "by_name": ""}
        insert_step(work, row.registration_id, StepKind.REVIEW_INCOMPLETE, values)
        locks.supersede(work, (), why, [row.registration_id])
    return work.changes


def close_notice(session: Session, uid: str, result: str) -> Changes:
    """Close the notice with its result in words, once its days are over.

    Raises `UserError` while its days run or an opinion has no answer, `FieldError` on `result`.
    """
    row = _running(uid)
    view = notice(session, uid)
    if view.last is None or session.today() < view.last:
        until = format_date(view.last) if view.last else ""
        raise UserError(
            f"Chưa hết thời gian công khai (đến hết ngày {until}).",
            safe="Các ý kiến đã ghi vẫn còn.",
        )
    if view.unanswered:
        raise UserError(
            f"Còn {view.unanswered} ý kiến chưa ghi nội dung trả lời.",
            safe="Các ý kiến đã ghi vẫn còn.",
            todo="Ghi nội dung trả lời từng ý kiến rồi kết thúc công khai.",
        )
    words = checked_text("result", "Kết quả công khai", result, required=True)
    with session.write("Kết thúc công khai", Topic.MEETINGS) as work:
        work.uid = uid
        work.update(row, notice_closed_on=session.today(), notice_result=words)
    return work.changes


def propose_result(view: NoticeView) -> str:
    """The usual words of a result, from what was written down."""
    if not view.opinions:
        return "Trong thời gian công khai không có ý kiến."
    return (
        f"Trong thời gian công khai có {len(view.opinions):02d} ý kiến, đã được xem xét, trả lời."
    )


def reopen_notice(session: Session, uid: str, reason: str) -> Changes:
    """Open a closed notice again, with a reason."""
    row = _row(uid)
    why = checked_line("reason", "Lý do mở lại", reason, required=True, limit=500)
    with session.write("Mở lại việc công khai", Topic.MEETINGS, reason=why) as work:
        work.uid = uid
        work.update(row, notice_closed_on=None)
    return work.changes


def _row(uid: str) -> Meeting:
    row = find(uid)
    if not row.closed or not row.held:
        raise UserError(
            f"Cuộc họp: {MeetingStatus.OPEN.label.lower()}, hoặc không đủ thành phần.",
            safe="Dữ liệu không thay đổi.",
            todo="Kết thúc cuộc họp với kết quả rồi công khai danh sách.",
        )
    return row


def _running(uid: str) -> Meeting:
    row = _row(uid)
    if row.notice_from is None:
        raise UserError("Chưa công khai danh sách.", todo="Ghi ngày, nơi công khai trước.")
    if row.notice_closed_on is not None:
        raise UserError(
            "Việc công khai đã kết thúc.",
            safe="Dữ liệu không thay đổi.",
            todo="Mở lại việc công khai kèm lý do nếu cần sửa.",
        )
    return row


def _last(row: Meeting) -> date | None:
    if row.notice_from is None or row.notice_days is None:
        return None
    return last_day(row.notice_from, row.notice_days, working=row.notice_working)


def _status(session: Session, row: Meeting, last: date | None) -> NoticeStatus:
    if row.notice_closed_on is not None:
        return NoticeStatus.CLOSED
    if row.notice_from is None or last is None:
        return NoticeStatus.NONE
    if session.today() < row.notice_from:
        return NoticeStatus.PLANNED
    return NoticeStatus.RUNNING if session.today() <= last else NoticeStatus.OVER


def _opinions(uid: str) -> Sequence[Opinion]:
    query = Opinion.select().where(Opinion.meeting == uid)
    return list(query.order_by(Opinion.on, Opinion.uid))


def _opinion(row: Opinion, names: dict[str, str]) -> OpinionRow:
    item = row.item_id or ""
    return OpinionRow(row.uid, row.on, row.text, row.source, item, names.get(item, ""), row.answer)


def _opinion_values(session: Session, draft: OpinionDraft) -> dict[str, object]:
    if draft.on > session.today():
        raise FieldError("on", "Ngày nhận ý kiến không thể ở tương lai.")
    return {
        "on": draft.on,
        "text": checked_text("text", "Nội dung ý kiến", draft.text, required=True),
        "source": checked_line("source", "Hình thức nhận", draft.source),
        "item": draft.item or None,
        "answer": checked_text("answer", "Nội dung trả lời", draft.answer),
    }


def _find_opinion(uid: str) -> Opinion:
    row: Opinion | None = Opinion.get_or_none(Opinion.uid == uid)
    if row is None:
        raise UserError("Không còn ý kiến này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row
