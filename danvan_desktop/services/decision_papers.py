"""Filling the decision with its annex, and the register of certificates.

Names, titles and levels are those stored when it was decided, so that a paper made later says
what the first one said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_desktop.documents.certificate_register import (
    RegisterData,
    RegisterRowData,
)
from danvan_desktop.documents.certificate_register import (
    register as draw_register,
)
from danvan_desktop.documents.decision import AnnexRowData, DecisionData, recognition_decision
from danvan_desktop.documents.page import SignatureData
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import in_sentence, lines_of
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body
from danvan_desktop.services import (
    certificates as register_service,
)
from danvan_desktop.services import (
    decision_wording,
    paper_codes,
    paper_parts,
    recognition,
)
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_view import DecisionStatus, DecisionView, Origin
from danvan_desktop.services.paper_kinds import Paper, PaperKind
from danvan_desktop.services.session import Session
from danvan_desktop.services.worded_papers import Worded


def decision(session: Session, uid: str, *, for_issue: bool = False) -> Paper:
    """The decision as it stands; number and date are open on a draft.

    Raises `UserError` for a decision taken above us, whose paper is not ours to make, and with
    `for_issue` for one that has no number and date yet.
    """
    view = recognition.decision(session, uid)
    row = view.row
    if row.origin is not Origin.OWN or not row.own:
        raise UserError(
            "Quyết định này do cấp trên ban hành nên không in tại đây.",
            todo="Lưu bản scan của văn bản kèm theo hồ sơ.",
        )
    if for_issue and row.status is not DecisionStatus.ISSUED:
        raise UserError(
            "Quyết định chưa có số, ngày.", todo="Nhập số và ngày rồi phát hành văn bản."
        )
    if for_issue and not view.signer:
        raise FieldError(
            "signer",
            "Chưa ghi người ký quyết định.",
            todo="Mở lại quyết định, ghi người ký rồi ban hành lại.",
        )
    data = _decision_data(session, view)
    body = Body.get_by_id(row.body)
    profile = paper_parts.profile_of(session, body, row.date)
    number = f"{row.number_text} " if row.number else "(dự thảo) "
    return paper_parts.paper(
        session,
        body,
        replace(recognition_decision(data, profile), key=PaperKind.DECISION),
        f"Quyết định {number}{in_sentence(row.subject)}",
        number=row.number,
        day=row.date,
    )


def _decision_data(session: Session, view: DecisionView) -> DecisionData:
    row = view.row
    body = Body.get_by_id(row.body)
    signing = decision_wording.signing_of(body)
    return DecisionData(
        issuer=paper_parts.issuer_of(body, signing.deciding_body),
        number=row.number,
        day=row.date,
        year=row.year,
        subject=row.subject,
        deciding_body=signing.deciding_body,
        bases=lines_of(view.bases),
        articles=lines_of(view.articles.text),
        signature=paper_parts.signature(view.position, view.signer, view.authority_line),
        receivers=lines_of(view.receivers),
        code=paper_codes.of_decision(
            session, signing.deciding_body, row.subject, row.number, row.date
        ),
        annex_title=f"Mô hình, điển hình “Dân vận khéo” được công nhận năm {row.year}",
        annex_rows=tuple(
            AnnexRowData(
                name=line.name,
                subject=line.recipient_name,
                address=line.address,
                sector=line.sector_name,
                title=line.title_name,
                note=line.newness.label,
            )
            for line in view.lines
        ),
    )


def register(session: Session, year: int, body: str) -> Worded:
    """The register of a body and year as a list, signed by nobody until it is."""
    row = Body.get_by_id(body)
    signing = decision_wording.signing_of(row)
    data = RegisterData(
        issuer=paper_parts.issuer_of(row),
        day=None,
        year=year,
        subject_line=f"Năm {year}",
        rows=tuple(
            RegisterRowData(
                number=entry.number_text,
                issued_on=entry.issued_on,
                recipient=entry.recipient,
                address=entry.address,
                content=entry.content,
                decision=_decision_words(entry.decision_number, entry.decision_date),
                spoiled=entry.reason if entry.status is CertificateStatus.SPOILED else "",
            )
            for entry in register_service.register(session, year, body)
        ),
        signature=SignatureData(signing.position),
    )
    title = f"Sổ cấp giấy chứng nhận năm {year}"
    signed = (signing.papers_authority, signing.position)
    return Worded(session, row, title, data, draw_register, {}, signing=signed)


def _decision_words(number: str, day: date | None) -> str:
    return f"Số {number} ngày {format_date(day)}" if day else f"Số {number}"
