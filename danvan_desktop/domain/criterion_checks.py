"""Rules between the keys of one criterion or section of a programme file.

Owns those rules and their reasons, kind by kind. Sums over several criteria, ranks and the pass
rule are `criteria_checks`. Works on the sound part of a file (`programme_reading`), so a rule is
silent where a value it needs was refused already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from danvan_desktop.domain.criteria import (
    Criterion,
    CriterionKind,
    Effect,
    Formula,
    Inverse,
    Measure,
)
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programme_reading import Row


class Finding(NamedTuple):
    """A key and what is wrong there. `tolerable`: the paper itself may be so, and an office may
    accept it with a reason."""

    key: str
    reason: str
    tolerable: bool = False


Found = Iterator[Finding | tuple[str, str]]

_KINDS_OF_KEY: Mapping[str, tuple[CriterionKind, ...]] = {
    "step": (CriterionKind.POINTS,),
    "partly": (CriterionKind.GRADE,),
    "bands": (CriterionKind.BANDS, CriterionKind.QUANTITY),
    "closed": (CriterionKind.BANDS, CriterionKind.QUANTITY),
    "unit": (CriterionKind.BANDS, CriterionKind.QUANTITY, CriterionKind.COUNT),
    **dict.fromkeys(
        ("plan", "formula", "at_plan", "inverse", "under", "over", "places"),
        (CriterionKind.QUANTITY,),
    ),
    "each": (CriterionKind.COUNT,),
    "deducts": (CriterionKind.COUNT,),
    "grades": (CriterionKind.QUALITY,),
}
_OF_SECTIONS = ("children", "cap")
_OF_LEAVES = ("kind", *(key for key in _KINDS_OF_KEY if key != "deducts"), "evidence_required")
_NOT_OF_GRADES = ("step", "floor", "bands")
_EVERY_KEY = frozenset(one.name for one in fields(Criterion))


def allowed_keys(kind: CriterionKind | None) -> frozenset[str]:
    """The keys that a criterion of this kind may have; None stands for a section."""
    if kind is None:
        return _EVERY_KEY - {*_OF_LEAVES}
    strange = {name for name, kinds in _KINDS_OF_KEY.items() if kind not in kinds}
    if kind is CriterionKind.GRADE:
        strange |= {*_NOT_OF_GRADES}
    return _EVERY_KEY - strange - {*_OF_SECTIONS}


def is_section(node: Row) -> bool:
    return "children" in node or "children" in node.wrong


def kind_of_leaf(leaf: Row) -> CriterionKind | None:
    """None when the file names a kind that does not exist."""
    if "kind" in leaf.wrong:
        return None
    kind: CriterionKind = leaf.get("kind", CriterionKind.GRADE)
    return kind


def gives_points(leaf: Row) -> bool:
    """A grade does when it has a maximum: met gives all of it, not met nothing."""
    of_grade = kind_of_leaf(leaf) is CriterionKind.GRADE
    return not of_grade or "maximum" in leaf or "maximum" in leaf.wrong


def acts_as(node: Row, outer: Effect) -> Effect:
    """The effect of a node inside a section of the effect `outer`."""
    own: Effect = node.get("effect", Effect.PART)
    return own if outer is Effect.PART else outer


def inside(node: Row, outer: Effect) -> Effect:
    """The effect of a section on its children."""
    return Effect.PENALTY if node.get("deducts") else acts_as(node, outer)


def tree_defects(nodes: Iterable[Row], outer: Effect = Effect.PART) -> Found:
    """Defects of criteria and sections, each by itself."""
    for node in nodes:
        effect = acts_as(node, outer)
        stated = node.get("effect", effect)
        if outer is not Effect.PART and stated is not outer:
            yield node.at("effect"), f"mục chứa tiêu chí này là “{outer}”"
        if effect is not Effect.PART and "floor" in node:
            yield node.at("floor"), "điểm thưởng, điểm trừ không có điểm sàn"
        if is_section(node):
            yield from _section_defects(node, effect)
            yield from tree_defects(node.rows("children"), inside(node, outer))
        else:
            yield from _leaf_defects(node, effect)


def run_defects(
    rows: list[Row], start: Decimal, end: Decimal | None, noun: str, unit: str
) -> Found:
    """Half-open ranges `low <= x < high` must follow each other from `start` beyond `end`, or
    without an upper end when `end` is None."""
    ordered = sorted(rows, key=lambda row: row["low"])
    for row in ordered:
        if row.get("high") is not None and row["high"] <= row["low"]:
            yield row.at("high"), f"phải lớn hơn low ({shown(row['low'])})"
            return
    if ordered[0]["low"] > start:
        reason = f"{noun} thấp nhất phải bắt đầu từ {shown(start)}{unit}"
        yield Finding(ordered[0].at("low"), reason, tolerable=True)
    for before, after in pairwise(ordered):
        yield from _joint_defects(before, after, noun, unit)
    last = ordered[-1]
    if last.get("high") is not None and (end is None or last["high"] <= end):
        until = "mọi giá trị" if end is None else f"{shown(end)}{unit}"
        reason = f"{noun} cao nhất chưa phủ {until}; bỏ khóa high để không có giới hạn"
        yield Finding(last.at("high"), reason, tolerable=True)


def repeated_codes(rows: Iterable[Row], name: str = "code") -> Found:
    """Codes that an earlier row has already."""
    seen: dict[object, str] = {}
    for row in rows:
        code = row.get(name)
        if code is None:
            continue
        if code in seen:
            yield row.at(name), f"“{code}” đã dùng ở {seen[code]}"
        else:
            seen[code] = row.at(name)


def shown(value: Decimal | None) -> str:
    return "" if value is None else format_decimal(value)


def _joint_defects(before: Row, after: Row, noun: str, unit: str) -> Found:
    high, low = before.get("high"), after["low"]
    if high is None or high > low:
        yield after.at("low"), f"chồng lên {noun} ở {before.key}"
    elif high < low:
        reason = f"hở từ {shown(high)}{unit} đến {shown(low)}{unit} sau {before.key}"
        yield Finding(after.at("low"), reason, tolerable=True)


def _section_defects(node: Row, effect: Effect) -> Found:
    for name in _OF_LEAVES:
        if name in node:
            yield node.at(name), "mục có mục con thì không chấm, không ghi khóa này"
    maximum, cap = node.get("maximum"), node.get("cap")
    if cap is not None and maximum is not None and not 0 < cap <= maximum:
        reason = f"trần của mục phải lớn hơn 0 và không quá {shown(maximum)}"
        yield node.at("cap"), reason
    if node.get("deducts"):
        if cap is not None:
            yield node.at("cap"), "mục trừ dần không có trần"
        if effect is not Effect.PART:
            yield node.at("deducts"), "điểm thưởng, điểm trừ không trừ dần từ điểm tối đa"
    yield from _floor_defects(node, cap if cap is not None else maximum)


def _leaf_defects(leaf: Row, effect: Effect) -> Found:
    if "cap" in leaf:
        yield leaf.at("cap"), "chỉ mục có mục con mới có trần"
    kind = kind_of_leaf(leaf)
    if kind is None:
        return
    yield from _strange_keys(leaf, kind)
    if kind is CriterionKind.GRADE:
        if effect is Effect.PENALTY:
            reason = "điểm trừ không chấm đạt, không đạt; dùng kind = “count” hoặc “quality”"
            yield leaf.at("kind"), reason
        elif "maximum" in leaf or effect is Effect.BONUS:
            yield from _maximum_defects(leaf)
        yield from _partly_defects(leaf)
        return
    free = effect is not Effect.PART and kind in (CriterionKind.POINTS, CriterionKind.COUNT)
    if "maximum" in leaf or not free:
        yield from _maximum_defects(leaf)
    yield from _floor_defects(leaf, leaf.get("maximum"))
    yield from _RULES[kind](leaf)
    if effect is not Effect.PART and "over" in leaf:
        yield leaf.at("over"), "điểm thưởng, điểm trừ không có phần vượt"


def _strange_keys(leaf: Row, kind: CriterionKind) -> Found:
    of_grades = kind is CriterionKind.GRADE
    for name in leaf:
        kinds = _KINDS_OF_KEY.get(name)
        if of_grades and name in _NOT_OF_GRADES:
            yield leaf.at(name), "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)"
        elif kinds is not None and kind not in kinds:
            yield leaf.at(name), "chỉ dùng khi kind = " + " hoặc ".join(f"“{one}”" for one in kinds)


def _maximum_defects(leaf: Row) -> Found:
    maximum = leaf.get("maximum")
    if maximum is None and "maximum" not in leaf.wrong:
        yield leaf.at("maximum"), "tiêu chí chấm điểm thiếu điểm tối đa"
    elif maximum is not None and maximum <= 0:
        yield leaf.at("maximum"), "điểm tối đa phải lớn hơn 0"


def _floor_defects(node: Row, maximum: Decimal | None) -> Found:
    floor = node.get("floor")
    if floor is not None and maximum is not None and floor > maximum:
        yield node.at("floor"), f"điểm sàn {shown(floor)} quá điểm tối đa {shown(maximum)}"


def _partly_defects(leaf: Row) -> Found:
    partly, maximum = leaf.get("partly"), leaf.get("maximum")
    if partly is None:
        return
    if maximum is None:
        yield leaf.at("partly"), "tiêu chí không có điểm thì không ghi điểm đạt một phần"
    elif partly >= maximum:
        yield leaf.at("partly"), f"điểm đạt một phần phải dưới điểm tối đa {shown(maximum)}"


def _points_defects(leaf: Row) -> Found:
    maximum, step = leaf.get("maximum"), leaf.get("step")
    if step is not None and step <= 0:
        yield leaf.at("step"), "bước điểm phải lớn hơn 0"
    elif step is not None and maximum is not None and maximum % step:
        reason = f"bước {shown(step)} không chia hết điểm tối đa {shown(maximum)}"
        yield Finding(leaf.at("step"), reason, tolerable=True)


def _bands_defects(leaf: Row) -> Found:
    if "bands" not in leaf and "bands" not in leaf.wrong:
        yield leaf.at("bands"), "thiếu các khoảng tỷ lệ"
    percent = leaf.get("unit", "%") == "%"
    end = Decimal(100) if percent else None
    yield from _band_run_defects(leaf, end, "%" if percent else f" {leaf['unit']}")


def _band_run_defects(leaf: Row, end: Decimal | None, unit: str) -> Found:
    bands = leaf.rows("bands")
    if not bands or any("low" in band.wrong or "high" in band.wrong for band in bands):
        return
    yield from run_defects(bands, Decimal(0), end, "khoảng", unit)
    yield from _best_defects(leaf, "bands")


def _best_defects(leaf: Row, name: str) -> Found:
    """The best of the bands or grades gives the maximum."""
    rows, maximum = leaf.rows(name), leaf.get("maximum")
    points: list[Decimal] = [row["points"] for row in rows if "points" in row]
    if maximum is None or not points or len(points) < len(rows):
        return
    best = max(points)
    if best != maximum:
        reason = f"điểm cao nhất {shown(best)} khác điểm tối đa {shown(maximum)} của tiêu chí"
        yield Finding(leaf.at(name), reason, tolerable=True)


def _count_defects(leaf: Row) -> Found:
    each = leaf.get("each")
    if each is None and "each" not in leaf.wrong:
        yield leaf.at("each"), "thiếu số điểm mỗi lần"
    elif each is not None and each <= 0:
        yield leaf.at("each"), "số điểm mỗi lần phải lớn hơn 0"
    if leaf.get("deducts") and "maximum" not in leaf:
        yield leaf.at("deducts"), "trừ dần thì phải có điểm tối đa"


def _quality_defects(leaf: Row) -> Found:
    if "grades" not in leaf and "grades" not in leaf.wrong:
        yield leaf.at("grades"), "thiếu các mức xếp loại"
    yield from repeated_codes(leaf.rows("grades"))
    yield from _best_defects(leaf, "grades")


def _quantity_defects(leaf: Row) -> Found:
    plan = leaf.get("plan")
    if plan is not None and plan < 0:
        yield leaf.at("plan"), "kế hoạch không được âm"
    yield from _band_run_defects(leaf, Decimal(100), "%")
    yield from _formula_defects(leaf)
    for name in ("under", "over"):
        if name in leaf and name not in leaf.wrong:
            yield from _step_defects(leaf[name], name)
    over = leaf.get("over")
    endless = leaf.get("inverse") is Inverse.RATIO and _by(over) is Measure.PERCENT
    if over is not None and endless and "cap" not in over:
        yield over.at("cap"), "càng ít càng tốt (ratio) thì phần vượt phải có trần"


def _by(steps: Row | None) -> Measure:
    by = Measure.PERCENT if steps is None else steps.get("by", Measure.PERCENT)
    return Measure(by)


def _formula_defects(leaf: Row) -> Found:
    formula = leaf.get("formula", Formula.SHARE)
    if "bands" in leaf:
        for name in ("formula", "under"):
            if name in leaf:
                yield leaf.at(name), "đã có các khoảng tỷ lệ thì không ghi khóa này"
    elif formula is not Formula.SHARE and "under" in leaf:
        yield leaf.at("under"), "chỉ dùng khi formula = “share”"
    if formula is Formula.LEADER and "over" in leaf:
        yield leaf.at("over"), "công thức theo đơn vị dẫn đầu không có phần vượt"
    if "at_plan" in leaf and formula is not Formula.LEADER:
        yield leaf.at("at_plan"), "chỉ dùng khi formula = “leader”"
    elif not 0 < leaf.get("at_plan", 1) <= 100:
        yield leaf.at("at_plan"), "phải lớn hơn 0 và không quá 100%"


def _step_defects(steps: Row, name: str) -> Found:
    every, points = "every" in steps, "points" in steps
    if every != points or (name == "under" and not every):
        missing = "points" if every else "every"
        if missing not in steps.wrong:
            yield steps.at(missing), "phải ghi cả every và points"
    if "by" in steps and not every:
        yield steps.at("by"), "phải ghi cả every và points"
    for key in ("every", "points", "cap"):
        if key in steps and steps[key] <= 0:
            yield steps.at(key), "phải lớn hơn 0"


_RULES: Mapping[CriterionKind, Callable[[Row], Found]] = {
    CriterionKind.POINTS: _points_defects,
    CriterionKind.BANDS: _bands_defects,
    CriterionKind.QUANTITY: _quantity_defects,
    CriterionKind.COUNT: _count_defects,
    CriterionKind.QUALITY: _quality_defects,
}
