"""Votes of a review meeting: counts as entered, recusals, and what was concluded on each item.

One show of hands for the whole list gives the same counts to every item that was not voted on by
itself; an item with a recused member is always voted on by itself. A vote sets the result that
follows from it, which may then be changed within the rules of the meeting. The arithmetic is
`domain/voting`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from danvan_desktop.domain import meeting_results, voting
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_text
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.voting import Counts, Tally
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import MeetingItem, Recusal, Registration
from danvan_desktop.services import adoption, meeting_quotas
from danvan_desktop.services.meeting_rows import (
    COUNT_COLUMNS,
    item_rows,
    member_rows,
    no_vote,
    open_item,
    open_meeting,
)
from danvan_desktop.services.meeting_view import ItemView, MeetingView, meeting
from danvan_desktop.services.session import Changes, Session, Topic, Work


def preview(view: MeetingView, item: str, counts: Counts) -> Tally:
    """What counts being typed come to on one item. Raises `FieldError` on the wrong field."""
    found = view.item(item)
    return voting.tally(replace(view.rules, secret=found.secret), found.voters, counts)


def preview_list(view: MeetingView, counts: Counts) -> Tally:
    """The same for one vote on the whole list."""
    return voting.tally(view.rules, view.voters, counts)


def voted_together(view: MeetingView) -> tuple[ItemView, ...]:
    """The items one show of hands decides: no recusal, no ballots, not voted on apart."""
    return tuple(
        item
        for item in view.standing
        if not item.recusals and not item.secret and (item.together or not item.counts.entered)
    )


def list_counts(view: MeetingView) -> Counts | None:
    """The counts of the vote on the whole list, None before it."""
    return next((item.counts for item in view.items if item.together), None)


def set_list_vote(session: Session, uid: str, counts: Counts) -> Changes:
    """One show of hands for the whole list: the counts go to each item voted on together.

    Raises `FieldError` on a number that cannot be, `UserError` when no item is left for it.
    """
    open_meeting(uid)
    view = meeting(session, uid)
    items = voted_together(view)
    if not items:
        raise UserError(
            "Không còn mục nào biểu quyết chung.",
            safe="Các kết quả đã nhập không thay đổi.",
            todo="Chọn mô hình, điển hình, hoặc biểu quyết từng mục.",
        )
    tally = preview_list(view, counts)
    with session.write("Ghi kết quả biểu quyết chung cả danh sách", Topic.MEETINGS) as work:
        work.uid = uid
        rows = {row.uid: row for row in item_rows(uid)}
        for item in items:
            _write_vote(work, rows[item.uid], item, counts, tally, together=True)
    return work.changes


def set_vote(session: Session, item: str, counts: Counts) -> Changes:
    """The counts of one item. Raises `FieldError` on a number that is missing or cannot be."""
    row = open_item(item)
    view = meeting(session, row.meeting_id)
    found = view.item(item)
    tally = preview(view, item, counts)
    with session.write("Ghi kết quả biểu quyết", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        _write_vote(work, row, found, counts, tally, together=False)
    return work.changes


def clear_votes(session: Session, items: Sequence[str]) -> Changes:
    """Take the counts and conclusions of items away; what was said on them stays."""
    rows = [open_item(item) for item in items]
    with session.write("Bỏ kết quả biểu quyết", Topic.MEETINGS) as work:
        for row in rows:
            work.uid = row.meeting_id
            work.update(row, about=row.registration_id, **no_vote())
    return work.changes


def _write_vote(
    work: Work,
    row: MeetingItem,
    item: ItemView,
    counts: Counts,
    tally: Tally,
    *,
    together: bool,
) -> None:
    """Counts, and the result that follows; a reason once given stays."""
    result = meeting_results.proposed(tally)
    values: dict[str, Any] = {name: getattr(_full(counts), name) for name in COUNT_COLUMNS}
    values |= {"together": together, **_concluded(item, result, item.reason or tally.why)}
    work.update(row, about=row.registration_id, **values)


def _full(counts: Counts) -> Counts:
    """The counts as kept: where only valid ballots were typed, the invalid ones follow."""
    if counts.invalid is None and counts.valid is not None and counts.collected is not None:
        return replace(counts, invalid=counts.collected - counts.valid)
    return counts


def _concluded(item: ItemView, result: Result | None, reason: str) -> dict[str, str]:
    if result is None:
        return {"result": "", "given_title": "", "given_level": "", "reason": ""}
    passed = result in (Result.RECOGNISED, Result.LOWER)
    return {
        "result": result.value,
        "given_title": item.title if passed else "",
        "given_level": item.level if passed else "",
        "reason": "" if result is Result.RECOGNISED else reason,
    }


def set_result(
    session: Session,
    item: str,
    result: Result,
    reason: str = "",
    *,
    title: str = "",
    level: str = "",
) -> Changes:
    """What the meeting concluded on an item; `title` and `level` with `Result.LOWER`.

    Raises `FieldError` for a result against the vote where the rules do not allow it, for a
    negative one without a reason, and where "lower" names nothing lower.
    """
    row = open_item(item)
    view = meeting(session, row.meeting_id)
    found = view.item(item)
    why = checked_text("reason", "Lý do", reason, limit=2000)
    out = item in meeting_quotas.beyond(meeting_quotas.edges(session, view))
    meeting_results.check_result(view.rules, found.tally, result, why, beyond_quota=out)
    values = _concluded(found, result, why) | {"reason": why}
    if result is Result.LOWER:
        plan = adoption.programme(session, view.row.programme_id)
        values |= _lower(plan, row, title or row.title, level or row.level)
    with session.write("Ghi kết luận của cuộc họp", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.update(row, about=row.registration_id, **values)
    return work.changes


def _lower(plan: Programme, row: MeetingItem, title: str, level: str) -> dict[str, str]:
    kind = SubjectKind(Registration.get_by_id(row.registration_id).subject.kind)
    offered = {one.code for one in plan.titles if kind in one.subject_kinds}
    if title not in offered:
        raise FieldError("title", f"Chương trình không có danh hiệu này cho {kind.label.lower()}.")
    ranks = {one.code: one.rank for one in plan.levels}
    if level not in ranks or ranks[level] > ranks[row.level]:
        raise FieldError("level", "Cấp được đề nghị không được cao hơn cấp đưa ra biểu quyết.")
    if (title, level) == (row.title, row.level):
        raise FieldError("level", "Chọn danh hiệu hoặc cấp thấp hơn mức đưa ra biểu quyết.")
    return {"given_title": title, "given_level": level}


def accept_proposed(session: Session, uid: str) -> Changes:
    """Conclude every voted item as its vote says; items with a tie to settle are left."""
    open_meeting(uid)
    view = meeting(session, uid)
    with session.write("Kết luận theo kết quả biểu quyết", Topic.MEETINGS) as work:
        work.uid = uid
        rows = {row.uid: row for row in item_rows(uid)}
        for item in view.standing:
            if item.tally is not None:
                row = rows[item.uid]
                reason = item.reason or item.tally.why
                values = _concluded(item, item.proposed, reason)
                work.update(row, about=row.registration_id, **values)
    return work.changes


def recuse(session: Session, item: str, member: str, reason: str) -> Changes:
    """A member does not vote on an item. The item's vote goes: it is to be voted on by itself."""
    row = open_item(item)
    why = checked_text("reason", "Lý do không tham gia biểu quyết", reason, required=True)
    if member not in {one.uid for one in member_rows(row.meeting_id)}:
        raise FieldError("member", "Chọn một thành viên của cuộc họp.")
    if Recusal.select().where(Recusal.item == item, Recusal.member == member).exists():
        raise FieldError("member", "Thành viên này đã được ghi không tham gia biểu quyết.")
    with session.write("Ghi thành viên không tham gia biểu quyết", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.insert(Recusal, about=row.registration_id, item=item, member=member, reason=why)
        work.update(row, about=row.registration_id, **no_vote())
    return work.changes


def take_back_recusal(session: Session, recusal: str) -> Changes:
    """The member votes on the item after all; its vote goes."""
    found: Recusal | None = Recusal.get_or_none(Recusal.uid == recusal)
    if found is None:
        raise UserError("Không còn bản ghi này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    row = open_item(found.item_id)
    with session.write("Bỏ ghi không tham gia biểu quyết", Topic.MEETINGS) as work:
        work.uid = row.meeting_id
        work.remove(found, about=row.registration_id)
        work.update(row, about=row.registration_id, **no_vote())
    return work.changes
