"""Rules between the keys of one criteria set: sums, bands, ranks, steps, the pass rule.

Owns those rules and their reasons. Works on the sound part of a file (`programme_reading`), so
a rule is silent where a value it needs was refused already. Scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise, product

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programme_reading import Row
from danvan_desktop.domain.units import SubjectKind

Found = Iterator[tuple[str, str]]
"""Pairs of key and reason."""

Combination = tuple[str, SubjectKind]
"""A sector (empty: the programme has none) and a kind of subject."""

_OF_POINTS = ("maximum", "ranks", "places", "rounding", "clamp")
_OF_LEAVES = ("kind", "step", "bands", "evidence_required")


def set_defects(row: Row, sectors: Iterable[str]) -> Found:
    """All defects of one criteria set; `sectors` are the codes of the programme's sectors."""
    nodes = list(_nodes(row.rows("criteria")))
    yield from repeated_codes([*row.rows("conditions"), *nodes])
    yield from _subject_defects(row, nodes)
    for node in nodes:
        yield from _section_defects(node) if is_section(node) else _leaf_defects(node)
    yield from _sum_defects(row, nodes, tuple(sectors) or ("",))
    yield from _pass_rule_defects(row, nodes)
    if _has_points(nodes):
        yield from _rank_defects(row)
        yield from _clamp_defects(row)
    else:
        for name in _OF_POINTS:
            if name in row:
                yield row.at(name), "chỉ dùng cho bộ tiêu chí chấm điểm"


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


def is_section(node: Row) -> bool:
    return "children" in node or "children" in node.wrong


def _nodes(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _nodes(row.rows("children"))


def _kind(leaf: Row) -> CriterionKind | None:
    """None when the file names a kind that does not exist."""
    if "kind" in leaf.wrong:
        return None
    kind: CriterionKind = leaf.get("kind", CriterionKind.GRADE)
    return kind


def _gives_points(leaf: Row) -> bool:
    """A grade does when it has a maximum: met gives all of it, not met nothing."""
    of_grade = _kind(leaf) is CriterionKind.GRADE
    return not of_grade or "maximum" in leaf or "maximum" in leaf.wrong


def _has_points(nodes: Iterable[Row]) -> bool:
    return any(not is_section(node) and _gives_points(node) for node in nodes)


def _subject_defects(row: Row, nodes: Iterable[Row]) -> Found:
    if "subject_kinds" in row.wrong:
        return
    kinds = row["subject_kinds"]
    for node in nodes:
        for kind in node.get("subject_kinds", ()):
            if kind not in kinds:
                yield node.at("subject_kinds"), f"bộ tiêu chí không dành cho “{kind}”"


def _section_defects(node: Row) -> Found:
    for name in _OF_LEAVES:
        if name in node:
            yield node.at(name), "mục có mục con thì không chấm, không ghi khóa này"
    maximum, cap = node.get("maximum"), node.get("cap")
    if cap is not None and maximum is not None and not 0 < cap <= maximum:
        reason = f"trần của mục phải lớn hơn 0 và không quá {_shown(maximum)}"
        yield node.at("cap"), reason
    yield from _floor_defects(node, cap if cap is not None else maximum)


def _leaf_defects(leaf: Row) -> Found:
    if "cap" in leaf:
        yield leaf.at("cap"), "chỉ mục có mục con mới có trần"
    kind = _kind(leaf)
    if kind is CriterionKind.GRADE:
        for name in ("step", "floor", "bands"):
            if name in leaf:
                yield leaf.at(name), "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)"
        if "maximum" in leaf:
            yield from _maximum_defects(leaf)
    elif kind is CriterionKind.POINTS:
        yield from _points_defects(leaf)
    elif kind is CriterionKind.BANDS:
        yield from _bands_defects(leaf)


def _points_defects(leaf: Row) -> Found:
    if "bands" in leaf:
        yield leaf.at("bands"), "chỉ dùng khi kind = “bands”"
    yield from _maximum_defects(leaf)
    maximum, step = leaf.get("maximum"), leaf.get("step")
    if step is not None and step <= 0:
        yield leaf.at("step"), "bước điểm phải lớn hơn 0"
    elif step is not None and maximum is not None and maximum % step:
        reason = f"bước {_shown(step)} không chia hết điểm tối đa {_shown(maximum)}"
        yield leaf.at("step"), reason
    yield from _floor_defects(leaf, maximum)


def _maximum_defects(leaf: Row) -> Found:
    maximum = leaf.get("maximum")
    if maximum is None and "maximum" not in leaf.wrong:
        yield leaf.at("maximum"), "tiêu chí chấm điểm thiếu điểm tối đa"
    elif maximum is not None and maximum <= 0:
        yield leaf.at("maximum"), "điểm tối đa phải lớn hơn 0"


def _floor_defects(node: Row, maximum: Decimal | None) -> Found:
    floor = node.get("floor")
    if floor is not None and maximum is not None and floor > maximum:
        yield node.at("floor"), f"điểm sàn {_shown(floor)} quá điểm tối đa {_shown(maximum)}"


def _bands_defects(leaf: Row) -> Found:
    if "step" in leaf:
        yield leaf.at("step"), "chỉ dùng khi kind = “points”"
    yield from _maximum_defects(leaf)
    maximum = leaf.get("maximum")
    yield from _floor_defects(leaf, maximum)
    if "bands" not in leaf and "bands" not in leaf.wrong:
        yield leaf.at("bands"), "thiếu các khoảng tỷ lệ"
    bands = leaf.rows("bands")
    if not bands or any("low" in band.wrong or "high" in band.wrong for band in bands):
        return
    yield from _run_defects(bands, Decimal(0), Decimal(100), "khoảng", "%")
    yield from _band_points_defects(leaf, bands, maximum)


def _band_points_defects(leaf: Row, bands: list[Row], maximum: Decimal | None) -> Found:
    points: list[Decimal] = [band["points"] for band in bands if "points" in band]
    if maximum is None or len(points) < len(bands):
        return
    best = max(points)
    if best != maximum:
        reason = f"điểm cao nhất {_shown(best)} khác điểm tối đa {_shown(maximum)} của tiêu chí"
        yield leaf.at("bands"), reason


def _run_defects(rows: list[Row], start: Decimal, end: Decimal, noun: str, unit: str) -> Found:
    """Half-open ranges `low <= x < high` must follow each other from `start` beyond `end`."""
    ordered = sorted(rows, key=lambda row: row["low"])
    for row in ordered:
        if row.get("high") is not None and row["high"] <= row["low"]:
            yield row.at("high"), f"phải lớn hơn low ({_shown(row['low'])})"
            return
    if ordered[0]["low"] > start:
        reason = f"{noun} thấp nhất phải bắt đầu từ {_shown(start)}{unit}"
        yield ordered[0].at("low"), reason
    for before, after in pairwise(ordered):
        yield from _joint_defects(before, after, noun, unit)
    last = ordered[-1]
    if last.get("high") is not None and last["high"] <= end:
        reason = f"{noun} cao nhất chưa phủ {_shown(end)}{unit}; bỏ khóa high để không có giới hạn"
        yield last.at("high"), reason


def _joint_defects(before: Row, after: Row, noun: str, unit: str) -> Found:
    high, low = before.get("high"), after["low"]
    if high is None or high > low:
        yield after.at("low"), f"chồng lên {noun} ở {before.key}"
    elif high < low:
        reason = f"hở từ {_shown(high)}{unit} đến {_shown(low)}{unit} sau {before.key}"
        yield after.at("low"), reason


def _sum_defects(row: Row, nodes: list[Row], sectors: tuple[str, ...]) -> Found:
    """Children must sum to the declared maximum whatever the sector and the kind of subject."""
    combinations = list(product(sectors, row.get("subject_kinds", ())))
    for node in nodes:
        if is_section(node):
            yield from _total_defects(node, node.rows("children"), combinations)
    yield from _total_defects(row, row.rows("criteria"), combinations)
    for sector, kind in combinations:
        leaves = list(_leaves(row.rows("criteria"), (sector, kind)))
        if not leaves and not row.wrong:
            yield row.at("criteria"), f"không có tiêu chí nào áp dụng cho {_where(sector, kind)}"


def _leaves(rows: Iterable[Row], combination: Combination) -> Iterator[Row]:
    for row in rows:
        if not _applies(row, combination):
            continue
        if is_section(row):
            yield from _leaves(row.rows("children"), combination)
        else:
            yield row


def _total_defects(row: Row, children: list[Row], combinations: list[Combination]) -> Found:
    maximum = row.get("maximum")
    if "maximum" in row.wrong or not children:
        return
    if not _has_points(_nodes(children)):
        for name in ("maximum", "cap", "floor", "veto"):
            if name in row and is_section(row):
                yield row.at(name), "các mục con không có điểm"
        return
    if maximum is None:
        yield row.at("maximum"), "thiếu điểm tối đa (tổng điểm các mục con)"
        return
    totals = {one: _total(children, one) for one in combinations}
    off = [one for one, total in totals.items() if total is not None and total != maximum]
    if off:
        # Named only where it matters: a set for everybody is off in every combination.
        where = f" ({_where(*off[0])})" if len(set(totals.values())) > 1 else ""
        reason = f"tổng điểm các mục con là {_shown(totals[off[0]])}, khác điểm tối đa"
        yield row.at("maximum"), f"{reason} {_shown(maximum)}{where}"


def _total(children: list[Row], combination: Combination) -> Decimal | None:
    """Sum of what the children can give; None when one of them is not known."""
    parts = [_most(child) for child in children if _applies(child, combination)]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _most(node: Row) -> Decimal | None:
    """What a criterion or section can give at most; None when it is not known or wrong."""
    section = is_section(node)
    if not (_has_points(_nodes(node.rows("children"))) if section else _gives_points(node)):
        return Decimal(0)
    maximum: Decimal | None = node.get("maximum")
    cap: Decimal | None = node.get("cap", maximum) if section else maximum
    wrong = maximum is None or cap is None or not 0 < cap <= maximum or "cap" in node.wrong
    return None if wrong else cap


def _applies(node: Row, combination: Combination) -> bool:
    sector, kind = combination
    sectors, kinds = node.get("sectors", ()), node.get("subject_kinds", ())
    return (not sectors or sector in sectors) and (not kinds or kind in kinds)


def _where(sector: str, kind: SubjectKind) -> str:
    return f"lĩnh vực “{sector}”, {kind.label.lower()}" if sector else kind.label.lower()


def _pass_rule_defects(row: Row, nodes: list[Row]) -> Found:
    rule = row.get("pass_rule")
    if rule is None:
        return
    graded = sum(not is_section(node) and not _gives_points(node) for node in nodes)
    if rule.get("min_met", 0) > graded:
        yield rule.at("min_met"), f"bộ tiêu chí chỉ có {graded} tiêu chí xét đạt, không đạt"
    points, maximum = rule.get("min_points"), row.get("maximum")
    if points is None:
        return
    if not _has_points(nodes):
        yield rule.at("min_points"), "chỉ dùng cho bộ tiêu chí chấm điểm"
    elif maximum is not None and points > maximum:
        yield rule.at("min_points"), f"quá điểm tối đa {_shown(maximum)} của bộ tiêu chí"


def _rank_defects(row: Row) -> Found:
    ranks = row.rows("ranks")
    yield from repeated_codes(ranks)
    maximum = row.get("maximum")
    broken = any(rank.wrong & {"low", "high"} for rank in ranks)
    if not ranks or broken or maximum is None:
        return
    yield from _run_defects(ranks, Decimal(0), maximum, "hạng", " điểm")
    ordered = sorted(ranks, key=lambda rank: rank["low"])
    for below, above in pairwise(ordered):
        if below.get("passes", True) and not above.get("passes", True):
            yield above.at("passes"), f"hạng thấp hơn ({below.key}) đạt mà hạng này không đạt"
    if ordered[-1]["low"] > maximum:
        yield ordered[-1].at("low"), f"quá điểm tối đa {_shown(maximum)} của bộ tiêu chí"


def _clamp_defects(row: Row) -> Found:
    clamp = row.get("clamp", ())
    if len(clamp) == 2 and clamp[0] >= clamp[1]:
        yield row.at("clamp"), "số đầu phải nhỏ hơn số sau"


def _shown(value: Decimal | None) -> str:
    return "" if value is None else format_decimal(value)
