"""What certificates and award papers say, from the register, decisions and awards.

Names, titles and levels are those stored when it was decided, and the template is the one a paper
was printed by before, so that a paper made later looks and says what the first one did. Which
papers go together and how they are printed is `certificate_batch`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.documents.certificate import CertificatePaper
from danvan_desktop.documents.certificate_data import (
    AWARD_TITLE,
    CertificateData,
    certificate_base,
    initiative_reason,
    lead_line,
    title_reason,
)
from danvan_desktop.domain import certificate_format
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateKind
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind, shortened
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, Body, Certificate, Recognition, recognition_queries
from danvan_desktop.saving import replacing
from danvan_desktop.services import (
    adoption,
    certificate_templates,
    certificates,
    decision_wording,
    locks,
    paper_codes,
    paper_parts,
)
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.session import Session

LOOK = "certificate-look:"
"""Setting, by the key of a paper: the hash of the template it was printed by."""

_PREFIXES = {
    SubjectKind.COLLECTIVE: "Tập thể",
    SubjectKind.INDIVIDUAL: "Ông (Bà)",
    SubjectKind.HOUSEHOLD: "Hộ",
}
_ADDRESSED = ("tập thể", "ông", "bà", "hộ", "đồng chí", "gia đình")
"""A name that begins so is addressed already."""


@dataclass(frozen=True)
class PreparedPaper:
    """One paper of a batch: what it says, by which template, and whose nudges move it."""

    data: CertificateData
    template: CertificateTemplate
    template_uid: str
    subject_kind: SubjectKind

    @property
    def drawn(self) -> CertificatePaper:
        return CertificatePaper(self.data, self.template)


def of_certificates(
    session: Session, uids: Sequence[str], template: str = ""
) -> tuple[PreparedPaper, ...]:
    """The papers of entries of the register, in its order; `template` instead of the usual one.

    Raises `UserError` for a spoiled entry and for one that no longer says what is.
    """
    rows = recognition_queries.certificates_in(uids)
    if not rows or len(rows) != len(set(uids)):
        raise UserError("Chưa chọn giấy chứng nhận nào còn trong dữ liệu.")
    _require_right(rows)
    bases: dict[tuple[str, date | None], CertificateData] = {}
    finder = _Templates(session, TemplateKind.CERTIFICATE, template)
    found = []
    for row in rows:
        key = (row.recognition.decision_id, row.issued_on)
        if key not in bases:
            bases[key] = _certificate_base(session, row)
        data = _certificate_data(session, row, bases[key])
        subject = SubjectKind(row.recognition.registration.subject.kind)
        found.append(finder.prepared(data, row.body_id, subject))
    return tuple(found)


def of_awards(
    session: Session, uids: Sequence[str], template: str = "", *, signer: str = ""
) -> tuple[PreparedPaper, ...]:
    """The papers of awards that were given, in the order asked for.

    Raises `UserError` for an award that is not decided, or was refused.
    """
    rows = {row.uid: row for row in Award.select().where(Award.uid.in_(list(uids)))}
    chosen = [rows[uid] for uid in uids if uid in rows and not rows[uid].deleted]
    if not chosen or len(chosen) != len(set(uids)):
        raise UserError("Chưa chọn khen thưởng nào còn trong dữ liệu.")
    finder = _Templates(session, TemplateKind.AWARD, template)
    found = []
    for row in chosen:
        if row.status != AwardStatus.GIVEN:
            raise UserError(
                f"“{row.recipient_name}” chưa được khen thưởng nên chưa in được giấy khen.",
                todo="Nhập quyết định khen thưởng trước.",
            )
        body = _giver(session, row)
        subject = SubjectKind(row.subject_kind)
        found.append(finder.prepared(_award_data(session, row, body, signer), body.uid, subject))
    return tuple(found)


def keep_looks(session: Session, papers: Sequence[PreparedPaper]) -> None:
    """Remember the templates that papers were printed by: a reprint is drawn by the same ones."""
    for one in papers:
        text = certificate_format.to_json(one.template).encode("utf-8")
        digest = hashlib.sha256(text).hexdigest()
        target = kept_path(session, digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with replacing(target) as temporary:
                temporary.write_bytes(text)
        kept = f"{one.template_uid}:{digest}"
        if session.setting(LOOK + one.data.key) != kept:
            session.remember(LOOK + one.data.key, kept)


class _Templates:
    """Finds the template of each paper: the one asked for, printed by before, or in use."""

    def __init__(self, session: Session, kind: TemplateKind, asked: str) -> None:
        self._session = session
        self._kind = kind
        self._asked = certificate_templates.template(session, asked) if asked else None
        if self._asked is not None and self._asked.kind is not kind:
            raise UserError(f"Mẫu này không phải mẫu {kind.label.lower()}.", todo="Chọn mẫu khác.")
        self._usual: dict[tuple[str, SubjectKind], tuple[str, CertificateTemplate]] = {}
        self._looks = {} if asked else session.settings(LOOK)
        self._kept: dict[str, CertificateTemplate] = {}

    def prepared(self, data: CertificateData, body: str, subject: SubjectKind) -> PreparedPaper:
        uid, template = self._found(data.key, body, subject)
        return PreparedPaper(data, template, uid, subject)

    def _found(self, key: str, body: str, subject: SubjectKind) -> tuple[str, CertificateTemplate]:
        if self._asked is not None:
            return self._asked.uid, self._asked.template
        uid, _, digest = str(self._looks.get(LOOK + key, "")).rpartition(":")
        if digest and self._as_issued(digest) is not None:
            return uid, self._kept[digest]
        if (body, subject) not in self._usual:
            row = certificate_templates.chosen(self._session, self._kind, body, subject.value)
            self._usual[body, subject] = row.uid, row.template
        return self._usual[body, subject]

    def _as_issued(self, digest: str) -> CertificateTemplate | None:
        if digest not in self._kept:
            path = kept_path(self._session, digest)
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() != digest:
                return None
            self._kept[digest] = certificate_format.from_json(content)
        return self._kept[digest]


def _require_right(rows: Sequence[Certificate]) -> None:
    marks = locks.superseded([row.uid for row in rows])
    revocations = recognition_queries.revocations([row.recognition_id for row in rows])
    for row in rows:
        if row.status != CertificateStatus.VALID:
            raise UserError(f"Giấy chứng nhận số {row.number:02d} đã ghi hỏng nên không in lại.")
        revoked = revocations.get(row.recognition_id)
        mark = certificates.mark_of(row, marks.get(row.uid), revoked)
        if mark:
            raise UserError(
                f"Giấy chứng nhận số {row.number:02d} không còn đúng: {mark}",
                todo="Ban hành lại quyết định, hoặc ghi hỏng giấy này rồi cấp lại.",
            )


def _certificate_base(session: Session, row: Certificate) -> CertificateData:
    """What all certificates of one decision and day share."""
    decision = row.recognition.decision
    body = Body.get_by_id(row.body_id)
    signing = decision_wording.signing(BodyKind(body.kind), body.name)
    return certificate_base(
        paper_parts.profile_of(session, body, row.issued_on),
        paper_parts.issuer_of(body),
        paper_parts.signature(decision.position, decision.signer, decision.authority_line),
        body=signing.deciding_body,
        decision_number=decision.number,
        decision_date=decision.date,
        decision_issuer=signing.deciding_body,
        issued_on=row.issued_on,
        year=decision.year,
    )


def _certificate_data(session: Session, row: Certificate, base: CertificateData) -> CertificateData:
    line = row.recognition
    plan = adoption.programme(session, line.decision.programme_id)
    kind = SubjectKind(line.registration.subject.kind)
    number = certificates.number_text(session, row.number, row.year)
    facts = paper_codes.facts_of_certificate(row, number)
    return replace(
        base,
        key=line.uid,
        lead=lead_line(kind.label),
        prefix=prefix_of(line.recipient_name, kind),
        recipient=line.recipient_name,
        address=line.address,
        reason=_reason(plan, line, line.decision.year),
        initiative=line.initiative_name,
        level=decision_wording.level_words(plan.level(line.level)),
        register_number=number,
        code=paper_codes.make(session, facts),
    )


def _reason(plan: Programme, line: Recognition, year: int) -> str:
    """What is recognised: the initiative by its name, or the recipient as an exemplar."""
    title = in_sentence(plan.title(line.title).name)
    level = decision_wording.level_words(plan.level(line.level))
    if not line.initiative_name:
        return title_reason(title, level, year)
    registration = line.registration
    kind = registration.initiative.kind if registration.initiative_id else "mô hình"
    return initiative_reason(line.initiative_name, kind, title, level, year)


def prefix_of(name: str, kind: SubjectKind) -> str:
    """Tập thể, Ông (Bà) or Hộ before a name, "" where the name says so itself."""
    words = f"{name.lower()} "
    return "" if words.startswith(tuple(f"{one} " for one in _ADDRESSED)) else _PREFIXES[kind]


def _giver(session: Session, row: Award) -> Body:
    """The own body that gave the award, by its name; else the one that makes our papers."""
    wanted = search_key(row.giver_name)
    own = Body.select().where(Body.owner == session.office_uid, ~Body.deleted)
    named = [body for body in own if search_key(body.name) and search_key(body.name) in wanted]
    longest = max(named, key=lambda body: len(body.name), default=None)
    return longest or paper_parts.default_body(session)


def _award_data(session: Session, row: Award, body: Body, signer: str) -> CertificateData:
    signing = decision_wording.signing(BodyKind(body.kind), body.name)
    kind = SubjectKind(row.subject_kind)
    base = certificate_base(
        paper_parts.profile_of(session, body, row.decision_date),
        paper_parts.issuer_of(body),
        paper_parts.signature(signing.position, signer, signing.authority_line),
        body=row.giver_name or signing.deciding_body,
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        decision_issuer=row.giver_name,
        issued_on=row.decision_date,
        year=row.year,
    )
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
        base,
        key=row.uid,
        title=AWARD_TITLE if row.kind == "" else row.kind.upper(),
        prefix=prefix_of(row.recipient_name, kind),
        recipient=row.recipient_name,
        address=line.address if line else "",
        reason=row.achievement,
        initiative=line.initiative_name if line else "",
        register_label="",
        code=paper_codes.make(session, facts),
    )
