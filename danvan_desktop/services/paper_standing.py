"""Whether a paper whose code is sound still counts, by the records of the office that issued it.

    reason = paper_standing.why_not(session, office, facts)      # "" while it counts

Of our own papers everything is known. Of another office's, what its packages brought: decisions,
revocations, the register with its spoiled numbers, awards; of rows about its papers only its own
count. What is not known there counts. Signatures are `paper_codes`'.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from danvan_desktop.domain import numbering
from danvan_desktop.domain.awards import AwardStatus, is_revoked
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind, shortened
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.text import search_key
from danvan_desktop.models import (
    Award,
    Certificate,
    Decision,
    DeskPaper,
    IssuedPaper,
    Recognition,
    recognition_queries,
)
from danvan_desktop.services import certificates, decision_wording, locks
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_reopening import REOPENED
from danvan_desktop.services.decision_view import DecisionStatus
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session

_DESK_DECISIONS = (PaperKind.AWARD_DECISION, PaperKind.TEAM_DECISION)
_AWARD_GONE = (
    "Khen thưởng này không còn trong danh sách của đơn vị: kết quả đã được mở lại hoặc gỡ."
)


def why_not(session: Session, office: str, facts: CodeFacts) -> str:
    """Why a paper of that office counts no more, in words; "" while it counts as far as we know."""
    own = office == session.office_uid
    if facts.kind == CodeKind.AWARD.value:
        return next(_against_award(own, office, facts), "")
    if facts.kind == CodeKind.DECISION.value:
        if own and (on_desk := _on_desk(facts)):
            return next(_against_desk(session, on_desk), "")
        return next(_against_decision(own, office, facts), "")
    return next(_against_certificate(own, office, facts), "")


def number_text(session: Session, office: str, facts: CodeFacts) -> str:
    """The number of the paper's decision with its signs, from our records of it; as the code has
    it where we have none: the code carries the number alone."""
    signs = Signs(session)
    if facts.kind == CodeKind.AWARD.value:
        found = [signs.award(row) for row in _awards(office, facts)]
    elif office == session.office_uid and (on_desk := _on_desk(facts)):
        found = [signs.desk(row) for row in on_desk]
    else:
        found = [signs.decision(row) for row in _decisions(office, facts)]
    return found[0] if len(set(found)) == 1 else facts.decision_number


def _against_decision(own: bool, office: str, facts: CodeFacts) -> Iterator[str]:
    found = _decisions(office, facts)
    standing = [row for row in found if not row.deleted]
    named = [row for row in standing if shortened(row.subject) == facts.initiative]
    if any(row.status != DecisionStatus.ISSUED for row in named):
        yield REOPENED
    elif standing and not named:
        yield "Quyết định đã được mở lại và ban hành lại với nội dung khác."
    elif not standing and (own or found):
        yield "Quyết định này không còn: đơn vị đã bỏ, hoặc đã đổi số, ngày."


def _against_desk(session: Session, found: Sequence[DeskPaper]) -> Iterator[str]:
    if any(row.stage != PaperStage.ISSUED for row in found):
        yield "Quyết định này chưa ban hành."
    for row in found:
        later = row.issued_id and IssuedPaper.get_or_none(IssuedPaper.replaces == row.issued_id)
        if later:
            sign = Signs(session).issued(later, row.body_id)
            yield f"Quyết định này đã được thay thế bằng Quyết định số {sign}."


def _on_desk(facts: CodeFacts) -> list[DeskPaper]:
    """Our own award and team decisions that a code is of; they do not travel.

    Of two bodies with the same number, day and subject, the paper's own.
    """
    if facts.kind != CodeKind.DECISION.value:
        return []
    found = DeskPaper.select().where(
        DeskPaper.kind.in_([kind.value for kind in _DESK_DECISIONS]),
        DeskPaper.number == facts.decision_number,
        DeskPaper.date == _day(facts),
    )
    named = [row for row in found if _subject(row) == facts.initiative]
    return [row for row in named if _decider(row) == facts.recipient] or named


def _decider(row: DeskPaper) -> str:
    return decision_wording.signing_of(row.body).deciding_body if row.body_id else ""


def _subject(row: DeskPaper) -> str:
    return shortened(str(json.loads(row.texts).get("subject", "")))


def _decisions(office: str, facts: CodeFacts) -> list[Decision]:
    """The office's decisions of that number and day, dropped ones too."""
    day = _day(facts)
    found = Decision.select().where(
        Decision.owner == office, Decision.number == facts.decision_number, Decision.date == day
    )
    return list(found) if day else []


def _day(facts: CodeFacts) -> date | None:
    try:
        return date.fromisoformat(facts.decided_on)
    except ValueError:
        return None


def _against_certificate(own: bool, office: str, facts: CodeFacts) -> Iterator[str]:
    decisions = [row for row in _decisions(office, facts) if not row.deleted]
    entries = _entries(office, decisions, facts)
    lines = [entry.recognition for entry in entries]
    if not entries:
        listed = (line for row in decisions for line in recognition_queries.lines(row.uid))
        lines = [line for line in listed if _names(line, facts)]
    for revoked in recognition_queries.revocations([line.uid for line in lines]).values():
        if revoked.owner == office:
            by = f" ({revoked.paper})" if revoked.paper else ""
            day = format_date(revoked.on)
            yield f"Việc công nhận đã bị thu hồi ngày {day}{by}: {revoked.reason}"
    for entry in entries:
        if entry.status == CertificateStatus.SPOILED:
            yield f"Giấy số {facts.register_number} đã được ghi hỏng: {entry.reason}"
    marks = locks.superseded([entry.uid for entry in entries]) if own else {}
    for entry in entries:
        mark = certificates.mark_of(entry, marks.get(entry.uid), None) or _drift(entry, facts)
        if mark:
            yield f"Giấy số {facts.register_number} không còn đúng: {mark}"


def _entries(office: str, decisions: Sequence[Decision], facts: CodeFacts) -> list[Certificate]:
    """The entries of the office's register with the paper's number.

    A paper may bear a name that was put right since, or a number its decision has no more: each
    alone tells apart entries of two bodies that have the same number.
    """
    head = facts.register_number.partition("/")[0]
    found = (
        [
            entry
            for entry in recognition_queries.entries_numbered(office, int(head))
            if facts.register_number
            in (
                numbering.register_number(entry.number),
                numbering.register_number(entry.number, entry.year),
            )
        ]
        if head.isdecimal()
        else []
    )
    decided = {row.uid for row in decisions}
    under = [entry for entry in found if entry.recognition.decision_id in decided]
    named = [entry for entry in found if _names(entry.recognition, facts)]
    return [entry for entry in under if entry in named] or named or under


def _drift(entry: Certificate, facts: CodeFacts) -> str:
    """What the register of the issuer says otherwise than the paper; "" for nothing."""
    line, decision = entry.recognition, entry.recognition.decision
    if line.deleted or decision.deleted:
        return "đã được đưa ra khỏi quyết định."
    if (decision.number, decision.date) != (facts.decision_number, _day(facts)):
        day = f" ngày {format_date(decision.date)}" if decision.date else ""
        return f"nay ghi theo Quyết định số {decision.number}{day}."
    return "" if _names(line, facts) else f"nay ghi tên “{line.recipient_name}”."


def _names(row: Recognition | Award, facts: CodeFacts) -> bool:
    return search_key(row.recipient_name) == search_key(facts.recipient)


def _against_award(own: bool, office: str, facts: CodeFacts) -> Iterator[str]:
    found = _awards(office, facts)
    if any(row.status == AwardStatus.GIVEN and not row.deleted for row in found):
        return
    for row in found:
        if row.deleted:
            continue
        if is_revoked(AwardStatus(row.status), row.note):
            yield f"Khen thưởng đã bị {row.note[0].lower()}{row.note[1:]}"
        yield f"Quyết định ghi trên giấy không khen thưởng: {row.note}"
    if found or own:
        yield _AWARD_GONE


def _awards(office: str, facts: CodeFacts) -> list[Award]:
    """What the office noted of the paper's recipient under its decision, taken back or not.

    Of several of one name, those about what the paper is about.
    """
    rows = Award.select().where(
        Award.owner == office,
        Award.decision_number == facts.decision_number,
        Award.decision_date == _day(facts),
    )
    found = [row for row in rows if _names(row, facts)]
    return [row for row in found if _about(row) == facts.initiative] or found


def _about(row: Award) -> str:
    line = row.recognition
    return shortened(line.initiative_name if line else row.achievement)
