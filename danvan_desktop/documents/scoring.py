"""The score sheet (phiếu đánh giá, with points phiếu chấm điểm): filled, or blank for the pen.

Owns the columns of the sheet and their order. It adds nothing up and judges nothing: marks,
totals and the result come in as words from `domain/scoring` through the services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import (
    TickBox,
    field_line,
    field_lines,
    heading_field,
    note_line,
    part_heading,
)
from danvan_desktop.documents.letterhead import letterhead, signatures, title_block
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    height_of,
    labelled,
    page_height,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.numbers import roman

GRADE_KIND = "Phiếu đánh giá"
POINTS_KIND = "Phiếu chấm điểm"
STAGES = ("Tự đánh giá", "Thẩm định", "Kết luận")
POINT_STAGES = ("Điểm tự chấm", "Điểm thẩm định", "Điểm kết luận")
FIELD_LABELS = (
    "Tên mô hình, điển hình",
    "Tập thể, cá nhân",
    "Địa bàn",
    "Lĩnh vực",
    "Người đánh giá",
)
REMARK = "Nhận xét chung"
GRADES = ("Đạt", "Đạt một phần", "Chưa đạt")
HOLDS = ("Đạt", "Không đạt")
_FOOT_GAP = 8
_TICK_NOTE = "Đánh dấu x vào một ô ở mỗi dòng."


@dataclass(frozen=True)
class ScoreLineData:
    """One line of the sheet: a criterion, a condition, a section or a total.

    `marks` are the words of self-assessment, appraisal and conclusion, in that order; empty text
    stays empty on paper. `maximum` is printed on sheets with points only. A `section` line is
    bold; without marks of its own its words run across the mark columns.
    """

    number: str
    text: str
    marks: tuple[str, str, str] = ("", "", "")
    maximum: str = ""
    note: str = ""
    section: bool = False


@dataclass(frozen=True)
class ScoreSheetData:
    """Everything a score sheet prints.

    `fields` are labelled lines about the subject (name, unit, sector ...). `points` chooses the
    columns. `by_hand` prints boxes or empty cells instead of marks and notes; a remark or result
    without words becomes rows of dots.
    `result` is the conclusion in words; `remarks` are (label, text).
    """

    issuer: IssuerData
    day: date | None
    year: int
    subject_line: str
    points: bool
    lines: tuple[ScoreLineData, ...]
    signatures: tuple[SignatureData, ...]
    fields: tuple[tuple[str, str], ...] = ()
    conditions: tuple[ScoreLineData, ...] = ()
    totals: tuple[ScoreLineData, ...] = ()
    rule: str = ""
    result: str = ""
    remarks: tuple[tuple[str, str], ...] = ()
    by_hand: bool = False
    remark_rows: int = 3


@tightening
def score_sheet(data: ScoreSheetData, profile: Profile) -> Sheet:
    """The sheet, A4 upright, the three stages side by side.

    Raises `UserError` naming the part that cannot be printed as it is.
    """
    info = PaperInfo(f"{_kind(data)} {data.subject_line}", data.issuer.name)
    return Sheet(_story(data, profile), profile, info, key=_key(data))


@tightening
def score_sheets(
    sheets: Sequence[ScoreSheetData],
    profile: Profile,
    title: str,
    drawn: Callable[[int], None] | None = None,
) -> Sheet:
    """Several sheets in one file, each on pages of its own with page numbers of its own.

    `drawn` is told how many are done; it may raise to stop. Raises as `score_sheet` does.
    """
    story: list[Flowable] = []
    for number, data in enumerate(sheets):
        if number:
            story.append(PageBreak())
        story += [RestartNumbers(), *_story(data, profile)]
        if drawn is not None:
            story.append(Drawn(partial(drawn, number + 1)))
    info = PaperInfo(title, sheets[0].issuer.name)
    return Sheet(story, profile, info, key=_key(sheets[0]))


def _key(data: ScoreSheetData) -> str:
    """One Word form for each look of the columns."""
    kind = "points" if data.points else "grades"
    return f"score_sheet.{kind}{'_blank' if data.by_hand else ''}"


class Drawn(Flowable):  # type: ignore[misc]
    """Says that everything before it is on paper; takes no room."""

    width = height = 0

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self._tell()


def _kind(data: ScoreSheetData) -> str:
    return POINTS_KIND if data.points else GRADE_KIND


def _story(data: ScoreSheetData, profile: Profile) -> list[Flowable]:
    width = text_width(profile)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year),
        title_block(profile, _kind(data), data.subject_line),
        *field_lines(profile, data.fields, width=width),
    ]
    if data.by_hand and (data.conditions or not data.points):
        story += labelled("Hướng dẫn", [note_line(profile, _TICK_NOTE)])
    for number, (heading, table) in enumerate(_tables(data, profile, width), start=1):
        words = f"{roman(number)}. {heading}"
        story += heading_field(f"Đề mục {heading}", [part_heading(profile, words)], words)
        story.append(table)
    return story + _result_part(data, profile, roman(number + 1))


def _tables(data: ScoreSheetData, profile: Profile, width: float) -> Iterator[tuple[str, Flowable]]:
    """The headed tables of the sheet: conditions where there are any, then the criteria."""
    if data.conditions:
        columns = _condition_columns(data)
        rows = [_row(line, columns, data, len(HOLDS)) for line in data.conditions]
        yield "ĐIỀU KIỆN", paper_table(profile, columns, rows, width, name="Điều kiện")
    columns = _criterion_columns(data)
    boxes = 0 if data.points else len(GRADES)
    rows = [_row(line, columns, data, boxes) for line in data.lines]
    rows += [_row(line, columns, data, 0) for line in data.totals]
    yield "TIÊU CHÍ", paper_table(profile, columns, rows, width, name="Tiêu chí")


def _result_part(data: ScoreSheetData, profile: Profile, number: str) -> list[Flowable]:
    """Rule, remarks, conclusion and signatures: on one page unless the remarks are long."""
    words = f"{number}. KẾT QUẢ"
    heading = heading_field("Đề mục kết quả", [part_heading(profile, words)], words)
    part = [*heading, *_result(data, profile)]
    foot = signatures(profile, data.signatures)
    if height_of([*part, foot], profile) > page_height(profile) / 2:
        return keep_with_foot(part, foot)
    foot.spaceBefore = _FOOT_GAP
    return [KeepTogether([*part, foot])]


def _result(data: ScoreSheetData, profile: Profile) -> list[Flowable]:
    width = text_width(profile)
    made: list[Flowable] = []
    if data.rule:
        made += field_line(profile, "Cách kết luận", data.rule, width=width)
    for label, text in data.remarks:
        made += field_line(profile, label, text, width=width, blank_rows=data.remark_rows)
    return made + field_line(profile, "Kết luận", data.result, width=width)


def _criterion_columns(data: ScoreSheetData) -> tuple[TableColumn, ...]:
    first = (TableColumn("STT", 11, centred=True), TableColumn("Tiêu chí", 66))
    last = TableColumn("Ghi chú", 24)
    if data.points:
        marks = tuple(TableColumn(stage, 17, centred=True) for stage in POINT_STAGES)
        return (*first, TableColumn("Điểm tối đa", 15, centred=True), *marks, last)
    return (*first, *_grade_columns(data, GRADES), last)


def _condition_columns(data: ScoreSheetData) -> tuple[TableColumn, ...]:
    first = (TableColumn("STT", 11, centred=True), TableColumn("Điều kiện bắt buộc", 66))
    return (*first, *_grade_columns(data, HOLDS), TableColumn("Ghi chú", 24))


def _grade_columns(data: ScoreSheetData, words: Sequence[str]) -> tuple[TableColumn, ...]:
    """The words to tick on a sheet for the pen, else one column for each stage."""
    heads = words if data.by_hand else STAGES
    return tuple(TableColumn(head, 64 / len(heads), centred=True) for head in heads)


def _row(
    line: ScoreLineData, columns: Sequence[TableColumn], data: ScoreSheetData, boxes: int
) -> TableRow:
    """Cells of one line; `boxes` > 0 puts that many boxes to tick in place of marks by hand."""
    ticked = data.by_hand and boxes > 0
    if line.section and ticked:
        return TableRow((line.number, line.text), bold=True)
    if ticked:
        marks: tuple[str | Flowable, ...] = tuple(TickBox() for _ in range(boxes))
    else:
        marks = ("", "", "") if data.by_hand else line.marks
    maximum = (line.maximum,) if any(col.header == "Điểm tối đa" for col in columns) else ()
    note = "" if data.by_hand else line.note
    return TableRow((line.number, line.text, *maximum, *marks, note), bold=line.section)
