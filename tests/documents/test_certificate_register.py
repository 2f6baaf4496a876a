"""The register of certificates, read back from the PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from danvan_desktop.documents import preview, profiles
from danvan_desktop.documents.certificate_register import (
    REGISTER_COLUMNS,
    RegisterData,
    RegisterRowData,
    register,
)
from danvan_desktop.errors import UserError
from tests.documents.paper_factories import ISSUERS, LONG_NAME, SIGNATURES

ROW = RegisterRowData(
    number="01/2026",
    issued_on=date(2026, 2, 5),
    recipient="Chi hội Nông dân thôn Mẫu",
    address="Thôn Mẫu, xã Yên Nghĩa",
    content="Có mô hình “Đoạn đường tự quản”\nđược công nhận danh hiệu năm 2026",
    decision="05-QĐ/ĐU ngày 05/02/2026",
)


def data(count: int = 1, family: str = "party", **first: str) -> RegisterData:
    rows = [replace(ROW, number=f"{i:02d}/2026") for i in range(1, count + 1)]
    if rows:
        rows[0] = replace(rows[0], **first)
    return RegisterData(
        ISSUERS[family], date(2026, 12, 31), 2026, "Năm 2026", tuple(rows), SIGNATURES[family]
    )


def words(pdf: bytes, page: int | None = None) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    chosen = pages if page is None else [pages[page]]
    return " ".join(" ".join(sheet.extract_text() for sheet in chosen).split())


def made(register_data: RegisterData, family: str = "party") -> bytes:
    return register(register_data, profiles.choose(family, register_data.day)).pdf()


def test_register_prints_every_cell_of_an_entry() -> None:
    text = words(made(data()))
    for part in ("01/2026", "05/02/2026", "Chi hội Nông dân thôn Mẫu", "05-QĐ/ĐU ngày 05/02/2026"):
        assert part in text
    assert "Có mô hình “Đoạn đường tự quản” được công nhận danh hiệu năm 2026" in text
    assert "Tổng số: 01 giấy chứng nhận." in text


def test_register_keeps_a_spoiled_number_with_its_reason() -> None:
    text = words(made(data(3, spoiled="in sai tên")))
    assert "Giấy hỏng: in sai tên" in text
    assert "Tổng số: 03 giấy chứng nhận, trong đó 01 giấy hỏng." in text


@pytest.mark.parametrize("family", ["party", "state", "front", "youth", "farmers"])
def test_register_repeats_its_header_row(family: str) -> None:
    pdf = made(data(60, family, content=LONG_NAME), family)
    pages = len(preview.page_sizes(pdf))
    assert pages > 2
    assert {(round(w), round(h)) for w, h in preview.page_sizes(pdf)} == {(297, 210)}
    for page in range(pages):
        assert all(column.header in words(pdf, page) for column in REGISTER_COLUMNS[2:6])


def test_register_empty_is_a_blank_book() -> None:
    assert "Tổng số: 00 giấy chứng nhận." in words(made(data(0)))


def test_register_names_the_column_it_cannot_print() -> None:
    with pytest.raises(UserError, match="Địa chỉ có ký tự không in được"):
        made(data(1, address="Thôn 🌱"))
