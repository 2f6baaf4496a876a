"""Workbooks are opened again with openpyxl; what was put in must come out, with its type."""

from __future__ import annotations

import errno
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_desktop import saving
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.exchange.workbook import (
    Column,
    ColumnKind,
    RegistrationListRow,
    RegistrationListSheet,
    TableSheet,
    write_registration_list,
    write_table,
    write_tables,
)

HEADER = [
    "STT",
    "Tên mô hình, điển hình",
    "Lĩnh vực",
    "Đơn vị, cá nhân đăng ký",
    "Địa chỉ",
    "Người phụ trách",
    "Nội dung chính",
    "Mới/duy trì",
    "Cấp đề nghị công nhận",
    "Ghi chú",
]

HOSTILE = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "001099001234",
    "1e5",
    "05/03/2026",
    "http://mau.vn",
    "internal:Sheet1!A1",
    "A&B <b>x</b> \"y\" 'z'",
    "dòng 1\ndòng 2",
    "  đầu và cuối  ",
    "#N/A",
    "TRUE",
    "😀 ƯỚC",
    "a" * 32_767,
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã Nguyễn Thị Minh Khai " * 20,
]


def listed(name: str = "Đoạn đường tự quản (mẫu)", **changes: str) -> RegistrationListRow:
    fields = {
        "sector": "Kinh tế",
        "registrant": "Chi hội thôn 1 (mẫu)",
        "address": "Thôn 1",
        "person_in_charge": "Chi hội trưởng (mẫu)",
        "summary": "Vận động làm đường.",
        "newness": "Mới",
        "level": "Cấp xã",
        "note": "",
    }
    return RegistrationListRow(name, **fields | changes)


def sheet_of(rows: list[RegistrationListRow]) -> RegistrationListSheet:
    return RegistrationListSheet(
        parent="ĐẢNG BỘ TỈNH MẪU",
        issuer="ĐẢNG ỦY XÃ MẪU",
        mark="*",
        motto=("ĐẢNG CỘNG SẢN VIỆT NAM",),
        place_date="Xã mẫu, ngày 05 tháng 02 năm 2026",
        programme="Phong trào thi đua “Dân vận khéo” (mẫu)",
        year=2026,
        rows=rows,
    )


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def cells(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in opened(path).iter_rows()]


def test_registration_list_holds_title_block_columns_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed(), listed("Ba sạch", note="x")]))
    block = [[value for value in row if value is not None] for row in cells(path)]
    assert block == [
        ["ĐẢNG BỘ TỈNH MẪU", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY XÃ MẪU", "Xã mẫu, ngày 05 tháng 02 năm 2026"],
        ["*", ""],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”"],
        ["Năm 2026"],
        ["Phong trào thi đua “Dân vận khéo” (mẫu)"],
        ["Tổng số: 02 mô hình, điển hình"],
        HEADER,
        [1, *list(vars(listed()).values())[:-1]],
        [2, *vars(listed("Ba sạch", note="x")).values()],
    ]


def test_registration_list_prints_on_a4_landscape_with_its_header_repeated(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed()]))
    page = opened(path)
    assert page.title == "Danh sách đăng ký"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.print_title_rows, page.freeze_panes) == ("$8:$8", "A9")
    assert "&P/&N" in page.oddFooter.center.text


def test_registration_list_is_set_in_times_new_roman_with_borders(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed()]))
    for row in opened(path).iter_rows(min_row=8):
        for cell in row:
            assert (cell.font.name, cell.font.sz) == ("Times New Roman", 12)
            assert (cell.border.left.style, cell.border.bottom.style) == ("thin", "thin")
            assert cell.alignment.wrap_text


@pytest.mark.parametrize("text", HOSTILE)
def test_registration_list_keeps_any_text_as_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed(text)]))
    cell = opened(path)["B9"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_registration_list_has_no_formula_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    sheet = sheet_of([listed(text, note=text) for text in HOSTILE])
    write_registration_list(path, sheet)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_registration_list_drops_what_xml_cannot_hold(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed("a\x00b\x1fc\ud800d\r\ne\x0bf")]))
    assert opened(path)["B9"].value == "abcd\ne\nf"


def test_registration_list_gives_each_row_a_height_that_may_still_grow(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(path, sheet_of([listed(), listed("Mô hình " * 30)]))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    heights = re.findall(r'<row r="(\d+)" ht="([\d.]+)"( customHeight="1")?>', xml)
    assert [bool(custom) for _, _, custom in heights] == [True] * 8 + [False] * 2
    assert float(heights[-1][1]) > 5 * 15


def test_registration_list_without_rows_is_a_header(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    write_registration_list(
        path, RegistrationListSheet(issuer="Đơn vị mẫu", programme="(mẫu)", year=2026, rows=[])
    )
    assert cells(path)[-1] == HEADER
    assert cells(path)[-2][0] == "Tổng số: 00 mô hình, điển hình"


def test_table_keeps_the_type_of_each_cell(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    columns = [
        Column("Số", 6, ColumnKind.INTEGER),
        Column("Ngày", 12, ColumnKind.DATE),
        Column("Điểm", 8),
        Column("Tên", 20),
        Column("Kết quả", 10, ColumnKind.CENTRED),
    ]
    rows = [(1, date(2026, 2, 5), Decimal("9.25"), "=x", "đạt"), (None, None, None, "", None)]
    write_table(path, TableSheet("Danh sách", columns, rows, ["Lọc: năm 2026"], "Đơn vị mẫu"))
    page = opened(path)
    assert [cell.value for cell in page[6]] == [1, datetime(2026, 2, 5), 9.25, "=x", "đạt"]
    assert [cell.value for cell in page[7]] == [None] * 5
    assert page["B6"].number_format == "dd/mm/yyyy"
    assert page.auto_filter.ref == "A5:E7"
    assert [page[f"A{row}"].value for row in range(1, 5)] == [
        "Đơn vị mẫu",
        "Danh sách",
        "Lọc: năm 2026",
        "Tổng số: 02 dòng",
    ]


def test_table_writes_dates_excel_does_not_know_as_text(tmp_path: Path) -> None:
    columns = [Column("Ngày", 12, ColumnKind.DATE)]
    write_table(tmp_path / "a.xlsx", TableSheet("x", columns, [(date(1890, 5, 19),)]))
    assert opened(tmp_path / "a.xlsx")["A4"].value == "19/05/1890"


def test_table_of_one_column_needs_no_merge(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", TableSheet("x", [Column("Tên", 12)], [("a",)]))
    assert cells(tmp_path / "a.xlsx") == [["x"], ["Tổng số: 01 dòng"], ["Tên"], ["a"]]


@pytest.mark.parametrize("name", ["a/b:c*d?[e]", "'", "", "Danh sách rất dài " * 5])
def test_table_takes_any_title_as_the_name_of_its_sheet(tmp_path: Path, name: str) -> None:
    write_table(tmp_path / "a.xlsx", TableSheet(name, [Column("Tên", 12)], [("a",)]))
    assert 1 <= len(opened(tmp_path / "a.xlsx").title) <= 31


def test_table_with_a_text_too_long_names_the_cell(tmp_path: Path) -> None:
    sheet = TableSheet("x", [Column("Tên", 12)], [("a",), ("😀" * 16_384,)])
    with pytest.raises(UserError, match="Dòng 2, cột “Tên” dài quá 32767 chữ"):
        write_table(tmp_path / "a.xlsx", sheet)
    assert list(tmp_path.iterdir()) == []


def test_table_over_a_file_open_in_excel_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(source: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "held")

    path = tmp_path / "ds.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(saving, "_WAITS", ())
    with pytest.raises(UserError, match=r"Tệp “ds\.xlsx” đang mở trong Excel"):
        write_table(path, TableSheet("x", [Column("Tên", 12)], [("a",)]))
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_table_in_a_missing_folder_is_the_official_s_to_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        write_table(tmp_path / "usb" / "a.xlsx", TableSheet("x", [Column("Tên", 12)], [("a",)]))


def test_table_on_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(book: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("xlsxwriter.Workbook._store_workbook", full)
    with pytest.raises(StorageError, match="Ổ đĩa đã đầy"):
        write_table(tmp_path / "a.xlsx", TableSheet("x", [Column("Tên", 12)], [("a",)]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_registration_list_opens_in_libreoffice_with_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    texts = [text for text in HOSTILE if len(text) < 1000 and text.strip() == text]
    write_registration_list(path, sheet_of([listed(text) for text in texts]))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out", path],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    assert [row[1] for row in cells(tmp_path / "out" / "ds.xlsx")[8:]] == texts


def test_points_are_numbers_with_two_decimals_on_sheets_of_their_own(tmp_path: Path) -> None:
    columns = (Column("Tên", 20), Column("Điểm", 9, ColumnKind.DECIMAL))
    sheets = [
        TableSheet("Bảng so sánh", columns, [("A", Decimal("85.75")), ("B", None)]),
        TableSheet("Theo người", columns, [("C", Decimal(9))]),
    ]
    path = tmp_path / "bang.xlsx"
    write_tables(path, sheets)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Bảng so sánh", "Theo người"]
    cells = [[cell for cell in row if cell.column == 2] for row in book["Bảng so sánh"].iter_rows()]
    values = [row[0].value for row in cells[-2:]]
    assert values == [85.75, None]
    assert cells[-2][0].number_format == "#,##0.00"
    assert list(book["Theo người"].values)[-1][:2] == ("C", 9)
