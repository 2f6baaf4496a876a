"""Which day is still in time, and what is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.deadlines import (
    Boundary,
    DeadlineOverride,
    DeadlineRule,
    DeadlineStatus,
    Occurrence,
    Recurrence,
    dates_in_words,
    days_left,
    days_left_words,
    faults,
    occurrences,
    status,
)

START, END = date(2022, 1, 1), date(2025, 12, 31)


def rule(
    boundary: Boundary = Boundary.BEFORE,
    recurrence: Recurrence = Recurrence.YEARLY,
    *,
    day: int | None = None,
    month: int | None = None,
    year: int | None = None,
    start: tuple[int, int] | None = None,
    not_in_paper: bool = False,
) -> DeadlineRule:
    return DeadlineRule(
        "bao-cao",
        "Báo cáo kết quả",
        "như văn bản",
        boundary,
        recurrence,
        day,
        month,
        year,
        start,
        not_in_paper=not_in_paper,
    )


def only(
    made: DeadlineRule, year: int = 2023, changes: dict[str, DeadlineOverride] | None = None
) -> Occurrence:
    (found,) = occurrences(made, year, START, END, changes)
    return found


@pytest.mark.parametrize(
    ("boundary", "first", "last"),
    [
        (Boundary.BEFORE, None, date(2023, 2, 24)),
        (Boundary.BY, None, date(2023, 2, 25)),
        (Boundary.ON, date(2023, 2, 25), date(2023, 2, 25)),
        (Boundary.AROUND, None, None),
    ],
)
def test_last_day_on_time(boundary: Boundary, first: date | None, last: date | None) -> None:
    found = only(rule(boundary, day=25, month=2))
    assert (found.due, found.first, found.last_on_time) == (date(2023, 2, 25), first, last)


def test_span_of_a_quarter() -> None:
    found = only(rule(Boundary.WITHIN, day=30, month=9, start=(7, 1)))
    assert (found.first, found.last_on_time) == (date(2023, 7, 1), date(2023, 9, 30))


def test_span_over_new_year_began_the_year_before() -> None:
    found = only(rule(Boundary.WITHIN, day=15, month=1, start=(12, 20)))
    assert (found.first, found.due) == (date(2022, 12, 20), date(2023, 1, 15))


@pytest.mark.parametrize(("year", "last"), [(2023, date(2023, 2, 28)), (2024, date(2024, 2, 29))])
def test_day_beyond_february_falls_to_its_last(year: int, last: date) -> None:
    assert only(rule(Boundary.BY, day=29, month=2), year).due == last
    assert only(rule(Boundary.WITHIN, month=2, start=(2, 1)), year).due == last


def test_before_the_first_of_the_year_ends_in_the_old_year() -> None:
    assert only(rule(day=1, month=1)).last_on_time == date(2022, 12, 31)


def test_monthly_keys_and_days() -> None:
    found = occurrences(rule(Boundary.BY, Recurrence.MONTHLY, day=31), 2023, START, END)
    assert [one.key for one in found[:2]] == ["bao-cao@2023-01", "bao-cao@2023-02"]
    assert [one.due for one in found[1:4]] == [
        date(2023, 2, 28),
        date(2023, 3, 31),
        date(2023, 4, 30),
    ]
    assert len(found) == 12


def test_quarterly_day_in_the_last_month() -> None:
    found = occurrences(rule(Boundary.BEFORE, Recurrence.QUARTERLY, day=15), 2023, START, END)
    assert [(one.key, one.due) for one in found] == [
        ("bao-cao@2023-Q1", date(2023, 3, 15)),
        ("bao-cao@2023-Q2", date(2023, 6, 15)),
        ("bao-cao@2023-Q3", date(2023, 9, 15)),
        ("bao-cao@2023-Q4", date(2023, 12, 15)),
    ]


def test_recurring_stays_inside_the_period() -> None:
    yearly = rule(day=15, month=1)
    assert occurrences(yearly, 2026, START, END) == []
    assert occurrences(yearly, 2022, date(2022, 4, 8), END) == []
    assert len(occurrences(yearly, 2026, START, None)) == 1


def test_once_in_its_own_year_only() -> None:
    once = rule(recurrence=Recurrence.ONCE, day=26, month=3, year=2026)
    assert occurrences(once, 2025, START, END) == []
    assert [one.key for one in occurrences(once, 2026, START, END)] == ["bao-cao"]


def test_once_without_a_year_takes_that_of_a_programme_of_one_year() -> None:
    once = rule(recurrence=Recurrence.ONCE, day=10, month=11)
    (found,) = occurrences(once, 2020, date(2020, 1, 1), date(2020, 12, 31))
    assert found.due == date(2020, 11, 10)
    assert only(once).due is None


def test_undated_occurs_once_a_year_of_the_period() -> None:
    undated = rule(Boundary.BY, not_in_paper=True)
    found = only(undated)
    assert (found.key, found.due, found.last_on_time) == ("bao-cao@2023", None, None)
    assert occurrences(undated, 2026, START, END) == []


def test_override_of_one_occurrence() -> None:
    moved = {"bao-cao@2023": DeadlineOverride(due=date(2023, 3, 1))}
    yearly = rule(day=25, month=2)
    assert only(yearly, 2023, moved).last_on_time == date(2023, 2, 28)
    assert only(yearly, 2024, moved).last_on_time == date(2024, 2, 24)


def test_override_counting_the_day_itself() -> None:
    inclusive = {"bao-cao": DeadlineOverride(boundary=Boundary.BY)}
    assert only(rule(day=25, month=2), 2023, inclusive).last_on_time == date(2023, 2, 25)


def test_override_gives_a_date_the_paper_leaves_open() -> None:
    own = {"bao-cao": DeadlineOverride(due=date(2022, 5, 10))}
    found = only(rule(Boundary.WITHIN, not_in_paper=True), 2023, own)
    assert (found.due, found.last_on_time) == (date(2023, 5, 10), date(2023, 5, 10))


def test_override_of_what_comes_once_moves_its_year() -> None:
    once = rule(recurrence=Recurrence.ONCE, day=26, month=12, year=2023)
    moved = {"bao-cao": DeadlineOverride(due=date(2024, 1, 5))}
    assert occurrences(once, 2023, START, END, moved) == []
    assert only(once, 2024, moved).last_on_time == date(2024, 1, 4)


BEFORE_25_02 = only(rule(day=25, month=2))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2023, 2, 16), DeadlineStatus.UPCOMING),
        (date(2023, 2, 17), DeadlineStatus.DUE_SOON),
        (date(2023, 2, 24), DeadlineStatus.DUE_SOON),
        (date(2023, 2, 25), DeadlineStatus.OVERDUE),
    ],
)
def test_status_open(today: date, expected: DeadlineStatus) -> None:
    assert status(BEFORE_25_02, today) == expected


def test_status_done_in_time_or_late() -> None:
    today = date(2023, 6, 1)
    assert status(BEFORE_25_02, today, date(2023, 2, 24)) == DeadlineStatus.DONE
    assert status(BEFORE_25_02, today, date(2023, 2, 25)) == DeadlineStatus.DONE_LATE


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2023, 10, 7), DeadlineStatus.FUZZY),
        (date(2023, 10, 8), DeadlineStatus.DUE_SOON),
        (date(2023, 10, 15), DeadlineStatus.DUE_SOON),
        (date(2023, 10, 16), DeadlineStatus.FUZZY),
    ],
)
def test_status_of_an_occasion_is_never_late(today: date, expected: DeadlineStatus) -> None:
    occasion = only(rule(Boundary.AROUND, day=15, month=10))
    assert status(occasion, today) == expected
    assert days_left(occasion, today) is None


def test_status_as_needed_is_never_late() -> None:
    wish = only(rule(Boundary.BY, Recurrence.AS_NEEDED, day=15, month=10))
    assert status(wish, date(2023, 12, 1)) == DeadlineStatus.FUZZY
    assert status(wish, date(2023, 12, 1), date(2023, 11, 30)) == DeadlineStatus.DONE


def test_status_ongoing() -> None:
    always = only(rule(Boundary.ONGOING))
    assert status(always, date(2023, 12, 1)) == DeadlineStatus.ONGOING


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_status_gets_worse_as_days_pass(today: date) -> None:
    order = [DeadlineStatus.UPCOMING, DeadlineStatus.DUE_SOON, DeadlineStatus.OVERDUE]
    now, next_day = (status(BEFORE_25_02, day) for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(next_day)


@given(st.sampled_from(Boundary), st.sampled_from(Recurrence), st.integers(1, 31))
def test_occurrences_are_in_order_and_their_keys_differ(
    boundary: Boundary, recurrence: Recurrence, day: int
) -> None:
    made = rule(boundary, recurrence, day=day, month=2)
    found = occurrences(made, 2023, None, None)
    dues = [one.due for one in found if one.due]
    assert dues == sorted(dues)
    assert len({one.key for one in found}) == len(found)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (rule(day=25, month=2), "trước ngày 25/02/2023 (ngày cuối đúng hạn 24/02/2023)"),
        (rule(Boundary.BY, day=25, month=2), "đến ngày 25/02/2023"),
        (rule(Boundary.ON, day=25, month=2), "vào ngày 25/02/2023"),
        (rule(Boundary.AROUND, day=15, month=10), "dịp ngày 15/10/2023"),
        (
            rule(Boundary.WITHIN, month=9, start=(7, 1)),
            "từ ngày 01/07/2023 đến ngày 30/09/2023",
        ),
        (rule(Boundary.ONGOING), "thường xuyên"),
        (rule(Boundary.BY, not_in_paper=True), "không định ngày"),
    ],
)
def test_dates_in_words(made: DeadlineRule, words: str) -> None:
    assert dates_in_words(only(made)) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2023, 2, 19), "còn 5 ngày"),
        (date(2023, 2, 24), "hôm nay là ngày cuối"),
        (date(2023, 2, 27), "quá hạn 3 ngày"),
    ],
)
def test_days_left_words(today: date, words: str) -> None:
    assert days_left_words(BEFORE_25_02, today) == words


@pytest.mark.parametrize(
    ("made", "fields"),
    [
        (rule(day=25, month=2), []),
        (rule(day=29, month=2), []),
        (rule(recurrence=Recurrence.ONCE, day=29, month=2, year=2023), ["day"]),
        (rule(day=30, month=2), ["day"]),
        (rule(day=5, month=13), ["month"]),
        (rule(day=5), ["month", "day"]),
        (rule(), ["day"]),
        (rule(not_in_paper=True), []),
        (rule(Boundary.ONGOING), []),
        (rule(recurrence=Recurrence.QUARTERLY, month=4, day=5), ["month"]),
        (rule(recurrence=Recurrence.MONTHLY, day=25), []),
        (rule(day=5, month=5, year=2023), ["year"]),
        (rule(Boundary.BY, day=5, month=5, start=(4, 1)), ["start"]),
        (rule(Boundary.WITHIN, day=5, month=5, start=(4, 31)), ["start"]),
    ],
)
def test_faults_of_a_rule(made: DeadlineRule, fields: list[str]) -> None:
    assert [field for field, _ in faults(made)] == fields
