"""The recognition decision with its annex: who recognises what, on which bases, signed by whom.

Owns the order of the parts; texts, number and date come in `DecisionData`, the look from the
profile. It decides nothing and composes no legal wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.page import IssuerData, Sheet, SignatureData
from danvan_desktop.documents.paper_table import SECTOR, TableColumn, TableRow, without_empty
from danvan_desktop.documents.profile_format import Profile

KIND = "Quyết định"
KIND_SIGN = "QĐ"
ANNEX_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 43),
    TableColumn("Đơn vị, cá nhân", 31),
    TableColumn("Địa chỉ", 26),
    TableColumn(SECTOR, 22),
    TableColumn("Danh hiệu", 23),
    TableColumn("Ghi chú", 14),
)


@dataclass(frozen=True)
class AnnexRowData:
    """One recognised initiative or exemplar in the list of the decision."""

    name: str
    subject: str
    address: str
    sector: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class DecisionData:
    """Everything a recognition decision prints.

    `number` empty and `day` None leave both open, with `year` in the date. `subject` is the line
    under QUYẾT ĐỊNH ("Về việc công nhận ..."), `deciding_body` the body whose verb decides.
    `bases` and `articles` come without end signs and without "Điều n.": the profile adds them.
    `annex_title` stands under DANH SÁCH; no rows, no annex. `code` is
    the text of its QR symbol.
    """

    issuer: IssuerData
    number: str
    day: date | None
    year: int
    subject: str
    deciding_body: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    signature: SignatureData
    receivers: tuple[str, ...]
    annex_title: str = ""
    annex_rows: tuple[AnnexRowData, ...] = ()
    code: str = ""


def recognition_decision(data: DecisionData, profile: Profile) -> Sheet:
    """The decision with its annex (NĐ 30/2020, Phụ lục III; Party: HD 05-HD/VPTW of 2026).

    Raises `UserError` naming the part that cannot be printed as it is.
    """
    columns, rows = without_empty(ANNEX_COLUMNS, [*_annex_rows(data.annex_rows)], SECTOR)
    table = TableData(tuple(columns), tuple(rows))
    return letter(
        LetterData(
            issuer=data.issuer,
            kind=KIND,
            kind_sign=KIND_SIGN,
            number=data.number,
            day=data.day,
            year=data.year,
            subject=data.subject,
            signature=data.signature,
            receivers=data.receivers,
            bases=data.bases,
            deciding_body=data.deciding_body,
            articles=data.articles,
            code=data.code,
            annexes=(AnnexData("Danh sách", data.annex_title, table),) if data.annex_rows else (),
        ),
        profile,
    )


def _annex_rows(rows: Sequence[AnnexRowData]) -> Iterator[TableRow]:
    for index, row in enumerate(rows, start=1):
        yield TableRow((str(index), *astuple(row)))
