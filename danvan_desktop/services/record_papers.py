"""Papers whose words are a record's own (forms, minutes, invitation, notice), on the desk.

What is typed on the desk is number, day and signer; everything else is changed in the record.
"""

from __future__ import annotations

from danvan_desktop.documents.page import Sheet
from danvan_desktop.errors import UserError
from danvan_desktop.services import (
    assessment_papers,
    meeting_papers,
    registration_papers,
    visit_papers,
)
from danvan_desktop.services.paper_specs import Filled, Proposal, Request, spec
from danvan_desktop.services.papers import Paper, PaperKind
from danvan_desktop.services.session import Session


def propose(session: Session, request: Request) -> Proposal:
    """The title the paper has; raises `UserError` where its record is not that far."""
    return Proposal(_paper(session, Filled(request, "", {}, {})).title)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The paper as its record stands now, with number and day."""
    drawn = _paper(session, filled).sheet
    if drawn is None:
        raise UserError(f"“{spec(filled.request.kind).name}” chưa lập được từ hồ sơ này.")
    return drawn


def _paper(session: Session, filled: Filled) -> Paper:
    request, number, day = filled.request, filled.number, filled.day
    about, signer = request.about, filled.texts.get("signer", "")
    match request.kind:
        case PaperKind.REGISTRATION_FORM:
            return registration_papers.form(session, about)
        case PaperKind.SCORE_SHEET:
            return assessment_papers.score_sheet(session, about)
        case PaperKind.VISIT_MINUTES:
            return visit_papers.minutes(session, about)
        case PaperKind.VISIT_REPORT:
            return visit_papers.report(
                session,
                request.programme_id,
                request.year,
                number=number,
                day=day,
                signer=signer,
            )
        case PaperKind.INVITATION:
            return meeting_papers.invitation(session, about, number=number, day=day, signer=signer)
        case PaperKind.COUNT_MINUTES:
            return meeting_papers.count_paper(session, about)
        case _:
            return meeting_papers.notice_paper(
                session, about, number=number, day=day, signer=signer
            )
