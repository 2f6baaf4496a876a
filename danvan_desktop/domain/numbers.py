"""Numbers as officials type and read them: 1.234,5, 05 mô hình, Phần II.

Owns reading and writing of numbers, always `Decimal`, never float. It must not know what a
number means: limits, steps and units belong to the caller.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from danvan_desktop.errors import FieldError

_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_SPACES = re.compile(r"\s+")
_LONGEST = 30
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def parse_decimal(text: str, *, field: str = "value", label: str = "Số") -> Decimal:
    """A number as written in Vietnam: "9,5", "9.5", "1.234,5", "1 234,5", also "1,234.5".

    A dot before exactly three digits parts thousands, as is the Vietnamese norm: "1.234" is
    one thousand two hundred and thirty-four, while "1,234", "0.125" and "1.25" are decimals.
    Raises `FieldError` on anything else. For points use `parse_points`.
    """
    sign, digits = _unsigned(text)
    if _DOT_GROUPS.fullmatch(digits):
        return sign * Decimal(digits.replace(".", "").replace(",", "."))
    if _COMMA_GROUPS.fullmatch(digits):
        return sign * Decimal(digits.replace(",", ""))
    return sign * _plain(text, digits, field, label)


def parse_points(text: str, *, field: str = "points", label: str = "Điểm") -> Decimal:
    """A number of points or a percentage: comma and dot both begin the decimals.

    Nobody scores in thousands, so "1.234" is 1,234 here. Raises `FieldError`.
    """
    sign, digits = _unsigned(text)
    return sign * _plain(text, digits, field, label)


def format_decimal(value: Decimal | int, places: int | None = None) -> str:
    """1234.5 -> "1.234,5". `places` fixes the decimals (half up); else only those needed."""
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(number):,f}".partition(".")
    decimals = decimals if places is not None else decimals.rstrip("0")
    sign = "-" if number < 0 else ""
    return sign + whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def two_digits(count: int) -> str:
    """A count as formal papers write it: below ten with a zero in front ("05 mô hình")."""
    return f"{count:02d}" if 0 <= count < 10 else format_decimal(count)


def roman(number: int) -> str:
    """1..3999 in Roman numerals, as parts of a paper are numbered."""
    if not 1 <= number <= 3999:
        raise ValueError(number)
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def _unsigned(text: str) -> tuple[int, str]:
    digits = _SPACES.sub("", text).replace("\u2212", "-")
    if digits[:1] in ("-", "+"):
        return (-1 if digits[0] == "-" else 1), digits[1:]
    return 1, digits


def _plain(text: str, digits: str, field: str, label: str) -> Decimal:
    if not digits:
        raise FieldError(field, f"{label}: chưa nhập số.")
    if len(digits) > _LONGEST or not _PLAIN.fullmatch(digits):
        shown = text.strip()[:_LONGEST]
        raise FieldError(
            field, f"{label} “{shown}” không đọc được.", todo="Nhập như 9,5 hoặc 1.234,5."
        )
    return Decimal(digits.replace(",", "."))
