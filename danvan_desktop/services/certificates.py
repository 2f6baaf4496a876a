"""Certificates and their register: numbers without gaps, spoiled ones kept as spoiled.

Numbers run per body and series, anew each year or on, as the office sets. The paper is drawn by
`documents/certificate` from what was decided; `papers` fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain import numbering
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import checked_text
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Certificate,
    Decision,
    Recognition,
    Revocation,
    recognition_queries,
)
from danvan_desktop.services import adoption, locks
from danvan_desktop.services.decision_reopening import REOPENED
from danvan_desktop.services.decision_view import DecisionStatus, Origin
from danvan_desktop.services.locks import Superseded
from danvan_desktop.services.paper_signs import Signs, decision_words
from danvan_desktop.services.session import Changes, Session, Topic, Work

SERIES = "giay-chung-nhan"
RUNS_ON = "certificates_run_on"
"""Setting: true when the register runs on over the years, false (usual) when yearly from 1."""
WANTED = "certificates"
"""Programme setting: whether certificates are given, where the office departs from the paper."""


class CertificateStatus(StrEnum):
    """An entry of the register never goes: its paper is valid or was spoiled."""

    VALID = "valid"
    SPOILED = "spoiled"

    @property
    def label(self) -> str:
        return "Đã cấp" if self is self.VALID else "Hỏng"


@dataclass(frozen=True)
class CertificateRow:
    """An entry of the register. `number_text` is as printed: "05/2026", or "05" when it runs on;
    so is `decision_number`, with its signs."""

    uid: str
    recognition: str
    registration: str
    decision: str
    decision_number: str
    decision_date: date | None
    body: str
    body_name: str
    year: int
    number: int
    number_text: str
    issued_on: date | None
    recipient: str
    address: str
    content: str
    status: CertificateStatus
    reason: str
    mark: str = ""
    """Why a valid one is no longer right, "" while it is."""

    @property
    def status_words(self) -> str:
        return "Không còn đúng" if self.mark else self.status.label


def wanted(session: Session, programme_id: str) -> bool:
    """Whether certificates are given: the office's own choice, else the programme's."""
    plan = adoption.programme(session, programme_id)
    return bool(adoption.answer(session, programme_id, WANTED, plan.registration.certificates))


def set_wanted(session: Session, programme_id: str, value: bool | None) -> Changes:
    """The office's own choice; None goes back to the programme's."""
    return adoption.set_answer(session, programme_id, WANTED, value)


def issue(
    session: Session, decision: str, recognitions: Sequence[str], *, on: date | None = None
) -> Changes:
    """Enter certificates in the register, in the order of the decision's list: all or none.

    `on` is the day of issue, by default the decision's. Raises `UserError` for a decision that is
    not issued or not ours, and for a line that is revoked or has a certificate already.
    """
    row = _issued_decision(session, decision)
    day = on or row.date
    _check_day(session, row, day)
    wanted_lines = set(recognitions)
    lines = [one for one in recognition_queries.lines(decision) if one.uid in wanted_lines]
    if not lines or len(lines) != len(wanted_lines):
        raise UserError("Chưa chọn đúng dòng nào của quyết định để cấp giấy chứng nhận.")
    _require_open(decision, lines)
    topics = (Topic.CERTIFICATES, Topic.DECISIONS)
    with session.write("Cấp giấy chứng nhận", *topics) as work:
        work.uid = decision
        for line in lines:
            _enter(work, row, line, day)
    return work.changes


def spoil(session: Session, uid: str, reason: str, *, reissue: bool = False) -> Changes:
    """Keep a number as spoiled, with its reason; `reissue` enters the recipient anew.

    The new entry takes the next free number; the spoiled one is never given again.
    """
    row = _find(uid)
    if row.status != CertificateStatus.VALID:
        raise UserError("Giấy này đã được ghi hỏng.", safe="Sổ cấp không thay đổi.")
    why = checked_text("reason", "Lý do", reason, required=True, limit=500)
    use_case = "Ghi hỏng và cấp lại giấy chứng nhận" if reissue else "Ghi hỏng giấy chứng nhận"
    with session.write(use_case, Topic.CERTIFICATES, Topic.DECISIONS, reason=why) as work:
        work.uid = uid
        line = row.recognition
        values = {"status": CertificateStatus.SPOILED.value, "reason": why}
        work.update(row, about=line.registration_id, **values)
        if reissue:
            _require_reissuable(session, line)
            work.uid = _enter(work, line.decision, line, session.today())
    return work.changes


def register(session: Session, year: int, body: str = "") -> tuple[CertificateRow, ...]:
    """The register of a year, spoiled numbers included, of one body or of all."""
    rows = recognition_queries.certificates(year, session.office_uid)
    return _rows(session, [row for row in rows if body in ("", row.body_id)])


def of_decision(session: Session, decision: str) -> tuple[CertificateRow, ...]:
    """Every certificate given under a decision, spoiled ones included."""
    return _rows(session, recognition_queries.certificates_of(decision))


def number_texts(session: Session) -> Callable[[int, int], str]:
    """Gives register numbers as printed: with their year, unless the register runs on."""
    runs_on = _runs_on(session)

    def text(number: int, year: int) -> str:
        return numbering.register_number(number, None if runs_on else year)

    return text


def register_defects(session: Session, year: int, body: str) -> list[str]:
    """What breaks the register of a body, in Vietnamese; empty when it runs without a gap."""
    period = None if _runs_on(session) else year
    used = recognition_queries.entries(session.office_uid, body, SERIES, period)
    return numbering.register_defects(used)


def _enter(work: Work, decision: Decision, line: Recognition, day: date | None) -> str:
    """One entry under the next number, inside the transaction that reads the last one."""
    session = work.session
    year = (day or session.today()).year
    period = None if _runs_on(session) else year
    used = recognition_queries.entries(session.office_uid, decision.body_id, SERIES, period)
    row = work.insert(
        Certificate,
        about=line.registration_id,
        recognition=line.uid,
        body=decision.body_id,
        series=SERIES,
        year=year,
        number=numbering.next_entry(used),
        issued_on=day,
        status=CertificateStatus.VALID.value,
    )
    return row.uid


def _issued_decision(session: Session, uid: str) -> Decision:
    row = recognition_queries.decision(uid)
    if row is None:
        raise UserError("Không còn quyết định này trong dữ liệu.")
    if row.status != DecisionStatus.ISSUED:
        raise UserError(
            "Quyết định chưa có số, ngày nên chưa cấp được giấy chứng nhận.",
            safe="Sổ cấp không thay đổi.",
            todo="Nhập số và ngày quyết định trước.",
        )
    if row.origin != Origin.OWN or row.owner != session.office_uid:
        raise UserError(
            "Giấy chứng nhận do cơ quan ban hành quyết định cấp.", safe="Sổ cấp không thay đổi."
        )
    return row


def _check_day(session: Session, decision: Decision, day: date | None) -> None:
    if day is None or decision.date is None or not decision.date <= day <= session.today():
        raise FieldError("on", "Ngày cấp phải từ ngày quyết định đến hôm nay.")


def _require_open(decision: str, lines: Sequence[Recognition]) -> None:
    revoked = recognition_queries.revocations([line.uid for line in lines])
    given = {
        row.recognition_id: row.number
        for row in recognition_queries.certificates_of(decision)
        if row.status == CertificateStatus.VALID
    }
    for line in lines:
        if line.uid in revoked:
            raise UserError(f"Công nhận “{_name(line)}” đã bị thu hồi.", safe=_UNCHANGED)
        if line.uid in given:
            raise UserError(
                f"“{_name(line)}” đã có giấy chứng nhận số {given[line.uid]:02d}.",
                safe=_UNCHANGED,
                todo="Ghi hỏng giấy cũ nếu cần cấp lại.",
            )


_UNCHANGED = "Sổ cấp không thay đổi."


def _require_reissuable(session: Session, line: Recognition) -> None:
    name = _name(line)
    if recognition_queries.revocations([line.uid]):
        raise UserError(f"Công nhận “{name}” đã bị thu hồi nên không cấp lại.", safe=_UNCHANGED)
    if line.deleted:
        raise UserError(f"“{name}” đã được đưa ra khỏi quyết định.", safe=_UNCHANGED)
    if line.decision.status != DecisionStatus.ISSUED:
        raise UserError(
            f"{decision_words(session, line.decision)} đang mở lại nên chưa cấp lại được.",
            safe=_UNCHANGED,
            todo="Ban hành lại quyết định rồi cấp lại.",
        )


def _find(uid: str) -> Certificate:
    row = recognition_queries.certificate(uid)
    if row is None:
        raise UserError("Không còn giấy chứng nhận này trong dữ liệu.")
    return row


def _runs_on(session: Session) -> bool:
    return bool(session.setting(RUNS_ON, False))


def _name(line: Recognition) -> str:
    return line.initiative_name or line.recipient_name


def _rows(session: Session, rows: Sequence[Certificate]) -> tuple[CertificateRow, ...]:
    marks = locks.superseded([row.uid for row in rows])
    revoked = recognition_queries.revocations([row.recognition_id for row in rows])
    text, signs = number_texts(session), Signs(session)
    return tuple(
        _row(row, text, signs, marks.get(row.uid), revoked.get(row.recognition_id)) for row in rows
    )


def mark_of(row: Certificate, mark: Superseded | None, revoked: Revocation | None) -> str:
    """Why a valid certificate is no longer right: revoked, marked, or its decision is open."""
    if row.status != CertificateStatus.VALID:
        return ""
    if revoked is not None:
        return f"Công nhận đã bị thu hồi ngày {format_date(revoked.on)}."
    if mark is not None:
        return mark.reason
    return REOPENED if row.recognition.decision.status != DecisionStatus.ISSUED else ""


def _row(
    row: Certificate,
    text: Callable[[int, int], str],
    signs: Signs,
    mark: Superseded | None,
    revoked: Revocation | None,
) -> CertificateRow:
    line = row.recognition
    return CertificateRow(
        uid=row.uid,
        recognition=line.uid,
        registration=line.registration_id,
        decision=line.decision_id,
        decision_number=signs.decision(line.decision),
        decision_date=line.decision.date,
        body=row.body_id,
        body_name=line.decision.issuer_name,
        year=row.year,
        number=row.number,
        number_text=text(row.number, row.year),
        issued_on=row.issued_on,
        recipient=line.recipient_name,
        address=line.address,
        content=_name(line),
        status=CertificateStatus(row.status),
        reason=row.reason,
        mark=mark_of(row, mark, revoked),
    )
