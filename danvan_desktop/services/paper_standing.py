"""Whether a paper whose code is sound still counts, by the records of the office that issued it.

    reason = paper_standing.why_not(session, office, facts)      # "" while it counts

Of our own papers everything is known. Of another office's, what its packages brought: decisions,
revocations, the register with its spoiled numbers. Signatures are `paper_codes`'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from danvan_desktop.domain import numbering
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind, shortened
from danvan_desktop.domain.text import search_key
from danvan_desktop.models import Award, Certificate, Decision, Recognition, recognition_queries
from danvan_desktop.services import certificates, locks
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_reopening import REOPENED
from danvan_desktop.services.decision_view import DecisionStatus
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session


def why_not(session: Session, office: str, facts: CodeFacts) -> str:
    """Why a paper of that office counts no more, in words; "" while it counts as far as we know."""
    own = office == session.office_uid
    if facts.kind == CodeKind.AWARD.value:
        return _why_no_award(office, facts) if own else ""
    decisions = _decisions(office, facts)
    if facts.kind == CodeKind.DECISION.value:
        named = [row for row in decisions if shortened(row.subject) == facts.initiative]
        reopened = any(row.status != DecisionStatus.ISSUED for row in named)
        return REOPENED if reopened else ""
    return next(_against_certificate(own, decisions, facts), "")


def number_text(session: Session, office: str, facts: CodeFacts) -> str:
    """The number of the paper's decision with its signs, from our records of it; as the code has
    it where we have none: the code carries the number alone."""
    signs = Signs(session)
    if facts.kind == CodeKind.AWARD.value:
        found = [signs.award(row) for row in _awards(office, facts)]
    else:
        found = [signs.decision(row) for row in _decisions(office, facts)]
    return found[0] if len(set(found)) == 1 else facts.decision_number


def _decisions(office: str, facts: CodeFacts) -> list[Decision]:
    try:
        day = date.fromisoformat(facts.decided_on)
    except ValueError:
        return []
    return list(
        Decision.select().where(
            Decision.owner == office,
            Decision.number == facts.decision_number,
            Decision.date == day,
            ~Decision.deleted,
        )
    )


def _against_certificate(
    own: bool, decisions: Sequence[Decision], facts: CodeFacts
) -> Iterator[str]:
    lines = [line for row in decisions for line in recognition_queries.lines(row.uid)]
    entries = _entries(decisions, facts) if facts.register_number else []
    if entries:
        lines = [entry.recognition for entry in entries]
    else:
        lines = [line for line in lines if _names(line, facts)]
    revocations = recognition_queries.revocations([line.uid for line in lines])
    for revoked in revocations.values():
        yield f"Việc công nhận đã bị thu hồi ngày {format_date(revoked.on)}: {revoked.reason}"
    for entry in entries:
        if entry.status == CertificateStatus.SPOILED:
            yield f"Giấy số {facts.register_number} đã được ghi hỏng: {entry.reason}"
    if own:
        marks = locks.superseded([entry.uid for entry in entries])
        for entry in entries:
            mark = certificates.mark_of(entry, marks.get(entry.uid), None)
            if mark:
                yield f"Giấy số {facts.register_number} không còn đúng: {mark}"


def _entries(decisions: Sequence[Decision], facts: CodeFacts) -> list[Certificate]:
    """The entries of the register with the paper's number.

    A spoiled paper may bear a name that was put right since, so the name only tells apart entries
    of two bodies that have the same number.
    """
    found = [
        entry
        for row in decisions
        for entry in recognition_queries.certificates_of(row.uid)
        if facts.register_number
        in (
            numbering.register_number(entry.number),
            numbering.register_number(entry.number, entry.year),
        )
    ]
    return [entry for entry in found if _names(entry.recognition, facts)] or found


def _names(line: Recognition, facts: CodeFacts) -> bool:
    return search_key(line.recipient_name) == search_key(facts.recipient)


def _why_no_award(office: str, facts: CodeFacts) -> str:
    """Our own awards are all known; one taken back has lost the decision its paper names."""
    if _awards(office, facts):
        return ""
    return "Khen thưởng này không còn trong danh sách của đơn vị: kết quả đã được mở lại hoặc gỡ."


def _awards(office: str, facts: CodeFacts) -> list[Award]:
    """The awards given to the paper's recipient by its decision."""
    rows = Award.select().where(
        Award.owner == office,
        Award.status == AwardStatus.GIVEN.value,
        Award.decision_number == facts.decision_number,
        ~Award.deleted,
    )
    return [
        row
        for row in rows
        if search_key(row.recipient_name) == search_key(facts.recipient)
        and (row.decision_date.isoformat() if row.decision_date else "") == facts.decided_on
    ]
