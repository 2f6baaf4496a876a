"""The scoring table for the pen (bảng chấm): registrations as rows, criteria as columns.

Owns its columns, the parting of a wide set over several pages and the key to the codes in the
heading. It adds nothing up: rows of the table are empty but for what is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import field_lines, note_line, part_heading
from danvan_desktop.documents.letterhead import letterhead, signatures, title_block
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    labelled,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.numbers import roman

KIND = "Bảng chấm điểm"
GRADE_KIND = "Bảng đánh giá"
_NUMBER_MM, _NAME_MM, _TOTAL_MM = 9, 62, 18
_LEAST_COLUMN_MM, _MOST_COLUMN_MM = 12.5, 30
_ROW = 11.5 * mm
"""High enough to write in by hand."""
_SIZE, _KEY_SIZE = 9, 8.5
_NOT_ASKED = "–"


@dataclass(frozen=True)
class MatrixColumnData:
    """One criterion or condition: its code, what it asks, its maximum as printed or "".

    `section` begins a new section, where a wide table is best parted.
    """

    code: str
    text: str
    maximum: str = ""
    section: bool = False


@dataclass(frozen=True)
class MatrixRowData:
    """One registration; `asked` are the codes of the columns that it is judged by."""

    number: str
    name: str
    registrant: str
    asked: frozenset[str]


@dataclass(frozen=True)
class MatrixGroupData:
    """The registrations that are judged by one set. `points` adds the column of the sum."""

    title: str
    columns: tuple[MatrixColumnData, ...]
    rows: tuple[MatrixRowData, ...]
    points: bool


@dataclass(frozen=True)
class ScoreMatrixData:
    """Everything one assessor's table prints; `notes` are lines before the tables."""

    issuer: IssuerData
    year: int
    subject_line: str
    groups: tuple[MatrixGroupData, ...]
    signature: SignatureData
    fields: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@tightening
def score_matrices(
    tables: Sequence[ScoreMatrixData], profile: Profile, title: str, *, large: bool = False
) -> Sheet:
    """The tables, A4 wide or A3 wide, one assessor after the other.

    The header row comes again on every page; a set too wide for one page goes on over further
    pages with the names repeated. Raises `UserError` naming what cannot be printed.
    """
    story: list[Flowable] = []
    for number, data in enumerate(tables):
        if number:
            story.append(PageBreak())
        story += [RestartNumbers(), *_story(data, profile, large)]
    info = PaperInfo(title, tables[0].issuer.name)
    return Sheet(story, profile, info, wide=True, large=large, key="score_table")


def _story(data: ScoreMatrixData, profile: Profile, large: bool) -> list[Flowable]:
    width = text_width(profile, wide=True, large=large)
    points = any(group.points for group in data.groups)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=None, year=data.year, wide=True),
        title_block(profile, KIND if points else GRADE_KIND, data.subject_line, wide=True),
        *field_lines(profile, data.fields, width=width),
        *labelled("Hướng dẫn", [note_line(profile, note) for note in data.notes]),
    ]
    inside: list[Flowable] = []
    for number, group in enumerate(data.groups, start=1):
        if len(data.groups) > 1:
            inside.append(part_heading(profile, f"{roman(number)}. {group.title.upper()}"))
        inside.append(_key(group, profile, width))
        inside += _parts(group, profile, width)
    foot = signatures(profile, [data.signature], wide=True)
    return keep_with_foot([*story, *labelled("Các bảng chấm", inside)], foot)


def _key(group: MatrixGroupData, profile: Profile, width: float) -> Flowable:
    """What the codes over the columns mean, two beside each other."""
    lines = [(one.code, _key_words(one)) for one in group.columns]
    half = (len(lines) + 1) // 2
    left, right = lines[:half], [*lines[half:], *[("", "")] * (2 * half - len(lines))]
    rows = [TableRow((*a, *b)) for a, b in zip(left, right, strict=True)]
    columns = (
        TableColumn("Cột", 9, centred=True),
        TableColumn("Nội dung", 80),
        TableColumn("Cột", 9, centred=True),
        TableColumn("Nội dung", 80),
    )
    table = paper_table(profile, columns, rows, width, size=_KEY_SIZE)
    table.spaceAfter = 8
    return table


def _key_words(column: MatrixColumnData) -> str:
    return f"{column.text} (tối đa {column.maximum})" if column.maximum else column.text


def _parts(group: MatrixGroupData, profile: Profile, width: float) -> list[Flowable]:
    """The table, or several where the set has more columns than a page has room for."""
    fixed = (_NUMBER_MM + _NAME_MM + (_TOTAL_MM if group.points else 0)) * mm
    most = max(int((width - fixed) / (_LEAST_COLUMN_MM * mm)), 1)
    chunks = parted(group.columns, most)
    made: list[Flowable] = []
    for number, chunk in enumerate(chunks, start=1):
        last = number == len(chunks)
        if number > 1:
            made.append(PageBreak())
        if len(chunks) > 1:
            words = f"Phần {number}/{len(chunks)}: từ {chunk[0].code} đến {chunk[-1].code}"
            made.append(note_line(profile, words))
        made.append(_table(group, chunk, profile, width, total=group.points and last))
    return made


def parted(columns: Sequence[MatrixColumnData], most: int) -> list[list[MatrixColumnData]]:
    """Columns in as few parts as hold `most` each, about equal, parted at a section if one
    begins near."""
    parts: list[list[MatrixColumnData]] = []
    rest = list(columns)
    while rest:
        left = -(-len(rest) // most)
        even = -(-len(rest) // left)
        cuts = [
            place
            for place in range(max(even // 2, 1), min(most, len(rest) - 1) + 1)
            if rest[place].section and -(-(len(rest) - place) // most) <= left - 1
        ]
        cut = min(cuts, key=lambda place: abs(place - even)) if left > 1 and cuts else even
        parts.append(rest[:cut])
        rest = rest[cut:]
    return parts


def _table(
    group: MatrixGroupData,
    chunk: Sequence[MatrixColumnData],
    profile: Profile,
    width: float,
    *,
    total: bool,
) -> Flowable:
    columns = [
        TableColumn("TT", _NUMBER_MM, centred=True),
        TableColumn("Mô hình, điển hình; đơn vị, cá nhân", _NAME_MM),
    ]
    room = width / mm - _NUMBER_MM - _NAME_MM - (_TOTAL_MM if total else 0)
    share = min(room / len(chunk), _MOST_COLUMN_MM)
    columns[1] = TableColumn(columns[1].header, _NAME_MM + room - share * len(chunk))
    columns += [TableColumn(_heading(one), share, centred=True) for one in chunk]
    if total:
        columns.append(TableColumn("Tổng điểm", _TOTAL_MM, centred=True))
    rows = [
        TableRow(
            (
                row.number,
                f"{row.name}\n{row.registrant}",
                *("" if one.code in row.asked else _NOT_ASKED for one in chunk),
                *([""] if total else []),
            )
        )
        for row in group.rows
    ]
    least = [None, *(_row_height(row) for row in group.rows)]
    return paper_table(profile, columns, rows, width, size=_SIZE, heights=least)


def _row_height(row: MatrixRowData) -> float | None:
    """A fixed height to write in; a long name decides by itself."""
    return _ROW if len(row.name) <= _SHORT and len(row.registrant) <= _SHORT else None


_SHORT = 34
"""Names of so many letters surely fit on one line of the name column."""


def _heading(column: MatrixColumnData) -> str:
    return f"{column.code}\n({column.maximum})" if column.maximum else column.code
