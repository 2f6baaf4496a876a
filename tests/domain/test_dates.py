"""Reading and writing dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.dates import format_date, long_date, parse_date, place_date
from danvan_desktop.errors import FieldError


@pytest.mark.parametrize(
    "typed", ["05/03/2026", "5/3/2026", "5-3-2026", "5.3.2026", "2026-03-05", " 05 / 03 / 2026 "]
)
def test_parse_date(typed: str) -> None:
    assert parse_date(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "ngày 05 tháng 3 năm 2026",
        "Yên Nghĩa, ngày\u00a005 tháng 3 năm\u00a02026",
        "Nga\u0300y 5 tha\u0301ng 03 na\u0306m 2026.",
        "5 tháng 3 năm 2026",
        "ngày 05/3/2026",
        "05\u201303\u20132026",
        "\u200b05/03/2026",
    ],
)
def test_date_copied_from_a_paper_is_read(typed: str) -> None:
    assert parse_date(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Ngày nộp: chưa nhập ngày."),
        ("30/02/2026", "Ngày nộp: không có ngày 30/02/2026.\nTháng 2 năm 2026 có 28 ngày."),
        ("29/02/2028x", "Ngày nộp “29/02/2028x” không đọc được.\nNhập như 05/03/2026."),
        ("31/4/2026", "Ngày nộp: không có ngày 31/04/2026.\nTháng 4 năm 2026 có 30 ngày."),
        ("1/13/2026", "Ngày nộp: không có tháng 13."),
        (
            "5/3/26",
            "Ngày nộp: năm 26 không đúng.\nViết năm đủ bốn chữ số, ví dụ 05/03/2026.",
        ),
        (
            "ngày 31 tháng 02 năm 2026",
            "Ngày nộp: không có ngày 31/02/2026.\nTháng 2 năm 2026 có 28 ngày.",
        ),
        ("15 tháng ba 2026", "Ngày nộp “15 tháng ba 2026” không đọc được.\nNhập như 05/03/2026."),
        ("hôm nay", "Ngày nộp “hôm nay” không đọc được.\nNhập như 05/03/2026."),
    ],
)
def test_parse_date_refuses(typed: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_date(typed, field="sent_on", label="Ngày nộp")
    assert (caught.value.field, str(caught.value)) == ("sent_on", message)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_format_date_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_long_date_zero_rule(day: date, text: str) -> None:
    assert long_date(day) == text


def test_long_date_left_open() -> None:
    assert long_date(None, 2026) == "ngày     tháng     năm 2026"
    assert long_date(None) == "ngày     tháng     năm ..."


def test_place_date() -> None:
    text = "Yên Nghĩa, ngày 05 tháng 02 năm 2026"
    assert place_date("Yên Nghĩa", date(2026, 2, 5)) == text
    assert place_date("Yên Nghĩa", None, 2026) == "Yên Nghĩa, ngày     tháng     năm 2026"
