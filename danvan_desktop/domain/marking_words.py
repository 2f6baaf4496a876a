"""How a criterion is marked, in words for those who mark it: unit, limits, steps, signs.

Owns the Vietnamese words beside a criterion on screen and on a blank sheet. What a mark is worth
is `marks`; a mark itself in words is `marks_text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from danvan_desktop.domain.criteria import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    End,
    Formula,
    Measure,
    Steps,
)
from danvan_desktop.domain.numbers import format_decimal

PERCENT = "%"
_SHOWN = Decimal("0.01")


def effects(criteria_set: CriteriaSet) -> dict[str, Effect]:
    """What each criterion and section does to the total, by code, its sections considered."""
    return dict(_effects(criteria_set.criteria, Effect.PART))


def unit_of(criterion: Criterion) -> str:
    """What a figure of this criterion is counted in."""
    if criterion.unit:
        return criterion.unit
    if criterion.kind is CriterionKind.BANDS:
        return PERCENT
    return "lần" if criterion.kind is CriterionKind.COUNT else ""


def signed(points: Decimal, effect: Effect) -> str:
    """Points with the sign of what they do: "8,5", "+3", "-2"; never "+0".

    Endless decimals are shown with two; the total is computed with all of them.
    """
    shown = points.quantize(_SHOWN, ROUND_HALF_UP)
    words = format_decimal(abs(points if points == shown else shown))
    if not points or effect is Effect.PART:
        return f"-{words}" if points < 0 else words
    return f"-{words}" if effect is Effect.PENALTY else f"+{words}"


def how_marked(criterion: Criterion, effect: Effect = Effect.PART) -> str:
    """One or two sentences on what may be entered and what it is worth; "" where it is plain."""
    rules = {
        CriterionKind.GRADE: _grade,
        CriterionKind.POINTS: _points,
        CriterionKind.BANDS: _bands,
        CriterionKind.QUANTITY: _quantity,
        CriterionKind.COUNT: _count,
        CriterionKind.QUALITY: _quality,
    }
    if criterion.kind is None:
        return ""
    words = [one for one in (rules[criterion.kind](criterion, effect), _over(criterion)) if one]
    if criterion.floor is not None:
        words.append(f"dưới {_points_words(criterion.floor)} là không đạt")
    sentence = ", ".join(words)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def in_brief(criterion: Criterion, effect: Effect = Effect.PART) -> str:
    """The few words that stand under a criterion that is not marked in its own points."""
    most = _most(criterion, effect)
    if criterion.kind is CriterionKind.COUNT:
        return _count(criterion, effect).removeprefix("ghi số nguyên: ")
    if criterion.kind is CriterionKind.QUALITY:
        each = (f"{one.code} {signed(one.points, effect)}" for one in criterion.grades)
        return f"{' · '.join(each)} điểm"
    if criterion.kind is CriterionKind.GRADE and criterion.partly is not None:
        return f"{most}, một phần {signed(criterion.partly, effect)} điểm"
    if criterion.kind is CriterionKind.POINTS:
        kinds = {Effect.PART: "", Effect.BONUS: most, Effect.PENALTY: f"{most}, ghi số dương"}
        return kinds[effect]
    return most


def section_words(section: Criterion, effect: Effect = Effect.PART) -> str:
    """What a section gives at most, and how: "tối đa 60 điểm", "cộng thêm, nhiều nhất 10 điểm"."""
    limit = section.maximum if section.cap is None else section.cap
    if section.deducts:
        return f"có {_points_words(section.maximum or Decimal(0))}, trừ dần"
    if effect is Effect.PART:
        return "" if limit is None else f"tối đa {_points_words(limit)}"
    kind = "cộng thêm" if effect is Effect.BONUS else "trừ đi"
    return kind if limit is None else f"{kind}, nhiều nhất {_points_words(limit)}"


def _effects(criteria: Sequence[Criterion], outer: Effect) -> Iterator[tuple[str, Effect]]:
    for one in criteria:
        yield one.code, one.acts_as(outer)
        yield from _effects(one.children, one.inside(outer))


def _grade(criterion: Criterion, effect: Effect) -> str:
    if criterion.maximum is None:
        return ""
    words = [f"đạt được {signed(criterion.maximum, effect)} điểm"]
    if criterion.partly is not None:
        words.append(f"đạt một phần {signed(criterion.partly, effect)} điểm")
    return ", ".join((*words, "chưa đạt 0 điểm"))


def _points(criterion: Criterion, effect: Effect) -> str:
    words = [_most(criterion, effect)]
    if criterion.step:
        words.append(f"bước {format_decimal(criterion.step)}")
    if effect is Effect.PENALTY:
        words.append("ghi số dương")
    return ", ".join(word for word in words if word)


def _bands(criterion: Criterion, effect: Effect) -> str:
    unit = unit_of(criterion)
    what = "tỷ lệ %" if unit == PERCENT else f"số {unit}"
    return f"ghi {what}, điểm theo mức: {_ranges(criterion, unit, effect)}"


def _count(criterion: Criterion, effect: Effect) -> str:
    each, unit = format_decimal(criterion.each or Decimal(0)), unit_of(criterion)
    if criterion.deducts:
        whole = _points_words(criterion.maximum or Decimal(0))
        return f"ghi số nguyên: có {whole}, mỗi {unit} trừ {each} điểm"
    worth = {Effect.PART: "được", Effect.BONUS: "cộng", Effect.PENALTY: "trừ"}[effect]
    words = f"ghi số nguyên: mỗi {unit} {worth} {each} điểm"
    most = criterion.maximum
    return words if most is None else f"{words}, nhiều nhất {_points_words(most)}"


def _quality(criterion: Criterion, effect: Effect) -> str:
    return "; ".join(
        f"{one.code}{f' ({one.name})' if one.name else ''}: {signed(one.points, effect)} điểm"
        for one in criterion.grades
    )


def _quantity(criterion: Criterion, effect: Effect) -> str:
    unit = f" ({criterion.unit})" if criterion.unit else ""
    if criterion.plan is None:
        asked = f"ghi kết quả và kế hoạch{unit}"
    else:
        asked = f"ghi kết quả{unit}, kế hoạch là {format_decimal(criterion.plan)}"
    if criterion.formula is Formula.LEADER and not criterion.bands:
        asked += ", khi vượt kế hoạch thì thêm kết quả của đơn vị dẫn đầu"
    less = ", càng ít càng tốt" if criterion.inverse else ""
    return f"{asked}{less}; {_formula(criterion, effect)}"


def _formula(criterion: Criterion, effect: Effect) -> str:
    best = f"{signed(criterion.maximum or Decimal(0), effect)} điểm"
    if criterion.bands:
        return f"điểm theo phần trăm kế hoạch: {_ranges(criterion, PERCENT, effect)}"
    if criterion.formula is Formula.LEADER:
        at_plan = format_decimal(criterion.at_plan)
        return f"đạt kế hoạch được {at_plan}% số điểm, dẫn đầu được {best}"
    if criterion.under is not None:
        return f"đạt kế hoạch được {best}, {_steps(criterion, criterion.under, 'thiếu', 'trừ')}"
    if criterion.formula is Formula.REACHED:
        return f"đạt kế hoạch được {best}, không đạt được 0 điểm"
    return f"đạt kế hoạch được {best}, không đạt thì tính theo tỷ lệ"


def _over(criterion: Criterion) -> str:
    over = criterion.over
    return "" if over is None else f"vượt kế hoạch {_steps(criterion, over, 'vượt', 'cộng')}"


def _steps(criterion: Criterion, steps: Steps, side: str, does: str) -> str:
    if steps.every is None or steps.points is None:
        words = f"{does} theo tỷ lệ"
    else:
        size = format_decimal(steps.every)
        unit = PERCENT if steps.by is Measure.PERCENT else f" {criterion.unit or 'đơn vị'}"
        words = f"mỗi {size}{unit} {side} {does} {_points_words(steps.points)}"
    return words if steps.cap is None else f"{words}, nhiều nhất {_points_words(steps.cap)}"


def _ranges(criterion: Criterion, unit: str, effect: Effect) -> str:
    lowest = min((band.low for band in criterion.bands), default=Decimal(0))
    return "; ".join(
        f"{_range(band, unit, criterion.closed, lowest)}: {signed(band.points, effect)} điểm"
        for band in criterion.bands
    )


def _range(band: Band, unit: str, closed: End, lowest: Decimal) -> str:
    low, high = _figure(band.low, unit), band.high
    if closed is End.LOW:
        return f"từ {low}" if high is None else f"từ {low} đến dưới {_figure(high, unit)}"
    start = f"từ {low}" if band.low == lowest else f"trên {low}"
    return start if high is None else f"{start} đến {_figure(high, unit)}"


def _most(criterion: Criterion, effect: Effect) -> str:
    kinds = {Effect.PART: "tối đa", Effect.BONUS: "điểm cộng", Effect.PENALTY: "điểm trừ"}
    if criterion.maximum is None:
        return "" if effect is Effect.PART else kinds[effect]
    between = "" if effect is Effect.PART else ", nhiều nhất"
    return f"{kinds[effect]}{between} {_points_words(criterion.maximum)}"


def _figure(value: Decimal, unit: str) -> str:
    return f"{format_decimal(value)}{unit if unit == PERCENT else f' {unit}'}"


def _points_words(points: Decimal) -> str:
    return f"{format_decimal(points)} điểm"
