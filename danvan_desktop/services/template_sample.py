"""A made-up paper of each kind, to see an office's Word form filled before it is used."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.page import Sheet, SignatureData
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.models import Body
from danvan_desktop.services import decision_wording, letter_papers, paper_parts, reporter
from danvan_desktop.services.made_up_papers import Made, made_up
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import SPECS
from danvan_desktop.services.session import Session

_ROWS = 3


def record_sample(session: Session, key: str, body: str) -> Sheet:
    """A paper that a record draws, with sample words, signed as its body signs.

    The registration form has the look of those who register.
    """
    row = Body.get_by_id(body)
    today = session.today()
    profile = (
        reporter.civil_profile(today)
        if key.startswith(PaperKind.REGISTRATION_FORM.value)
        else paper_parts.profile_of(session, row, None)
    )
    return made_up(key, Made(paper_parts.issuer_of(row), _signature(row), profile, today))


def _signature(body: Body) -> SignatureData:
    signing = decision_wording.signing_of(body)
    return paper_parts.signature(signing.position, "Người ký (mẫu)", signing.authority_line)


def letter_sample(
    session: Session, kind: PaperKind, body: str, columns: Sequence[TableColumn]
) -> Sheet:
    """A paper of words with sample words, signed as its body signs."""
    row = Body.get_by_id(body)
    signing = decision_wording.signing_of(row)
    wanted = next((one for one in SPECS if one.kind is kind), None)
    name = str(letter_papers.template(kind.value).get("kind", kind.label))
    articles = wanted is None or any(one.key == "articles" for one in wanted.wordings)
    lines = tuple(
        TableRow((f"{number}", *[f"{column.header} (mẫu)" for column in columns[1:]]))
        for number in range(1, _ROWS + 1)
    )
    annex = AnnexData("Danh sách", "Danh sách mẫu", TableData(tuple(columns), lines))
    data = LetterData(
        issuer=paper_parts.issuer_of(row),
        kind=name,
        kind_sign=wanted.sign if wanted else "QĐ",
        number="01",
        day=session.today(),
        year=session.today().year,
        subject="Nội dung của văn bản (mẫu)",
        signature=_signature(row),
        receivers=("Như trên", "Lưu: Văn thư"),
        addressees=("Các cơ quan, đơn vị (mẫu)",),
        bases=("Căn cứ văn bản của cấp trên (mẫu)",),
        deciding_body=signing.deciding_body,
        articles=("Nội dung điều thứ nhất (mẫu)", "Nội dung điều thứ hai (mẫu)")
        if articles
        else (),
        body="" if articles else "I. PHẦN THỨ NHẤT\nNội dung văn bản (mẫu)",
        annexes=(annex,) if columns else (),
    )
    return letter(data, paper_parts.profile_of(session, row, None))
