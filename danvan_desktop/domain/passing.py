"""Why a sheet does not pass: conditions, vetoes, floors, the limits on grades.

Owns the reasons in Vietnamese. Points come ready from `scoring`, what the total decides is
`totals`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from danvan_desktop.domain.criteria import (
    Condition,
    CriteriaSet,
    Criterion,
    Effect,
    Grade,
    Mark,
    PassRule,
)
from danvan_desktop.domain.numbers import format_decimal

Conditions = Mapping[str, bool | None]
"""By code of condition: whether it holds; None, or absent, is not answered yet. The items of a
checklist have codes of their own (`Condition.answer_code`)."""


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section so far: its points under its cap (None without points), and whether it is full.

    Points of a section of penalties are negative.
    """

    points: Decimal | None
    complete: bool


def unanswered(criteria_set: CriteriaSet, conditions: Conditions) -> tuple[str, ...]:
    """Codes of the conditions that decide and are not answered."""
    if not criteria_set.pass_rule.all_conditions:
        return ()
    return tuple(one.code for one in criteria_set.conditions if holds(one, conditions) is None)


def holds(condition: Condition, answers: Conditions) -> bool | None:
    """Whether a condition holds; None while it is open.

    A checklist is settled as soon as its items decide; an answer for it as a whole counts while
    they do not.
    """
    given = [answers.get(condition.answer_code(item)) for item in condition.items]
    if given:
        needed = len(given) if condition.at_least is None else condition.at_least
        if given.count(True) >= needed:
            return True
        if len(given) - given.count(False) < needed:
            return False
    return answers.get(condition.code)


def condition_reasons(criteria_set: CriteriaSet, conditions: Conditions) -> Iterator[str]:
    if not criteria_set.pass_rule.all_conditions:
        return
    for one in criteria_set.conditions:
        if holds(one, conditions) is False:
            yield f"Chưa bảo đảm điều kiện: {one.title}{_lacking(one, conditions)}."


def _lacking(condition: Condition, answers: Conditions) -> str:
    """What a checklist lacks, by name."""
    lost = [
        item.title for item in condition.items if answers.get(condition.answer_code(item)) is False
    ]
    return f" (thiếu: {'; '.join(lost)})" if lost else ""


def low_reasons(
    criteria: Sequence[Criterion],
    given: Mapping[str, Mark],
    points: Mapping[str, Decimal],
    sections: Mapping[str, SectionResult],
    effect: Effect = Effect.PART,
) -> Iterator[str]:
    """Vetoes and floors, of a leaf once it is marked, of a section once it is full."""
    for one in criteria:
        own = one.acts_as(effect)
        if section := sections.get(one.code):
            full = section.complete or own is Effect.PENALTY
            yield from _too_low(one, "Mục", section.points if full else None, own)
            yield from low_reasons(one.children, given, points, sections, one.inside(effect))
        elif one.veto and given.get(one.code) is Grade.NOT_MET:
            yield f"Tiêu chí {one.code} bắt buộc phải đạt."
        else:
            yield from _too_low(one, "Tiêu chí", points.get(one.code), own)


def _too_low(one: Criterion, word: str, points: Decimal | None, effect: Effect) -> Iterator[str]:
    if points is None:
        return
    if effect is Effect.PENALTY:
        if one.veto and points < 0:
            yield f"{word} {one.code} bị trừ điểm (điểm liệt)."
    elif one.veto and points <= 0:
        yield f"{word} {one.code} không có điểm (điểm liệt)."
    elif one.floor is not None and points < one.floor:
        got, floor = format_decimal(_shown(points)), format_decimal(one.floor)
        yield f"{word} {one.code} được {got} điểm, dưới mức tối thiểu {floor}."


def _shown(points: Decimal) -> Decimal:
    """Endless decimals are cut, not rounded, so that what is below a floor also looks so."""
    return points.quantize(Decimal("0.001"), rounding=ROUND_DOWN)


def graded(grades: Sequence[Criterion], given: Mapping[str, Mark], grade: Grade) -> tuple[str, ...]:
    return tuple(leaf.code for leaf in grades if given.get(leaf.code) is grade)


def grade_reasons(
    rule: PassRule, grades: Sequence[Criterion], given: Mapping[str, Mark], complete: bool
) -> Iterator[str]:
    """What the limits of the pass rule say to the criteria without points."""
    limits = ((Grade.NOT_MET, rule.max_not_met), (Grade.PARTLY, rule.max_partly))
    for grade, most in limits:
        codes = graded(grades, given, grade)
        if most is not None and len(codes) > most:
            allowed = f" (cho phép {most})" if most else ""
            word = grade.label.lower()
            yield f"{len(codes)} tiêu chí {word}{allowed}: {', '.join(codes)}."
    met = len(graded(grades, given, Grade.MET))
    if complete and grades and rule.min_met is not None and met < rule.min_met:
        yield f"Mới đạt {met} tiêu chí, cần ít nhất {rule.min_met}."
