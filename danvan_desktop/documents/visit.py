"""The papers of appraisal on the spot: minutes (blank or filled), schedule, report.

Own the order of the parts; words come in the data classes, the look from the profile. Empty
texts of the minutes become dots, so that the same paper is taken along and written on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import (
    DottedLines,
    as_body,
    field_lines,
    list_heading,
    part_heading,
    people_lines,
    text_or_dots,
)
from danvan_desktop.documents.letter import addressed, body_lines
from danvan_desktop.documents.letterhead import (
    foot,
    letterhead,
    number_text,
    signatures,
    title_block,
)
from danvan_desktop.documents.page import (
    SIGN_BELOW,
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    body_style,
    labelled,
    paragraphs,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import format_date, long_date

MINUTES, SCHEDULE, REPORT = "Biên bản", "Lịch", "Báo cáo"
REPORT_SIGN = "BC"
CRITERIA_COLUMNS = (
    TableColumn("TT", 12, centred=True),
    TableColumn("Điều kiện, tiêu chí", 86),
    TableColumn("Tự đánh giá", 28, centred=True),
    TableColumn("Kết quả kiểm tra thực tế", 50),
)
SCHEDULE_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Ngày", 24, centred=True),
    TableColumn("Giờ", 18, centred=True),
    TableColumn("Tên mô hình, điển hình", 66),
    TableColumn("Đơn vị, cá nhân", 44),
    TableColumn("Địa điểm", 48),
    TableColumn("Tổ thẩm định", 36),
)
REPORT_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 46),
    TableColumn("Đơn vị, cá nhân", 34),
    TableColumn("Ngày thẩm định", 24, centred=True),
    TableColumn("Kết quả đánh giá", 28),
    TableColumn("Đề nghị của tổ thẩm định", 36),
)
_HAND_ROW = 11 * mm
_FINDING_ROWS = 6


@dataclass(frozen=True)
class CheckLineData:
    """One condition or criterion to look at; `own` is what the subject says of itself."""

    code: str
    title: str
    own: str = ""


@dataclass(frozen=True)
class VisitMinutesData:
    """Everything the minutes of a visit print; `starts` and `ends` are "HH:MM".

    `team` and `hosts` are lines of people; `checks` are listed only on minutes to be written on.
    `opening` and `closing` are the sentences at both ends (`visit_opening`, `visit_closing`).
    """

    issuer: IssuerData
    year: int
    team_name: str
    name: str
    subject: str
    address: str
    day: date | None = None
    starts: str = ""
    ends: str = ""
    venue: str = ""
    team: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    own_result: str = ""
    checks: tuple[CheckLineData, ...] = ()
    findings: str = ""
    opinions: str = ""
    recommendation: str = ""
    reason: str = ""
    photos: int = 0
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class ScheduleRowData:
    """One visit in the order of the columns after STT."""

    day: str
    hour: str
    name: str
    subject: str
    venue: str
    team: str


@dataclass(frozen=True)
class VisitScheduleData:
    """Everything a schedule of visits prints."""

    issuer: IssuerData
    day: date | None
    year: int
    rows: tuple[ScheduleRowData, ...]
    signature: SignatureData
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportRowData:
    """One visit in the order of the columns after STT."""

    name: str
    subject: str
    day: str
    result: str
    recommendation: str


@dataclass(frozen=True)
class VisitReportData:
    """Everything the report of an appraisal prints; `body` stands behind its table, as that of any
    letter."""

    issuer: IssuerData
    number: str
    day: date | None
    year: int
    subject_line: str
    addressees: tuple[str, ...]
    opening: str
    body: str
    rows: tuple[ReportRowData, ...]
    signature: SignatureData
    receivers: tuple[str, ...] = ()


@tightening
def visit_minutes(data: Sequence[VisitMinutesData], profile: Profile) -> Sheet:
    """The minutes of one visit, or of several one after the other, A4 upright.

    Each begins on a page of its own, numbered anew. Raises `UserError` naming the part that
    cannot be printed as it is.
    """
    story: list[Flowable] = []
    for one in data:
        if story:
            story += [PageBreak(), RestartNumbers()]
        story += _minutes(one, profile)
    title = f"Biên bản thẩm định {data[0].name}" if len(data) == 1 else "Biên bản thẩm định"
    return Sheet(story, profile, PaperInfo(title, data[0].issuer.name), key="visit_minutes")


def _minutes(data: VisitMinutesData, profile: Profile) -> list[Flowable]:
    subject = "Thẩm định thực tế mô hình, điển hình “Dân vận khéo”"
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year),
        title_block(profile, MINUTES, subject),
        *paragraphs("Mở đầu", data.opening, body_style(profile)),
        part_heading(profile, "I. THÀNH PHẦN", indented=True),
        list_heading(profile, "1. Tổ thẩm định"),
        *people_lines(profile, "Tổ thẩm định", data.team, 3),
        list_heading(profile, "2. Đại diện đơn vị, cơ sở"),
        *people_lines(profile, "Đại diện đơn vị, cơ sở", data.hosts, 3),
        part_heading(profile, "II. NỘI DUNG", indented=True),
        *field_lines(profile, _fields(data), width=text_width(profile), **as_body(profile)),
        *_checks(profile, data.checks),
        *_long_text(profile, "Kết quả thẩm định thực tế", data.findings, _FINDING_ROWS),
        *_long_text(profile, "Ý kiến của người dân, cơ sở", data.opinions, 3),
        part_heading(profile, "III. ĐỀ NGHỊ CỦA TỔ THẨM ĐỊNH", indented=True),
        *_recommended(profile, data),
        *paragraphs("Kết thúc", data.closing, body_style(profile)),
    ]
    blocks: list[SignatureData | None] = [
        SignatureData(who, note=SIGN_BELOW)
        for who in ("Đại diện\nđơn vị, cơ sở", "Thư ký", "Tổ trưởng\ntổ thẩm định")
    ]
    return keep_with_foot(story, signatures(profile, blocks))


@tightening
def visit_schedule(data: VisitScheduleData, profile: Profile) -> Sheet:
    """The schedule of visits, A4 wide, header row on every page."""
    width = text_width(profile, wide=True)
    subject = f"Thẩm định thực tế mô hình, điển hình “Dân vận khéo” năm {data.year}"
    rows = [TableRow((str(n), *astuple(row))) for n, row in enumerate(data.rows, start=1)]
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year, wide=True),
        title_block(profile, SCHEDULE, subject, wide=True),
        paper_table(profile, SCHEDULE_COLUMNS, rows, width, size=profile.table.wide_size),
    ]
    story = keep_with_foot(story, foot(profile, data.signature, data.receivers, wide=True))
    info = PaperInfo(f"{SCHEDULE} thẩm định thực tế năm {data.year}", data.issuer.name)
    return Sheet(story, profile, info, wide=True, key="visit_schedule")


@tightening
def visit_report(data: VisitReportData, profile: Profile) -> Sheet:
    """The report of the appraisal to the body that decides, A4 upright."""
    number = number_text(profile, data.issuer, REPORT_SIGN, data.number)
    style = body_style(profile)
    rows = [TableRow((str(n), *astuple(row))) for n, row in enumerate(data.rows, start=1)]
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year),
        title_block(profile, REPORT, data.subject_line),
        *addressed(profile, data.addressees),
        *paragraphs("Mở đầu", data.opening, style),
        paper_table(profile, REPORT_COLUMNS, rows, text_width(profile)),
    ]
    story += labelled("Nhận xét, đề nghị", body_lines(profile, data.body, ()))
    story = keep_with_foot(story, foot(profile, data.signature, data.receivers))
    info = PaperInfo(f"{REPORT} {data.subject_line}", data.issuer.name)
    return Sheet(story, profile, info, key="visit_report")


def visit_opening(data: VisitMinutesData) -> str:
    """When and where the team looks at what; dots for what is not known yet."""
    where = data.venue or "." * 60
    return (
        f"Hôm nay, vào hồi {time_words(data.starts)}, {long_date(data.day, data.year)}, "
        f"tại {where}, {data.team_name} tiến hành thẩm định thực tế mô hình, "
        f"điển hình “{data.name}”."
    )


def visit_closing(data: VisitMinutesData) -> str:
    """When it ended, and that everybody agrees with what was read out."""
    return (
        f"Buổi thẩm định kết thúc vào hồi {time_words(data.ends)} cùng ngày; biên bản đã đọc lại "
        "cho những người có tên nghe, cùng thống nhất và ký tên."
    )


def _fields(data: VisitMinutesData) -> list[tuple[str, str]]:
    return [
        ("Tên mô hình, điển hình", data.name),
        ("Đơn vị, cá nhân thực hiện", data.subject),
        ("Địa chỉ", data.address),
        ("Kết quả tự đánh giá", data.own_result),
    ]


def _checks(profile: Profile, checks: Sequence[CheckLineData]) -> list[Flowable]:
    """Conditions and criteria with room to write beside each."""
    if not checks:
        return []
    rows = [TableRow((one.code, one.title, one.own, DottedLines(1, _HAND_ROW))) for one in checks]
    return [paper_table(profile, CRITERIA_COLUMNS, rows, text_width(profile))]


def _long_text(profile: Profile, label: str, text: str, blank_rows: int) -> list[Flowable]:
    return [list_heading(profile, f"{label}:"), *text_or_dots(profile, label, text, blank_rows)]


def _recommended(profile: Profile, data: VisitMinutesData) -> list[Flowable]:
    style = body_style(profile)
    if not data.recommendation:
        ask = "Đề nghị công nhận / hoàn thiện, xét lại / không công nhận (gạch bỏ phần không chọn)."
        dots = DottedLines(2, style.leading, "Lý do:", indent=style.firstLineIndent)
        return labelled("Đề nghị", [*paragraphs("Đề nghị", ask, style), dots])
    reason = f" Lý do: {data.reason.rstrip(' .;')}." if data.reason else ""
    lines = f"{data.recommendation}.{reason}"
    if data.photos:
        lines += f"\nKèm theo biên bản: {data.photos:02d} ảnh chụp tại cơ sở."
    return paragraphs("Đề nghị", lines, style)


def visit_day(day: date | None) -> str:
    """A day in a table of visits; empty while it is open."""
    return format_date(day) if day else ""
