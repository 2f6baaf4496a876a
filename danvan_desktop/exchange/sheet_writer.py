"""Sheets with a title block and a table each, written with XlsxWriter in flat memory.

Owns how our workbooks look and print: Times New Roman, A4 landscape one page wide, header row
repeated and frozen, borders, wrapped text. Strings are always written as strings, so that a name
that begins with `=` or `0` stays what was typed. Must not know what the columns mean.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from danvan_desktop.errors import UserError
from danvan_desktop.exchange.row_height import LINE_POINTS, row_points
from danvan_desktop.saving import replacing

Cell: TypeAlias = "str | int | Decimal | date | None"

FONT = "Times New Roman"
MAX_CELL_UNITS = 32_767  # Excel counts UTF-16 units
MAX_ROWS = 1_000_000
_MM_PER_INCH = 25.4
_BOLD = 1.1  # how much wider bold runs than plain
_TITLE = 1.3  # the same for the 14 pt bold of the title
_LEFT = 0.42  # share of the width that the left half of the title block takes
_A4 = 9
_EARLIEST = date(1900, 3, 1)  # Excel believes in 29/02/1900
_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\u2028": "\n", "\u2029": "\n"})
_REFUSED = dict.fromkeys((*range(9), 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000)))
_NAME_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class ColumnKind(Enum):
    """How a column is written and aligned."""

    TEXT = "text"
    CENTRED = "centred"
    INTEGER = "integer"
    DECIMAL = "decimal"
    """Points and other figures with decimals; shown with two of them."""
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in characters, what it holds."""

    title: str
    width: float
    kind: ColumnKind = ColumnKind.TEXT


class Style(Enum):
    """How a line of the title block looks."""

    PLAIN = "plain"
    BOLD = "bold"
    TITLE = "title"
    ITALIC = "italic"


@dataclass(frozen=True)
class Line:
    """One line of the title block: over all columns, or with `right` in two halves."""

    text: str
    style: Style = Style.PLAIN
    right: str | None = None
    right_style: Style = Style.BOLD


@dataclass(frozen=True)
class Sheet:
    """What one sheet holds, top to bottom."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    heading: Sequence[Line] = ()
    author: str = ""
    filtered: bool = False


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write a workbook of one sheet; see `write_sheets`."""
    write_sheets(path, [sheet])


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook of these sheets, whole or not at all; the first gives its title.

    Raises `UserError` naming the cell when a text is longer than Excel holds, when there are more
    than a million rows, or when the file is open in Excel; `StorageError` when the disk fails.
    """
    for sheet in sheets:
        _check(sheet)
    with (
        replacing(path, opened_in="Excel") as temporary,
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        _workbook(temporary, folder) as book,
    ):
        book.set_properties({"title": sheets[0].name, "author": sheets[0].author})
        formats = _formats(book)
        for sheet in sheets:
            _SheetWriter(book, sheet, formats).write()


@contextmanager
def _workbook(path: Path, folder: str) -> Iterator[Any]:
    options = {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 12},
    }
    packed = io.BytesIO()  # on a full disk the library would leave a file open behind itself
    book = xlsxwriter.Workbook(packed, options)
    try:
        yield book
        book.close()
        path.write_bytes(packed.getbuffer())
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
    finally:
        for page in book.worksheets():
            page.close_rows()


class _FittedWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no types
    """A worksheet whose table rows carry a height that Excel may still change.

    XlsxWriter marks every height as set by hand; then Excel would not let the row grow when an
    official adds words to a cell.
    """

    first_fitted_row = MAX_ROWS

    def _xml_start_tag_unencoded(
        self, tag: str, attributes: list[tuple[str, Any]] | None = None
    ) -> None:
        given = attributes or []
        if tag == "row" and dict(given)["r"] > self.first_fitted_row:
            given = [each for each in given if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, given)

    def close_rows(self) -> None:
        """Let go of the file of finished rows, also when the workbook could not be closed."""
        self._opt_close()


class _SheetWriter:
    """Writes row after row; in flat memory no row can be gone back to."""

    def __init__(self, book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._page = book.add_worksheet(_sheet_name(sheet.name), _FittedWorksheet)
        self._next = 0

    def write(self) -> None:
        self._set_up_page()
        for line in self._sheet.heading:
            self._write_line(line)
        header = self._next
        self._write_header()
        self._page.first_fitted_row = self._next
        for row in self._sheet.rows:
            self._write_row(row)
        self._page.repeat_rows(header)
        self._page.freeze_panes(header + 1, 0)
        if self._sheet.filtered and self._sheet.rows:
            self._page.autofilter(header, 0, self._next - 1, len(self._sheet.columns) - 1)

    def _set_up_page(self) -> None:
        self._page.set_landscape()
        self._page.set_paper(_A4)
        self._page.set_margins(*(mm / _MM_PER_INCH for mm in (20, 15, 15, 18)))
        self._page.fit_to_pages(1, 0)
        self._page.center_horizontally()
        self._page.set_footer(f'&C&"{FONT},Regular"&11Trang &P/&N', {"margin": 0.35})
        for at, column in enumerate(self._sheet.columns):
            self._page.set_column(at, at, column.width)

    def _write_line(self, line: Line) -> None:
        last = len(self._sheet.columns) - 1
        if line.right is None:
            self._merge(0, last, line.text, line.style)
        else:
            middle = self._middle()
            self._merge(0, middle, line.text, line.style)
            self._merge(middle + 1, last, line.right, line.right_style)
        air = 16 if line.style is Style.TITLE else 1.5
        self._page.set_row(self._next, self._line_points(line) + air)
        self._next += 1

    def _line_points(self, line: Line) -> float:
        width = sum(column.width for column in self._sheet.columns) / _TITLE
        if line.right is None:
            return row_points([(line.text, width)])
        return row_points([(line.text, width * _LEFT), (line.right, width * (1 - _LEFT))])

    def _merge(self, first: int, last: int, text: str, style: Style) -> None:
        form = self._formats[style.value]
        if first < last:
            self._page.merge_range(self._next, first, self._next, last, "", form)
        self._page.write_string(self._next, first, _clean(text), form)

    def _middle(self) -> int:
        """The last column of the left half, by width."""
        total = sum(column.width for column in self._sheet.columns)
        reached = 0.0
        for at, column in enumerate(self._sheet.columns[:-1]):
            reached += column.width
            if reached >= total * _LEFT:
                return at
        return max(len(self._sheet.columns) - 2, 0)

    def _write_header(self) -> None:
        titles = ((each.title, each.width / _BOLD) for each in self._sheet.columns)
        self._page.set_row(self._next, row_points(titles) + LINE_POINTS / 2)
        for at, column in enumerate(self._sheet.columns):
            self._page.write_string(self._next, at, column.title, self._formats["header"])
        self._next += 1

    def _write_row(self, row: Sequence[Cell]) -> None:
        pairs = list(zip(self._sheet.columns, row, strict=True))
        texts = ((value, column.width) for column, value in pairs if isinstance(value, str))
        self._page.set_row(self._next, row_points(texts))
        for at, (column, value) in enumerate(pairs):
            self._write_cell(at, column.kind, value)
        self._next += 1

    def _write_cell(self, at: int, kind: ColumnKind, value: Cell) -> None:
        form = self._formats[kind.value]
        if value is None or value == "":
            self._page.write_blank(self._next, at, None, form)
        elif isinstance(value, date):
            self._write_date(at, value, form)
        elif isinstance(value, int | Decimal):
            self._page.write_number(self._next, at, value, form)
        else:
            self._page.write_string(self._next, at, _clean(value), form)

    def _write_date(self, at: int, value: date, form: Any) -> None:
        if value < _EARLIEST:
            self._page.write_string(self._next, at, f"{value:%d/%m/}{value.year:04d}", form)
        else:
            self._page.write_datetime(self._next, at, value, form)


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "vcenter"}
    centred = base | {"align": "center"}
    cell = base | {"border": 1}
    properties: dict[str, dict[str, object]] = {
        "plain": centred,
        "bold": centred | {"bold": True},
        "title": centred | {"bold": True, "font_size": 14},
        "italic": centred | {"italic": True},
        "header": centred | {"bold": True, "border": 1, "bg_color": "#F2F2F2"},
        "text": cell | {"align": "left"},
        "centred": cell | {"align": "center"},
        "integer": cell | {"align": "center", "num_format": "#,##0"},
        "decimal": cell | {"align": "right", "num_format": "#,##0.00"},
        "date": cell | {"align": "center", "num_format": "dd/mm/yyyy"},
    }
    return {name: book.add_format(each) for name, each in properties.items()}


def _check(sheet: Sheet) -> None:
    """Say before writing what XlsxWriter would silently leave out."""
    if len(sheet.rows) > MAX_ROWS:
        raise UserError(
            f"Danh sách có {len(sheet.rows)} dòng, một trang tính chỉ chứa được {MAX_ROWS} dòng.",
            todo="Lọc bớt danh sách rồi xuất lại.",
        )
    for number, row in enumerate(sheet.rows, 1):
        for column, value in zip(sheet.columns, row, strict=True):
            if isinstance(value, str) and _units(value) > MAX_CELL_UNITS:
                raise UserError(
                    f"Dòng {number}, cột “{column.title}” dài quá {MAX_CELL_UNITS} chữ, "
                    "Excel không chứa được.",
                    safe="Chưa có tệp nào được ghi.",
                    todo="Rút gọn nội dung đó rồi xuất lại.",
                )


def _units(text: str) -> int:
    if len(text) * 2 <= MAX_CELL_UNITS:
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _clean(text: str) -> str:
    """Without what XML cannot hold; line ends as Excel has them."""
    return text.replace("\r\n", "\n").translate(_BREAKS).translate(_REFUSED)


def _sheet_name(name: str) -> str:
    """At most 31 characters and none of those Excel refuses."""
    return " ".join(_clean(name).translate(_NAME_REFUSED).split())[:31].strip() or "Trang 1"
