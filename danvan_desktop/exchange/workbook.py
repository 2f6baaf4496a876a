"""The workbooks an office sends or keeps: the registration list, and any list as it is seen.

Owns the columns and the title block of each; `sheet_writer` draws them. Must not read rows of the
database: what is written is handed in, in the order in which it is to stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.exchange.sheet_writer import (
    Cell,
    Column,
    ColumnKind,
    Line,
    Sheet,
    Style,
    write_sheet,
    write_sheets,
)

__all__ = [
    "Cell",
    "Column",
    "ColumnKind",
    "RegistrationListRow",
    "RegistrationListSheet",
    "TableSheet",
    "criteria_sheet",
    "write_registration_list",
    "write_table",
    "write_tables",
]

REGISTRATION_COLUMNS = (
    Column("STT", 5, ColumnKind.INTEGER),
    Column("Tên mô hình, điển hình", 25),
    Column("Lĩnh vực", 13),
    Column("Đơn vị, cá nhân đăng ký", 20),
    Column("Địa chỉ", 15),
    Column("Người phụ trách", 15),
    Column("Nội dung chính", 32),
    Column("Mới/duy trì", 9, ColumnKind.CENTRED),
    Column("Cấp đề nghị công nhận", 11, ColumnKind.CENTRED),
    Column("Ghi chú", 11),
)


@dataclass(frozen=True)
class RegistrationListRow:
    """One registration, in the words that are to be printed."""

    name: str
    sector: str
    registrant: str
    address: str
    person_in_charge: str
    summary: str
    newness: str
    level: str
    note: str = ""


@dataclass(frozen=True)
class RegistrationListSheet:
    """The list of one programme and year, with what its title block says.

    `motto` are the lines of the right half (Quốc hiệu or ĐẢNG CỘNG SẢN VIỆT NAM), as the issuing
    body's profile has them; `mark` is what stands under the issuer (`*` on Party papers).
    """

    issuer: str
    programme: str
    year: int
    rows: Sequence[RegistrationListRow]
    parent: str = ""
    mark: str = ""
    motto: Sequence[str] = ()
    place_date: str = ""
    title: str = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”"


@dataclass(frozen=True)
class TableSheet:
    """A list as it is seen on the screen: its columns, its rows, what it was filtered by."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    issuer: str = ""


def write_registration_list(path: Path, data: RegistrationListSheet) -> None:
    """Write the registration list in the columns of the settled form, numbered from 1.

    Raises as `sheet_writer.write_sheet`.
    """
    rows = [_registration_cells(number, row) for number, row in enumerate(data.rows, 1)]
    heading = [*_letterhead(data), *_titles(data)]
    sheet = Sheet("Danh sách đăng ký", REGISTRATION_COLUMNS, rows, heading, data.issuer)
    write_sheet(path, sheet)


def write_table(path: Path, sheet: TableSheet) -> None:
    """Write a list as it is seen, with a filter on its header row; cells keep their types."""
    write_tables(path, [sheet])


def write_tables(path: Path, sheets: Sequence[TableSheet]) -> None:
    """Write several lists, each on a sheet of its own."""
    write_sheets(path, [_table(sheet) for sheet in sheets])


def _table(sheet: TableSheet) -> Sheet:
    heading = [Line(sheet.issuer, Style.BOLD)] if sheet.issuer else []
    heading.append(Line(sheet.title, Style.TITLE))
    heading += [Line(note, Style.ITALIC) for note in sheet.notes]
    heading.append(Line(f"Tổng số: {two_digits(len(sheet.rows))} dòng", Style.ITALIC))
    return Sheet(sheet.title, sheet.columns, sheet.rows, heading, sheet.issuer, filtered=True)


def criteria_sheet(
    path: Path, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], issuer: str
) -> None:
    """Write a criteria set as the table that `table_workbook` reads back."""
    heading = [Line(issuer, Style.BOLD)] if issuer else []
    heading.append(Line(title, Style.TITLE))
    write_sheet(path, Sheet("Bộ tiêu chí", columns, rows, heading, issuer))


def _registration_cells(number: int, row: RegistrationListRow) -> tuple[Cell, ...]:
    return (
        number,
        row.name,
        row.sector,
        row.registrant,
        row.address,
        row.person_in_charge,
        row.summary,
        row.newness,
        row.level,
        row.note,
    )


def _letterhead(data: RegistrationListSheet) -> list[Line]:
    """Parent, issuer and mark on the left; motto, place and date on the right."""
    left = [(data.parent, Style.PLAIN), (data.issuer, Style.BOLD), (data.mark, Style.PLAIN)]
    right = [*((line, Style.BOLD) for line in data.motto), (data.place_date, Style.ITALIC)]
    pairs = zip_longest(_given(left), _given(right), fillvalue=("", Style.PLAIN))
    return [
        Line(text, style, right_text, right_style)
        for (text, style), (right_text, right_style) in pairs
    ]


def _given(lines: Iterable[tuple[str, Style]]) -> list[tuple[str, Style]]:
    return [(text, style) for text, style in lines if text]


def _titles(data: RegistrationListSheet) -> list[Line]:
    count = two_digits(len(data.rows))
    return [
        Line(data.title, Style.TITLE),
        Line(f"Năm {data.year}", Style.BOLD),
        Line(data.programme, Style.ITALIC),
        Line(f"Tổng số: {count} mô hình, điển hình", Style.ITALIC),
    ]
