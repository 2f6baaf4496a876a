"""Quotas and places: shares with their rounding, ties across the edge."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import Rounding
from danvan_desktop.domain.quotas import Base, Cut, Quota, cut, seats, words
from danvan_desktop.domain.standings import Entry, standings
from danvan_desktop.domain.units import SubjectKind

D = Decimal


def share(percent: str, rounding: Rounding, least: int | None = None, most: int | None = None):
    return Quota(
        percent=D(percent), of=Base.REGISTERED, rounding=rounding, at_least=least, at_most=most
    )


@pytest.mark.parametrize(
    ("quota", "count", "expected"),
    [
        (Quota(number=3), 100, 3),
        (share("20", Rounding.DOWN), 13, 2),
        (share("20", Rounding.HALF_UP), 13, 3),
        (share("20", Rounding.UP), 11, 3),
        (share("50", Rounding.HALF_EVEN), 5, 2),
        (share("50", Rounding.HALF_UP), 5, 3),
        (share("20", Rounding.DOWN, 1), 3, 1),
        (share("20", Rounding.DOWN, 1, 4), 90, 4),
        (share("33.33", Rounding.HALF_UP), 3, 1),
        (share("20", Rounding.DOWN), 0, 0),
    ],
)
def test_seats(quota: Quota, count: int, expected: int) -> None:
    assert seats(quota, count) == expected


def entries(*totals: str) -> list[Entry]:
    return [Entry(chr(ord("a") + place), D(total)) for place, total in enumerate(totals)]


def test_places_are_shared_by_equals() -> None:
    found = [(one.uid, one.place, one.equals) for one in standings(entries("80", "90", "80", "70"))]
    assert found == [("b", 1, 1), ("a", 2, 2), ("c", 2, 2), ("d", 4, 1)]


def test_bonus_orders_equals() -> None:
    one, two = Entry("a", D(80), D(1)), Entry("b", D(80), D(2))
    assert [(row.uid, row.place) for row in standings([one, two])] == [("b", 1), ("a", 2)]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (0, Cut((), (), ("b", "a", "c", "d"))),
        (1, Cut(("b",), (), ("a", "c", "d"))),
        (2, Cut(("b",), ("a", "c"), ("d",), 1)),
        (3, Cut(("b", "a", "c"), (), ("d",))),
        (9, Cut(("b", "a", "c", "d"), (), ())),
    ],
)
def test_cut_leaves_a_tie_open(places: int, expected: Cut) -> None:
    assert cut(entries("80", "90", "80", "70"), places) == expected


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(0, 12), st.randoms())
def test_cut_does_not_depend_on_order(totals: list[int], places: int, random) -> None:
    rows = [Entry(str(place), D(total)) for place, total in enumerate(totals)]
    found = cut(rows, places)
    random.shuffle(rows)
    assert cut(rows, places) == found
    assert len(found.inside) + found.open_seats == min(places, len(totals))
    assert len(found.inside) + len(found.tied) + len(found.outside) == len(totals)


@pytest.mark.parametrize(
    ("quota", "count", "expected"),
    [
        (Quota(number=3), 100, "tối đa 3"),
        (
            share("20", Rounding.DOWN),
            13,
            "tối đa 20% của 13 đăng ký = 2, làm tròn xuống từ 2,6",
        ),
        (share("20", Rounding.DOWN), 15, "tối đa 20% của 15 đăng ký = 3"),
        (
            share("12.5", Rounding.DOWN, 1),
            3,
            "tối đa 12,5% của 3 đăng ký = 1, làm tròn xuống từ 0,375, ít nhất 1",
        ),
        (
            share("20", Rounding.UP, None, 4),
            91,
            "tối đa 20% của 91 đăng ký = 4, làm tròn lên từ 18,2, nhiều nhất 4",
        ),
        (
            Quota(percent=D(20), of=Base.RECOGNISED, subject_kinds=(SubjectKind.INDIVIDUAL,)),
            10,
            "tối đa 20% của 10 đã được công nhận (cá nhân) = 2",
        ),
    ],
)
def test_words_show_the_arithmetic(quota: Quota, count: int, expected: str) -> None:
    assert words(quota, count) == expected
