"""Opening an issued decision again, and what that does to certificates given under it.

The decision becomes a draft that keeps its number and date; its registrations are where they were
before it. Papers that left the office are marked by `locks`. A certificate stays valid as an entry
of its register; it is marked once something that is printed on it changes, and until then only
while the decision is open.
"""

from __future__ import annotations

from danvan_desktop.domain.text import checked_text
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, Certificate, Decision, SupersededPaper, recognition_queries
from danvan_desktop.services import locks, paper_signs
from danvan_desktop.services.decision_view import DecisionStatus, Origin
from danvan_desktop.services.session import Changes, Session, Topic, Work

REOPENED = "Quyết định đang mở lại, chưa ban hành lại."
_TOPICS = (Topic.DECISIONS, Topic.REGISTRATIONS, Topic.CERTIFICATES)


def reopen(session: Session, uid: str, reason: str) -> Changes:
    """Make an issued decision of this office a draft again; number and date stay.

    Raises `FieldError` without a reason, `UserError` for a draft or another office's decision.
    """
    row = _issued(session, uid)
    why = checked_text("reason", "Lý do", reason, required=True, limit=1000)
    lines = recognition_queries.lines(uid)
    with session.write("Mở lại quyết định công nhận", *_TOPICS, reason=why) as work:
        work.update(row, status=DecisionStatus.DRAFT.value)
        named = paper_signs.decision_words(session, row)
        for line in lines:
            work.note(line.registration_id, "decision", named, "mở lại")
        certificates = [one.uid for one in recognition_queries.certificates_of(uid)]
        listed = [line.registration_id for line in lines]
        locks.supersede(work, [uid, *certificates], why, listed)
        work.uid = uid
    return work.changes


def consequences(session: Session, uid: str) -> tuple[str, ...]:
    """What a person should know before a decision is opened again, as sentences."""
    del session
    found = []
    lines = recognition_queries.lines(uid)
    valid = [one for one in recognition_queries.certificates_of(uid) if one.status == "valid"]
    if valid:
        found.append(
            f"{len(valid)} giấy chứng nhận đã cấp được đánh dấu chờ ban hành lại; giấy nào có nội "
            "dung thay đổi thì phải cấp lại."
        )
    uids = [line.uid for line in lines]
    awards = Award.select().where(Award.recognition.in_(uids), ~Award.deleted).count()
    if awards:
        found.append(f"{awards} đề nghị khen thưởng dựa trên quyết định này.")
    return tuple(found)


def mark_certificates(work: Work, decision: str, reason: str) -> None:
    """Mark every valid certificate of a decision as no longer right."""
    for row in recognition_queries.certificates_of(decision):
        _mark(work, row, reason)


def mark_certificate(work: Work, recognition: str, reason: str) -> None:
    """Mark the valid certificate of one line as no longer right, when it has one."""
    for row in Certificate.select().where(
        Certificate.recognition == recognition, ~Certificate.deleted
    ):
        _mark(work, row, reason)


def _mark(work: Work, row: Certificate, reason: str) -> None:
    if row.status == "valid" and not locks.superseded([row.uid]):
        work.insert(SupersededPaper, uid=row.uid, on=work.session.today(), reason=reason)


def _issued(session: Session, uid: str) -> Decision:
    row = recognition_queries.decision(uid)
    if row is None:
        raise UserError("Không còn quyết định này trong dữ liệu.")
    if row.owner != session.office_uid or row.origin != Origin.OWN:
        raise UserError(
            "Quyết định do cơ quan khác ban hành, chỉ cơ quan đó mở lại được.",
            safe="Dữ liệu không thay đổi.",
        )
    if row.status != DecisionStatus.ISSUED:
        raise UserError("Quyết định đang là dự thảo, sửa được ngay.")
    return row
