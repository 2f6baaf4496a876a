"""Declared interests: an assessor does not assess a registration, and the reason.

A sheet that was made before stays as it is but is not counted (`final_results`), and it counts
again when the declaration is withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import UserError
from danvan_desktop.models import Interest, Registration, evaluation_queries
from danvan_desktop.models import panel_queries as queries
from danvan_desktop.services import assessors, locks
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_rules import find_registration

_TOPICS = (Topic.SHEETS, Topic.REGISTRATIONS)


@dataclass(frozen=True)
class InterestRow:
    """`had_sheet`: a finished sheet of that assessor is kept and not counted."""

    uid: str
    assessor: str
    assessor_name: str
    registration: str
    registration_name: str
    reason: str
    on: date
    had_sheet: bool


def interests(session: Session, programme_id: str, year: int) -> tuple[InterestRow, ...]:
    """Every declared interest of a programme and year, by registration."""
    found = queries.interests(session.database, programme_id, year)
    names = {
        row.uid: row.name
        for row in evaluation_queries.registrations_of(list({one[2] for one in found}))
    }
    done = {
        (sheet.registration, sheet.assessor)
        for sheet in queries.appraisals(session.database, programme_id, year, session.office_uid)
        if sheet.finished
    }
    return tuple(
        InterestRow(
            uid,
            assessor,
            name,
            registration,
            names.get(registration, ""),
            reason,
            date.fromisoformat(str(day)),
            (registration, name) in done,
        )
        for uid, assessor, registration, reason, day, name in found
    )


def declare(session: Session, assessor: str, registration: str, reason: str) -> Changes:
    """Exclude an assessor from a registration; `changes.count` is 1.

    Raises `FieldError` on `reason` without one, `UserError` for somebody who is excluded already
    and under a decision, whose result rests on the sheets as they are.
    """
    person = assessors.get(assessor)
    row = find_registration(registration)
    why = checked_line("reason", "Lý do", reason, required=True, limit=500)
    known = Interest.get_or_none(
        (Interest.assessor == assessor) & (Interest.registration == registration)
    )
    if known is not None:
        raise UserError(f"“{person.name}” đã khai báo lợi ích liên quan ở đăng ký này.")
    _require_open(session, row)
    with session.write("Khai báo lợi ích liên quan", *_TOPICS, reason=why) as work:
        work.uid = registration
        values = {"assessor": assessor, "registration": registration, "on": session.today()}
        work.insert(Interest, about=registration, reason=why, **values)
    return work.changes


def withdraw(session: Session, uid: str, reason: str) -> Changes:
    """Take a declaration back, with a reason; the assessor is expected again."""
    row = Interest.get_or_none(Interest.uid == uid)
    if row is None:
        raise UserError("Không còn khai báo này.")
    why = checked_line("reason", "Lý do", reason, required=True, limit=500)
    _require_open(session, find_registration(row.registration_id))
    with session.write("Rút khai báo lợi ích liên quan", *_TOPICS, reason=why) as work:
        work.uid = row.registration_id
        work.remove(row, about=row.registration_id)
    return work.changes


def _require_open(session: Session, row: Registration) -> None:
    """A result that something rests on is not changed by who is counted."""
    locks.require_free(session, Locked.REGISTRATION, row.uid)
    recognitions = facts_of(session, row.uid).recognitions
    if any(one.office == session.office_uid and not one.issued for one in recognitions):
        raise UserError(
            f"“{row.name}” đang nằm trong dự thảo quyết định công nhận.",
            safe="Các phiếu đánh giá và kết quả giữ nguyên.",
            todo="Đưa đăng ký ra khỏi dự thảo rồi thực hiện lại.",
        )


def kept_words(session: Session, assessor_name: str, registration: str) -> str:
    """Why a sheet that is there does not count; empty when it does."""
    reason = queries.interest_reason(session.database, registration, assessor_name)
    return (
        f"Phiếu được giữ lại nhưng không tính: có lợi ích liên quan ({reason})." if reason else ""
    )


def sheet_words(session: Session, assessor_name: str, registration: str) -> str:
    """What becomes of the sheet that somebody with an interest has; empty when there is none."""
    for sheet in evaluation_queries.sheets(registration):
        mine = sheet.owner == session.office_uid and sheet.stage == Stage.APPRAISAL
        if mine and sheet.assessor == assessor_name:
            how = "đã hoàn thành" if sheet.finished else "đang chấm dở"
            return f"Phiếu {how} của “{assessor_name}” được giữ lại nhưng không tính vào kết quả."
    return ""
