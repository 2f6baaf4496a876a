"""Taking an award back: revoked by the body that gave it, or its decision was entered wrongly.

What was once given leaves a trace that travels and is never overwritten, so that a paper printed
under it is told wherever its code is checked (`paper_standing`). A revoked one keeps the number and
date of its decision, with day and reason in its note; one that is opened again stays as a
tombstone, and a new proposal takes its place. Old copies of the program read both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.domain.awards import AwardStatus, is_revoked, revocation_note
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Award
from danvan_desktop.services import awards
from danvan_desktop.services.session import Changes, Session


def revoke(
    session: Session, uids: Sequence[str], reason: str, on: date, *, paper: str = ""
) -> Changes:
    """Take given awards back: all or none. They count as not given from then on.

    Raises `FieldError` without a reason or for a day before the decision or in the future,
    `UserError` for an award that is not given or another office's.
    """
    rows = [_given(uid) for uid in uids]
    why = checked_line("reason", "Lý do", reason, required=True, limit=1000)
    named = checked_line("paper", "Văn bản thu hồi", paper)
    if not all(row.decision_date and row.decision_date <= on <= session.today() for row in rows):
        raise FieldError("on", "Ngày thu hồi phải từ ngày quyết định đến hôm nay.")
    note = revocation_note(on, why, named)
    with session.write("Thu hồi khen thưởng", *awards.TOPICS, reason=why) as work:
        for row in rows:
            about = row.registration_id or ""
            work.update(row, about=about, status=AwardStatus.REFUSED.value, note=note)
            work.uid = row.uid
    return work.changes


def reopen(session: Session, uid: str, reason: str) -> Changes:
    """Make a decided award a proposal again, when its decision was entered wrongly.

    The changes name the proposal: for one that was given, a new one beside the old one's trace.
    """
    row = awards.find(uid)
    why = checked_text("reason", "Lý do", reason, required=True, limit=1000)
    if row.status == AwardStatus.PROPOSED:
        raise UserError("Đề nghị khen thưởng này chưa có quyết định.")
    about = row.registration_id or ""
    revoked = is_revoked(AwardStatus(row.status), row.note)
    undecided = {"status": AwardStatus.PROPOSED.value, "decision_number": "", "decision_date": None}
    with session.write("Mở lại kết quả khen thưởng", *awards.TOPICS, reason=why) as work:
        work.uid = uid
        if revoked or row.status == AwardStatus.GIVEN:
            fresh = {**row.fields(), **undecided, "note": "" if revoked else row.note}
            work.update(row, about=about, note=why)
            work.remove(row, about=about)
            work.uid = work.insert(Award, about=about, **fresh).uid
        else:
            work.update(row, about=about, **undecided)
    return work.changes


def _given(uid: str) -> Award:
    row = awards.find(uid)
    if row.status != AwardStatus.GIVEN:
        raise UserError(
            f"“{row.recipient_name}” chưa được khen thưởng nên không có gì để thu hồi.",
            safe="Dữ liệu không thay đổi.",
        )
    return row
