"""The follow-up sheet (phiếu theo dõi): one initiative on one page, to take along and write on.

Owns the rule that it stays one page: the newest notes that fit are printed, older ones are
counted, and the rest of the page is empty rows for the pen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from danvan_desktop.documents.form_fields import field_lines, note_line, sector_field
from danvan_desktop.documents.letterhead import letterhead, signatures, title_block
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    Sheet,
    SignatureData,
    height_of,
    page_height,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.errors import UserError

KIND = "Phiếu theo dõi"
NOTE_COLUMNS = (
    TableColumn("Ngày", 24, centred=True),
    TableColumn("Việc đã làm, kết quả", 82),
    TableColumn("Khó khăn, kiến nghị", 42),
    TableColumn("Người ghi", 20),
)
_LEAST_NOTES_HEIGHT = 60 * mm
_EMPTY_ROW = 11 * mm
_SIZES = (1.0, 0.93, 0.86)
_GAP = 8.0


@dataclass(frozen=True)
class FollowUpNoteData:
    """One progress note; troubles and who wrote are left to the pen."""

    day: date
    text: str


@dataclass(frozen=True)
class FollowUpData:
    """Everything a follow-up sheet prints; `notes` in any order, newest are preferred.

    `status` is the word as printed ("Đang hoạt động", "Hình thức", "Đã dừng"), `cause` its
    reason where there is one; `sector` None leaves its line out.
    """

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    name: str
    subject: str
    signature: SignatureData
    address: str = ""
    person_in_charge: str = ""
    sector: str | None = ""
    newness: str = ""
    summary: str = ""
    status: str = ""
    cause: str = ""
    notes: tuple[FollowUpNoteData, ...] = ()


def follow_up_sheet(data: FollowUpData, profile: Profile) -> Sheet:
    """The sheet, exactly one A4 page.

    Raises `UserError` naming the longest field when the fields alone leave no room for notes.
    """
    height = page_height(profile)
    for share in _SIZES:
        top = _top(data, profile, (profile.table.size + 1) * share)
        room = height - height_of([*top, _foot(data, profile)], profile) - _GAP
        if room >= _LEAST_NOTES_HEIGHT:
            story = [*top, *_notes(data, profile, room), _gap_foot(data, profile)]
            info = PaperInfo(f"{KIND} {data.name}", data.issuer.name)
            return Sheet(story, profile, info, key="follow_up_sheet")
    raise _refusal(data)


def _top(data: FollowUpData, profile: Profile, size: float) -> list[Flowable]:
    return [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year),
        title_block(profile, KIND, data.subject_line),
        *field_lines(
            profile,
            _fields(data),
            width=text_width(profile),
            spaceAfter=2,
            fontSize=size,
            leading=size * 1.25,
        ),
        note_line(profile, "Tình hình thực hiện:"),
    ]


def _fields(data: FollowUpData) -> list[tuple[str, str]]:
    fields = [
        ("Tên mô hình, điển hình", data.name),
        ("Đơn vị, cá nhân thực hiện", data.subject),
        ("Địa chỉ", data.address),
        ("Người phụ trách", data.person_in_charge),
        *sector_field(data.sector),
        ("Đăng ký mới hoặc duy trì", data.newness),
        ("Nội dung chính", data.summary),
        ("Tình trạng", data.status),
    ]
    return [*fields, ("Nguyên nhân", data.cause)] if data.cause else fields


def _foot(data: FollowUpData, profile: Profile) -> Flowable:
    return signatures(profile, [None, data.signature])


def _gap_foot(data: FollowUpData, profile: Profile) -> Flowable:
    foot = _foot(data, profile)
    foot.spaceBefore = _GAP / 2
    return foot


def _notes(data: FollowUpData, profile: Profile, room: float) -> list[Flowable]:
    """Table of the newest notes that fit `room`, oldest first, then empty rows to the end."""
    notes = sorted(data.notes, key=_note_day)

    def height(dropped: int) -> float:
        return height_of([_table(profile, _note_rows(notes[dropped:], dropped))], profile)

    dropped = 0
    if height(0) > room:  # the more notes are left out, the lower the table
        left_out = range(1, len(notes) + 1)
        dropped = 1 + bisect_left(left_out, True, key=lambda count: height(count) <= room)
    if dropped > len(notes):
        raise _refusal(data)
    return [_filled(profile, _note_rows(notes[dropped:], dropped), room - height(dropped))]


def _filled(profile: Profile, rows: list[TableRow], left: float) -> Flowable:
    count = int(left / _EMPTY_ROW)
    empty = [TableRow(("", "", "", "")) for _ in range(count)]
    return _table(profile, [*rows, *empty], count)


def _table(profile: Profile, rows: Sequence[TableRow], empty: int = 0) -> Flowable:
    heights = [None] * (1 + len(rows) - empty) + [_EMPTY_ROW] * empty
    return paper_table(profile, NOTE_COLUMNS, rows, text_width(profile), heights=heights)


def _note_day(note: FollowUpNoteData) -> date:
    return note.day


def _note_rows(notes: Sequence[FollowUpNoteData], dropped: int) -> list[TableRow]:
    rows = []
    if dropped:
        rows.append(TableRow((f"Còn {two_digits(dropped)} lần ghi trước đó, xem trong phần mềm.",)))
    rows += [TableRow((format_date(note.day), note.text, "", "")) for note in notes]
    return rows


def _refusal(data: FollowUpData) -> UserError:
    label, _ = max(_fields(data), key=_length)
    return UserError(
        f"{label} quá dài để phiếu theo dõi nằm trên một trang.",
        safe="Dữ liệu đã lưu vẫn còn nguyên.",
        todo=f"Hãy rút gọn ô {label} rồi in lại.",
    )


def _length(field: tuple[str, str]) -> int:
    return len(field[1])
