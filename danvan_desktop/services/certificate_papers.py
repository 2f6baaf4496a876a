"""What certificates and award papers say, from the register, decisions and awards.

Names, titles and levels are those stored when it was decided, and the template is the one a paper
was printed by before, so that a paper made later looks and says what the first one did. Which
papers go together and how they are printed is `certificate_batch`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.documents.certificate import CertificatePaper
from danvan_desktop.documents.certificate_data import (
    AWARD_TITLE,
    CertificateData,
    certificate_base,
    exemplar_reason,
    initiative_reason,
    lead_line,
    title_reason,
)
from danvan_desktop.domain import forms_of_address
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateKind
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind, shortened
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, Body, Certificate, Recognition, recognition_queries
from danvan_desktop.services import (
    adoption,
    award_givers,
    certificate_templates,
    certificates,
    decision_wording,
    locks,
    paper_codes,
    paper_parts,
    printed_papers,
)
from danvan_desktop.services.award_givers import Giver
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.printed_papers import Bearer, Memory
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class Asked:
    """What the official asks for beyond the records.

    `template` stands in for each paper's own. `signer` signs where no record names one, `deputy` in
    place of the head; None is who did so before, on this paper or the last of its body. `fresh`
    takes what the records say today where a paper was printed before.
    """

    template: str = ""
    signer: str | None = None
    deputy: bool = False
    fresh: bool = False


AS_KEPT = Asked()


@dataclass(frozen=True)
class PreparedPaper:
    """One paper of a batch: what it says, by which template, and whose nudges move it.

    `unsigned` when no record names the signer; `outdated` when the records say something else now
    than what was printed and is printed again.
    """

    data: CertificateData
    template: CertificateTemplate
    template_uid: str
    bearer: Bearer
    body: str = ""
    unsigned: bool = False
    outdated: bool = False

    @property
    def deputy(self) -> bool:
        """Whether a deputy signs."""
        return self.data.position.startswith(award_givers.DEPUTY.upper())

    @property
    def drawn(self) -> CertificatePaper:
        return CertificatePaper(self.data, self.template)


def of_certificates(
    session: Session, uids: Sequence[str], asked: Asked = AS_KEPT
) -> tuple[PreparedPaper, ...]:
    """The papers of entries of the register, in its order.

    Raises `UserError` for a spoiled entry and for one that no longer says what is.
    """
    rows = recognition_queries.certificates_in(uids)
    if not rows or len(rows) != len(set(uids)):
        raise UserError("Chưa chọn giấy chứng nhận nào còn trong dữ liệu.")
    _require_right(rows)
    bearers = [_bearer_of(row.recognition) for row in rows]
    memory = Memory(session, bearers)
    finder = _Templates(session, TemplateKind.CERTIFICATE, asked.template, memory)
    bases: dict[tuple[str, date | None], CertificateData] = {}
    found = []
    for row, bearer in zip(rows, bearers, strict=True):
        key = (row.recognition.decision_id, row.issued_on)
        if key not in bases:
            bases[key] = _certificate_base(session, row)
        now = _certificate_data(session, row, bases[key])
        signer = memory.signer(row.body_id)[0] if asked.signer is None else asked.signer
        words = _as_printed(now, signer, bearer, memory, asked)
        found.append(finder.prepared(words, row.body_id))
    return tuple(found)


def of_awards(
    session: Session, uids: Sequence[str], asked: Asked = AS_KEPT
) -> tuple[PreparedPaper, ...]:
    """The papers of awards that were given, in the order asked for.

    Raises `UserError` for an award that is not decided, or was refused.
    """
    rows = {row.uid: row for row in Award.select().where(Award.uid.in_(list(uids)))}
    chosen = [rows[uid] for uid in uids if uid in rows and not rows[uid].deleted]
    if not chosen or len(chosen) != len(set(uids)):
        raise UserError("Chưa chọn khen thưởng nào còn trong dữ liệu.")
    bearers = [_bearer_of_award(row) for row in chosen]
    memory = Memory(session, bearers)
    finder = _Templates(session, TemplateKind.AWARD, asked.template, memory)
    found = []
    for row, bearer in zip(chosen, bearers, strict=True):
        if row.status != AwardStatus.GIVEN:
            raise UserError(
                f"“{row.recipient_name}” chưa được khen thưởng nên chưa in được giấy khen.",
                todo="Nhập quyết định khen thưởng trước.",
            )
        giver = award_givers.giver(session, row.giver_name)
        known = memory.signer(giver.body.uid)
        signer, deputy = known if asked.signer is None else (asked.signer, asked.deputy)
        now = _award_data(session, row, giver, deputy)
        words = _as_printed(now, signer, bearer, memory, asked)
        found.append(finder.prepared(words, giver.body.uid))
    return tuple(found)


def keep(session: Session, papers: Sequence[PreparedPaper]) -> None:
    """Remember what papers were printed with: a reprint says and looks the same."""
    printed_papers.keep(session, [(one.data, one.template_uid, one.template) for one in papers])


def remember_signer(
    session: Session, papers: Sequence[PreparedPaper], signer: str, deputy: bool
) -> None:
    """Who signs papers of their bodies that name no signer, from now on. Raises `FieldError`."""
    bodies = {one.body for one in papers if one.unsigned}
    printed_papers.remember_signer(session, bodies, signer, deputy)


def choose_prefix(session: Session, papers: Sequence[PreparedPaper], words: str) -> None:
    """Put a word before the names on papers, now and whenever they are printed again."""
    printed_papers.choose_prefix(session, [one.bearer.keys for one in papers], words)


@dataclass(frozen=True)
class _Words:
    """What a paper will say, before its template is known."""

    data: CertificateData
    bearer: Bearer
    unsigned: bool
    outdated: bool


def _as_printed(
    now: CertificateData, signer: str, bearer: Bearer, memory: Memory, asked: Asked
) -> _Words:
    """What was printed before, or what the records say now, under the chosen word and signer."""
    before = None if asked.fresh else memory.said(now)
    unsigned = not now.signer
    current = replace(now, signer=signer) if unsigned else now
    data = before or current
    if before and unsigned and asked.signer is None:
        current = replace(current, authority=before.authority, position=before.position)
        current = replace(current, signer=before.signer)
    elif unsigned:
        data = replace(data, authority=now.authority, position=now.position, signer=signer)
    data = _addressed(data, memory.prefix(bearer, before.prefix if before else None), bearer.kind)
    current = _addressed(current, data.prefix, bearer.kind)
    outdated = before is not None and not printed_papers.same_words(current, data)
    return _Words(data, bearer, unsigned, outdated)


def _addressed(data: CertificateData, prefix: str, kind: SubjectKind) -> CertificateData:
    """With a word before the name; a certificate's lead says it too."""
    if not data.lead:
        return replace(data, prefix=prefix)
    alone = forms_of_address.is_addressed(data.recipient)
    return replace(data, prefix=prefix, lead=lead_line(prefix or ("" if alone else kind.label)))


class _Templates:
    """Finds the template of each paper: the one asked for, printed by before, or in use."""

    def __init__(self, session: Session, kind: TemplateKind, asked: str, memory: Memory) -> None:
        self._session = session
        self._kind = kind
        self._memory = memory
        self._asked = certificate_templates.template(session, asked) if asked else None
        if self._asked is not None and self._asked.kind is not kind:
            raise UserError(f"Mẫu này không phải mẫu {kind.label.lower()}.", todo="Chọn mẫu khác.")
        self._usual: dict[tuple[str, SubjectKind], tuple[str, CertificateTemplate]] = {}

    def prepared(self, words: _Words, body: str) -> PreparedPaper:
        uid, template = self._found(words.data.key, body, words.bearer.kind)
        return PreparedPaper(
            words.data, template, uid, words.bearer, body, words.unsigned, words.outdated
        )

    def _found(self, key: str, body: str, subject: SubjectKind) -> tuple[str, CertificateTemplate]:
        if self._asked is not None:
            return self._asked.uid, self._asked.template
        before = self._memory.template(key)
        if before is not None:
            return before
        if (body, subject) not in self._usual:
            row = certificate_templates.chosen(self._session, self._kind, body, subject.value)
            self._usual[body, subject] = row.uid, row.template
        return self._usual[body, subject]


def _bearer_of(line: Recognition) -> Bearer:
    subject = line.registration.subject
    return Bearer(line.recipient_name, SubjectKind(subject.kind), (line.uid, subject.uid))


def _bearer_of_award(row: Award) -> Bearer:
    line = row.recognition
    others = (line.uid, line.registration.subject.uid) if line else ()
    return Bearer(row.recipient_name, SubjectKind(row.subject_kind), (row.uid, *others))


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
    if search_key(title).startswith(_EXEMPLAR):
        return exemplar_reason(line.initiative_name, kind, title, level, year)
    return initiative_reason(line.initiative_name, kind, title, level, year)


_EXEMPLAR = "dien hinh"
"""Begins a title that is the recipient's own, not the initiative's."""


def _award_data(session: Session, row: Award, giver: Giver, deputy: bool) -> CertificateData:
    base = certificate_base(
        paper_parts.profile_of(session, giver.body, row.decision_date),
        paper_parts.issuer_of(giver.body),
        giver.signature(deputy=deputy),
        body=giver.name,
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        decision_issuer=giver.name,
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
        recipient=row.recipient_name,
        address=line.address if line else "",
        reason=row.achievement,
        initiative=line.initiative_name if line else "",
        register_label="",
        code=paper_codes.make(session, facts),
    )
