"""The registration form (phiếu đăng ký) and the registration list (danh sách đăng ký).

Owns the ten headings of the form and the ten columns of the list. Confirmation by the unit is a
block at the foot of the form, not a paper of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum

from reportlab.platypus import Flowable

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import (
    DottedLines,
    field_lines,
    numbered_heading,
    part_heading,
    sector_field,
)
from danvan_desktop.documents.letter import addressed
from danvan_desktop.documents.letterhead import (
    foot,
    letterhead,
    signatures,
    title_block,
)
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    Sheet,
    SignatureData,
    text_width,
)
from danvan_desktop.documents.paper_table import (
    SECTOR,
    TableColumn,
    TableRow,
    paper_table,
    without_empty,
)
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.dates import format_date

FORM_KIND = "Phiếu đăng ký"
LIST_KIND = "Danh sách"

FORM_HEADINGS = (
    ("name", "Tên mô hình, điển hình"),
    ("situation", "Thực trạng, lý do chọn"),
    ("goals", "Mục tiêu"),
    ("content", "Nội dung, cách làm"),
    ("place", "Địa bàn, đối tượng"),
    ("forces", "Lực lượng (chủ trì, phối hợp, tham gia)"),
    ("resources", "Nguồn lực"),
    ("time", "Thời gian thực hiện"),
    ("products", "Sản phẩm, kết quả kiểm tra được"),
    ("sustaining", "Khả năng duy trì, nhân rộng"),
)
"""Field of `RegistrationFormData` and the heading it prints under, in the order of the form."""

SHORT_HEADINGS = (
    ("name", "Tên mô hình, điển hình"),
    ("situation", "Thực trạng, sự cần thiết"),
    ("goals", "Mục tiêu, chỉ tiêu"),
    ("content", "Nội dung, giải pháp thực hiện"),
    ("time", "Lộ trình, tiến độ"),
    ("resources", "Nguồn lực"),
    ("products", "Kết quả dự kiến"),
)
TABLE_BOXES = (
    ("Tên đơn vị", ("subject", "address")),
    ("Loại đơn vị", ("subject_kind",)),
    ("Tên mô hình, điển hình", ("name",)),
    ("Thực trạng, lý do", ("situation",)),
    ("Mục tiêu, tiêu chí", ("goals",)),
    ("Nội dung, cách thức", ("content",)),
    ("Địa bàn, đối tượng, lực lượng", ("place", "forces")),
    ("Thời gian, nguồn lực", ("time", "resources")),
    ("Sản phẩm, khả năng duy trì, nhân rộng", ("products", "sustaining")),
)
"""What each box of the table layout is called and holds."""

BOX_COLUMNS = (
    TableColumn("STT", 12, centred=True),
    TableColumn("Mục", 50),
    TableColumn("Nội dung đăng ký", 108),
)
_BOX_LEADING = 18
_ONE_ROW = ("time",)
"""Headings for which a row of dots is enough."""


class FormLayout(StrEnum):
    """The layouts of a registration form met in practice; which one is the office's choice."""

    FULL = "full"
    TABLE = "table"
    SHORT = "short"


LIST_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 47),
    TableColumn(SECTOR, 23),
    TableColumn("Đơn vị, cá nhân đăng ký", 31),
    TableColumn("Địa chỉ", 26),
    TableColumn("Người phụ trách", 24),
    TableColumn("Nội dung chính", 47),
    TableColumn("Mới/duy trì", 18, centred=True),
    TableColumn("Cấp đề nghị công nhận", 21),
    TableColumn("Ghi chú", 16),
)


@dataclass(frozen=True)
class RegistrationFormData:
    """Everything a registration form prints; empty texts become dots to write on.

    `subject_line` stands under PHIẾU ĐĂNG KÝ; `subject_kind`, `sector`, `newness` and `level`
    are words as printed; `sector` None leaves its line out, for a programme without sectors.
    `confirmation` None leaves the confirmation block out. `blank_rows` is
    how many rows of dots an empty heading gets.
    """

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    signature: SignatureData
    addressees: tuple[str, ...] = ()
    subject: str = ""
    subject_kind: str = ""
    address: str = ""
    person_in_charge: str = ""
    sector: str | None = ""
    newness: str = ""
    level: str = ""
    quantified_value: str = ""
    registered_with: str = ""
    registered_on: date | None = None
    name: str = ""
    situation: str = ""
    goals: str = ""
    content: str = ""
    place: str = ""
    forces: str = ""
    resources: str = ""
    time: str = ""
    products: str = ""
    sustaining: str = ""
    confirmation: SignatureData | None = None
    blank_rows: int = 2


@dataclass(frozen=True)
class RegistrationRowData:
    """One line of the registration list, in the order of its columns after STT."""

    name: str
    sector: str
    subject: str
    address: str
    person_in_charge: str
    summary: str
    newness: str
    level: str
    note: str = ""


@dataclass(frozen=True)
class RegistrationListData:
    """Everything a registration list prints.

    `attached` is the line under the title ("(Kèm theo Công văn số ...)"), `summary` the row
    of totals that closes the table; both may be empty.
    """

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    rows: tuple[RegistrationRowData, ...]
    signature: SignatureData
    attached: str = ""
    summary: str = ""
    receivers: tuple[str, ...] = ()


@tightening
def registration_form(
    data: RegistrationFormData, profile: Profile, layout: FormLayout = FormLayout.FULL
) -> Sheet:
    """The form, A4 upright, filled or blank, in one of the layouts in use.

    Raises `UserError` naming the field that cannot be printed as it is.
    """
    draw = {
        FormLayout.FULL: _full_form,
        FormLayout.TABLE: _table_form,
        FormLayout.SHORT: _short_form,
    }[layout]
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year),
        title_block(profile, FORM_KIND, data.subject_line),
        *addressed(profile, data.addressees),
        *draw(data, profile),
    ]
    blocks = [data.confirmation, data.signature] if data.confirmation else [None, data.signature]
    story = keep_with_foot(story, signatures(profile, blocks))
    info = PaperInfo(f"{FORM_KIND} {data.subject_line}", data.issuer.name)
    return Sheet(story, profile, info, key=f"registration_form.{layout}")


def _full_form(data: RegistrationFormData, profile: Profile) -> Iterator[Flowable]:
    yield part_heading(profile, "I. THÔNG TIN CHUNG")
    yield from field_lines(profile, _form_fields(data), width=text_width(profile))
    yield part_heading(profile, "II. NỘI DUNG ĐĂNG KÝ")
    yield from _numbered(data, profile, FORM_HEADINGS)


def _short_form(data: RegistrationFormData, profile: Profile) -> Iterator[Flowable]:
    """As chi bộ send it to their Party committee: who, in which field, seven headings."""
    fields = [
        ("Đơn vị đăng ký", data.subject),
        ("Địa chỉ", data.address),
        ("Loại đối tượng", data.subject_kind),
        *sector_field(data.sector),
        ("Người phụ trách", data.person_in_charge),
    ]
    yield from field_lines(profile, fields, width=text_width(profile))
    yield from _numbered(data, profile, SHORT_HEADINGS)


def _table_form(data: RegistrationFormData, profile: Profile) -> Iterator[Flowable]:
    """As a table of nine boxes, several headings of the full form joined in one."""
    rows = []
    for number, (label, fields) in enumerate(TABLE_BOXES, start=1):
        texts = [str(getattr(data, field)).strip() for field in fields]
        said = "\n".join(text for text in texts if text)
        content: str | Flowable = said or DottedLines(data.blank_rows, _BOX_LEADING)
        rows.append(TableRow((str(number), label, content)))
    yield paper_table(profile, BOX_COLUMNS, rows, text_width(profile))


def _numbered(
    data: RegistrationFormData, profile: Profile, headings: Sequence[tuple[str, str]]
) -> Iterator[Flowable]:
    for number, (field, label) in enumerate(headings, start=1):
        text, rows = str(getattr(data, field)), data.blank_rows
        if field in _ONE_ROW:
            rows = min(rows, 1)
        yield from numbered_heading(profile, number, label, text, blank_rows=rows)


@tightening
def registration_list(data: RegistrationListData, profile: Profile) -> Sheet:
    """The list, A4 wide, header row on every page.

    Raises `UserError` naming the column that cannot be printed as it is.
    """
    width = text_width(profile, wide=True)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year, wide=True),
        title_block(profile, LIST_KIND, data.subject_line, attached=data.attached, wide=True),
    ]
    every = [TableRow((str(i), *astuple(row))) for i, row in enumerate(data.rows, start=1)]
    columns, rows = without_empty(LIST_COLUMNS, every, SECTOR) if every else (LIST_COLUMNS, [])
    if data.summary:
        rows.append(TableRow(("", data.summary), bold=True))
    story.append(paper_table(profile, columns, rows, width, size=profile.table.wide_size))
    story = keep_with_foot(story, foot(profile, data.signature, data.receivers, wide=True))
    info = PaperInfo(f"{LIST_KIND} {data.subject_line}", data.issuer.name)
    return Sheet(story, profile, info, wide=True, key="registration_list")


def _form_fields(data: RegistrationFormData) -> list[tuple[str, str]]:
    registered = data.registered_with
    if data.registered_with and data.registered_on:
        registered = f"{data.registered_with}, ngày {format_date(data.registered_on)}"
    fields = [
        ("Đơn vị, cá nhân đăng ký", data.subject),
        ("Loại đối tượng", data.subject_kind),
        ("Địa chỉ", data.address),
        ("Người phụ trách", data.person_in_charge),
        *sector_field(data.sector),
        ("Đăng ký mới hoặc duy trì", data.newness),
        ("Cấp đề nghị công nhận", data.level),
    ]
    if data.quantified_value:
        fields.append(("Giá trị định lượng", data.quantified_value))
    return [*fields, ("Đăng ký với", registered)]
