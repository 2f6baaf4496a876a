"""Deadlines as plans word them: "Quý III/2026", "trước ngày 20/9 hằng năm", "dịp 15/10".

Owns reading a wording into the date parts of a `DeadlineRule`. It guesses nothing: a wording
that it does not know from end to end is None, and a person fills in the parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.deadlines import Boundary, DeadlineRule, Recurrence, faults
from danvan_desktop.domain.text import search_key


@dataclass(frozen=True, slots=True)
class Wording:
    """The parts of a `DeadlineRule` that a wording settles; names and meaning as there."""

    boundary: Boundary
    recurrence: Recurrence
    day: int | None = None
    month: int | None = None
    year: int | None = None
    start: tuple[int, int] | None = None

    def rule(self, code: str, title: str, wording: str) -> DeadlineRule:
        """A rule of these parts, for `dataclasses.replace` to complete."""
        dates = (self.day, self.month, self.year, self.start)
        return DeadlineRule(code, title, wording, self.boundary, self.recurrence, *dates)


@dataclass(frozen=True, slots=True)
class _When:
    """The date or span inside a wording, without the words around it."""

    month: int | None
    day: int | None
    year: int | None = None
    start: tuple[int, int] | None = None
    recurrence: Recurrence | None = None


_LEAD = re.compile(r"(?:hoan thanh|thuc hien|bao cao|nop|gui|xong)(?: xong)? ")
_ONGOING = re.compile(r"(?:thuong xuyen|lien tuc)(?: (?:trong|suot|ca|quanh) nam)?|quanh nam")
_INCLUSIVE = re.compile(r"ke ca ngay (?:do|nay|tren)")
_RECURRENCES = {
    Recurrence.AS_NEEDED: re.compile(
        r"(?:can cu|tuy theo|tuy|theo) (?:tinh hinh|yeu cau)(?: thuc te)?|khi (?:can|co yeu cau)"
    ),
    Recurrence.QUARTERLY: re.compile(r"(?:hang|moi|tung) quy"),
    Recurrence.MONTHLY: re.compile(r"(?:hang|moi|tung) thang"),
    Recurrence.YEARLY: re.compile(r"(?:hang|moi|tung) nam"),
}
_BY = (
    r"truoc hoac (?:trong|vao)|(?:(?:cham|muon) nhat|han (?:cuoi|chot|nop))(?: la)?(?: den| vao)?"
    r"|(?:cho )?den|khong qua"
)
_BOUNDARIES = {
    Boundary.BY: re.compile(rf"(?:{_BY})(?: het)?\b|het\b"),
    Boundary.BEFORE: re.compile(r"truoc\b"),
    Boundary.AROUND: re.compile(
        r"(?:nhan |vao )?dip\b|khoang\b|(?:vao )?(?:dau|giua|cuoi)(?= (?:thang|quy|nam))"
    ),
    Boundary.WITHIN: re.compile(r"trong\b|ca(?= nam)"),
    Boundary.ON: re.compile(r"vao\b"),
}
_YEAR = r"(?:(?:/| nam )(?P<year>\d{4}))?"
_FIRST_YEAR = r"(?:(?:/| nam )(?P<first_year>\d{4}))?"
_LIST = r"(?P<mark>-| ?den |,| va )"
_DAY = re.compile(rf"(?:ngay )?(?P<day>\d\d?)(?:/| thang )(?P<month>\d\d?){_YEAR}")
_DAYS = re.compile(
    rf"(?:tu )?(?:ngay )?(?P<first_day>\d\d?)(?:(?:/| thang )(?P<first>\d\d?){_FIRST_YEAR})?"
    rf"(?:-| den )(?:het )?(?:ngay )?(?P<day>\d\d?)(?:/| thang )(?P<month>\d\d?){_YEAR}"
)
_MONTHS = re.compile(
    rf"(?:tu )?thang (?P<first>\d\d?)(?:{_FIRST_YEAR}{_LIST}(?:het )?(?:thang )?(?P<month>\d\d?))?"
    rf"{_YEAR}"
)
_QUARTER = r"(?:i{1,3}|iv|[1-4])"
_QUARTERS = re.compile(
    rf"(?:tu )?quy (?P<first>{_QUARTER})(?:{_FIRST_YEAR}{_LIST}(?:quy )?(?P<last>{_QUARTER}))?"
    rf"{_YEAR}"
)
_PARTS_OF_YEAR = re.compile(
    r"(?P<count>[369]) thang (?P<which>dau|cuoi) nam(?:(?: nam)?[ /](?P<year>\d{4}))?"
)
_WHOLE_YEAR = re.compile(r"nam (?P<year>\d{4})")
_DAY_OF_MONTH = re.compile(
    r"(?:(?:tu )?(?:ngay )?(?P<first_day>\d\d?)(?:-| den ))?(?:ngay )?(?P<day>\d\d?)"
)
_DAY_OF_QUARTER = re.compile(
    r"(?:ngay )?(?P<day>\d\d?)(?: cua)? thang (?P<which>dau|giua|cuoi)(?: cua)?(?: quy)?(?: sau)?"
)
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PLACES = {"dau": 1, "giua": 2, "cuoi": 3}
_YEARS = range(1900, 2201)


def parse_wording(text: str) -> Wording | None:
    """The parts of a deadline worded as plans word it, or None when it is not understood.

    A year makes it ONCE; without one it comes every year of the programme. "Trước tháng 10" is
    before its first day, "đến hết tháng 10" its last day, "kể cả ngày đó" turns before into by.
    An occasion without a date ("dịp tổng kết") is AROUND, undated, as needed.
    """
    words = _LEAD.sub("", _folded(text), count=1)
    if _ONGOING.fullmatch(words):
        return Wording(Boundary.ONGOING, Recurrence.AS_NEEDED)
    recurrence, words = _recurrence(words)
    boundary, words = _boundary(words)
    when = _when(words, recurrence)
    if when is not None:
        return _sound(_bound(boundary, recurrence, when))
    if boundary is Boundary.AROUND and re.fullmatch(r"[a-z][a-z, -]*", words):
        return Wording(Boundary.AROUND, Recurrence.AS_NEEDED)
    return None


def deadline(**values: Any) -> DeadlineRule:
    """The rule of a programme's keys; without any key of time the wording gives them all.

    Raises `ValueError` when that wording is not understood: `wording_fault` tells beforehand.
    """
    if values.keys() & _TIME_KEYS:
        return DeadlineRule(**values)
    wording = parse_wording(values["wording"])
    if wording is None:
        raise ValueError(values["wording"])
    return DeadlineRule(**values, **{name: getattr(wording, name) for name in _TIME_KEYS})


def wording_fault(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong between the wording and the keys of time, as (key, reason), if anything.

    All keys of time may be left out when the wording is understood; else `boundary` and
    `recurrence` are needed. A wording that is understood must name the same day and month.
    """
    wording = parse_wording(values["wording"])
    if not values.keys() & _TIME_KEYS:
        unread = "chưa đọc được lời của hạn, cần ghi boundary, recurrence và ngày, tháng"
        return None if wording else ("wording", unread)
    for name in ("boundary", "recurrence"):
        if name not in values:
            return name, "thiếu khóa bắt buộc"
    if wording is None or wording.day is None or wording.month is None:
        return None
    named = (values.get("day", wording.day), values.get("month", wording.month))
    if named == (wording.day, wording.month):
        return None
    return "day", f"lời của hạn ghi {wording.day}/{wording.month}, khác day và month"


_TIME_KEYS = frozenset(("boundary", "recurrence", "day", "month", "year", "start"))


def _folded(text: str) -> str:
    """Without case and marks; only letters, digits, single spaces, "/", "-" and "," are left."""
    dashed = re.sub("[\u2010-\u2015]", "-", text)
    dotted = re.sub(r"(?<=\d)\.(?=\d)", "/", dashed)
    slashed = re.sub(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b", r"\1/\2/\3", dotted)
    parts = re.split(r"([/,-])", slashed)
    return "".join(part if part in ("/", "-", ",") else search_key(part) for part in parts)


def _recurrence(words: str) -> tuple[Recurrence | None, str]:
    for recurrence, pattern in _RECURRENCES.items():
        if match := pattern.search(words):
            rest = f"{words[: match.start()]} {words[match.end() :]}"
            return recurrence, " ".join(rest.split()).strip(" ,-")
    return None, words


def _boundary(words: str) -> tuple[Boundary | None, str]:
    inclusive = _INCLUSIVE.search(words) is not None
    words = _INCLUSIVE.sub("", words).strip(" ,-")
    for boundary, pattern in _BOUNDARIES.items():
        if match := pattern.match(words):
            by = inclusive and boundary is Boundary.BEFORE
            return (Boundary.BY if by else boundary), words[match.end() :].strip()
    return None, words


def _when(words: str, recurrence: Recurrence | None) -> _When | None:
    if recurrence in (Recurrence.MONTHLY, Recurrence.QUARTERLY):
        return _in_short_cycle(words, recurrence)
    if match := _DAY_OF_QUARTER.fullmatch(words):
        return _day_of_quarter(match)
    if match := _DAY.fullmatch(words):
        return _When(int(match["month"]), int(match["day"]), _year(match))
    if match := _DAYS.fullmatch(words):
        first = (int(match["first"] or match["month"]), int(match["first_day"]))
        return _span(match, first, int(match["month"]), int(match["day"]))
    return _months(words, recurrence)


def _in_short_cycle(words: str, recurrence: Recurrence) -> _When | None:
    """What stands beside "hằng tháng" or "hằng quý"; nothing there means the whole of it."""
    quarterly = recurrence is Recurrence.QUARTERLY
    if not words:
        return _When(3 if quarterly else None, None, None, (1, 1))
    if quarterly:
        match = _DAY_OF_QUARTER.fullmatch(words)
        return _day_of_quarter(match) if match else None
    if match := _DAY_OF_MONTH.fullmatch(words):
        start = (1, int(match["first_day"])) if match["first_day"] else None
        return _When(None, int(match["day"]), None, start)
    return None


def _day_of_quarter(match: re.Match[str]) -> _When:
    month = _PLACES[match["which"]]
    return _When(month, int(match["day"]), recurrence=Recurrence.QUARTERLY)


def _months(words: str, recurrence: Recurrence | None) -> _When | None:
    """Whole months, quarters, parts of a year."""
    if match := _MONTHS.fullmatch(words):
        first = int(match["first"])
        last = int(match["month"] or first)
        return _span(match, (first, 1), last, None) if _joined(match, first, last) else None
    if match := _QUARTERS.fullmatch(words):
        first, last = _quarter(match["first"]), _quarter(match["last"] or match["first"])
        span = _span(match, (first * 3 - 2, 1), last * 3, None)
        return span if _joined(match, first, last) else None
    if match := _PARTS_OF_YEAR.fullmatch(words):
        count = int(match["count"])
        first, last = (1, count) if match["which"] == "dau" else (13 - count, 12)
        return _When(last, None, _year(match), (first, 1))
    if match := _WHOLE_YEAR.fullmatch(words):
        return _When(12, None, _year(match), (1, 1))
    return _When(12, None, None, (1, 1)) if not words and recurrence is Recurrence.YEARLY else None


def _joined(match: re.Match[str], first: int, last: int) -> bool:
    """Whether "3, 9" or "3 và 9" leaves nothing out between: else these are two deadlines."""
    return match["mark"] not in (",", " va ") or last == first + 1


def _span(
    match: re.Match[str], start: tuple[int, int], month: int, day: int | None
) -> _When | None:
    """A span, unless the year of its start contradicts that of its end."""
    year = _year(match)
    over_new_year = start > (month, day or 31)
    if match["first_year"] and int(match["first_year"]) != (year or 0) - over_new_year:
        return None
    return _When(month, day, year, start)


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _quarter(numeral: str) -> int:
    return _NUMERALS.get(numeral) or int(numeral)


def _bound(boundary: Boundary | None, recurrence: Recurrence | None, when: _When) -> Wording:
    """The date under the words around it; what only a span or only a day can mean is settled."""
    often = recurrence or when.recurrence or (Recurrence.ONCE if when.year else Recurrence.YEARLY)
    if when.start is None:
        day_only = (None, Boundary.WITHIN)
        bound = Boundary.ON if boundary in day_only else boundary
        return Wording(bound or Boundary.ON, often, when.day, when.month, when.year)
    if boundary is Boundary.BEFORE:
        return _before_span(often, when, when.start)
    if boundary is Boundary.BY:
        return Wording(boundary, often, when.day, when.month, when.year)
    bound = Boundary.AROUND if boundary is Boundary.AROUND else Boundary.WITHIN
    return Wording(bound, often, when.day, when.month, when.year, when.start)


def _before_span(often: Recurrence, when: _When, start: tuple[int, int]) -> Wording:
    month, day = start
    over_new_year = when.month is not None and start > (when.month, when.day or 31)
    year = when.year - over_new_year if when.year else None
    return Wording(Boundary.BEFORE, often, day, month, year)


def _sound(wording: Wording) -> Wording | None:
    """The wording, unless it names a day that cannot be or contradicts itself."""
    if wording.year is not None and wording.year not in _YEARS:
        return None
    return None if faults(wording.rule("", "", "")) else wording
