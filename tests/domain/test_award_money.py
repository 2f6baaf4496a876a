"""Money of an award: rounded up to ten thousand, never down."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.award_money import coefficient_key, money


@pytest.mark.parametrize(
    ("coefficient", "base", "expected"),
    [
        ("0.15", 2_340_000, 360_000),
        ("0.3", 2_340_000, 710_000),
        ("0.6", 2_340_000, 1_410_000),
        ("0.5", 1_800_000, 900_000),
        ("0", 2_340_000, 0),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient: str, base: int, expected: int) -> None:
    assert money(Decimal(coefficient), base) == expected


@given(st.decimals(0, 100, places=3), st.integers(0, 50_000_000))
def test_money_is_the_least_step_that_is_enough(coefficient: Decimal, base: int) -> None:
    found, exact = money(coefficient, base), coefficient * base
    assert found % 10_000 == 0
    assert found - 10_000 < exact <= found


def test_key_does_not_hang_on_capitals() -> None:
    assert coefficient_key("Giấy khen", "household") == coefficient_key("giấy khen", "household")
