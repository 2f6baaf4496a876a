"""Tables of formal papers: ruled, header row repeated on every page, tall rows split.

Owns the look and the splitting of tables; the papers bring columns and texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from danvan_desktop.documents import fonts
from danvan_desktop.documents.column_widths import fitted
from danvan_desktop.documents.page import safe
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text

_LEADING = 1.2
_ROOM_BELOW = 6.0
_TALL = 0.5
"""Share of the room on a page from which a row with the header over it may go on over the next."""
_LEAST_OF_A_ROW = 40.0
"""Points that such a row needs to begin at the foot of a page."""


@dataclass(frozen=True)
class TableColumn:
    """One column: its header, its share of the width (shares are relative), how its words stand.

    Money is set to the `right`, so that figures stand under figures of the same weight.
    """

    header: str
    share: float
    centred: bool = False
    right: bool = False

    @property
    def alignment(self) -> int:
        return int(TA_RIGHT if self.right else TA_CENTER if self.centred else TA_LEFT)


@dataclass(frozen=True)
class TableRow:
    """Cells of one row from the left, texts or flowables; a `bold` row is a section or a total.

    When there are fewer cells than columns the last one spans the rest.
    """

    cells: tuple[str | Flowable, ...]
    bold: bool = False


RECIPIENTS = "Tập thể, cá nhân, hộ gia đình"
"""Header of the column of those who are recognised or commended, where all kinds may be there."""
SECTOR = "Lĩnh vực"
"""Header of a column that a programme without sectors leaves empty."""
ASSESSED = "Kết quả thẩm định"
"""Header of a column that stays empty where nothing on the list was appraised."""


def without_empty(
    columns: Sequence[TableColumn], rows: Sequence[TableRow], header: str
) -> tuple[list[TableColumn], list[TableRow]]:
    """Columns and rows without the column of this header, when no row says anything in it."""
    index = [column.header for column in columns].index(header)
    if any(row.cells[index] for row in rows):
        return list(columns), list(rows)
    kept = [replace(row, cells=(*row.cells[:index], *row.cells[index + 1 :])) for row in rows]
    return [column for column in columns if column.header != header], kept


def rows_or_note(rows: Sequence[TableRow], note: str) -> Sequence[TableRow]:
    """The rows, or one that says across the table why there is none."""
    return rows or [TableRow(("", note))]


def cell_style(
    profile: Profile, *, bold: bool = False, alignment: int = TA_LEFT, size: float | None = None
) -> ParagraphStyle:
    """Text of a cell: size of the profile's tables unless given."""
    fonts.register()
    points = size or profile.table.size
    return ParagraphStyle(
        "cell",
        fontName=fonts.TEXT_BOLD if bold else fonts.TEXT,
        bulletFontName=fonts.TEXT,
        fontSize=points,
        leading=points * _LEADING,
        alignment=alignment,
    )


def cell(label: str, text: str, style: ParagraphStyle) -> Flowable:
    """A cell that prints exactly `text`; raises `UserError` naming the column."""
    return Text(safe(label, text), style)


def paper_table(
    profile: Profile,
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    width: float,
    *,
    size: float | None = None,
    heights: Sequence[float | None] | None = None,
    name: str = "Bảng",
) -> Flowable:
    """A ruled table `width` points wide whose header row comes again on each page.

    `size` overrides the profile's table size, long cells make print smaller and columns wider
    (`column_widths`); `heights` are points for each row, the header's
    first, None where the text decides. `name` tells tables of one paper apart in Word forms.
    """
    style = profile.table
    widths, size = fitted(columns, rows, width, size or style.size, style.padding)
    head = cell_style(profile, bold=True, alignment=TA_CENTER, size=size)
    data: list[list[Any]] = [[cell(column.header, column.header, head) for column in columns]]
    spans: list[tuple[Any, ...]] = list(_kept_rows(rows))
    for number, row in enumerate(rows, start=1):
        data.append(_row_cells(profile, columns, row, size))
        if len(row.cells) < len(columns):
            spans.append(("SPAN", (len(row.cells) - 1, number), (-1, number)))
    table = PaperTable(data, colWidths=widths, rowHeights=heights, repeatRows=1)
    table.setStyle(ruled(profile, spans))
    table.columns, table.rows, table.called = tuple(columns), tuple(rows), name
    table.spaceAfter = _ROOM_BELOW
    return table


def _kept_rows(rows: Sequence[TableRow]) -> Iterator[tuple[Any, ...]]:
    """No page ends behind the heading of a group of rows."""
    for place, row in enumerate(rows[:-1], start=1):
        if row.bold:
            yield ("NOSPLIT", (0, place), (-1, place + 1))


def _row_cells(
    profile: Profile, columns: Sequence[TableColumn], row: TableRow, size: float | None
) -> list[Any]:
    made: list[Any] = []
    for index, (column, content) in enumerate(zip(columns, row.cells, strict=False), start=1):
        spanning = index == len(row.cells) < len(columns)
        alignment = TA_LEFT if spanning else column.alignment
        style = cell_style(profile, bold=row.bold, alignment=alignment, size=size)
        made.append(cell(column.header, content, style) if isinstance(content, str) else content)
    return made + [""] * (len(columns) - len(made))


class PaperTable(Table):  # type: ignore[misc]
    """A table that parts between rows, and inside a row only when that row takes much of a page.

    ReportLab's own `splitInRow` breaks any row at the foot of a page and then draws the header
    row a second time in the room that is left.
    """

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if not self._parts_in_a_row(available_height):
            parts: list[Flowable] = super().split(available_width, available_height)
            return parts
        self._nosplitCmds: list[Any] = []
        self.splitByRow, self.splitInRow = 0, 1
        parts = super().split(available_width, available_height)
        for part in (self, *parts):
            part.splitByRow, part.splitInRow = 1, 0
        return parts

    def _parts_in_a_row(self, room: float) -> bool:
        """Whether the first row that does not fit takes much of a page, with the rows that are
        kept with it, and has room to begin in."""
        kept = {start[1] for _, start, _ in self._nosplitCmds}
        header = sum(self._rowHeights[: self.repeatRows])
        left, together = room - header, 0.0
        for number, height in enumerate(self._rowHeights[self.repeatRows :], self.repeatRows):
            together += height
            if number in kept:
                continue
            if together > left:
                tall = header + together > self._frame._aH * _TALL
                return bool(tall and left - (together - height) >= _LEAST_OF_A_ROW)
            left, together = left - together, 0.0
        return False


def ruled(profile: Profile, extra: Sequence[tuple[Any, ...]] = ()) -> TableStyle:
    """Thin black rules around every cell, paddings of the profile, header in the middle."""
    style = profile.table
    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), style.line_width, colors.black),
        ("FONT", (0, 0), (-1, -1), fonts.TEXT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), style.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), style.padding),
        ("TOPPADDING", (0, 0), (-1, -1), style.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.padding + 1),
    ]
    if style.header_fill:
        commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(style.header_fill)))
    return TableStyle([*commands, *extra])


def spans(table: Table) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(column, row) of first and last cell of each span."""
    columns, rows = len(table._colWidths), len(table._cellvalues)
    return [
        ((start[0] % columns, start[1] % rows), (end[0] % columns, end[1] % rows))
        for _, start, end in table._spanCmds
    ]
