"""Quantity against plan: the share of the plan, the points it gives, and the part above it.

Owns these formulas alone, in exact fractions until the last step. The shapes are in `criteria`,
the check of a mark is `marks`, caps over several criteria are `scoring`.

T is what was achieved, C the plan, L the best of the group that is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from danvan_desktop.domain.criteria import (
    Band,
    Criterion,
    End,
    Formula,
    Inverse,
    Mark,
    Measure,
    Quantity,
    Steps,
)

_HUNDRED = Fraction(100)
_NOTHING = Fraction(0)


def quantity_of(leaf: Criterion, mark: Mark) -> Quantity:
    """The mark with the criterion's own plan filled in; a bare number is what was achieved."""
    if isinstance(mark, Decimal):
        return Quantity(mark, leaf.plan)
    if isinstance(mark, Quantity):
        plan = leaf.plan if mark.plan is None else mark.plan
        return Quantity(mark.achieved, plan, mark.leader)
    raise TypeError(mark)


def quantity_points(leaf: Criterion, quantity: Quantity) -> Decimal:
    """Points without what lies above the plan, between 0 and the maximum.

    With `bands`, those of the band the percentage lies in; with `under`, the maximum less so much
    for each step missing; else by the formula. A plan of 0 gives nothing, unless less is better
    and nothing happened.
    """
    maximum = Fraction(leaf.maximum or 0)
    share = _share(leaf, quantity)
    if not quantity.plan and leaf.inverse is None:
        return Decimal(0)
    if leaf.bands:
        return _band_points(leaf, share)
    if leaf.formula is Formula.LEADER:
        return _decimal(_by_leader(leaf, quantity, share, maximum))
    if share is None or share >= _HUNDRED:
        return _decimal(maximum)
    if leaf.under is not None:
        lost = _stepped(leaf.under, quantity, _HUNDRED - share, maximum)
        return _decimal(max(maximum - lost, _NOTHING))
    if leaf.formula is Formula.REACHED:
        return Decimal(0)
    return _decimal(maximum * share / _HUNDRED)


def over_points(leaf: Criterion, quantity: Quantity) -> Decimal:
    """What the part above the plan adds to the bonus, cut at the criterion's own cap."""
    if leaf.over is None:
        return Decimal(0)
    share = _share(leaf, quantity)
    if share is None and leaf.over.by is Measure.PERCENT:
        return leaf.over.cap or Decimal(0)  # without limit: such a criterion has a cap
    share = 2 * _HUNDRED if share is None else share
    if share <= _HUNDRED:
        return Decimal(0)
    maximum = Fraction(leaf.maximum or 0)
    return _decimal(_stepped(leaf.over, quantity, share - _HUNDRED, maximum))


def band_of(bands: Sequence[Band], closed: End, value: Decimal | Fraction | None) -> Band | None:
    """The band a figure lies in; None as the figure stands for one beyond every limit.

    With `End.LOW` low <= x < high. With `End.HIGH` low < x <= high, and the lowest band holds
    its own low end too.
    """
    if value is None:
        return next((band for band in bands if band.high is None), None)
    lowest = min((band.low for band in bands), default=Decimal(0))
    for band in bands:
        if closed is End.LOW:
            inside = band.low <= value and (band.high is None or value < band.high)
        else:
            after = band.low < value or value == band.low == lowest
            inside = after and (band.high is None or value <= band.high)
        if inside:
            return band
    return None


def _share(leaf: Criterion, quantity: Quantity) -> Fraction | None:
    """T / C in per cent, or its inverse; None when it has no limit."""
    done, plan = Fraction(quantity.achieved), Fraction(quantity.plan or 0)
    if leaf.inverse is None:
        return done * _HUNDRED / plan if plan else _NOTHING
    if not plan:
        return _NOTHING if done else _HUNDRED
    if leaf.inverse is Inverse.DIFFERENCE:
        return max((2 - done / plan) * _HUNDRED, _NOTHING)
    return plan * _HUNDRED / done if done else None


def _band_points(leaf: Criterion, share: Fraction | None) -> Decimal:
    band = band_of(leaf.bands, leaf.closed, share)
    return Decimal(0) if band is None else band.points


def _by_leader(
    leaf: Criterion, quantity: Quantity, share: Fraction | None, maximum: Fraction
) -> Fraction:
    done, plan = Fraction(quantity.achieved), Fraction(quantity.plan or 0)
    base = maximum * Fraction(leaf.at_plan) / _HUNDRED
    sign = -1 if leaf.inverse else 1
    ahead = (done - plan) * sign
    if ahead <= 0 or not plan:
        share = _HUNDRED if share is None else min(share, _HUNDRED)
        return base * share / _HUNDRED
    lead = (Fraction(done if quantity.leader is None else quantity.leader) - plan) * sign
    return maximum if ahead >= lead else base + ahead / lead * (maximum - base)


def _stepped(steps: Steps, quantity: Quantity, distance: Fraction, maximum: Fraction) -> Fraction:
    """Points for so many per cent above or below the plan, under the cap of the steps."""
    if steps.by is Measure.UNIT:
        distance = abs(Fraction(quantity.achieved) - Fraction(quantity.plan or 0))
    if steps.every is None or steps.points is None:
        points = maximum * distance / _HUNDRED
    else:
        count = distance / Fraction(steps.every)
        points = (count if steps.exact else int(count)) * Fraction(steps.points)
    return points if steps.cap is None else min(points, Fraction(steps.cap))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
