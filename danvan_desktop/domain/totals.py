"""From the sums of a sheet to its total: caps, bonus, penalty, clamp, the one rounding, the rank.

Owns the last steps, the same for one sheet and for several together. How marks become points is
`marks`, the sums of sections are `scoring`, the mean of several sheets is `panel`.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from danvan_desktop.domain.criteria import CriteriaSet, Rank
from danvan_desktop.domain.marks import ZERO, lies_in, rounded, settled
from danvan_desktop.domain.numbers import format_decimal


class Sums(NamedTuple):
    """Points by what they do to the total, none of them negative."""

    part: Decimal = ZERO
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO


def capped(points: Decimal, maximum: Decimal | None) -> Decimal:
    return points if maximum is None else min(points, maximum)


def capped_sums(criteria_set: CriteriaSet, sums: Sums) -> Sums:
    """Cut at the maximum of the set and at its caps of bonus and penalty."""
    return Sums(
        capped(sums.part, criteria_set.maximum),
        capped(sums.bonus, criteria_set.bonus_cap),
        capped(sums.penalty, criteria_set.penalty_cap),
    )


def exact_total(criteria_set: CriteriaSet, sums: Sums) -> Decimal:
    """The total of capped sums inside the clamp, not yet rounded; never below 0 without one."""
    low, high = criteria_set.clamp or (ZERO, None)
    bonus = sums.bonus if criteria_set.bonus_counts else ZERO
    return capped(max(settled(sums.part + bonus - sums.penalty), low), high)


def printed_total(criteria_set: CriteriaSet, exact: Decimal, bonus: Decimal = ZERO) -> Decimal:
    """Rounded by the rule of the set; downwards where that would lift it above what is possible.

    `bonus` is what the bonus of this total was.
    """
    total = rounded(exact, criteria_set.places, criteria_set.rounding)
    limits = [] if criteria_set.clamp is None else [criteria_set.clamp[1]]
    if criteria_set.maximum is not None:
        counted = bonus if criteria_set.bonus_counts else ZERO
        limits.append(criteria_set.maximum + counted)
    if any(total > limit for limit in limits):
        return settled(exact).quantize(
            Decimal(1).scaleb(-criteria_set.places), rounding=ROUND_FLOOR
        )
    return total


def ranking(
    criteria_set: CriteriaSet, total: Decimal | None
) -> tuple[Rank | None, tuple[str, ...]]:
    """The rank of a total, and what of the total stands against passing."""
    if total is None:
        return None, ()
    reasons = []
    least = criteria_set.pass_rule.min_points
    if least is not None and total < least:
        reasons.append(f"Tổng {format_decimal(total)} điểm, cần từ {format_decimal(least)} điểm.")
    ranks = criteria_set.ranks
    rank = next((one for one in ranks if lies_in(total, one.low, one.high)), None)
    if ranks and rank is None:
        reasons.append(f"Tổng {format_decimal(total)} điểm không thuộc mức xếp loại nào.")
    if rank is not None and not rank.passes:
        reasons.append(f"Xếp loại “{rank.name}” không được công nhận.")
    return rank, tuple(reasons)
