"""Civil dates as officials type and read them: 05/03/2026, ngày 05 tháng 3 năm 2026.

Owns reading and writing of single dates. It must not read the clock, and knows nothing of
deadlines (`deadlines`) or of time zones: a day is a day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from danvan_desktop.domain.text import clean_line
from danvan_desktop.errors import FieldError

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_BEFORE_DAY = re.compile(r"(?i)(?:.*,)?ngày")
_BETWEEN = re.compile(r"(?i)tháng|năm|[\u2010-\u2014\u2212]")
"""Words of a paper's date, and the hyphens Word writes."""
_YEARS = range(1900, 2201)
_OPEN = " " * 5


def parse_date(text: str, *, field: str = "date", label: str = "Ngày") -> date:
    """Read "05/03/2026", "5-3-2026", "5.3.2026" or "2026-03-05"; day before month.

    Also as it is copied from a paper: "Yên Nghĩa, ngày 05 tháng 3 năm 2026". The year has four
    digits. Raises `FieldError` in the official's words, naming a day that no calendar has
    (30/02/2026).
    """
    typed = "".join(clean_line(text).split()).rstrip(".,;")
    typed = _BETWEEN.sub("/", _BEFORE_DAY.sub("", typed, count=1))
    if not typed:
        raise FieldError(field, f"{label}: chưa nhập ngày.")
    if match := _YEAR_FIRST.fullmatch(typed):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(typed):
        day, month, year = match.groups()
    else:
        what = f"{label} “{clean_line(text)[:30]}” không đọc được."
        raise FieldError(field, what, todo="Nhập như 05/03/2026.")
    return _real_date(int(year), int(month), int(day), field, label)


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long_date(day: date | None, year: int | None = None) -> str:
    """ "ngày 05 tháng 02 năm 2026"; with no day, room is left for it to be written in.

    Days below 10 and the months 1 and 2 take a zero, months 3 to 9 do not (NĐ 30/2020/NĐ-CP,
    Phụ lục I, phần I, mục II.4). `year` is printed when the day is still open.
    """
    if day is None:
        return f"ngày{_OPEN}tháng{_OPEN}năm {year if year is not None else '...'}"
    return f"ngày {day.day:02d} tháng {month_words(day)} năm {day.year}"


def month_words(day: date) -> str:
    """The month as it stands in a paper's date: "02", but "3"; see `long_date`."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def place_date(place: str, day: date | None, year: int | None = None) -> str:
    """The place-date line of a paper: "Yên Nghĩa, ngày 05 tháng 02 năm 2026"."""
    return f"{place}, {long_date(day, year)}"


def _real_date(year: int, month: int, day: int, field: str, label: str) -> date:
    if year not in _YEARS:
        what = f"{label}: năm {year} không đúng."
        raise FieldError(field, what, todo="Viết năm đủ bốn chữ số, ví dụ 05/03/2026.")
    if not 1 <= month <= 12:
        raise FieldError(field, f"{label}: không có tháng {month}.")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        what = f"{label}: không có ngày {day:02d}/{month:02d}/{year}."
        raise FieldError(field, what, todo=f"Tháng {month} năm {year} có {days} ngày.")
    return date(year, month, day)
