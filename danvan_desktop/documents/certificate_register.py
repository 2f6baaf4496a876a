"""The register of certificates (sổ theo dõi cấp giấy chứng nhận) as a printed list.

Owns its columns and wording. The numbers run without a gap: a spoiled paper keeps its line, with
its reason, and is counted apart. Which numbers there are is `domain/numbering`'s to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.letterhead import foot, letterhead, title_block
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    Sheet,
    SignatureData,
    text_width,
)
from danvan_desktop.documents.paper_table import RECIPIENTS, TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import two_digits

REGISTER_KIND = "SỔ THEO DÕI CẤP GIẤY CHỨNG NHẬN"
REGISTER_COLUMNS = (
    TableColumn("Số vào sổ", 20, centred=True),
    TableColumn("Ngày cấp", 23, centred=True),
    TableColumn(RECIPIENTS, 48),
    TableColumn("Địa chỉ", 38),
    TableColumn("Nội dung công nhận", 62),
    TableColumn("Quyết định công nhận", 34),
    TableColumn("Ký nhận", 22),
    TableColumn("Ghi chú", 24),
)


@dataclass(frozen=True)
class RegisterRowData:
    """One entry. `number` as printed ("05/2026"), `decision` its number and date as printed.

    `spoiled` is the reason why the paper is void; empty for a valid one.
    """

    number: str
    issued_on: date | None
    recipient: str
    address: str
    content: str
    decision: str
    spoiled: str = ""


@dataclass(frozen=True)
class RegisterData:
    """Everything the register prints; `subject_line` stands under the title ("Năm 2026")."""

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    rows: tuple[RegisterRowData, ...]
    signature: SignatureData


@tightening
def register(data: RegisterData, profile: Profile) -> Sheet:
    """The register, A4 wide, header row on every page.

    Raises `UserError` naming the column that cannot be printed as it is.
    """
    rows = [TableRow(_cells(row)) for row in data.rows]
    rows.append(TableRow(("", _summary(data.rows)), bold=True))
    table = paper_table(
        profile,
        REGISTER_COLUMNS,
        rows,
        text_width(profile, wide=True),
        size=profile.table.wide_size,
    )
    story = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year, wide=True),
        title_block(profile, REGISTER_KIND, data.subject_line, wide=True),
        table,
    ]
    story = keep_with_foot(story, foot(profile, data.signature, (), wide=True))
    info = PaperInfo(f"{REGISTER_KIND} {data.subject_line}".strip(), data.issuer.name)
    return Sheet(story, profile, info, wide=True, key="certificate_register")


def _cells(row: RegisterRowData) -> tuple[str, ...]:
    return (
        row.number,
        format_date(row.issued_on) if row.issued_on else "",
        row.recipient,
        row.address,
        row.content.replace("\n", " "),
        row.decision,
        "",
        f"Giấy hỏng: {row.spoiled}" if row.spoiled else "",
    )


def _summary(rows: tuple[RegisterRowData, ...]) -> str:
    spoiled = sum(1 for row in rows if row.spoiled)
    total = f"Tổng số: {two_digits(len(rows))} giấy chứng nhận"
    return f"{total}, trong đó {two_digits(spoiled)} giấy hỏng." if spoiled else f"{total}."
