"""The length of a public notice: its last day from its first and a number of days.

The first day counts. Working days leave out Saturdays and Sundays; public holidays are not known
here, so an office that keeps them adds them to the number of days.
"""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def last_day(first: date, days: int, *, working: bool = False) -> date:
    """The day on which the notice has hung for `days` (at least 1) days."""
    if not working:
        return first + timedelta(days=days - 1)
    day, counted = first, int(first.weekday() < _SATURDAY)
    while counted < days:
        day += timedelta(days=1)
        counted += day.weekday() < _SATURDAY
    return day
