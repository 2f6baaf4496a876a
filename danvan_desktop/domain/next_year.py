"""The words of a yearly paper moved on to the year after.

Owns which years are the paper's own: "năm 2026", a day or month that is due in it. Not moved are
the days and signs of other papers ("Quyết định số 12 ngày 05/01/2026", "15/KH-ĐU năm 2026"),
periods of several years, and names that carry a year.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from danvan_desktop.domain.dates import format_date, long_date

_LONG = r"ngày\s+(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})\s+năm\s+(?P<ly>\d{4})"
_SHORT = r"(?P<sd>\d{1,2})/(?P<sm>\d{1,2})/(?P<sy>\d{4})"
_PART = r"(?P<part>(?:quý\s+[IVX]+|tháng\s+\d{1,2}(?:\s*-\s*\d{1,2})?)(?:/|\s+năm\s+))(?P<py>\d{4})"
_YEAR = r"(?P<word>năm\s+)(?P<yy>\d{4})(?!\s*[-–]\s*\d{4})"
_ANY = re.compile(f"{_LONG}|{_SHORT}|{_PART}|{_YEAR}", re.IGNORECASE)
_OF_A_PAPER = re.compile(r"(?:số\s+\S+|\d+\s*-?\s*/?[A-ZĐ]+[-/]\S+)\s+(?:ngày\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"(?:từ|\d{4}\s*[-–])\s+$", re.IGNORECASE)
"""A year after these begins or ends a period of several, unless it ends in the same year."""
_TO = re.compile(r"\s*(?:đến|tới|[-–])\s+(?:hết\s+)?(?:ngày\s+(?=\d+/))?", re.IGNORECASE)


def moved_on(text: str, year: int, keep: str = "") -> str:
    """The text for the year after `year`: its own years, and the days due in it, moved by one.

    29/02 becomes 28/02 where the next year has no such day. Years other than `year` stay, so do
    lines that name a legal basis, and the words of `keep`: the paper that is carried out.
    """
    if keep and keep in text:
        return keep.join(moved_on(part, year) for part in text.split(keep))
    return "\n".join(_line(line, year) for line in text.split("\n"))


def _line(line: str, year: int) -> str:
    if line.lstrip(" -").startswith("Căn cứ"):
        return line
    return _ANY.sub(lambda found: _moved(line, found, year), line)


def _moved(text: str, found: re.Match[str], year: int) -> str:
    said, before = found[0], text[: found.start()]
    if _year_of(found) != year or _OF_A_PAPER.search(before):
        return said
    if _SINCE.search(before) and not _ends_in(year, text[found.end() :]):
        return said
    if found["ld"]:
        return long_date(_next(year, found["lm"], found["ld"]))
    if found["sd"]:
        return _as_written(said, _next(year, found["sm"], found["sd"]))
    return f"{said[:-4]}{year + 1}"


def _year_of(found: re.Match[str]) -> int:
    return int(next(found[name] for name in ("ly", "sy", "py", "yy") if found[name]))


def _ends_in(year: int, behind: str) -> bool:
    """Whether a period that began before `behind` ends in the same year: "... đến 15/11/2026"."""
    to = _TO.match(behind)
    last = _ANY.match(behind, to.end()) if to else None
    return last is not None and _year_of(last) == year


def _next(year: int, month: str, day: str) -> date:
    """That day a year later; the last of its month where there is no such day."""
    inside = min(max(int(month), 1), 12)
    last = calendar.monthrange(year + 1, inside)[1]
    return date(year + 1, inside, min(max(int(day), 1), last))


def _as_written(said: str, day: date) -> str:
    """With or without zeros, as the old day was written."""
    if "/0" in said or said.startswith("0") or len(said) == 10:
        return format_date(day)
    return f"{day.day}/{day.month}/{day.year}"
