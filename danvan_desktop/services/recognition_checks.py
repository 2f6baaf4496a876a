"""What must hold before a decision is drafted, issued, corrected or entered.

Raises the official's error and changes nothing; `recognition` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain import numbering, workflow
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_text, in_sentence, search_key
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Body,
    Decision,
    Meeting,
    MeetingItem,
    Registration,
    evaluation_queries,
    recognition_queries,
)
from danvan_desktop.services import paper_memory
from danvan_desktop.services.authority import authority, may_give
from danvan_desktop.services.candidates import examine
from danvan_desktop.services.decision_view import AboveDraft, DecisionDraft, LineDraft
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.session import Session
from danvan_desktop.services.title_standing import over_quota


def registration_rows(uids: Sequence[str]) -> list[Registration]:
    """Registrations with their subjects, in this order. Raises `UserError` when one is gone."""
    rows = evaluation_queries.registrations_of(uids)
    if len(rows) != len(uids):
        raise UserError("Có đăng ký trong danh sách không còn trong dữ liệu.")
    return rows


def some_lines(lines: Sequence[LineDraft]) -> Sequence[LineDraft]:
    """The lines of a decision. Raises `FieldError` where there are none, or one stands twice."""
    if not lines:
        raise FieldError("lines", "Chưa chọn đăng ký nào để công nhận.")
    if len({line.registration for line in lines}) != len(lines):
        raise FieldError("lines", "Một đăng ký có trong danh sách hai lần.")
    return lines


def override_reason(
    session: Session, plan: Programme, draft: DecisionDraft, decision: str = ""
) -> str:
    """The reason to decide without authority on record or beyond a quota; empty without need."""
    if Body.get_by_id(draft.body).owner != session.office_uid:
        raise FieldError("body", "Chỉ tổ chức của đơn vị mới ban hành quyết định tại đây.")
    reason = checked_text("override_reason", "Lý do", draft.override_reason, limit=1000)
    found = unusual(session, plan, draft.body, draft.lines, draft.year, decision)
    if found and not reason:
        raise FieldError(
            "override_reason",
            found[0].what,
            todo=f"{found[0].todo}, hoặc nêu lý do vẫn lập quyết định.",
        )
    return reason if found else ""


@dataclass(frozen=True)
class Unusual:
    """Something that a decision may do only with a reason, and what to do instead."""

    what: str
    todo: str


def unusual(
    session: Session,
    plan: Programme,
    body: str,
    lines: Sequence[LineDraft],
    year: int,
    decision: str = "",
) -> list[Unusual]:
    """What these lines need a reason for: authority that is not on record, a quota gone beyond."""
    powers = authority(session, plan, body)
    found = []
    for line in lines:
        if not may_give(powers, line.level, line.title):
            title, level = plan.title(line.title).name, plan.level(line.level).name
            found.append(
                Unusual(
                    f"Chưa ghi thẩm quyền công nhận {title} {in_sentence(level)} cho cơ quan này.",
                    "Ghi thẩm quyền trong Thiết lập, chọn cơ quan khác",
                )
            )
            break
    titles = {line.registration: line.title for line in lines}
    if any(plan.title(code).quotas for code in titles.values()):
        over = over_quota(session, plan, year, titles, decision)
        found += [
            Unusual(f"Vượt số lượng được công nhận. {words}", "Bỏ bớt dòng") for words in over
        ]
    return found


def check_lines(session: Session, draft: DecisionDraft, decision: str = "") -> None:
    """Raise where a line is of another programme or year, or may not be recognised."""
    lines = some_lines(draft.lines)
    rows = registration_rows([line.registration for line in lines])
    if any((row.programme_id, row.year) != (draft.programme_id, draft.year) for row in rows):
        raise FieldError("lines", "Có đăng ký của chương trình hoặc năm khác trong danh sách.")
    titles = {line.registration: line.title for line in lines}
    found = examine(session, draft.programme_id, rows, titles=titles, decision=decision)
    for item in found:
        if item.reasons:
            raise UserError(
                f"“{item.registration.name}”: {item.reasons[0]}",
                safe="Dự thảo chưa được lưu.",
                todo="Bỏ đăng ký này khỏi danh sách hoặc bổ sung phần còn thiếu.",
            )


def require_recognisable(session: Session, rows: Sequence[Registration]) -> None:
    """Raise `UserError` naming the first whose state does not allow recognition."""
    facts = facts_of_many(session, [row.uid for row in rows])
    for row in rows:
        try:
            workflow.require("recognise", facts[row.uid], session.office_uid)
        except UserError as error:
            raise UserError(f"“{row.name}”: {error.what}", safe=error.safe) from error


def recognised_lower(session: Session, row: Registration, draft: AboveDraft) -> bool:
    """Whether this office recognised it before, but not with this title at this level."""
    facts = facts_of_many(session, [row.uid])[row.uid]
    if workflow.state(facts, session.office_uid) is not State.RECOGNISED:
        return False
    wanted = next(line for line in draft.lines if line.registration == row.uid)
    return not any(
        given.registration_id == row.uid
        and (given.title, given.level) == (wanted.title, wanted.level)
        for given in recognition_queries.given_before(session.office_uid)
    )


def require_correction(uid: str, reason: str) -> None:
    """Raise unless number and day may be put right: a reason, and no valid certificate."""
    if not reason.strip():
        raise FieldError("reason", "Cần ghi lý do khi đính chính số, ngày quyết định.")
    if any(row.status == "valid" for row in recognition_queries.certificates_of(uid)):
        raise UserError(
            "Đã cấp giấy chứng nhận theo số và ngày của quyết định này.",
            safe="Dữ liệu không thay đổi.",
            todo="Ghi hỏng các giấy chứng nhận đã cấp rồi đính chính.",
        )


def check_date(session: Session, on: date, rows: Sequence[Registration]) -> None:
    """Raise `FieldError` for a day in the future or before a registration on the list."""
    if on > session.today():
        raise FieldError("date", "Ngày quyết định không thể sau hôm nay.")
    for row in rows:
        if row.registered_on is not None and on < row.registered_on:
            raise FieldError(
                "date",
                f"Ngày quyết định trước ngày đăng ký {format_date(row.registered_on)} của "
                f"“{row.name}”.",
            )
    met = _last_meeting([row.uid for row in rows])
    if met is not None and on < met:
        raise FieldError(
            "date",
            f"Ngày quyết định trước ngày họp bình xét {format_date(met)} mà quyết định căn cứ.",
        )


def older_than_proposals(decision: Decision, on: date) -> str:
    """What speaks against that day where every proposal of the year was signed later; "" else.

    It may be right: an old decision that is typed in after proposals of a later round were made.
    """
    first = paper_memory.first_signed(
        PaperKind.RECOGNITION_PROPOSAL, decision.programme_id, decision.year
    )
    if decision.body_id is None or first is None or on >= first:
        return ""
    return f"Ngày quyết định trước ngày tờ trình đề nghị công nhận {format_date(first)}."


def check_after_proposals(decision: Decision, on: date, *, knowingly: bool) -> None:
    """Raise for a decision older than all proposals, unless that is known and meant."""
    words = "" if knowingly else older_than_proposals(decision, on)
    if words:
        raise FieldError(
            "date",
            words,
            todo="Kiểm tra lại ngày; tờ trình ghi nhầm ngày thì sửa ở trang Văn bản trước.",
        )


def _last_meeting(registrations: Sequence[str]) -> date | None:
    """The day of the last closed meeting that gave any of these a result."""
    found = (
        Meeting.select(Meeting.on)
        .join(MeetingItem, on=(MeetingItem.meeting == Meeting.uid))
        .where(
            Meeting.closed,
            MeetingItem.registration.in_(list(registrations)),
            MeetingItem.result.in_(["recognised", "lower"]),
            MeetingItem.void == "",
        )
    )
    return max((meeting.on for meeting in found if meeting.on), default=None)


def top_level(plan: Programme, lines: Sequence[LineDraft]) -> str:
    """The highest level given; raises `FieldError` for one the programme does not have."""
    known = {level.code: level for level in plan.levels}
    for line in lines:
        if line.level not in known:
            raise FieldError("level", "Chưa chọn cấp công nhận.")
    return max((known[line.level] for line in lines), key=lambda level: level.rank).code


def check_new_above(issuer: str, number: str, on: date) -> None:
    """Refuse a decision from above that was entered before: one number, one issuer, one year."""
    query = Decision.select().where(
        Decision.origin == "above", Decision.number != "", ~Decision.deleted
    )
    wanted = (search_key(issuer), on.year)
    for row in query:
        day: date = row.date or on
        known = (search_key(row.issuer_name), day.year)
        if known == wanted and numbering.is_same(number, row.number):
            raise FieldError(
                "number",
                f"Quyết định số {row.number} của {row.issuer_name} ngày {format_date(day)} "
                "đã được nhập.",
                todo="Kiểm tra lại số, ngày; mỗi quyết định chỉ nhập một lần.",
            )


def check_others(draft: AboveDraft) -> None:
    """What a decision from above does not recognise: each once, with its reason."""
    recognised = {line.registration for line in draft.lines}
    for other in draft.others:
        if other.registration in recognised:
            raise FieldError("lines", "Một đăng ký vừa được công nhận vừa không được công nhận.")
        if not other.reason.strip():
            raise FieldError("lines", "Cần ghi lý do cho đăng ký không được công nhận.")
