"""Papers drawn from a record (forms, minutes, lists, invitation, notice), on the desk.

What is typed on the desk is number, day, signer and the wordings around the record's facts;
everything else is changed in the record.
"""

from __future__ import annotations

from danvan_desktop.documents.page import Sheet
from danvan_desktop.errors import UserError
from danvan_desktop.services import (
    assessment_papers,
    comparison,
    comparison_papers,
    decision_papers,
    meeting_papers,
    registration_papers,
    visit_papers,
)
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import Filled, Proposal, Request, spec
from danvan_desktop.services.session import Session
from danvan_desktop.services.worded_papers import Worded


def propose(session: Session, request: Request) -> Proposal:
    """Title, wordings and the record's own body; raises `UserError` where the record is not that
    far."""
    if request.kind is PaperKind.SCORE_SHEET:
        return Proposal(assessment_papers.score_sheet(session, request.about).title)
    found = worded(session, request)
    return Proposal(found.title, {}, found.texts(), body=found.body.uid)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The paper as its record stands now, with number, day and the words as edited."""
    request = filled.request
    if request.kind is not PaperKind.SCORE_SHEET:
        found = worded(session, request)
        return found.sheet(filled.texts, number=filled.number, day=filled.day)
    drawn = assessment_papers.score_sheet(session, request.about).sheet
    if drawn is None:
        raise UserError(f"“{spec(request.kind).name}” chưa lập được từ hồ sơ này.")
    return drawn


def worded(session: Session, request: Request) -> Worded:
    """The paper of a kind as its record proposes it."""
    if request.kind in _OF_ONE:
        return _OF_ONE[request.kind](session, request.about)
    plan, year, body = request.programme_id, request.year, request.body
    match request.kind:
        case PaperKind.VISIT_REPORT:
            return visit_papers.report(session, plan, year)
        case PaperKind.REGISTRATION_LIST:
            return registration_papers.list_pdf(session, plan, year, body)
        case PaperKind.VISIT_SCHEDULE:
            return visit_papers.schedule(session, plan, year, body)
        case PaperKind.CERTIFICATE_REGISTER:
            return decision_papers.register(session, year, body)
        case _:
            board = comparison.board(session, plan, year)
            uids = [row.registration.uid for row in board.rows]
            return comparison_papers.summary(session, board, uids, body)


_OF_ONE = {
    PaperKind.REGISTRATION_FORM: registration_papers.form,
    PaperKind.FOLLOW_UP: registration_papers.follow_up,
    PaperKind.VISIT_MINUTES: visit_papers.minutes,
    PaperKind.INVITATION: meeting_papers.invitation,
    PaperKind.BALLOT: meeting_papers.blank_ballot,
    PaperKind.WRITTEN_OPINION: meeting_papers.opinion_paper,
    PaperKind.COUNT_MINUTES: meeting_papers.count_paper,
    PaperKind.MEETING_MINUTES: meeting_papers.minutes,
    PaperKind.PUBLIC_NOTICE: meeting_papers.notice_paper,
}
"""By kind what makes a paper about one record."""
