"""The summary of the results (bảng tổng hợp kết quả đánh giá): one column for each assessor.

Owns its columns and wording. It adds nothing up and ranks nothing: totals, places and what stands
against a result come in as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import note_line, part_heading
from danvan_desktop.documents.letterhead import letterhead, signatures, title_block
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    Sheet,
    SignatureData,
    labelled,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.numbers import roman

KIND = "Bảng tổng hợp kết quả đánh giá"
_MANY = 6
"""Above so many assessors the letters are smaller."""


@dataclass(frozen=True)
class SummaryRowData:
    """One registration, every figure as printed; `sheets` has a text for each assessor."""

    number: str
    name: str
    registrant: str
    sheets: tuple[str, ...]
    count: str
    result: str
    rank: str
    place: str
    own: str = ""
    note: str = ""


@dataclass(frozen=True)
class SummaryGroupData:
    """The registrations that are compared with each other. `rule`: how the result is made, in
    words; with `points` there are columns for rank and place, with `own` one for the
    self-score."""

    title: str
    rows: tuple[SummaryRowData, ...]
    points: bool = True
    own: bool = False
    rule: str = ""


@dataclass(frozen=True)
class SummaryData:
    """Everything the paper prints; the columns of `assessors` are the same in every group."""

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    assessors: tuple[str, ...]
    groups: tuple[SummaryGroupData, ...]
    signatures: tuple[SignatureData, ...]
    notes: tuple[str, ...] = ()


@tightening
def summary(data: SummaryData, profile: Profile) -> Sheet:
    """The summary, A4 wide, header row on every page, a table for each group.

    Raises `UserError` naming the column that cannot be printed as it is.
    """
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year, wide=True),
        title_block(profile, KIND, data.subject_line, wide=True),
    ]
    tables: list[Flowable] = []
    for number, group in enumerate(data.groups, start=1):
        if len(data.groups) > 1:
            tables.append(part_heading(profile, f"{roman(number)}. {group.title}"))
        tables += [note_line(profile, group.rule, keep=True)] if group.rule else []
        tables.append(_table(profile, data.assessors, group))
    story += labelled("Các bảng kết quả", tables)
    story += labelled("Ghi chú", [note_line(profile, note) for note in data.notes])
    story = keep_with_foot(story, signatures(profile, data.signatures, wide=True))
    info = PaperInfo(f"{KIND} {data.subject_line}", data.issuer.name)
    return Sheet(story, profile, info, wide=True, key="comparison_summary")


def _table(profile: Profile, assessors: tuple[str, ...], group: SummaryGroupData) -> Flowable:
    size = profile.table.wide_size
    return paper_table(
        profile,
        _columns(assessors, group),
        [TableRow(_cells(row, group)) for row in group.rows],
        text_width(profile, wide=True),
        size=size - 1 if len(assessors) > _MANY else size,
    )


def _columns(assessors: tuple[str, ...], group: SummaryGroupData) -> tuple[TableColumn, ...]:
    points, sheet = group.points, 17 if group.points else 22
    found = [
        TableColumn("TT", 10, centred=True),
        TableColumn("Tên mô hình, điển hình", 52),
        TableColumn("Đơn vị, cá nhân", 34),
        *(TableColumn(name, sheet, centred=True) for name in assessors),
        TableColumn("Phiếu", 16, centred=True),
        TableColumn("Kết quả", 19 if points else 26, centred=True),
    ]
    if points:
        found += [
            TableColumn("Xếp loại", 19, centred=True),
            TableColumn("Thứ tự", 21, centred=True),
        ]
    if group.own:
        found.append(TableColumn("Tự chấm" if points else "Tự đánh giá", 16, centred=True))
    return (*found, TableColumn("Ghi chú", 32))


def _cells(row: SummaryRowData, group: SummaryGroupData) -> tuple[str, ...]:
    first = (row.number, row.name, row.registrant, *row.sheets, row.count, row.result)
    more = (row.rank, row.place) if group.points else ()
    return (*first, *more, *((row.own,) if group.own else ()), row.note)
