"""What certificates and award papers say today, from the register, decisions and awards.

Names, titles and levels are those stored when it was decided. What many papers of a batch share is
read once. What was printed before and the template are `certificate_papers`'.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_desktop.documents.certificate_data import (
    AWARD_TITLE,
    CertificateData,
    certificate_base,
    exemplar_reason,
    initiative_reason,
    lead_line,
    title_reason,
)
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind, shortened
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import Award, Body, Certificate, Recognition
from danvan_desktop.services import (
    adoption,
    award_givers,
    certificates,
    decision_wording,
    paper_codes,
    paper_parts,
)
from danvan_desktop.services.award_givers import Giver
from danvan_desktop.services.session import Session

_EXEMPLAR = "dien hinh"
"""Begins a title that is the recipient's own, not the initiative's."""


class CertificateContents:
    """Certificates of the register, one after another."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._code = paper_codes.maker(session)
        self._number = certificates.number_texts(session)
        self._bases: dict[tuple[str, date | None], CertificateData] = {}
        self._plans: dict[str, Programme] = {}

    def of(self, row: Certificate) -> CertificateData:
        """What the certificate of this entry says."""
        line = row.recognition
        plan = self._plan(line.decision.programme_id)
        number = self._number(row.number, row.year)
        return replace(
            self._base(row),
            key=line.uid,
            lead=lead_line(SubjectKind(line.registration.subject.kind).label),
            recipient=line.recipient_name,
            address=_address(line),
            reason=_reason(plan, line, line.decision.year),
            initiative=line.initiative_name,
            level=decision_wording.level_words(plan.level(line.level)),
            register_number=number,
            code=self._code(paper_codes.facts_of_certificate(row, number)),
        )

    def _plan(self, programme_id: str) -> Programme:
        if programme_id not in self._plans:
            self._plans[programme_id] = adoption.programme(self._session, programme_id)
        return self._plans[programme_id]

    def _base(self, row: Certificate) -> CertificateData:
        """What all certificates of one decision and day share."""
        key = (row.recognition.decision_id, row.issued_on)
        if key not in self._bases:
            decision = row.recognition.decision
            body = Body.get_by_id(row.body_id)
            signing = decision_wording.signing_of(body)
            self._bases[key] = certificate_base(
                paper_parts.profile_of(self._session, body, row.issued_on),
                paper_parts.issuer_of(body),
                paper_parts.signature(decision.position, decision.signer, decision.authority_line),
                body=signing.deciding_body,
                decision_number=decision.number,
                decision_date=decision.date,
                decision_issuer=signing.deciding_body,
                issued_on=row.issued_on,
                year=decision.year,
            )
        return self._bases[key]


class AwardContents:
    """Papers of awards that were given, one after another."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._code = paper_codes.maker(session)
        self._givers: dict[str, Giver] = {}
        self._bases: dict[tuple[object, ...], CertificateData] = {}

    def giver(self, row: Award) -> Giver:
        """Who gave the award. Raises `UserError` for a body that is not ours."""
        if row.giver_name not in self._givers:
            self._givers[row.giver_name] = award_givers.giver(self._session, row.giver_name)
        return self._givers[row.giver_name]

    def of(self, row: Award, *, deputy: bool) -> CertificateData:
        """What the paper of this award says, before anybody has signed it."""
        line = row.recognition
        facts = CodeFacts(
            kind=CodeKind.AWARD.value,
            recipient=row.recipient_name,
            initiative=shortened(line.initiative_name if line else row.achievement),
            unit=line.address if line else "",
            decision_number=row.decision_number,
            decided_on=row.decision_date.isoformat() if row.decision_date else "",
            register_number="",
        )
        return replace(
            self._base(row, deputy=deputy),
            key=row.uid,
            title=AWARD_TITLE if row.kind == "" else row.kind.upper(),
            recipient=row.recipient_name,
            address=_address(line) if line else "",
            reason=row.achievement,
            initiative=line.initiative_name if line else "",
            register_label="",
            code=self._code(facts),
        )

    def _base(self, row: Award, *, deputy: bool) -> CertificateData:
        key = (row.giver_name, row.decision_number, row.decision_date, row.year, deputy)
        if key not in self._bases:
            giver = self.giver(row)
            self._bases[key] = certificate_base(
                paper_parts.profile_of(self._session, giver.body, row.decision_date),
                paper_parts.issuer_of(giver.body),
                giver.signature(deputy=deputy),
                body=giver.name,
                decision_number=row.decision_number,
                decision_date=row.decision_date,
                decision_issuer=giver.name,
                issued_on=row.decision_date,
                year=row.year,
            )
        return self._bases[key]


def _address(line: Recognition) -> str:
    """Where the recipient lives or works; nothing for a place that is the recipient itself."""
    collective = line.registration.subject.kind == SubjectKind.COLLECTIVE.value
    same = collective and search_key(line.address) == search_key(line.recipient_name)
    return "" if same else str(line.address)


def _reason(plan: Programme, line: Recognition, year: int) -> str:
    """What is recognised: the initiative by its name, or the recipient as an exemplar."""
    title = in_sentence(plan.title(line.title).name)
    level = decision_wording.level_words(plan.level(line.level))
    if not line.initiative_name:
        return title_reason(title, level, year)
    registration = line.registration
    kind = registration.initiative.kind if registration.initiative_id else "mô hình"
    if search_key(title).startswith(_EXEMPLAR):
        return exemplar_reason(line.initiative_name, kind, title, level, year)
    return initiative_reason(line.initiative_name, kind, title, level, year)
