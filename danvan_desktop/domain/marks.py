"""Marks: which criteria are asked, which mark fits one, and what it is worth.

Owns the check of a single mark and its points. Plan against achieved is `quantities`; sums, caps
and passing are `scoring`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from danvan_desktop.domain.criteria import (
    Criterion,
    CriterionKind,
    Formula,
    Grade,
    Mark,
    QualityGrade,
    Quantity,
    Rounding,
)
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.quantities import band_of, over_points, quantity_of, quantity_points
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

ZERO = Decimal(0)
ROUNDINGS = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}
_HUGE = Decimal(10) ** 12
_MOST = Decimal(10) ** 9
"""No table gives so many points; sums below it are exact."""
_NOISE_PLACES = 12
_NOISE = Decimal(1).scaleb(-_NOISE_PLACES)


def applicable(
    criteria: Sequence[Criterion], sector: str = "", subject_kind: SubjectKind | None = None
) -> Iterator[Criterion]:
    """The leaves to be marked, in the order of the paper; a section restricts its children too.

    An empty `sector`, or no `subject_kind`, restricts nothing.
    """
    for criterion in criteria:
        if not _applies(criterion, sector, subject_kind):
            continue
        if criterion.is_section:
            yield from applicable(criterion.children, sector, subject_kind)
        else:
            yield criterion


def check_mark(criterion: Criterion, mark: Mark) -> None:
    """Raise a `FieldError` on the criterion's code when the mark is not one it can be given.

    Points lie between 0 and the maximum and are a multiple of the step, or the maximum itself.
    A figure for bands lies in one of them. Times are a whole number. A quantity has a plan, and
    a leader where the formula asks for one. A criterion without points takes a grade; a grade
    that is worth points is met or not met, or partly where that has points of its own.
    """
    if isinstance(mark, Grade):
        reason = _grade_fault(criterion, mark)
    elif isinstance(mark, QualityGrade):
        reason = _quality_fault(criterion, mark)
    elif isinstance(mark, Quantity) or criterion.kind is CriterionKind.QUANTITY:
        reason = _quantity_fault(criterion, mark)
    else:
        reason = _number_fault(criterion, mark)
    if reason:
        raise FieldError(criterion.code, reason)


def gives_points(leaf: Criterion) -> bool:
    """Whether a leaf adds to the total; a grade does when the paper gives it a maximum."""
    return leaf.kind is not CriterionKind.GRADE or leaf.maximum is not None


def points_of(leaf: Criterion, mark: Mark, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """Points of a sound mark of a leaf that gives points, never negative, without its bonus.

    Rounded only where the criterion has `places` of its own.
    """
    points = min(_points(leaf, mark), _MOST if leaf.maximum is None else leaf.maximum)
    return points if leaf.places is None else rounded(points, leaf.places, rounding)


def over_of(leaf: Criterion, mark: Mark, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """What the part of a quantity above its plan adds to the bonus; 0 for every other mark."""
    if leaf.over is None:
        return ZERO
    points = min(over_points(leaf, quantity_of(leaf, mark)), _MOST)
    return points if leaf.places is None else rounded(points, leaf.places, rounding)


def rounded(points: Decimal, places: int, rounding: Rounding) -> Decimal:
    """To so many decimals by a stated rule."""
    return settled(points).quantize(Decimal(1).scaleb(-places), rounding=ROUNDINGS[rounding])


def settled(points: Decimal) -> Decimal:
    """A sum without the noise of endless decimals, so that three thirds are one whole.

    What lies beyond the twelfth decimal comes from no paper; without it a sum does not depend on
    the order of its parts either.
    """
    exponent = points.as_tuple().exponent
    noisy = isinstance(exponent, int) and exponent < -_NOISE_PLACES
    return points.quantize(_NOISE) if noisy else points


def lies_in(value: Decimal, low: Decimal, high: Decimal | None) -> bool:
    """Half-open: `low <= value < high`, and no upper end when `high` is None."""
    return low <= value and (high is None or value < high)


def _applies(criterion: Criterion, sector: str, subject_kind: SubjectKind | None) -> bool:
    in_sector = not sector or not criterion.sectors or sector in criterion.sectors
    kinds = criterion.subject_kinds
    return in_sector and (subject_kind is None or not kinds or subject_kind in kinds)


def _points(leaf: Criterion, mark: Mark) -> Decimal:
    if isinstance(mark, Grade):
        worth = {Grade.MET: leaf.maximum, Grade.PARTLY: leaf.partly}
        return worth.get(mark) or ZERO
    if isinstance(mark, QualityGrade):
        return next(one.points for one in leaf.grades if one.code == mark.code)
    if isinstance(mark, Quantity) or leaf.kind is CriterionKind.QUANTITY:
        return quantity_points(leaf, quantity_of(leaf, mark))
    if leaf.kind is CriterionKind.COUNT:
        counted = mark * (leaf.each or ZERO)
        return max((leaf.maximum or ZERO) - counted, ZERO) if leaf.deducts else counted
    if leaf.kind is CriterionKind.BANDS:
        band = band_of(leaf.bands, leaf.closed, mark)
        return ZERO if band is None else band.points
    return mark


def _grade_fault(leaf: Criterion, grade: Grade) -> str | None:
    if leaf.kind is CriterionKind.QUALITY:
        return _quality_words(leaf)
    if leaf.kind is not CriterionKind.GRADE:
        return f"Tiêu chí {leaf.code} chấm bằng số, không ghi “{grade.label}”."
    if grade is Grade.PARTLY and leaf.maximum is not None and leaf.partly is None:
        most = format_decimal(leaf.maximum)
        return f"Tiêu chí {leaf.code} chỉ đạt ({most} điểm) hoặc chưa đạt (0 điểm)."
    return None


def _quality_fault(leaf: Criterion, mark: QualityGrade) -> str | None:
    if leaf.kind is CriterionKind.QUALITY:
        known = any(one.code == mark.code for one in leaf.grades)
        return None if known else _quality_words(leaf)
    return f"Tiêu chí {leaf.code} không xếp mức, không ghi “{mark.code}”."


def _quality_words(leaf: Criterion) -> str:
    return f"Tiêu chí {leaf.code} chỉ nhận mức {', '.join(one.code for one in leaf.grades)}."


def _quantity_fault(leaf: Criterion, mark: Quantity | Decimal) -> str | None:
    if leaf.kind is not CriterionKind.QUANTITY:
        return f"Tiêu chí {leaf.code} không chấm theo kế hoạch và kết quả."
    quantity = quantity_of(leaf, mark)
    figures = [quantity.achieved, quantity.plan, quantity.leader]
    if any(one is not None and not _is_sound(one) for one in figures):
        return f"Tiêu chí {leaf.code}: số không hợp lệ."
    if any(one is not None and one < 0 for one in figures):
        return f"Tiêu chí {leaf.code}: kế hoạch và kết quả không được âm."
    return _plan_fault(leaf, quantity)


def _plan_fault(leaf: Criterion, quantity: Quantity) -> str | None:
    if quantity.plan is None:
        return f"Tiêu chí {leaf.code} thiếu số kế hoạch."
    if leaf.plan is not None and quantity.plan != leaf.plan:
        stated = format_decimal(leaf.plan)
        return f"Tiêu chí {leaf.code} có kế hoạch do văn bản nêu là {stated}."
    if leaf.formula is not Formula.LEADER or leaf.bands:
        return None
    ahead, leader = quantity.achieved > quantity.plan, quantity.leader
    if leaf.inverse is not None:
        ahead = quantity.achieved < quantity.plan
    if ahead and quantity.plan and leader is None:
        return f"Tiêu chí {leaf.code} vượt kế hoạch, cần kết quả của đơn vị dẫn đầu."
    return None


def _number_fault(leaf: Criterion, number: Decimal) -> str | None:
    if leaf.kind is CriterionKind.GRADE:
        return f"Tiêu chí {leaf.code} ghi đạt, đạt một phần hoặc chưa đạt, không chấm bằng số."
    if leaf.kind is CriterionKind.QUALITY:
        return _quality_words(leaf)
    if not _is_sound(number):
        return f"Tiêu chí {leaf.code}: số không hợp lệ."
    if leaf.kind is CriterionKind.BANDS:
        return _band_fault(leaf, number)
    if leaf.kind is CriterionKind.COUNT:
        return _count_fault(leaf, number)
    if number < 0:
        return f"Điểm {format_decimal(number)} của tiêu chí {leaf.code} không được âm."
    if leaf.maximum is not None and number > leaf.maximum:
        shown, most = format_decimal(number), format_decimal(leaf.maximum)
        return f"Điểm {shown} vượt điểm tối đa {most} của tiêu chí {leaf.code}."
    return _step_fault(leaf, number)


def _count_fault(leaf: Criterion, number: Decimal) -> str | None:
    if number >= 0 and number == number.to_integral_value():
        return None
    return f"Số lần {format_decimal(number)} của tiêu chí {leaf.code} phải là số nguyên."


def _band_fault(leaf: Criterion, number: Decimal) -> str | None:
    if band_of(leaf.bands, leaf.closed, number) is not None:
        return None
    shown = format_decimal(number)
    figure = f"Tỷ lệ {shown}%" if leaf.unit in ("", "%") else f"Số {shown} {leaf.unit}"
    return f"{figure} không thuộc mức nào của tiêu chí {leaf.code}."


def _step_fault(leaf: Criterion, points: Decimal) -> str | None:
    if not leaf.step or points == leaf.maximum or points % leaf.step == 0:
        return None
    most = "" if leaf.maximum is None else f" (tối đa {format_decimal(leaf.maximum)})"
    shown, step = format_decimal(points), format_decimal(leaf.step)
    return f"Điểm {shown} không đúng bước {step} của tiêu chí {leaf.code}{most}."


def _is_sound(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < _HUGE
