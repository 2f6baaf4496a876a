"""Certificates and award papers ready to be drawn: words, template, the word before a name, signer.

What the records say is `certificate_contents`, what was printed before `printed_papers`: a paper
made again says and looks what the first one did. Which papers go together and how they are printed
is `certificate_batch`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.documents.certificate import CertificatePaper
from danvan_desktop.documents.certificate_data import CertificateData, lead_line
from danvan_desktop.domain import forms_of_address
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateKind
from danvan_desktop.domain.units import Channel, SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, Body, Certificate, Recognition, recognition_queries
from danvan_desktop.services import (
    award_givers,
    certificate_templates,
    certificates,
    locks,
    printed_papers,
)
from danvan_desktop.services.certificate_contents import AwardContents, CertificateContents
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
    bearers = [_bearer_of(row.recognition, row.body) for row in rows]
    memory = Memory(session, bearers)
    finder = _Templates(session, TemplateKind.CERTIFICATE, asked.template, memory)
    contents = CertificateContents(session)
    found = []
    for row, bearer in zip(rows, bearers, strict=True):
        now = contents.of(row)
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
    rows = {row.uid: row for row in recognition_queries.awards_in(uids)}
    chosen = [rows[uid] for uid in uids if uid in rows]
    if not chosen or len(chosen) != len(set(uids)):
        raise UserError("Chưa chọn khen thưởng nào còn trong dữ liệu.")
    bearers = [_bearer_of_award(row) for row in chosen]
    memory = Memory(session, bearers)
    finder = _Templates(session, TemplateKind.AWARD, asked.template, memory)
    contents = AwardContents(session)
    found = []
    for row, bearer in zip(chosen, bearers, strict=True):
        if row.status != AwardStatus.GIVEN:
            raise UserError(
                f"“{row.recipient_name}” chưa được khen thưởng nên chưa in được giấy khen.",
                todo="Nhập quyết định khen thưởng trước.",
            )
        giver = contents.giver(row)
        known = memory.signer(giver.body.uid)
        signer, deputy = known if asked.signer is None else (asked.signer, asked.deputy)
        now = contents.of(row, deputy=deputy)
        by = replace(bearer, channel=Channel(giver.body.channel))
        words = _as_printed(now, signer, by, memory, asked)
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


def _bearer_of(line: Recognition, body: Body) -> Bearer:
    subject = line.registration.subject
    kind, channel = SubjectKind(subject.kind), Channel(body.channel)
    return Bearer(line.recipient_name, kind, (line.uid, subject.uid), channel)


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
