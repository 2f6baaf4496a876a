"""The minutes of a review meeting and the list that is made public after it.

Own the order of the parts; every number comes in as words from `domain/voting`, the look from the
profile. What is not known yet is left as dots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from danvan_desktop.documents import fonts
from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import (
    list_heading,
    part_heading,
    people_lines,
    text_or_dots,
)
from danvan_desktop.documents.letterhead import (
    foot,
    letterhead,
    number_text,
    signatures,
    title_block,
)
from danvan_desktop.documents.page import (
    END_SIGNS,
    IssuerData,
    PaperInfo,
    Sheet,
    SignatureData,
    body_style,
    centred_style,
    labelled,
    paragraphs,
    safe,
    text_width,
)
from danvan_desktop.documents.paper_table import (
    ASSESSED,
    SECTOR,
    TableColumn,
    TableRow,
    paper_table,
    rows_or_note,
    without_empty,
)
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.text import in_sentence

MINUTES, MINUTES_SIGN = "Biên bản", "BB"
NOTICE, NOTICE_SIGN = "Thông báo", "TB"
DOTS = "." * 40
NO_ITEMS = "Không có mô hình, điển hình."
_AFTER = "Ghi chú, lý do"
RESULT_COLUMNS = (
    TableColumn("TT", 10, centred=True),
    TableColumn("Tên mô hình, điển hình", 40),
    TableColumn("Đơn vị, cá nhân", 26),
    TableColumn(ASSESSED, 26),  # "98,25/100 điểm" must not break inside the figure
    TableColumn("Đồng ý", 16, centred=True),
    TableColumn("Không đồng ý", 19, centred=True),
    TableColumn("Ý kiến khác", 16, centred=True),
    TableColumn("Tỷ lệ đồng ý", 24, centred=True),
    TableColumn("Kết luận", 30),
)
NOTICE_COLUMNS = (
    TableColumn("TT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 48),
    TableColumn("Đơn vị, cá nhân", 38),
    TableColumn("Địa bàn", 30),
    TableColumn(SECTOR, 26),
    TableColumn("Đề nghị công nhận", 38),
)


@dataclass(frozen=True)
class ItemResultData:
    """One line of the results: counts as printed, empty while nothing was voted."""

    name: str
    subject: str
    assessed: str
    agreeing: str
    against: str
    other: str
    share: str
    result: str


@dataclass(frozen=True)
class MeetingMinutesData:
    """Everything the minutes print; `subject` begins with "Họp", `starts` and `ends` are "HH:MM".

    Lists are lines of people. `content` are paragraphs before the results, `after` those behind
    the table, `conclusion` the last part, `opening` and `closing` the sentences at both ends
    (`minutes_opening`, `minutes_closing` are the usual ones). Empty texts leave room for the pen.
    """

    issuer: IssuerData
    subject: str
    year: int
    number: str = ""
    day: date | None = None
    starts: str = ""
    ends: str = ""
    venue: str = ""
    chair: str = ""
    secretary: str = ""
    chair_name: str = ""
    secretary_name: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    quorum: str = ""
    content: tuple[str, ...] = ()
    discussion: tuple[str, ...] = ()
    rows: tuple[ItemResultData, ...] = ()
    after: tuple[str, ...] = ()
    conclusion: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class NoticeRowData:
    """One proposed initiative or exemplar, in the order of the columns after STT."""

    name: str
    subject: str
    place: str
    sector: str
    title: str


@dataclass(frozen=True)
class NoticeData:
    """Everything the public notice prints; number and date stay open until the clerk gives them."""

    issuer: IssuerData
    number: str
    day: date | None
    year: int
    subject: str
    content: tuple[str, ...]
    rows: tuple[NoticeRowData, ...]
    closing: tuple[str, ...]
    signature: SignatureData
    receivers: tuple[str, ...] = ()


@tightening
def meeting_minutes(data: MeetingMinutesData, profile: Profile) -> Sheet:
    """The minutes of a review meeting, signed by secretary and chair, A4 upright.

    Raises `UserError` naming the part that cannot be printed as it is.
    """
    number = number_text(profile, data.issuer, MINUTES_SIGN, data.number)
    style = body_style(profile)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year),
        title_block(profile, MINUTES, data.subject),
        *paragraphs("Mở đầu", data.opening, style),
        part_heading(profile, "I. THÀNH PHẦN", indented=True),
        *_attendance(data, profile),
        part_heading(profile, "II. NỘI DUNG", indented=True),
        *_content(data, profile),
        part_heading(profile, "III. KẾT LUẬN", indented=True),
        *text_or_dots(profile, "Kết luận", data.conclusion, 3),
        *paragraphs("Kết thúc", data.closing.rstrip(END_SIGNS), style, tail=profile.body.end),
    ]
    blocks: list[SignatureData | None] = [
        SignatureData("Thư ký", data.secretary_name),
        SignatureData("Chủ trì", data.chair_name),
    ]
    story = keep_with_foot(story, signatures(profile, blocks))
    info = PaperInfo(f"{MINUTES} {data.subject}", data.issuer.name)
    return Sheet(story, profile, info, key="meeting_minutes")


@tightening
def public_notice(data: NoticeData, profile: Profile) -> Sheet:
    """The notice with the list of what is proposed, A4 upright."""
    number = number_text(profile, data.issuer, NOTICE_SIGN, data.number)
    rows = [
        TableRow((str(n), row.name, row.subject, row.place, row.sector, row.title))
        for n, row in enumerate(data.rows, start=1)
    ]
    columns, rows = without_empty(NOTICE_COLUMNS, rows, SECTOR)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year),
        title_block(profile, NOTICE, data.subject),
        *_texts("Nội dung", data.content, profile),
        paper_table(profile, columns, rows_or_note(rows, NO_ITEMS), text_width(profile)),
        *_texts("Thời gian, nơi công khai", data.closing, profile, tail=profile.body.end, before=6),
    ]
    story = keep_with_foot(story, foot(profile, data.signature, data.receivers))
    info = PaperInfo(f"{NOTICE} {data.subject}", data.issuer.name)
    return Sheet(story, profile, info, key="public_notice")


def minutes_opening(data: MeetingMinutesData) -> str:
    """When, where and by whom the meeting is held; dots for what is not known yet."""
    where = data.venue or DOTS
    return (
        f"Hôm nay, vào hồi {time_words(data.starts)}, {long_date(data.day, data.year)}, "
        f"tại {where}, {data.issuer.name} tổ chức {in_sentence(data.subject)}."
    )


def minutes_closing(data: MeetingMinutesData) -> str:
    """When it ended, and that everybody agrees with what was read out."""
    return (
        f"Cuộc họp kết thúc vào hồi {time_words(data.ends)} cùng ngày. Biên bản đã được đọc lại, "
        "những người dự họp thống nhất nội dung"
    )


def _attendance(data: MeetingMinutesData, profile: Profile) -> Iterator[Flowable]:
    style = body_style(profile)
    yield from paragraphs("Chủ trì", f"Chủ trì: {data.chair or DOTS}", style)
    yield from paragraphs("Thư ký", f"Thư ký: {data.secretary or DOTS}", style)
    known = bool(data.present or data.absent or data.written)
    here, away = _count(data.present, known), _count(data.absent, known)
    yield from _people(profile, f"1. Thành viên có mặt: {here}", data.present, 0 if known else 3)
    yield from _people(profile, f"2. Thành viên vắng: {away}", data.absent, 0 if known else 1)
    if data.written:
        heading = f"3. Thành viên vắng được lấy ý kiến bằng văn bản: {_count(data.written, known)}"
        yield from _people(profile, heading, data.written, 0)
    if data.quorum:
        yield from paragraphs("Thành phần", data.quorum, body_style(profile))


def _count(people: Sequence[str], known: bool) -> str:
    if not known:
        return ""
    return f"{len(people):02d}" if people else "không"


def _people(
    profile: Profile, heading: str, people: Sequence[str], blank_rows: int
) -> list[Flowable]:
    label = heading.partition(":")[0].partition(" ")[2]
    made = [list_heading(profile, heading)]
    if people or blank_rows:
        made += people_lines(profile, label, people, blank_rows)
    return labelled(label, made)


def _content(data: MeetingMinutesData, profile: Profile) -> Iterator[Flowable]:
    style = body_style(profile)
    yield from _texts("Nội dung", data.content, profile)
    if data.discussion:
        label = "Ý kiến thảo luận"
        texts = _texts(label, data.discussion, profile)
        yield from labelled(label, [list_heading(profile, f"{label}:"), *texts])
    if data.rows:
        yield Text(
            safe("Kết quả", "Kết quả bình xét"),
            centred_style(profile, fontName=fonts.TEXT_BOLD, spaceBefore=4, keepWithNext=1),
        )
        columns, rows = without_empty(RESULT_COLUMNS, _rows(data.rows), ASSESSED)
        width = text_width(profile)
        yield paper_table(profile, columns, rows, width, size=profile.table.wide_size)
    else:
        yield from paragraphs(_AFTER, "Không có mô hình, điển hình nào được bình xét.", style)
    yield from _texts(_AFTER, data.after, profile, before=6)


def _rows(rows: Sequence[ItemResultData]) -> list[TableRow]:
    return [
        TableRow(
            (
                str(number),
                row.name,
                row.subject,
                row.assessed,
                row.agreeing,
                row.against,
                row.other,
                row.share,
                row.result,
            )
        )
        for number, row in enumerate(rows, start=1)
    ]


def _texts(
    label: str, texts: Sequence[str], profile: Profile, *, tail: str = "", before: float = 0
) -> Iterator[Flowable]:
    """Paragraphs one after the other; `tail` ends the last, `before` parts the first from above."""
    for number, text in enumerate(texts, start=1):
        style = body_style(profile, spaceBefore=before if number == 1 else 0)
        last = number == len(texts)
        words = text.rstrip(END_SIGNS) if last and tail else text
        yield from paragraphs(label, words, style, tail=tail if last else "")
