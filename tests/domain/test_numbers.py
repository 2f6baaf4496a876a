"""Reading and writing numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.numbers import (
    format_decimal,
    parse_decimal,
    parse_points,
    roman,
    two_digits,
)
from danvan_desktop.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5", "5"),
        ("9,5", "9.5"),
        ("9.5", "9.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        (" 1\u00a0234,5 ", "1234.5"),
        ("-3,5", "-3.5"),
        ("\u22123", "-3"),
        ("+3", "3"),
        ("0", "0"),
    ],
)
def test_parse_decimal(typed: str, value: str) -> None:
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["abc", "1,2,3", "1.2.3", "5,", ",5", "1e5", "NaN", "--3", "٣", "1.23,4", "9" * 31]
)
def test_parse_decimal_refuses(typed: str) -> None:
    with pytest.raises(FieldError, match="không đọc được"):
        parse_decimal(typed)


def test_parse_decimal_names_the_field() -> None:
    with pytest.raises(FieldError) as caught:
        parse_decimal("  ", field="size", label="Số hội viên")
    assert (caught.value.field, caught.value.what) == ("size", "Số hội viên: chưa nhập số.")


def test_parse_points_takes_a_dot_as_decimal() -> None:
    assert parse_points("1.234") == parse_points("1,234") == Decimal("1.234")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234.5", None, "1.234,5"),
        ("1234567", None, "1.234.567"),
        ("9.50", None, "9,5"),
        ("1E+3", None, "1.000"),
        ("-0.0", None, "0"),
        ("-1234.25", None, "-1.234,25"),
        ("2.345", 2, "2,35"),
        ("2", 2, "2,00"),
        ("0.5", 0, "1"),
    ],
)
def test_format_decimal(value: str, places: int | None, text: str) -> None:
    assert format_decimal(Decimal(value), places) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=4))
def test_format_decimal_is_read_back(value: Decimal) -> None:
    text = format_decimal(value)
    if abs(value) < 1000 or "," in text:
        assert parse_decimal(text) == value
    assert parse_decimal(format_decimal(value, 4)) == value


def test_two_digits() -> None:
    assert [two_digits(count) for count in (0, 5, 10, 1234)] == ["00", "05", "10", "1.234"]


def test_roman() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 1999, 2026)] == [
        *("I", "IV", "IX", "XIV", "XL", "MCMXCIX", "MMXXVI")
    ]
    with pytest.raises(ValueError):
        roman(0)
