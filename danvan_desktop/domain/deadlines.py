"""Deadlines of a programme: when something is due, which day is still in time, what is late.

Owns the rule, its occurrences in a year and their status. Civil dates only; today is always a
parameter. It must not read wordings (that is `deadline_wording`), nor know who sent what.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from danvan_desktop.domain.dates import format_date

SOON_DAYS = 7


class Recurrence(StrEnum):
    """How often a deadline comes back."""

    ONCE = "once"
    YEARLY = "yearly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AS_NEEDED = "as_needed"  # theo tình hình: dated or not, never late


class Boundary(StrEnum):
    """How the wording binds the date."""

    BEFORE = "before"  # trước ngày X: the last day in time is X-1
    BY = "by"  # đến ngày X, chậm nhất X: X is in time
    ON = "on"  # vào ngày X
    AROUND = "around"  # dịp X: never late
    WITHIN = "within"  # Quý III, tháng 10-11: a span; its last day is in time
    ONGOING = "ongoing"  # thường xuyên


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One deadline as a programme states it.

    `month` and `day` name the date, or the end of a span; `day` None is the last day of the
    month. MONTHLY rules need only `day`. In QUARTERLY rules `month` is 1-3, the month within
    the quarter (None: 3). `year` belongs to ONCE alone. `start` is (month, day) of the first
    day of a span, or of a vague occasion: its month is that within the quarter when QUARTERLY
    and does not count when MONTHLY. A yearly span whose start lies after its end began the
    year before. Nothing but `boundary` and `recurrence` known means: no date in the paper.

    `wording` is the paper's, `paper` the kind of paper that is due, `source` paper and
    article. `set_by_office` marks a date the office must confirm, `not_in_paper` one that the
    paper leaves open.
    """

    code: str
    title: str
    wording: str
    boundary: Boundary
    recurrence: Recurrence
    day: int | None = None
    month: int | None = None
    year: int | None = None
    start: tuple[int, int] | None = None
    sender: str = ""
    receiver: str = ""
    paper: str = ""
    source: str = ""
    set_by_office: bool = False
    not_in_paper: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether the rule names any date at all."""
        if self.recurrence is Recurrence.MONTHLY:
            return self.day is not None or self.start is not None
        if self.recurrence is Recurrence.QUARTERLY:
            return (self.day, self.month, self.start) != (None, None, None)
        return self.month is not None


@dataclass(frozen=True, slots=True)
class DeadlineOverride:
    """What an office put in place of the paper's rule; None leaves that part as it is."""

    due: date | None = None
    boundary: Boundary | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One deadline in one year.

    `key` is stable and names it for ever: "bao-cao@2026", "bao-cao@2026-03",
    "bao-cao@2026-Q1", or the bare code when it comes once. `due` is the date of the wording,
    `first` the first day of a span, `last_on_time` the last day that is not late, None when
    nothing can be late.
    """

    key: str
    due: date | None
    first: date | None
    last_on_time: date | None
    boundary: Boundary
    wording: str


class DeadlineStatus(StrEnum):
    """Where a deadline stands on a day; the value is stored nowhere."""

    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    FUZZY = "fuzzy"
    ONGOING = "ongoing"


STATUS_NAMES: Mapping[DeadlineStatus, str] = {
    DeadlineStatus.UPCOMING: "Sắp tới",
    DeadlineStatus.DUE_SOON: "Sắp đến hạn",
    DeadlineStatus.OVERDUE: "Quá hạn",
    DeadlineStatus.DONE: "Đã xong",
    DeadlineStatus.DONE_LATE: "Xong muộn",
    DeadlineStatus.FUZZY: "Không định ngày",
    DeadlineStatus.ONGOING: "Thường xuyên",
}


def occurrences(
    rule: DeadlineRule,
    year: int,
    period_start: date | None,
    period_end: date | None,
    overrides: Mapping[str, DeadlineOverride] | None = None,
) -> list[Occurrence]:
    """The occurrences of `rule` that are due in the civil year `year`, in order of date.

    Recurring ones only while due inside the period (None: open); what comes once is kept even
    after it. A day its month does not have falls to the last one it has: 29/02 is 28/02 in
    common years. An undated rule occurs once a year of the period. `overrides` go by
    occurrence key, for that one alone, or by rule code, for every occurrence (`due` then gives
    day and month). An occurrence moved to another year stays in the year of its key.
    """
    changes = overrides or {}
    rule = _changed(rule, changes.get(rule.code))
    rule = _once_in(rule, period_start, period_end)
    found = [_moved(occurrence, changes.get(occurrence.key)) for occurrence in _planned(rule, year)]
    if rule.recurrence is Recurrence.ONCE:
        return found
    span = (period_start or date.min, period_end or date.max)
    return [one for one in found if _touches(one.due, year, span)]


def status(
    occurrence: Occurrence, today: date, done_on: date | None = None, soon_days: int = SOON_DAYS
) -> DeadlineStatus:
    """Where the deadline stands on `today`; due soon from `soon_days` before to the last day.

    What has no last day in time is never late: it is FUZZY, but due soon when its date or span
    is near or running.
    """
    last = occurrence.last_on_time
    if done_on is not None:
        late = last is not None and done_on > last
        return DeadlineStatus.DONE_LATE if late else DeadlineStatus.DONE
    if occurrence.boundary is Boundary.ONGOING:
        return DeadlineStatus.ONGOING
    if last is None:
        near = _is_near(occurrence, today, soon_days)
        return DeadlineStatus.DUE_SOON if near else DeadlineStatus.FUZZY
    left = (last - today).days
    if left < 0:
        return DeadlineStatus.OVERDUE
    return DeadlineStatus.DUE_SOON if left <= soon_days else DeadlineStatus.UPCOMING


def days_left(occurrence: Occurrence, today: date) -> int | None:
    """Days from `today` to the last day in time: 0 on that day, negative when late, or None."""
    last = occurrence.last_on_time
    return None if last is None else (last - today).days


def days_left_words(occurrence: Occurrence, today: date) -> str:
    """`days_left` for the official: "còn 5 ngày", "hôm nay là ngày cuối", "quá hạn 3 ngày"."""
    left = days_left(occurrence, today)
    if left is None:
        return ""
    if left == 0:
        return "hôm nay là ngày cuối"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"


def dates_in_words(occurrence: Occurrence) -> str:
    """Both dates of a deadline: "trước ngày 25/02/2026 (ngày cuối đúng hạn 24/02/2026)"."""
    if occurrence.due is None:
        return "thường xuyên" if occurrence.boundary is Boundary.ONGOING else "không định ngày"
    due = format_date(occurrence.due)
    if occurrence.first is not None and occurrence.first != occurrence.due:
        return f"từ ngày {format_date(occurrence.first)} đến ngày {due}"
    if occurrence.boundary is Boundary.BEFORE and occurrence.last_on_time is not None:
        return f"trước ngày {due} (ngày cuối đúng hạn {format_date(occurrence.last_on_time)})"
    return f"{_WORDS.get(occurrence.boundary, 'đến')} ngày {due}"


_WORDS = {Boundary.BEFORE: "trước", Boundary.ON: "vào", Boundary.AROUND: "dịp"}


def faults(rule: DeadlineRule) -> list[tuple[str, str]]:
    """What is wrong with a rule, as (name of the field, reason in Vietnamese)."""
    found: list[tuple[str, str]] = []
    if rule.month is not None and not 1 <= rule.month <= _months(rule):
        found.append(("month", f"tháng {rule.month} phải từ 1 đến {_months(rule)}"))
    elif rule.day is not None and not 1 <= rule.day <= _longest(rule.month, rule):
        found.append(("day", f"không có ngày {rule.day} trong tháng"))
    if rule.day is not None and rule.month is None and rule.recurrence not in _WITHOUT_MONTH:
        found.append(("month", "có ngày thì phải có tháng"))
    if rule.start is not None:
        found += _start_faults(rule, *rule.start)
    if rule.year is not None and rule.recurrence is not Recurrence.ONCE:
        found.append(("year", "chỉ hạn một lần mới có năm"))
    if rule.boundary in _NEEDS_DATE and not rule.is_dated and not rule.not_in_paper:
        found.append(("day", "thiếu ngày, tháng của hạn"))
    return found


_WITHOUT_MONTH = (Recurrence.MONTHLY, Recurrence.QUARTERLY)
_NEEDS_DATE = (Boundary.BEFORE, Boundary.BY, Boundary.ON, Boundary.WITHIN)


def _start_faults(rule: DeadlineRule, month: int, day: int) -> list[tuple[str, str]]:
    if not 1 <= month <= _months(rule):
        return [("start", f"tháng bắt đầu {month} phải từ 1 đến {_months(rule)}")]
    if not 1 <= day <= _longest(month, rule):
        return [("start", f"không có ngày bắt đầu {day} trong tháng")]
    if rule.boundary not in (Boundary.WITHIN, Boundary.AROUND):
        return [("start", "chỉ hạn trong một khoảng thời gian mới có ngày bắt đầu")]
    return []


def _months(rule: DeadlineRule) -> int:
    return 3 if rule.recurrence is Recurrence.QUARTERLY else 12


def _longest(month: int | None, rule: DeadlineRule) -> int:
    """Most days the month can have; a month within a quarter, or none, may have 31."""
    if month is None or rule.recurrence in _WITHOUT_MONTH:
        return 31
    return calendar.monthrange(rule.year or 2000, month)[1]


def _changed(rule: DeadlineRule, change: DeadlineOverride | None) -> DeadlineRule:
    """The rule as the office wants it for every occurrence."""
    if change is None:
        return rule
    boundary = change.boundary or rule.boundary
    if change.due is None:
        return replace(rule, boundary=boundary)
    if boundary in (Boundary.WITHIN, Boundary.ONGOING):
        boundary = Boundary.BY
    recurrence = rule.recurrence
    if recurrence is Recurrence.QUARTERLY:
        month = (change.due.month - 1) % 3 + 1
    else:
        month = change.due.month
    year = change.due.year if recurrence is Recurrence.ONCE else None
    return replace(rule, boundary=boundary, day=change.due.day, month=month, year=year, start=None)


def _once_in(rule: DeadlineRule, start: date | None, end: date | None) -> DeadlineRule:
    """A date given without its year, once, lies in the year of a programme of one year."""
    if rule.recurrence is not Recurrence.ONCE or rule.year is not None or not rule.is_dated:
        return rule
    if start is not None and end is not None and start.year == end.year:
        return replace(rule, year=end.year)
    return replace(rule, day=None, month=None, start=None)


def _planned(rule: DeadlineRule, year: int) -> Iterator[Occurrence]:
    if not rule.is_dated or rule.boundary is Boundary.ONGOING:
        once = rule.recurrence is Recurrence.ONCE
        yield _occurrence(rule, rule.code if once else f"{rule.code}@{year}", None, None)
    elif rule.recurrence is Recurrence.MONTHLY:
        yield from (_in_month(rule, year, month) for month in range(1, 13))
    elif rule.recurrence is Recurrence.QUARTERLY:
        yield from (_in_quarter(rule, year, quarter) for quarter in range(1, 5))
    elif rule.recurrence is not Recurrence.ONCE:
        yield _in_year(rule, f"{rule.code}@{year}", year)
    elif rule.year == year:
        yield _in_year(rule, rule.code, year)


def _in_year(rule: DeadlineRule, key: str, year: int) -> Occurrence:
    due = _day(year, rule.month or 12, rule.day)
    first = _day(year, *rule.start) if rule.start else None
    if rule.start and first and first > due:
        first = _day(year - 1, *rule.start)
    return _occurrence(rule, key, due, first)


def _in_month(rule: DeadlineRule, year: int, month: int) -> Occurrence:
    due = _day(year, month, rule.day)
    first = _day(year, month, rule.start[1]) if rule.start else None
    if rule.start and first and first > due:
        before = due.replace(day=1) - timedelta(days=1)
        first = _day(before.year, before.month, rule.start[1])
    return _occurrence(rule, f"{rule.code}@{year}-{month:02d}", due, first)


def _in_quarter(rule: DeadlineRule, year: int, quarter: int) -> Occurrence:
    before = quarter * 3 - 3
    due = _day(year, before + (rule.month or 3), rule.day)
    first = _day(year, before + rule.start[0], rule.start[1]) if rule.start else None
    return _occurrence(rule, f"{rule.code}@{year}-Q{quarter}", due, first)


def _occurrence(rule: DeadlineRule, key: str, due: date | None, first: date | None) -> Occurrence:
    late = rule.recurrence is not Recurrence.AS_NEEDED
    last = _last_on_time(rule.boundary, due) if late else None
    return Occurrence(
        key=key,
        due=due,
        first=due if rule.boundary is Boundary.ON else first,
        last_on_time=last,
        boundary=rule.boundary,
        wording=rule.wording,
    )


def _moved(occurrence: Occurrence, change: DeadlineOverride | None) -> Occurrence:
    """The occurrence as the office wants this one."""
    if change is None:
        return occurrence
    due = change.due or occurrence.due
    boundary = change.boundary or occurrence.boundary
    if change.due is not None and boundary is Boundary.ONGOING:
        boundary = Boundary.BY
    first = occurrence.first
    if boundary is Boundary.ON:
        first = due
    elif first is not None and due is not None and first > due:
        first = None
    vague = occurrence.due is not None and occurrence.last_on_time is None
    last = None if vague and change.boundary is None else _last_on_time(boundary, due)
    return replace(occurrence, due=due, boundary=boundary, first=first, last_on_time=last)


def _last_on_time(boundary: Boundary, due: date | None) -> date | None:
    if due is None or boundary in (Boundary.AROUND, Boundary.ONGOING):
        return None
    return due - timedelta(days=1) if boundary is Boundary.BEFORE else due


def _touches(due: date | None, year: int, span: tuple[date, date]) -> bool:
    start, end = span
    return start.year <= year <= end.year if due is None else start <= due <= end


def _is_near(occurrence: Occurrence, today: date, soon_days: int) -> bool:
    due = occurrence.due
    if due is None:
        return False
    return (occurrence.first or due) - timedelta(days=soon_days) <= today <= due


def _day(year: int, month: int, day: int | None) -> date:
    """That day, or the last the month has when `day` is None or beyond it."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
