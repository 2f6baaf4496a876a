"""Tables of a workbook as grids of text, read within bounds whatever the file holds.

Owns the checks before a file is opened (size, members, what it would unfold to, macros), merged
cells, numbers, dates and errors as texts. What the columns mean is `domain/table_layout`.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from danvan_desktop.domain.table_grid import Remark, Span, TableGrid, Weight
from danvan_desktop.domain.text import clean_text
from danvan_desktop.errors import UserError

MAX_FILE_BYTES = 20_000_000
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 80_000_000
MAX_RATIO = 400
MAX_SHEETS = 30
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_SPANS = 5_000
_SAFE = "Chưa có gì được nhập; dữ liệu của đơn vị không thay đổi."
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BROKEN = (
    *(DefusedXmlException, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, TypeError),
    *(IndexError, AttributeError, ArithmeticError, EOFError, RuntimeError, NotImplementedError),
)
"""What openpyxl and the readers below it raise for a file that is not what it says: parsers of XML
a `SyntaxError`, the standard one and lxml's alike."""
_OLD_FONTS = (".vn", "vni-", "vni ")


def read_tables(path: Path) -> tuple[TableGrid, ...]:
    """Every visible sheet with anything on it, in the order of the workbook.

    Rows beyond 5,000 and columns beyond 60 are left out and remarked. Raises `UserError` when
    the file is no workbook, is protected by a password, or would take more than it may.
    """
    _check(path)
    try:
        # Given a path, openpyxl leaves a broken file open, which Windows then lets nobody replace.
        with path.open("rb") as file, zipfile.ZipFile(path) as archive:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return tuple(_grids(book, archive))
            finally:
                book.close()
    except UserError:
        raise
    except OSError as error:
        raise _refused("Không đọc được tệp này từ ổ đĩa.") from error
    except _BROKEN as error:
        raise _refused("Tệp Excel đã hỏng hoặc có phần chương trình không đọc được.") from error


def _check(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise _refused(
            "Không mở được tệp; có thể tệp đang mở ở nơi khác hoặc đã bị xóa."
        ) from error
    if size == 0:
        raise _refused("Tệp rỗng.")
    if size > MAX_FILE_BYTES:
        raise _refused("Tệp quá lớn để là một bảng tiêu chí (hơn 20 MB).")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(
            "Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu.",
            "Mở bằng Excel, bỏ mật khẩu nếu có, lưu thành .xlsx rồi nhập lại.",
        )
    if not head.startswith(b"PK"):
        raise _refused("Đây không phải tệp Excel .xlsx.")
    _check_members(path)


def _check_members(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise _refused("Tệp Excel chưa chép hết hoặc đã hỏng.") from error
    unpacked = sum(one.file_size for one in members)
    packed = max(sum(one.compress_size for one in members), 1)
    names = {one.filename for one in members}
    if "xl/workbook.xml" not in names:
        raise _refused("Đây không phải tệp Excel .xlsx.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused("Tệp có macro nên không được mở.", "Lưu thành .xlsx (không macro) rồi nhập.")
    large = unpacked > MAX_UNPACKED_BYTES or unpacked > packed * MAX_RATIO
    if len(members) > MAX_MEMBERS or large:
        raise _refused("Tệp bung ra quá lớn, không giống một bảng tiêu chí.")


def _grids(book: Any, archive: zipfile.ZipFile) -> Iterator[TableGrid]:
    for number, sheet in enumerate(book.worksheets[:MAX_SHEETS], 1):
        if sheet.sheet_state != "visible":
            continue
        rows, remarks = _rows(sheet, number)
        width = max((len(row) for row in rows), default=0)
        if not width:
            continue
        spans, unsaved = _spans_and_unsaved(archive, sheet, len(rows), width)
        full = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
        grid = TableGrid(full, spans, clean_text(sheet.title), number)
        for row, column in unsaved:
            words = "ô có công thức mà chưa có kết quả; mở bằng Excel, lưu lại rồi nhập"
            remarks.append(grid.remark(Weight.WRONG, words, row, column))
        yield TableGrid(full, spans, clean_text(sheet.title), number, remarks=tuple(remarks))


def _rows(sheet: Any, number: int) -> tuple[list[list[str]], list[Remark]]:
    """Texts of the used cells, and remarks on cells that are not what they look like."""
    rows: list[list[str]] = []
    remarks: list[Remark] = []
    place = TableGrid((), number=number)
    old_font = False
    # Styled empty rows without end: no more is read than may be used.
    for index, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)):
        texts = []
        for column, cell in enumerate(cells):
            text, doubt = _text(cell)
            texts.append(text)
            if doubt:
                remarks.append(place.remark(Weight.LOOK, doubt, index, column))
            old_font = old_font or bool(text and _in_old_font(cell))
        rows.append(_trimmed(texts))
    while rows and not rows[-1]:
        rows.pop()
    if old_font:
        words = "có ô dùng phông TCVN3 hoặc VNI; chuyển sang Unicode bằng UniKey trước khi nhập"
        remarks.insert(0, place.remark(Weight.WRONG, words))
    if (sheet.max_row or 0) > MAX_ROWS and len(rows) == MAX_ROWS:
        remarks.append(place.remark(Weight.WRONG, f"chỉ đọc {MAX_ROWS} dòng đầu"))
    return rows, remarks


def _text(cell: Any) -> tuple[str, str]:
    """A cell as text, and what is doubtful about it."""
    value = cell.value
    if value is None:
        return "", ""
    if getattr(cell, "data_type", "") == "e":
        return "", f"ô báo lỗi {value}, coi là ô trống"
    if isinstance(value, bool):
        return ("có" if value else "không"), ""
    if isinstance(value, int | float | Decimal):
        return _number(value, str(cell.number_format or "")), ""
    if isinstance(value, datetime | date):
        return _day(value)
    if isinstance(value, time):
        return value.strftime("%H:%M"), "ô là giờ, không phải số"
    return clean_text(unicodedata.normalize("NFC", str(value))), ""


def _number(value: int | float | Decimal, shown_as: str) -> str:
    number = Decimal(str(value))
    percent = shown_as.rstrip('"; )').endswith("%")
    if percent:
        number *= 100
    rounded = round(number, 6).normalize()
    text = f"{rounded:f}".replace(".", ",")
    return f"{text}%" if percent else text


def _day(value: date) -> tuple[str, str]:
    day, month = value.day, value.month
    doubt = (
        f"ô là ngày {value:%d/%m/%Y}; nếu là số {day},{month} hoặc mã {day}.{month} thì Excel đã "
        "đổi thành ngày, hãy sửa lại"
    )
    return f"{value:%d/%m/%Y}", doubt


def _in_old_font(cell: Any) -> bool:
    font = getattr(cell, "font", None)
    name = (getattr(font, "name", "") or "").lower()
    return name.startswith(_OLD_FONTS)


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _spans_and_unsaved(
    archive: zipfile.ZipFile, sheet: Any, height: int, width: int
) -> tuple[tuple[Span, ...], list[tuple[int, int]]]:
    """Merged blocks within the table, and formulas that were saved without a result.

    Read from the sheet itself: openpyxl would make a cell for each one of a merged block.
    """
    spans: list[Span] = []
    unsaved: list[tuple[int, int]] = []
    with archive.open(sheet._worksheet_path) as stream:  # the only name openpyxl gives it
        for _, element in iterparse(stream):
            if element.tag == f"{_NAMESPACE}mergeCell" and len(spans) < MAX_SPANS:
                span = _span(element.get("ref", ""), height, width)
                if span is not None:
                    spans.append(span)
            elif element.tag == f"{_NAMESPACE}c":
                place = _place(element.get("r", ""))
                if place and _is_unsaved(element):
                    unsaved.append(place)
                element.clear()
            elif element.tag == f"{_NAMESPACE}row":
                element.clear()
    return tuple(spans), unsaved[:50]


def _is_unsaved(cell: Any) -> bool:
    """A formula without its result; an empty text is one."""
    value = cell.findtext(f"{_NAMESPACE}v")
    formula = cell.find(f"{_NAMESPACE}f")
    return formula is not None and not value and cell.get("t") != "str"


def _span(reference: str, height: int, width: int) -> Span | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None or start[0] >= height or start[1] >= width:
        return None
    return Span(*start, min(end[0], height - 1), min(end[1], width - 1))


def _place(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not letters.isascii() or not letters.isalpha() or not digits or len(reference) > 12:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def _refused(what: str, todo: str = "") -> UserError:
    return UserError(what, safe=_SAFE, todo=todo or "Chọn đúng tệp .xlsx có bảng tiêu chí.")
