"""The best mark a criterion can be given, whatever its kind: for samples and try-outs.

Owns the search for it among the marks that stand at the ends of its rule; what a mark is worth is
`marks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from danvan_desktop.domain.criteria import (
    Criterion,
    CriterionKind,
    Effect,
    Formula,
    Grade,
    Mark,
    QualityGrade,
    Quantity,
)
from danvan_desktop.domain.marks import ZERO, check_mark, gives_points, points_of
from danvan_desktop.errors import FieldError

_SHARES = tuple(Decimal(one) / 100 for one in (100, 0, 50, 90, 110, 150, 200, 1000))
_PLAN = Decimal(100)


def best_mark(leaf: Criterion, effect: Effect = Effect.PART) -> Mark:
    """A sound mark with the most points, the least for a penalty; met without points."""
    sound = [mark for mark in _candidates(leaf) if _is_sound(leaf, mark)]
    if not gives_points(leaf):
        return sound[0]
    sign = -1 if effect is Effect.PENALTY else 1
    return max(sound, key=lambda mark: sign * points_of(leaf, mark))


def _candidates(leaf: Criterion) -> Iterator[Mark]:
    if leaf.kind is CriterionKind.GRADE:
        yield from (Grade.MET, Grade.NOT_MET)
    elif leaf.kind is CriterionKind.QUALITY:
        yield from (QualityGrade(one.code) for one in leaf.grades)
    elif leaf.kind is CriterionKind.BANDS:
        yield from _ends(leaf)
    elif leaf.kind is CriterionKind.QUANTITY:
        yield from _quantities(leaf)
    else:
        yield ZERO
        if leaf.maximum is not None:
            each = leaf.each or Decimal(1)
            yield (leaf.maximum / each).to_integral_value(rounding=ROUND_CEILING)
            yield leaf.maximum


def _ends(leaf: Criterion) -> Iterator[Decimal]:
    for band in leaf.bands:
        yield band.low
        yield band.low + 1 if band.high is None else band.high


def _quantities(leaf: Criterion) -> Iterator[Mark]:
    plan = _PLAN if leaf.plan is None else leaf.plan
    stated = None if leaf.plan is not None else plan
    shares = (*_SHARES, *(end / 100 for end in _ends(leaf)))
    for share in shares:
        done = plan * share
        yield Quantity(done, stated, done if leaf.formula is Formula.LEADER else None)


def _is_sound(leaf: Criterion, mark: Mark) -> bool:
    try:
        check_mark(leaf, mark)
    except FieldError:
        return False
    return True
