"""Quantity against plan: the formulas in a table, and their laws."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import (
    Band,
    Criterion,
    CriterionKind,
    End,
    Formula,
    Inverse,
    Measure,
    Quantity,
    Steps,
)
from danvan_desktop.domain.marks import over_of, points_of
from danvan_desktop.domain.quantities import band_of

D = Decimal
SHARE = Criterion("1", "Ngày công", CriterionKind.QUANTITY, maximum=D(10))
LEADER = replace(SHARE, formula=Formula.LEADER, places=2)
REACHED = replace(SHARE, formula=Formula.REACHED)
RATIO = replace(SHARE, inverse=Inverse.RATIO)
DIFFERENCE = replace(SHARE, inverse=Inverse.DIFFERENCE)
OVER = replace(SHARE, over=Steps(cap=D(3)))
BY_FIVE = replace(SHARE, over=Steps(D(5), points=D("0.5")))
EXACT = replace(SHARE, over=Steps(D(5), points=D("0.5"), exact=True))
UNDER = replace(SHARE, under=Steps(D(10), points=D(2)))
UNDER_UNIT = replace(SHARE, under=Steps(D(1), Measure.UNIT, D("0.5"), D(4)))
BANDED = replace(
    SHARE, bands=(Band(D(0), D(80), D(0)), Band(D(80), D(100), D(6)), Band(D(100), None, D(10)))
)


@pytest.mark.parametrize(
    ("leaf", "achieved", "plan", "leader", "points", "over"),
    [
        (SHARE, "0", "8", None, "0", "0"),
        (SHARE, "6", "8", None, "7.5", "0"),
        (SHARE, "8", "8", None, "10", "0"),
        (SHARE, "9", "8", None, "10", "0"),
        (SHARE, "5", "0", None, "0", "0"),
        (REACHED, "7.99", "8", None, "0", "0"),
        (REACHED, "8", "8", None, "10", "0"),
        # data: the four lines of the formula in use elsewhere, rounded to two decimals
        (LEADER, "3", "4", "9", "3.75", "0"),
        (LEADER, "1", "3", None, "1.67", "0"),
        (LEADER, "4", "4", "9", "5", "0"),
        (LEADER, "9", "4", "9", "10", "0"),
        (LEADER, "6", "4", "9", "7", "0"),
        (LEADER, "5", "4", "11", "5.71", "0"),
        (LEADER, "9", "0", "9", "0", "0"),
        (LEADER, "10", "4", "9", "10", "0"),
        (replace(LEADER, at_plan=D(60)), "6", "4", "8", "8", "0"),
        (replace(LEADER, inverse=Inverse.RATIO), "2", "4", "1", "8.33", "0"),
        (replace(LEADER, inverse=Inverse.RATIO), "5", "4", "1", "4", "0"),
        (replace(LEADER, inverse=Inverse.RATIO), "0", "4", "0", "10", "0"),
        (RATIO, "4", "3", None, "7.5", "0"),
        (RATIO, "2", "3", None, "10", "0"),
        (RATIO, "0", "3", None, "10", "0"),
        (RATIO, "0", "0", None, "10", "0"),
        (RATIO, "1", "0", None, "0", "0"),
        (DIFFERENCE, "125", "100", None, "7.5", "0"),
        (DIFFERENCE, "300", "100", None, "0", "0"),
        (DIFFERENCE, "0", "100", None, "10", "0"),
        (OVER, "10", "8", None, "10", "2.5"),
        (OVER, "80", "8", None, "10", "3"),
        (OVER, "8", "0", None, "0", "0"),
        (replace(OVER, inverse=Inverse.RATIO), "0", "8", None, "10", "3"),
        (replace(OVER, inverse=Inverse.DIFFERENCE), "6", "8", None, "10", "2.5"),
        (BY_FIVE, "109", "100", None, "10", "0.5"),
        (EXACT, "109", "100", None, "10", "0.9"),
        (UNDER, "95", "100", None, "10", "0"),
        (UNDER, "79", "100", None, "6", "0"),
        (UNDER, "10", "100", None, "0", "0"),
        (UNDER_UNIT, "76", "80", None, "8", "0"),
        (UNDER_UNIT, "10", "80", None, "6", "0"),
        (BANDED, "79.9", "100", None, "0", "0"),
        (BANDED, "8", "10", None, "6", "0"),
        (BANDED, "30", "10", None, "10", "0"),
        (replace(BANDED, inverse=Inverse.RATIO), "0", "10", None, "10", "0"),
    ],
)
def test_quantity_gives(
    leaf: Criterion, achieved: str, plan: str, leader: str | None, points: str, over: str
) -> None:
    mark = Quantity(D(achieved), D(plan), None if leader is None else D(leader))
    assert points_of(leaf, mark) == D(points)
    assert over_of(leaf, mark) == D(over)


def test_quantity_of_a_stated_plan_needs_only_what_was_achieved() -> None:
    leaf = replace(SHARE, plan=D(8))
    assert points_of(leaf, D(6)) == points_of(leaf, Quantity(D(6))) == D("7.5")


@pytest.mark.parametrize(
    ("closed", "value", "points"),
    [
        (End.LOW, "0", 1),
        (End.LOW, "5", 2),
        (End.LOW, "10", 3),
        (End.HIGH, "0", 1),
        (End.HIGH, "5", 1),
        (End.HIGH, "10", 2),
        (End.HIGH, "10.01", 3),
    ],
)
def test_bands_hold_one_of_their_ends(closed: End, value: str, points: int) -> None:
    bands = (Band(D(5), D(10), D(2)), Band(D(0), D(5), D(1)), Band(D(10), None, D(3)))
    found = band_of(bands, closed, D(value))
    assert found is not None
    assert found.points == points


figures = st.integers(0, 10_000).map(lambda cents: D(cents) / 100)
leaves = st.sampled_from([SHARE, REACHED, LEADER, OVER, BY_FIVE, EXACT, UNDER, UNDER_UNIT, BANDED])


@given(leaves, figures, figures, figures, figures)
def test_achieving_more_never_gives_less(
    leaf: Criterion, one: Decimal, two: Decimal, plan: Decimal, best: Decimal
) -> None:
    less, more = sorted((one, two))
    before, after = Quantity(less, plan, best), Quantity(more, plan, best)
    assert points_of(leaf, before) <= points_of(leaf, after)
    assert over_of(leaf, before) <= over_of(leaf, after)


@given(leaves, st.sampled_from(Inverse), figures, figures, figures, figures)
def test_fewer_never_gives_less_where_less_is_better(
    leaf: Criterion, inverse: Inverse, one: D, two: D, plan: D, best: D
) -> None:
    less, more = sorted((one, two))
    leaf = replace(leaf, inverse=inverse)
    assert points_of(leaf, Quantity(less, plan, best)) >= points_of(
        leaf, Quantity(more, plan, best)
    )


@given(leaves, st.none() | st.sampled_from(Inverse), figures, figures, figures)
def test_quantity_lies_between_nothing_and_the_maximum(
    leaf: Criterion, inverse: Inverse | None, achieved: D, plan: D, best: D
) -> None:
    leaf = replace(leaf, inverse=inverse)
    mark = Quantity(achieved, plan, best)
    assert D(0) <= points_of(leaf, mark) <= D(10)
    assert over_of(leaf, mark) >= 0
    assert over_of(leaf, mark) == 0 or points_of(leaf, mark) == D(10)
