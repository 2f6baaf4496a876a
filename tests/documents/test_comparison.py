"""The summary of results, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_desktop.documents import preview, profiles
from danvan_desktop.documents.comparison import (
    SummaryData,
    SummaryGroupData,
    SummaryRowData,
    summary,
)
from danvan_desktop.documents.page import SignatureData
from tests.documents.paper_factories import ISSUERS, LONG_NAME
from tests.documents.pdf_reading import page_count, page_text, whole_text

ROW = SummaryRowData(
    number="1",
    name="Đoạn đường tự quản",
    registrant="Chi hội Nông dân thôn Mẫu",
    sheets=("85", "86,5", ""),
    count="2/3",
    result="85,75",
    rank="Tốt",
    place="1",
    own="90",
    note="Chưa đủ phiếu",
)
ASSESSORS = tuple(f"Ủy viên tổ thẩm định số {number} (mẫu)" for number in range(1, 4))


def data(count: int = 1, family: str = "party", assessors: int = 3, **first: str) -> SummaryData:
    sheets = tuple(f"8{at}" for at in range(assessors))
    rows = [replace(ROW, number=str(at + 1), sheets=sheets) for at in range(count)]
    rows[0] = replace(rows[0], **first)
    group = SummaryGroupData("Mô hình", tuple(rows), own=True, rule="Trung bình cộng.")
    return SummaryData(
        ISSUERS[family],
        date(2026, 12, 1),
        2026,
        "Năm 2026",
        tuple(f"Ủy viên số {at + 1} (mẫu)" for at in range(assessors)),
        (group,),
        (SignatureData("Người tổng hợp"), SignatureData("Đại diện tổ thẩm định")),
    )


def made(found: SummaryData, family: str = "party") -> bytes:
    return summary(found, profiles.choose(family, found.day)).pdf()


def test_summary_prints_a_column_for_each_assessor() -> None:
    found = replace(data(), assessors=ASSESSORS)
    found = replace(found, groups=(SummaryGroupData("Mô hình", (ROW,), own=True),))
    text = whole_text(made(found))
    assert "Ủy viên tổ thẩm định số 3 (mẫu)" in text
    for part in ("85", "86,5", "2/3", "85,75", "Tốt", "90", "Chưa đủ phiếu"):
        assert part in text


@pytest.mark.parametrize("family", ["party", "state", "front", "youth", "farmers"])
def test_summary_of_many_pages_repeats_its_header(family: str) -> None:
    pdf = made(data(130, family, 9, name=LONG_NAME), family)
    assert {(round(w), round(h)) for w, h in preview.page_sizes(pdf)} == {(297, 210)}
    last = page_count(pdf) - 1
    assert last > 2
    for page in range(last):
        assert "Ủy viên số 9 (mẫu)" in page_text(pdf, page)


def test_groups_have_tables_of_their_own_and_grades_no_places() -> None:
    found = data()
    grades = SummaryGroupData("Điển hình", (replace(ROW, result="Đạt"),), points=False)
    found = replace(found, assessors=ASSESSORS, groups=(*found.groups, grades))
    text = whole_text(made(found))
    assert "I. Mô hình" in text
    assert "II. Điển hình" in text
    assert text.count("Xếp loại") == 1


def test_summary_prints_names_as_they_are() -> None:
    text = whole_text(made(data(name="A & B <b>x</b> “y”")))
    assert "A & B <b>x</b> “y”" in text


def test_heading_and_rule_of_a_group_never_part_from_its_table() -> None:
    rows = tuple(replace(ROW, number=str(number), name="Dòng mẫu") for number in (1, 2))
    for count in range(1, 16):
        found = data(count, note="")
        more = SummaryGroupData("Điển hình", rows, rule="Quy tắc mẫu.")
        pdf = made(replace(found, groups=(*found.groups, more)))
        (page,) = [
            text
            for text in (page_text(pdf, at) for at in range(page_count(pdf)))
            if "Quy tắc mẫu." in text
        ]
        assert "II. Điển hình" in page
        assert "Dòng mẫu" in page, count


def test_long_table_under_a_rule_begins_on_the_first_page() -> None:
    assert ROW.name in page_text(made(data(130)), 0)
