"""Rules over a whole criteria set of a programme file: sums, ranks, pass rule, what is accepted.

Owns those rules and their reasons; rules inside one criterion are `criterion_checks`. Works on
the sound part of a file (`programme_reading`), so a rule is silent where a value it needs was
refused already. Scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from danvan_desktop.domain.criteria import ConditionCheck, Effect
from danvan_desktop.domain.criterion_checks import (
    Finding,
    Found,
    acts_as,
    gives_points,
    inside,
    is_section,
    repeated_codes,
    run_defects,
    shown,
    tree_defects,
)
from danvan_desktop.domain.programme_reading import Row
from danvan_desktop.domain.units import SubjectKind

__all__ = ["Finding", "Found", "repeated_codes", "set_defects", "sorted_out"]

Combination = tuple[str, SubjectKind]
"""A sector (empty: the programme has none) and a kind of subject."""

_OF_POINTS = (
    "maximum",
    "bonus_cap",
    "bonus_counts",
    "penalty_cap",
    "ranks",
    "places",
    "rounding",
    "clamp",
)
_PANEL_OF_POINTS = ("merge", "round_sheets", "outlier")
_SET_KEY = re.compile(r"^criteria_sets\[\d+\]\.")


def set_defects(row: Row, sectors: Iterable[str]) -> Found:
    """All defects of one criteria set; `sectors` are the codes of the programme's sectors."""
    nodes = list(_nodes(row.rows("criteria")))
    yield from repeated_codes([*row.rows("conditions"), *nodes])
    yield from _checklist_defects(row.rows("conditions"), nodes)
    yield from _subject_defects(row, nodes)
    yield from tree_defects(row.rows("criteria"))
    yield from _sum_defects(row, tuple(sectors) or ("",))
    yield from _pass_rule_defects(row, nodes)
    if _has_points(nodes):
        yield from _rank_defects(row)
        yield from _extra_defects(row, nodes)
    else:
        for name in _OF_POINTS:
            if name in row:
                yield row.at(name), "chỉ dùng cho bộ tiêu chí chấm điểm"
        panel = row.get("panel", {})
        for name in _PANEL_OF_POINTS:
            if name in panel:
                yield panel.at(name), "chỉ dùng cho bộ tiêu chí chấm điểm"


def sorted_out(row: Row, found: Sequence[Finding]) -> tuple[list[Finding], dict[str, str]]:
    """What stays of the defects of a set, and the reasons of those accepted, by key.

    An entry of `accepted` that meets no defect, or one that nobody can accept, is a defect
    itself: so a reason never outlives what it was given for.
    """
    reasons: dict[str, str] = {}
    stays = list(found)
    for entry in row.rows("accepted"):
        if "key" not in entry or "reason" not in entry:
            continue
        key = row.at(_SET_KEY.sub("", entry["key"], count=1))
        met = [one for one in found if one.key == key]
        if not met:
            stays.append(Finding(entry.at("key"), "không có lỗi nào ở khóa này, bỏ mục này đi"))
        elif not all(one.tolerable for one in met):
            stays.append(Finding(entry.at("key"), "lỗi ở khóa này phải sửa, không chấp nhận được"))
        else:
            reasons[key] = entry["reason"]
    return [one for one in stays if one.key not in reasons], reasons


def _nodes(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _nodes(row.rows("children"))


def _checklist_defects(conditions: list[Row], nodes: list[Row]) -> Found:
    taken = {row.get("code") for row in (*conditions, *nodes)}
    for one in conditions:
        checklist = one.get("check") is ConditionCheck.CHECKLIST
        items = one.rows("items")
        for name in ("items", "at_least"):
            if name in one and not checklist and "check" not in one.wrong:
                yield one.at(name), "chỉ dùng khi check = “checklist”"
        if checklist and "items" not in one and "items" not in one.wrong:
            yield one.at("items"), "thiếu danh mục giấy tờ"
        if "items" in one and one.get("at_least", 1) > len(items):
            yield one.at("at_least"), f"danh mục chỉ có {len(items)} mục"
        yield from repeated_codes(items)
        for item in items:
            if f"{one.get('code')}.{item.get('code')}" in taken:
                yield item.at("code"), "trùng với mã của một điều kiện hoặc tiêu chí"


def _has_points(nodes: Iterable[Row]) -> bool:
    return any(not is_section(node) and gives_points(node) for node in nodes)


def _subject_defects(row: Row, nodes: Iterable[Row]) -> Found:
    if "subject_kinds" in row.wrong:
        return
    kinds = row["subject_kinds"]
    for node in nodes:
        for kind in node.get("subject_kinds", ()):
            if kind not in kinds:
                yield node.at("subject_kinds"), f"bộ tiêu chí không dành cho “{kind}”"


def _sum_defects(row: Row, sectors: tuple[str, ...]) -> Found:
    """Children must sum to the declared maximum whatever the sector and the kind of subject."""
    combinations = list(product(sectors, row.get("subject_kinds", ())))
    yield from _section_sums(row.rows("criteria"), combinations, Effect.PART)
    yield from _total_defects(row, row.rows("criteria"), combinations, Effect.PART)
    for sector, kind in combinations:
        leaves = list(_leaves(row.rows("criteria"), (sector, kind)))
        if not leaves and not row.wrong:
            yield row.at("criteria"), f"không có tiêu chí nào áp dụng cho {_where(sector, kind)}"


def _section_sums(nodes: list[Row], combinations: list[Combination], outer: Effect) -> Found:
    for node in nodes:
        if not is_section(node):
            continue
        children = node.rows("children")
        if node.get("deducts"):
            if "maximum" not in node and "maximum" not in node.wrong:
                yield node.at("maximum"), "trừ dần thì phải có điểm tối đa"
        else:
            yield from _total_defects(node, children, combinations, acts_as(node, outer))
        yield from _section_sums(children, combinations, inside(node, outer))


def _leaves(rows: Iterable[Row], combination: Combination) -> Iterator[Row]:
    for row in rows:
        if not _applies(row, combination):
            continue
        if is_section(row):
            yield from _leaves(row.rows("children"), combination)
        else:
            yield row


def _total_defects(
    row: Row, children: list[Row], combinations: list[Combination], effect: Effect
) -> Found:
    maximum = row.get("maximum")
    if "maximum" in row.wrong or not children:
        return
    if not _has_points(_nodes(children)):
        for name in ("maximum", "cap", "floor", "veto"):
            if name in row and is_section(row):
                yield row.at(name), "các mục con không có điểm"
        return
    if maximum is None:
        if effect is Effect.PART and _gives_part(children):
            yield row.at("maximum"), "thiếu điểm tối đa (tổng điểm các mục con)"
        return
    totals = {one: _total(children, one, effect) for one in combinations}
    off = [one for one, total in totals.items() if total is not None and total != maximum]
    if off:
        # Named only where it matters: a set for everybody is off in every combination.
        where = f" ({_where(*off[0])})" if len(set(totals.values())) > 1 else ""
        reason = f"tổng điểm các mục con là {shown(totals[off[0]])}, khác điểm tối đa"
        yield Finding(row.at("maximum"), f"{reason} {shown(maximum)}{where}", tolerable=True)


def _gives_part(nodes: Iterable[Row]) -> bool:
    """Whether anything of these is part of the declared maximum."""
    return any(
        acts_as(node, Effect.PART) is Effect.PART
        and (
            node.get("deducts", False) or _gives_part(node.rows("children"))
            if is_section(node)
            else gives_points(node)
        )
        for node in nodes
    )


def _total(children: list[Row], combination: Combination, effect: Effect) -> Decimal | None:
    """Sum of what the children of one effect can give; None when one of them is not known."""
    parts = [
        _most(child, effect)
        for child in children
        if _applies(child, combination) and acts_as(child, effect) is effect
    ]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _most(node: Row, effect: Effect) -> Decimal | None:
    """What a criterion or section can give at most; None when it is not known or wrong."""
    section = is_section(node)
    if not (_has_points(_nodes(node.rows("children"))) if section else gives_points(node)):
        return Decimal(0)
    if section and effect is Effect.PART and not _gives_part([node]):
        return Decimal(0)
    maximum: Decimal | None = node.get("maximum")
    capped = section and not node.get("deducts")
    cap: Decimal | None = node.get("cap", maximum) if capped else maximum
    if cap is None or "cap" in node.wrong or "maximum" in node.wrong:
        return None
    return cap if cap > 0 and (maximum is None or cap <= maximum) else None


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
    graded = sum(not is_section(node) and not gives_points(node) for node in nodes)
    if rule.get("min_met", 0) > graded:
        yield rule.at("min_met"), f"bộ tiêu chí chỉ có {graded} tiêu chí xét đạt, không đạt"
    points, highest = rule.get("min_points"), _highest(row)
    if points is None:
        return
    if not _has_points(nodes):
        yield rule.at("min_points"), "chỉ dùng cho bộ tiêu chí chấm điểm"
    elif highest is not None and points > highest:
        yield rule.at("min_points"), f"quá điểm tối đa {shown(highest)} của bộ tiêu chí"


def _highest(row: Row) -> Decimal | None:
    """The highest total that the set can give; None when it has no limit or is not known."""
    clamp, maximum = _clamp(row), row.get("maximum")
    if maximum is None or "maximum" in row.wrong:
        return None
    highest: Decimal | None = maximum
    if row.get("bonus_counts", True) and _has_bonus(row.rows("criteria")):
        cap = row.get("bonus_cap", _bonus(row.rows("criteria"), Effect.PART))
        highest = None if cap is None else maximum + cap
    if clamp is not None:
        return clamp[1] if highest is None else min(highest, clamp[1])
    return highest


def _clamp(row: Row) -> tuple[Decimal, Decimal] | None:
    """The clamp where it makes sense."""
    clamp = row.get("clamp", ())
    return (clamp[0], clamp[1]) if len(clamp) == 2 and clamp[0] < clamp[1] else None


def _bonus(nodes: Iterable[Row], outer: Effect) -> Decimal | None:
    """What all bonuses can give at most; None without limit."""
    total = Decimal(0)
    for node in nodes:
        effect = acts_as(node, outer)
        own: Decimal | None = Decimal(0)
        if is_section(node):
            own = node.get("cap", node.get("maximum")) if effect is Effect.BONUS else None
            if own is None:
                own = _bonus(node.rows("children"), inside(node, outer))
        elif effect is Effect.BONUS:
            own = node.get("maximum")
        elif "over" in node:
            own = node["over"].get("cap")
        if own is None:
            return None
        total += own
    return total


def _has_bonus(nodes: Iterable[Row], outer: Effect = Effect.PART) -> bool:
    return any(
        acts_as(node, outer) is Effect.BONUS
        or "over" in node
        or _has_bonus(node.rows("children"), inside(node, outer))
        for node in nodes
    )


def _has_penalty(nodes: Iterable[Row]) -> bool:
    return any(
        node.get("effect") is Effect.PENALTY
        or (not node.get("deducts") and _has_penalty(node.rows("children")))
        for node in nodes
    )


def _rank_defects(row: Row) -> Found:
    ranks = row.rows("ranks")
    yield from repeated_codes(ranks)
    broken = any(rank.wrong & {"low", "high"} for rank in ranks)
    if not ranks or broken or "maximum" not in row:
        return
    lowest, highest = (_clamp(row) or (Decimal(0), None))[0], _highest(row)
    yield from run_defects(ranks, lowest, highest, "hạng", " điểm")
    ordered = sorted(ranks, key=lambda rank: rank["low"])
    for below, above in pairwise(ordered):
        if below.get("passes", True) and not above.get("passes", True):
            yield above.at("passes"), f"hạng thấp hơn ({below.key}) đạt mà hạng này không đạt"
    if highest is not None and ordered[-1]["low"] > highest:
        yield ordered[-1].at("low"), f"quá điểm tối đa {shown(highest)} của bộ tiêu chí"


def _extra_defects(row: Row, nodes: list[Row]) -> Found:
    clamp = row.get("clamp", ())
    if len(clamp) == 2 and clamp[0] >= clamp[1]:
        yield row.at("clamp"), "số đầu phải nhỏ hơn số sau"
    if any(node.wrong for node in nodes):
        return
    if not _has_bonus(row.rows("criteria")):
        for name in ("bonus_cap", "bonus_counts"):
            if name in row:
                yield row.at(name), "bộ tiêu chí không có điểm thưởng"
    if "penalty_cap" in row and not _has_penalty(row.rows("criteria")):
        yield row.at("penalty_cap"), "bộ tiêu chí không có điểm trừ"
