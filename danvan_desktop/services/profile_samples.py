"""Papers of one body to look at while its profile is changed: a decision, a letter, a wide draft.

Composed once from the body's own names; drawing takes any profile and touches no table, so that it
can be done beside the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from danvan_desktop.models import Body
from danvan_desktop.services.session import Session

if TYPE_CHECKING:
    from danvan_desktop.documents.decision import DecisionData
    from danvan_desktop.documents.letter import LetterData
    from danvan_desktop.documents.page import Sheet
    from danvan_desktop.documents.profile_format import Profile

DECISION, LETTER, DRAFT = "decision", "letter", "draft"
KINDS = (
    (DECISION, "Quyết định kèm danh sách"),
    (LETTER, "Công văn"),
    (DRAFT, "Dự thảo khổ ngang, các cách ký"),
)
_ROWS = 24
_SUBJECT = "Về việc công nhận mô hình, điển hình “Dân vận khéo” năm {year}"
_ARTICLES = (
    "Công nhận 24 mô hình, điển hình “Dân vận khéo” năm {year} (có danh sách kèm theo).",
    "Các tập thể, cá nhân, hộ gia đình được công nhận tiếp tục duy trì, nâng cao chất lượng và "
    "chia sẻ cách làm để nơi khác học tập, nhân rộng.",
    "Các đơn vị liên quan và tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành "
    "Quyết định này.",
)
_BODY = """Để phong trào thi đua “Dân vận khéo” năm {year} đi vào nền nếp, đề nghị các đơn vị:
1. Chọn việc sát với nhân dân, trao đổi với người dân trước khi đăng ký.
2. Ghi rõ việc làm, người phụ trách, thời gian hoàn thành và kết quả dự kiến.
3. Gửi danh sách đăng ký đúng thời hạn để tổng hợp.
Trong quá trình thực hiện, nếu có khó khăn, các đơn vị phản ánh kịp thời để cùng giải quyết"""
_LINES = ("Đoạn đường tự quản", "Ngõ xóm sạch, nhà ngăn nắp", "Góp ngày công làm đường thôn")


@dataclass(frozen=True)
class Samples:
    """The papers of one body, ready to be drawn in any profile."""

    decision: DecisionData
    letter: LetterData


def compose(session: Session, body_uid: str) -> Samples:
    """The papers as this body would issue them, on a day whose day and month take a zero."""
    from danvan_desktop.documents.decision import AnnexRowData, DecisionData
    from danvan_desktop.documents.letter import LetterData
    from danvan_desktop.services import decision_wording, paper_parts

    body = Body.get_by_id(body_uid)
    year = session.today().year
    on = date(year, 2, 5)
    issuer = paper_parts.issuer_of(body)
    signing = decision_wording.signing_of(body)
    signer = paper_parts.signature(signing.position, "Người ký (mẫu)", signing.authority_line)
    rows = tuple(
        AnnexRowData(
            f"{_LINES[index % len(_LINES)]} số {index + 1} (mẫu)",
            f"Chi hội thôn {index + 1} (mẫu)",
            f"Thôn {index + 1}",
            ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh")[index % 3],
            "Mô hình “Dân vận khéo”",
        )
        for index in range(_ROWS)
    )
    decision = DecisionData(
        issuer=issuer,
        number="05",
        day=on,
        year=year,
        subject=_SUBJECT.format(year=year),
        deciding_body=signing.deciding_body,
        bases=(
            f"Căn cứ chức năng, nhiệm vụ, quyền hạn của {body.name}",
            f"Căn cứ kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm {year}",
            "Xét kết quả thẩm định mô hình, điển hình “Dân vận khéo”",
        ),
        articles=tuple(article.format(year=year) for article in _ARTICLES),
        signature=signer,
        receivers=signing.receivers,
        annex_title=f"Mô hình, điển hình “Dân vận khéo” được công nhận năm {year}",
        annex_rows=rows,
    )
    letter = LetterData(
        issuer=issuer,
        kind="",
        kind_sign="",
        number="12",
        day=on,
        year=year,
        subject=f"đăng ký mô hình, điển hình “Dân vận khéo” năm {year}",
        signature=signer,
        receivers=("Như trên", *signing.receivers[-1:]),
        addressees=("Các chi bộ, cơ quan, đơn vị, đoàn thể trên địa bàn (mẫu)",),
        body=_BODY.format(year=year),
    )
    return Samples(decision, letter)


def draw(samples: Samples, kind: str, profile_id: str, given: Mapping[str, Any]) -> bytes:
    """One of the papers in the profile with these values; `UserError` where it cannot be."""
    from danvan_desktop.documents import profiles
    from danvan_desktop.documents.decision import recognition_decision
    from danvan_desktop.documents.letter import letter

    profile = profiles.load(profile_id, given)
    if kind == LETTER:
        return letter(samples.letter, profile).pdf()
    if kind == DRAFT:
        return _wide_draft(samples, profile).pdf()
    return recognition_decision(samples.decision, profile).pdf()


def _wide_draft(samples: Samples, profile: Profile) -> Sheet:
    """What the two others do not show: an open number, a wide table, every way of signing."""
    from danvan_desktop.documents.letter import addressed
    from danvan_desktop.documents.letterhead import (
        letterhead,
        number_text,
        signatures,
        title_block,
    )
    from danvan_desktop.documents.page import PaperInfo, Sheet, SignatureData, text_width
    from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table

    data = samples.decision
    columns = (TableColumn("STT", 1, centred=True), TableColumn("Tên mô hình, điển hình", 12))
    rows = [TableRow((str(n), row.name)) for n, row in enumerate(data.annex_rows[:4], start=1)]
    signed = [
        SignatureData("Chức vụ", "Người ký (mẫu)", acting, "Cơ quan", "(Ký, ghi rõ họ tên)")
        for acting in ("on_behalf", "for_head", "by_order", "by_delegation", "acting")
    ]
    number = number_text(profile, data.issuer, "TTr", "")
    size = profile.table.wide_size
    story = [
        letterhead(profile, data.issuer, number=number, day=None, year=data.year, wide=True),
        title_block(profile, "Tờ trình", data.subject, wide=True),
        *addressed(profile, ("Cơ quan cấp trên (mẫu)",), proposal=True),
        paper_table(profile, columns, rows, text_width(profile, wide=True), size=size),
        signatures(profile, signed, wide=True),
    ]
    return Sheet(story, profile, PaperInfo("Dự thảo", data.issuer.name), wide=True)
