"""Codes on papers: made and signed for what was issued, checked with no network.

A code is true when its signature holds under a key that this office knows: its own, or that of an
office whose files it takes in. Whether the paper still counts is `paper_standing`'s. Layout and
text are `domain/paper_code`; symbols are drawn by `documents/qr_code`, read by `qr_reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from danvan_desktop.domain import paper_code
from danvan_desktop.domain.paper_code import BrokenCodeError, Code, CodeFacts, CodeKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Certificate, KnownOffice, Office, Recognition
from danvan_desktop.services import paper_standing, signing
from danvan_desktop.services.office import private_key
from danvan_desktop.services.paper_kinds import Progress
from danvan_desktop.services.session import Session


class Verdict(StrEnum):
    """What the check of a code comes to."""

    TRUE = "true"
    CHANGED = "changed"
    UNKNOWN_ISSUER = "unknown_issuer"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Verdict.TRUE: "Giấy đúng",
    Verdict.CHANGED: "Nội dung đã bị sửa",
    Verdict.UNKNOWN_ISSUER: "Chưa biết cơ quan cấp",
    Verdict.REVOKED: "Giấy không còn hiệu lực",
}


@dataclass(frozen=True)
class Checked:
    """What a code says and whether it holds; `words` explains it to an official.

    The facts of a code that cannot be read are empty; a sound one's number has the signs that our
    records of the paper give it.
    """

    verdict: Verdict
    facts: CodeFacts
    issuer: str
    words: str


@dataclass(frozen=True)
class _Issuer:
    uid: str
    name: str
    public_key: bytes


def make(session: Session, facts: CodeFacts) -> str:
    """The text of the symbol for these facts, signed with the office's key."""
    return maker(session)(facts)


def maker(session: Session) -> Callable[[CodeFacts], str]:
    """`make` for many papers: the office and its key are read once."""
    public, private = bytes.fromhex(Office.get().public_key), private_key(session)

    def made(facts: CodeFacts) -> str:
        before = paper_code.unsigned(facts, public)
        return paper_code.text_of(before, signing.sign(private, paper_code.to_sign(before)))

    return made


def check_text(session: Session, text: str) -> Checked:
    """Whether a code is true. Raises `UserError` for text that is no code of this program."""
    try:
        code = paper_code.read(text)
    except BrokenCodeError as error:
        words = f"{error.what} Không đọc được nội dung; nếu là mã chép tay thì chép lại toàn bộ mã."
        return Checked(Verdict.CHANGED, CodeFacts("", ""), "", words)
    issuer = _issuer(session, code)
    if issuer is None:
        return Checked(
            Verdict.UNKNOWN_ISSUER,
            code.facts,
            "",
            "Máy này chưa có khóa của cơ quan đã cấp giấy nên chưa xác nhận được. Nhận một tệp "
            "của cơ quan đó, đối chiếu mã khóa qua điện thoại, rồi kiểm tra lại.",
        )
    if not signing.verify(issuer.public_key, code.signed, code.signature):
        return Checked(
            Verdict.CHANGED,
            code.facts,
            issuer.name,
            f"Chữ ký không khớp với nội dung: giấy không phải do {issuer.name} cấp như thế này.",
        )
    reason = paper_standing.why_not(session, issuer.uid, code.facts)
    number = paper_standing.number_text(session, issuer.uid, code.facts)
    facts = replace(code.facts, decision_number=number)
    if reason:
        return Checked(Verdict.REVOKED, facts, issuer.name, reason)
    # A true code may have been copied onto another paper: only eyes can tell.
    words = f"Giấy do {issuer.name} cấp; chữ in trên giấy phải đúng như dưới đây."
    return Checked(Verdict.TRUE, facts, issuer.name, words)


def check_file(
    session: Session, path: Path, progress: Progress | None = None
) -> tuple[Checked, ...]:
    """Every code of this program in a picture or on scanned pages, in the order of the pages.

    Raises `UserError` for a file that cannot be read or holds no code that can be checked.
    """
    from danvan_desktop.documents import qr_reading

    texts = qr_reading.read_picture(path, progress)
    found, refused = [], None
    for text in texts:
        if text.upper().startswith(paper_code.PREFIX):
            try:
                found.append(check_text(session, text))
            except UserError as error:
                refused = error
    if found:
        return tuple(found)
    if refused is None and texts:
        refused = UserError(
            f"Mã trong “{path.name}” là của nơi khác, không phải của chương trình.",
            todo="Chụp hoặc quét phần giấy có mã do chương trình in.",
        )
    raise refused or UserError(
        f"Không thấy mã nào của chương trình trong “{path.name}”.",
        todo="Quét lại ở 300 dpi, để mã nằm trọn và thẳng trong ảnh.",
    )


def of_decision(
    session: Session, deciding_body: str, subject: str, number: str, day: date | None
) -> str:
    """The signed code of a decision that names what it decides about; "" without number or day."""
    if not number or day is None:
        return ""
    about = paper_code.shortened(subject)
    kind = CodeKind.DECISION.value
    return make(session, CodeFacts(kind, deciding_body, about, "", number, day.isoformat()))


def facts_of_certificate(certificate: Certificate, register_number: str) -> CodeFacts:
    """What the code of a certificate of the register carries."""
    line = certificate.recognition
    return facts_of_line(line, CodeKind.CERTIFICATE, register_number)


def facts_of_line(line: Recognition, kind: CodeKind, register_number: str = "") -> CodeFacts:
    """What the code of a paper about one line of a decision carries."""
    decision = line.decision
    return CodeFacts(
        kind=kind.value,
        recipient=line.recipient_name,
        initiative=paper_code.shortened(line.initiative_name),
        unit=line.address,
        decision_number=decision.number,
        decided_on=decision.date.isoformat() if decision.date else "",
        register_number=register_number,
    )


def _issuer(session: Session, code: Code) -> _Issuer | None:
    office = Office.get()
    known = [_Issuer(session.office_uid, office.name, bytes.fromhex(office.public_key))]
    known += [
        _Issuer(row.uid, row.name, bytes.fromhex(row.public_key)) for row in KnownOffice.select()
    ]
    return next((one for one in known if paper_code.key_id(one.public_key) == code.key_id), None)
