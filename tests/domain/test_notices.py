"""The last day of a public notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.notices import last_day


@pytest.mark.parametrize(
    ("first", "days", "working", "last"),
    [
        (date(2026, 11, 16), 5, False, date(2026, 11, 20)),
        (date(2026, 11, 18), 5, False, date(2026, 11, 22)),
        (date(2026, 11, 18), 5, True, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, True, date(2026, 11, 23)),
        (date(2026, 12, 31), 1, False, date(2026, 12, 31)),
    ],
)
def test_last_day(first: date, days: int, working: bool, last: date) -> None:
    assert last_day(first, days, working=working) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_working_days_between_first_and_last_are_as_many_as_asked(first: date, days: int) -> None:
    last = last_day(first, days, working=True)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(day.weekday() < 5 for day in span) == days
    assert last.weekday() < 5
    assert last >= last_day(first, days)
