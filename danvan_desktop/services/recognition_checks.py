"""What must hold before a decision is drafted, issued, corrected or entered.

Raises the official's error and changes nothing; `recognition` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain import workflow
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_text, in_sentence
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Registration, evaluation_queries, recognition_queries
from danvan_desktop.services.authority import authority, may_give
from danvan_desktop.services.candidates import examine
from danvan_desktop.services.decision_view import AboveDraft, DecisionDraft, LineDraft
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.session import Session


def registration_rows(uids: Sequence[str]) -> list[Registration]:
    """Registrations with their subjects, in this order. Raises `UserError` when one is gone."""
    rows = evaluation_queries.registrations_of(uids)
    if len(rows) != len(uids):
        raise UserError("Có đăng ký trong danh sách không còn trong dữ liệu.")
    return rows


def some_lines(lines: Sequence[LineDraft]) -> Sequence[LineDraft]:
    if not lines:
        raise FieldError("lines", "Chưa chọn đăng ký nào để công nhận.")
    if len({line.registration for line in lines}) != len(lines):
        raise FieldError("lines", "Một đăng ký có trong danh sách hai lần.")
    return lines


def authority_reason(session: Session, plan: Programme, draft: DecisionDraft) -> str:
    """The reason to decide without authority on record; empty when the body has it."""
    if Body.get_by_id(draft.body).owner != session.office_uid:
        raise FieldError("body", "Chỉ tổ chức của đơn vị mới ban hành quyết định tại đây.")
    powers = authority(session, plan, draft.body)
    lacking = [line for line in draft.lines if not may_give(powers, line.level, line.title)]
    reason = checked_text("override_reason", "Lý do", draft.override_reason, limit=1000)
    if lacking and not reason:
        title = plan.title(lacking[0].title).name
        level = plan.level(lacking[0].level).name
        raise FieldError(
            "override_reason",
            f"Chưa ghi thẩm quyền công nhận {title} {in_sentence(level)} cho cơ quan này.",
            todo="Ghi thẩm quyền trong Thiết lập, chọn cơ quan khác, hoặc nêu lý do.",
        )
    return reason if lacking else ""


def check_lines(session: Session, draft: DecisionDraft, decision: str = "") -> None:
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
    if not reason.strip():
        raise FieldError("reason", "Cần ghi lý do khi đính chính số, ngày quyết định.")
    if any(row.status == "valid" for row in recognition_queries.certificates_of(uid)):
        raise UserError(
            "Đã cấp giấy chứng nhận theo số và ngày của quyết định này.",
            safe="Dữ liệu không thay đổi.",
            todo="Ghi hỏng các giấy chứng nhận đã cấp rồi đính chính.",
        )


def check_date(session: Session, on: date, rows: Sequence[Registration]) -> None:
    if on > session.today():
        raise FieldError("date", "Ngày quyết định không thể sau hôm nay.")
    for row in rows:
        if row.registered_on is not None and on < row.registered_on:
            raise FieldError(
                "date",
                f"Ngày quyết định trước ngày đăng ký {format_date(row.registered_on)} của "
                f"“{row.name}”.",
            )


def top_level(plan: Programme, lines: Sequence[LineDraft]) -> str:
    """The highest level given; raises `FieldError` for one the programme does not have."""
    known = {level.code: level for level in plan.levels}
    for line in lines:
        if line.level not in known:
            raise FieldError("level", "Chưa chọn cấp công nhận.")
    return max((known[line.level] for line in lines), key=lambda level: level.rank).code
