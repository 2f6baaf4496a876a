"""Marks: which criteria are asked, which mark fits one, and what it is worth.

Owns the check of a single mark and its points. Sums, caps and passing are `scoring`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from danvan_desktop.domain.criteria import Criterion, CriterionKind, Grade, Mark
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

ZERO = Decimal(0)
_HUGE = Decimal(10) ** 9


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
    A percentage lies in one of the bands. A criterion without points takes a grade; a grade
    that is worth points is met or not met.
    """
    reason = _grade_fault(criterion, mark) if isinstance(mark, Grade) else None
    if isinstance(mark, Decimal):
        reason = _number_fault(criterion, mark)
    if reason:
        raise FieldError(criterion.code, reason)


def gives_points(leaf: Criterion) -> bool:
    """Whether a leaf adds to the total; a grade does when the paper gives it a maximum."""
    return leaf.kind is not CriterionKind.GRADE or leaf.maximum is not None


def points_of(leaf: Criterion, mark: Mark) -> Decimal:
    """Points of a sound mark of a leaf that gives points."""
    if isinstance(mark, Grade):
        return (leaf.maximum or ZERO) if mark is Grade.MET else ZERO
    if leaf.kind is not CriterionKind.BANDS:
        return mark
    points = next(band.points for band in leaf.bands if lies_in(mark, band.low, band.high))
    return points if leaf.maximum is None else min(points, leaf.maximum)


def lies_in(value: Decimal, low: Decimal, high: Decimal | None) -> bool:
    """Half-open: `low <= value < high`, and no upper end when `high` is None."""
    return low <= value and (high is None or value < high)


def _applies(criterion: Criterion, sector: str, subject_kind: SubjectKind | None) -> bool:
    in_sector = not sector or not criterion.sectors or sector in criterion.sectors
    kinds = criterion.subject_kinds
    return in_sector and (subject_kind is None or not kinds or subject_kind in kinds)


def _grade_fault(leaf: Criterion, grade: Grade) -> str | None:
    if leaf.kind is not CriterionKind.GRADE:
        return f"Tiêu chí {leaf.code} chấm bằng số, không ghi “{grade.label}”."
    if grade is Grade.PARTLY and leaf.maximum is not None:
        most = format_decimal(leaf.maximum)
        return f"Tiêu chí {leaf.code} chỉ đạt ({most} điểm) hoặc chưa đạt (0 điểm)."
    return None


def _number_fault(leaf: Criterion, number: Decimal) -> str | None:
    if leaf.kind is CriterionKind.GRADE:
        return f"Tiêu chí {leaf.code} ghi đạt, đạt một phần hoặc chưa đạt, không chấm bằng số."
    if not number.is_finite() or abs(number) >= _HUGE:
        return f"Tiêu chí {leaf.code}: số không hợp lệ."
    shown = format_decimal(number)
    if leaf.kind is CriterionKind.BANDS:
        inside = any(lies_in(number, band.low, band.high) for band in leaf.bands)
        lost = f"Tỷ lệ {shown}% không thuộc mức nào của tiêu chí {leaf.code}."
        return None if inside else lost
    if number < 0:
        return f"Điểm {shown} của tiêu chí {leaf.code} không được âm."
    if leaf.maximum is not None and number > leaf.maximum:
        most = format_decimal(leaf.maximum)
        return f"Điểm {shown} vượt điểm tối đa {most} của tiêu chí {leaf.code}."
    return _step_fault(leaf, number)


def _step_fault(leaf: Criterion, points: Decimal) -> str | None:
    if not leaf.step or points == leaf.maximum or points % leaf.step == 0:
        return None
    most = "" if leaf.maximum is None else f" (tối đa {format_decimal(leaf.maximum)})"
    shown, step = format_decimal(points), format_decimal(leaf.step)
    return f"Điểm {shown} không đúng bước {step} của tiêu chí {leaf.code}{most}."
