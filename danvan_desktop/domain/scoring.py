"""The result of a sheet: points, what passes, which rank, and why not.

Owns the only arithmetic on points in the program; all of it is `Decimal`, pure, and does not
depend on the order of marks. The shapes are in `criteria`; who may mark what, and which sheets
count, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    Grade,
    Mark,
    PassRule,
    Rank,
    Rounding,
)
from danvan_desktop.domain.marks import (
    ZERO,
    applicable,
    check_mark,
    gives_points,
    lies_in,
    points_of,
)
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

Conditions = Mapping[str, bool | None]
"""By code of condition: whether it holds; None, or absent, is not answered yet."""


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section so far: its points under its cap (None without points), and whether it is full."""

    points: Decimal | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What one sheet comes to.

    `missing` and `missing_conditions` are codes in the order of the paper. `total`, `passed`
    and `rank` are None until the sheet is complete; `so_far` is the sum of what is marked, and
    None in a set without points. `points` gives the points of each marked criterion that has
    any. `reasons` say in Vietnamese what stands against passing, also before the sheet is full;
    `held_back` are those of them that do not come from the total.
    """

    complete: bool
    missing: tuple[str, ...]
    missing_conditions: tuple[str, ...]
    total: Decimal | None
    so_far: Decimal | None
    sections: Mapping[str, SectionResult]
    points: Mapping[str, Decimal]
    met: int
    partly: int
    not_met: int
    passed: bool | None
    rank: Rank | None
    reasons: tuple[str, ...]
    held_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinalResult:
    """What the finished sheets of several assessors come to; `finished` of `expected` are in."""

    finished: int
    expected: int
    total: Decimal | None
    passed: bool | None
    rank: Rank | None
    reasons: tuple[str, ...]


def score(
    criteria_set: CriteriaSet,
    marks: Mapping[str, Mark],
    conditions: Conditions | None = None,
    *,
    sector: str = "",
    subject_kind: SubjectKind | None = None,
) -> Result:
    """The result of `marks` (by code of criterion) and `conditions` (by code of condition).

    Criteria that do not apply to the sector or kind of subject are neither asked nor counted.
    Sections are cut at their maximum, then the whole at its own; clamp and rounding come once,
    at the end, and never lift the total above the maximum. Raises `FieldError` for a mark that
    `check_mark` refuses, or one of a criterion the set does not have.
    """
    leaves = list(applicable(criteria_set.criteria, sector, subject_kind))
    unknown = sorted(marks.keys() - {leaf.code for leaf in criteria_set.leaves()})
    if unknown:
        raise FieldError(unknown[0], f"Bộ tiêu chí không có tiêu chí {unknown[0]}.")
    given = {leaf.code: marks[leaf.code] for leaf in leaves if leaf.code in marks}
    for leaf in leaves:
        if leaf.code in given:
            check_mark(leaf, given[leaf.code])
    points = {
        leaf.code: points_of(leaf, given[leaf.code])
        for leaf in leaves
        if leaf.code in given and gives_points(leaf)
    }
    sections = _sections(criteria_set.criteria, leaves, given, points)
    return _result(criteria_set, leaves, given, points, sections, conditions or {})


def final(criteria_set: CriteriaSet, results: Sequence[Result], expected: int) -> FinalResult:
    """The finished sheets together: the mean of their totals; a missing sheet is not a zero.

    The mean is taken of the totals as printed and rounded as the set says. Where sheets differ
    on anything but points, `passed` stays None: the body that decides settles it.
    """
    finished = [result for result in results if result.complete]
    if not finished:
        return FinalResult(0, expected, None, None, None, ())
    totals = [result.total for result in finished if result.total is not None]
    total = _rounded(criteria_set, sum(totals, ZERO) / len(totals)) if totals else None
    clear = sum(not result.held_back for result in finished)
    if 0 < clear < len(finished):
        reason = f"{clear} trong {len(finished)} phiếu đánh giá đạt; hội nghị bình xét quyết định."
        return FinalResult(len(finished), expected, total, None, None, (reason,))
    reasons = tuple(dict.fromkeys(one for result in finished for one in result.held_back))
    rank, low = _ranking(criteria_set, total)
    shown = None if reasons else rank
    everything = (*reasons, *low)
    return FinalResult(len(finished), expected, total, not everything, shown, everything)


def _sections(
    criteria: Sequence[Criterion],
    leaves: Sequence[Criterion],
    given: Mapping[str, Mark],
    points: Mapping[str, Decimal],
) -> dict[str, SectionResult]:
    """Results of the sections at any depth in which anything is asked, by code."""
    asked = {leaf.code for leaf in leaves}
    found: dict[str, SectionResult] = {}
    for criterion in criteria:
        if not criterion.is_section:
            continue
        inner = _sections(criterion.children, leaves, given, points)
        own = [leaf for leaf in criterion.leaves() if leaf.code in asked]
        if not own:
            continue
        total = None
        if any(gives_points(leaf) for leaf in own):
            cap = criterion.maximum if criterion.cap is None else criterion.cap
            total = _capped(_sum(criterion.children, inner, points), cap)
        complete = all(leaf.code in given for leaf in own)
        found[criterion.code] = SectionResult(total, complete)
        found |= inner
    return found


def _sum(
    criteria: Sequence[Criterion],
    sections: Mapping[str, SectionResult],
    points: Mapping[str, Decimal],
) -> Decimal:
    inner = (sections[one.code].points for one in criteria if one.code in sections)
    own = (points[one.code] for one in criteria if one.code in points)
    return sum((part for part in (*inner, *own) if part is not None), ZERO)


def _capped(points: Decimal, maximum: Decimal | None) -> Decimal:
    return points if maximum is None else min(points, maximum)


def _result(
    criteria_set: CriteriaSet,
    leaves: Sequence[Criterion],
    given: Mapping[str, Mark],
    points: Mapping[str, Decimal],
    sections: Mapping[str, SectionResult],
    conditions: Conditions,
) -> Result:
    missing = tuple(leaf.code for leaf in leaves if leaf.code not in given)
    unanswered = _unanswered(criteria_set, conditions)
    complete = not missing and not unanswered
    so_far = None
    if any(gives_points(leaf) for leaf in leaves):
        so_far = _rounded(criteria_set, _sum(criteria_set.criteria, sections, points))
    total = so_far if complete else None
    grades = [leaf for leaf in leaves if not gives_points(leaf)]
    reasons = [
        *_condition_reasons(criteria_set, conditions),
        *_floor_reasons(criteria_set.criteria, given, points, sections),
        *_grade_reasons(criteria_set.pass_rule, grades, given, complete),
    ]
    rank, low = _ranking(criteria_set, total) if complete else (None, ())
    return Result(
        complete=complete,
        missing=missing,
        missing_conditions=unanswered,
        total=total,
        so_far=so_far,
        sections=sections,
        points=points,
        met=len(_graded(grades, given, Grade.MET)),
        partly=len(_graded(grades, given, Grade.PARTLY)),
        not_met=len(_graded(grades, given, Grade.NOT_MET)),
        passed=not reasons and not low if complete else None,
        rank=None if reasons else rank,
        reasons=(*reasons, *low),
        held_back=tuple(reasons),
    )


def _unanswered(criteria_set: CriteriaSet, conditions: Conditions) -> tuple[str, ...]:
    if not criteria_set.pass_rule.all_conditions:
        return ()
    return tuple(one.code for one in criteria_set.conditions if conditions.get(one.code) is None)


def _condition_reasons(criteria_set: CriteriaSet, conditions: Conditions) -> Iterator[str]:
    if criteria_set.pass_rule.all_conditions:
        for condition in criteria_set.conditions:
            if conditions.get(condition.code) is False:
                yield f"Chưa bảo đảm điều kiện: {condition.title}."


def _floor_reasons(
    criteria: Sequence[Criterion],
    given: Mapping[str, Mark],
    points: Mapping[str, Decimal],
    sections: Mapping[str, SectionResult],
) -> Iterator[str]:
    """Vetoes and floors, of a leaf once it is marked, of a section once it is full."""
    for one in criteria:
        if section := sections.get(one.code):
            yield from _too_low(one, "Mục", section.points if section.complete else None)
            yield from _floor_reasons(one.children, given, points, sections)
        elif one.veto and given.get(one.code) is Grade.NOT_MET:
            yield f"Tiêu chí {one.code} bắt buộc phải đạt."
        else:
            yield from _too_low(one, "Tiêu chí", points.get(one.code))


def _too_low(one: Criterion, word: str, points: Decimal | None) -> Iterator[str]:
    if points is None:
        return
    if one.veto and points <= 0:
        yield f"{word} {one.code} không có điểm (điểm liệt)."
    elif one.floor is not None and points < one.floor:
        got, floor = format_decimal(points), format_decimal(one.floor)
        yield f"{word} {one.code} được {got} điểm, dưới mức tối thiểu {floor}."


def _graded(
    grades: Sequence[Criterion], given: Mapping[str, Mark], grade: Grade
) -> tuple[str, ...]:
    return tuple(leaf.code for leaf in grades if given.get(leaf.code) is grade)


def _grade_reasons(
    rule: PassRule, grades: Sequence[Criterion], given: Mapping[str, Mark], complete: bool
) -> Iterator[str]:
    limits = ((Grade.NOT_MET, rule.max_not_met), (Grade.PARTLY, rule.max_partly))
    for grade, most in limits:
        codes = _graded(grades, given, grade)
        if most is not None and len(codes) > most:
            allowed = f" (cho phép {most})" if most else ""
            word = grade.label.lower()
            yield f"{len(codes)} tiêu chí {word}{allowed}: {', '.join(codes)}."
    met = len(_graded(grades, given, Grade.MET))
    if complete and grades and rule.min_met is not None and met < rule.min_met:
        yield f"Mới đạt {met} tiêu chí, cần ít nhất {rule.min_met}."


def _ranking(
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


def _rounded(criteria_set: CriteriaSet, points: Decimal) -> Decimal:
    """Cut at the maximum, clamped, then rounded once; downwards where half up would overshoot."""
    points = _capped(points, criteria_set.maximum)
    low, high = criteria_set.clamp or (None, None)
    points = points if low is None else max(points, low)
    points = _capped(points, high)
    unit = Decimal(1).scaleb(-criteria_set.places)
    down = criteria_set.rounding is Rounding.DOWN
    rounded = points.quantize(unit, rounding=ROUND_DOWN if down else ROUND_HALF_UP)
    limits = [limit for limit in (criteria_set.maximum, high) if limit is not None]
    if any(rounded > limit for limit in limits):
        return points.quantize(unit, rounding=ROUND_FLOOR)
    return rounded
