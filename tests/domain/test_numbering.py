"""Numbers of papers and of registers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.numbering import (
    PaperNumber,
    check_not_taken,
    last_number,
    next_entry,
    parse_number,
    register_defects,
    register_number,
    written_number,
)
from danvan_desktop.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", PaperNumber(5)),
        ("05", PaperNumber(5)),
        ("05-QĐ/ĐU", PaperNumber(5, "", "QĐ/ĐU")),
        ("Số 05-QĐ/ĐU", PaperNumber(5, "", "QĐ/ĐU")),
        ("Số: 05/QĐ-UBND", PaperNumber(5, "", "QĐ-UBND")),
        ("Số 16 - HD/BDVTU", PaperNumber(16, "", "HD/BDVTU")),
        ("427-KH/TĐTN-ĐKTHTN", PaperNumber(427, "", "KH/TĐTN-ĐKTHTN")),
        ("12A/QĐ-UBND", PaperNumber(12, "a", "QĐ-UBND")),
        ("05\u2013QĐ/ĐU", PaperNumber(5, "", "QĐ/ĐU")),
        ("05\u00a0/\u00a0QĐ\u2011UBND", PaperNumber(5, "", "QĐ-UBND")),
        ("Quyết định số 05-QĐ/ĐU.", PaperNumber(5, "", "QĐ/ĐU")),
    ],
)
def test_parse_number(typed: str, number: PaperNumber) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["QĐ/ĐU", "0", "-5", "năm", "05QĐ", "1234567", "05-"])
def test_parse_number_refuses(typed: str) -> None:
    with pytest.raises(FieldError, match="không đọc được"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05", "05"),
        ("Số:05", "05"),
        ("SỐ 05-QĐ/ĐU", "05-QĐ/ĐU"),
        ("Quyết định số:\u00a005\u2011QĐ\u2044ĐU;", "05-QĐ/ĐU"),
        ("16 - HD/BDVTU", "16 - HD/BDVTU"),
        ("5", "05"),
        ("Số 5.", "05"),
        ("5B", "5B"),
        ("05a", "05a"),
        ("5-QĐ/ĐU", "5-QĐ/ĐU"),
        ("15", "15"),
        ("0", "0"),
    ],
)
def test_number_copied_from_a_paper_is_kept_without_what_stands_around_it(
    typed: str, kept: str
) -> None:
    assert written_number(typed) == kept


@pytest.mark.parametrize("typed", ["05-QĐ/ĐU ngày 5/3/2026", "05-QĐ/ĐU 05.03.2026"])
def test_number_with_a_day_behind_it_is_refused(typed: str) -> None:
    with pytest.raises(FieldError, match="có lẫn ngày tháng"):
        parse_number(typed)


def test_parse_number_empty() -> None:
    with pytest.raises(FieldError, match=r"^Chưa nhập số văn bản\.$"):
        parse_number("  ")


@pytest.mark.parametrize("typed", ["7", "07", "07-QĐ/ĐU", "7-qđ/đu"])
def test_check_not_taken_refuses_a_number_used_before(typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_not_taken(typed, ["05-QĐ/ĐU", "07-QĐ/ĐU", "nháp"])
    assert caught.value.what == "Số 07 đã dùng cho văn bản khác cùng loại."


@pytest.mark.parametrize("typed", ["6", "9", "07a-QĐ/ĐU", "07-KH/ĐU"])
def test_check_not_taken_allows_gaps_letters_and_other_kinds(typed: str) -> None:
    assert check_not_taken(typed, ["05-QĐ/ĐU", "07-QĐ/ĐU"]) == parse_number(typed)


def test_last_number_of_a_series() -> None:
    assert last_number(["05-QĐ/ĐU", "12-QĐ/ĐU", "7", ""]) == PaperNumber(12, "", "QĐ/ĐU")
    assert last_number([]) is None


def test_digits_keep_the_zero() -> None:
    assert [PaperNumber(5).digits, PaperNumber(12, "a").digits, PaperNumber(1234).digits] == [
        *("05", "12a", "1234")
    ]


def test_next_entry_of_a_register() -> None:
    assert next_entry([]) == 1
    assert next_entry([1, 3, 2]) == 4


def test_register_number() -> None:
    assert [register_number(5, 2026), register_number(5), register_number(1234)] == [
        *("05/2026", "05", "1234")
    ]


def test_register_defects() -> None:
    assert register_defects([1, 2, 2, 5, 0]) == [
        "Thiếu số: 3, 4.",
        "Trùng số: 2.",
        "Số không hợp lệ: 0.",
    ]


@given(st.integers(0, 40))
def test_register_of_next_entries_has_no_defect(count: int) -> None:
    used: list[int] = []
    for _ in range(count):
        used.append(next_entry(used))
    assert register_defects(used) == []
