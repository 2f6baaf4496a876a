"""A printed table of criteria as a proposed set, with remarks on everything that was understood.

Owns what each line becomes: section or criterion, its kind, its points, bonus or penalty. Nothing
is changed silently: what contradicts itself stays as printed and is remarked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
)
from danvan_desktop.domain.criteria_tree import Path
from danvan_desktop.domain.level_words import Rule, levels_of, quality_of_levels, rule_of_levels
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import CellPoints, folded
from danvan_desktop.domain.rule_words import read_rule, read_section
from danvan_desktop.domain.table_grid import Remark, TableGrid, Weight
from danvan_desktop.domain.table_guidance import (
    LONGEST_GUIDANCE,
    LONGEST_TITLE,
    guidance_of,
    understood,
)
from danvan_desktop.domain.table_layout import Layout, guess_layout
from danvan_desktop.domain.table_levels import (
    are_alternatives,
    child_levels,
    choice_of_levels,
    further_levels,
    with_sign,
)
from danvan_desktop.domain.table_lines import figure, read_lines
from danvan_desktop.domain.table_roles import Role
from danvan_desktop.domain.table_sums import gives_part, sum_of, sum_remarks
from danvan_desktop.domain.table_total import beside, ranks_of, with_total
from danvan_desktop.domain.table_tree import Node, fold_details, fold_shared, give_codes, tree_of
from danvan_desktop.domain.text import clean_line
from danvan_desktop.domain.units import SubjectKind

ZERO = Decimal(0)


@dataclass(frozen=True)
class Naming:
    """What a table does not say of itself: code, title, whom the set is for, its source."""

    code: str = "bo-tieu-chi"
    title: str = ""
    subject_kinds: tuple[SubjectKind, ...] = tuple(SubjectKind)
    source: str = ""


@dataclass(frozen=True)
class Proposal:
    """A set read from a table: the set, what was understood and what looks wrong, the layout it
    was read by, and the row of the grid that each node came from."""

    criteria_set: CriteriaSet
    remarks: tuple[Remark, ...]
    layout: Layout
    rows: dict[Path, int]


def propose(
    grid: TableGrid, layout: Layout | None = None, naming: Naming | None = None
) -> Proposal:
    """Read a table by the given layout, or by the most likely one.

    Never raises for what a table holds; an empty one gives a set without criteria.
    """
    layout = layout or guess_layout(grid)
    naming = naming or Naming()
    reading = read_lines(grid, layout)
    maker = _Maker(grid, layout)
    nodes = tree_of(reading.lines)
    for first, merged in fold_shared(nodes):
        maker.note_shared(first, merged)
    fold_details(nodes)
    give_codes(nodes)
    maker.has_points = any(_has_points(one) for node in nodes for one in node.all())
    criteria = tuple(maker.made(node, (index,), Effect.PART) for index, node in enumerate(nodes))
    title = naming.title or title_above(grid, layout) or clean_line(grid.name)
    criteria_set = CriteriaSet(
        naming.code,
        title[:250],
        naming.subject_kinds,
        criteria,
        ranks=ranks_of(reading) if maker.has_points else (),
        source=naming.source,
    )
    criteria_set, total_remarks = with_total(grid, layout, reading, criteria_set)
    remarks = (
        *grid.remarks,
        *maker.remarks,
        *sum_remarks(grid, criteria_set, maker.declared, maker.rows),
        *total_remarks,
        *beside(grid, layout, reading, criteria_set),
    )
    return Proposal(criteria_set, remarks, layout, maker.rows)


def title_above(grid: TableGrid, layout: Layout) -> str:
    """The title printed over the table, "" when there is none."""
    top = layout.header[0] if layout.header else layout.body
    lines = [clean_line(" ".join(cell for cell in row if cell)) for row in grid.rows[:top]]
    others = [line for line in lines if line and not _NO_TITLE.search(folded(line))]
    for index, line in enumerate(others):
        if _TITLE.search(folded(line)):
            following = others[index + 1] if index + 1 < len(others) else ""
            return f"{line} {following}".strip() if line.isupper() else line
    return others[-1] if others else ""


@dataclass
class _Maker:
    """Turns nodes into criteria and gathers remarks on the way."""

    grid: TableGrid
    layout: Layout
    has_points: bool = True
    remarks: list[Remark] = field(default_factory=list)
    rows: dict[Path, int] = field(default_factory=dict)
    declared: dict[Path, int | None] = field(default_factory=dict)
    """Sections that state their points themselves, and the column where."""

    def made(self, node: Node, path: Path, outer: Effect) -> Criterion:
        self.rows[path] = node.line.row
        self._note_cell(node, path)
        if node.too_deep:
            self._say(Weight.LOOK, node, path, "quá nhiều cấp, được đặt ở cấp cuối")
        effect = _effect_of(node, outer)
        effect = read_section(node.line.how).get("effect", effect) if node.children else effect
        inner = outer if effect is Effect.PART else effect
        rule = self._levels_rule(node, path)
        if rule is None and node.children:
            return self._section(node, path, outer, inner)
        return self._leaf(node, path, outer, inner, rule)

    def _section(self, node: Node, path: Path, outer: Effect, effect: Effect) -> Criterion:
        rule = read_section(node.line.how)
        inside = Effect.PENALTY if rule.get("deducts") else effect
        children = tuple(
            self.made(child, (*path, index), inside) for index, child in enumerate(node.children)
        )
        points = node.points.maximum if node.points else None
        stated = effect if outer is Effect.PART else Effect.PART
        guidance = self._fitting(node, path, guidance_of(node, () if rule else ("how",)))
        stated = rule.pop("effect", stated)
        made = Criterion(
            node.code,
            node.line.title[:LONGEST_TITLE],
            None,
            children,
            effect=stated,
            guidance=guidance,
            source=node.line.source,
            **rule,
        )
        if effect is not Effect.PART and not made.deducts:
            return replace(made, cap=points if made.cap is None else made.cap)
        if points is None:
            total = sum_of(children)
            if gives_part(children) and total:
                shown = format_decimal(total)
                words = f"mục không ghi điểm, lấy tổng các mục con là {shown} điểm"
                self._say(Weight.NOTE, node, path, words)
                return replace(made, maximum=total)
            return made
        self.declared[path] = node.line.cell_column
        return replace(made, maximum=points)

    def _leaf(
        self, node: Node, path: Path, outer: Effect, effect: Effect, rule: Rule | None
    ) -> Criterion:
        line, points = node.line, node.points
        maximum = points.maximum if points else None
        from_levels = rule is not None
        rule = rule or self._own_rule(node, maximum)
        rule = rule or _rate_rule(points) or self._chosen_rule(node, path, maximum)
        rule = rule or self._plain_rule(node, path, effect)
        values: dict[str, Any] = dict(rule.values)
        values.pop("effect", None)
        own = values.get("maximum")
        if maximum is not None:
            if own is not None and own != maximum and rule.sign is not Effect.PENALTY:
                shown, best = format_decimal(maximum), format_decimal(own)
                words = f"ghi {shown} điểm nhưng cách chấm cao nhất là {best} điểm"
                self._say(Weight.WRONG, node, path, words)
            values["maximum"] = maximum
        effect, values = with_sign(rule, effect, values)
        for note in rule.settled:
            self._say(Weight.LOOK, node, path, note)
        if rule.kind not in (CriterionKind.POINTS, CriterionKind.GRADE) or from_levels:
            self._say(Weight.NOTE, node, path, understood(rule.kind))
        if line.unit and "unit" not in values and rule.kind in _WITH_UNIT:
            values["unit"] = "" if line.unit == "%" else line.unit
        if _DECIDES.search(folded(f"{line.how} {line.guidance} {line.note} {line.title}")):
            words = "có lời về điểm liệt hoặc không xét; xem lại có bật điểm liệt"
            self._say(Weight.LOOK, node, path, words)
        kept = () if not from_levels and self._is_wholly_read(node) else ("how",)
        return Criterion(
            node.code,
            line.title[:LONGEST_TITLE],
            rule.kind,
            effect=effect if outer is Effect.PART else Effect.PART,
            guidance=self._fitting(node, path, guidance_of(node, kept)),
            source=line.source,
            **self._with_floor(node, rule, values),
        )

    def _with_floor(self, node: Node, rule: Rule, values: dict[str, Any]) -> dict[str, Any]:
        plan = figure(node.line.plan)
        if plan is not None and rule.kind is CriterionKind.QUANTITY:
            values = {"plan": plan, **values}
        floor = figure(node.line.floor)
        if floor is not None and rule.kind is not CriterionKind.GRADE:
            return values | {"floor": floor}
        return values

    def _is_wholly_read(self, node: Node) -> bool:
        """Whether the column of how to mark says nothing beyond the rule and need not be kept:
        only where the table has a column of guidance beside it."""
        beside = bool(self.layout.columns(Role.GUIDANCE))
        return beside and bool(node.line.how) and self._own_rule(node, None) is not None

    def _own_rule(self, node: Node, maximum: Decimal | None) -> Rule | None:
        bracket = _BRACKET.search(node.line.title)
        inside = bracket[1] if bracket else ""
        behind = node.line.title.rpartition(":")[2] if ":" in node.line.title else ""
        texts = [node.line.how, node.line.rest, "\n".join(node.notes), node.line.note]
        texts += [inside, behind] if node.line.level is None else []
        for text in (*texts, node.line.cell_text if _unread(node.line.cell) else ""):
            rule = read_rule(text, maximum) if text else None
            if rule is not None:
                return rule
        return None

    def _chosen_rule(self, node: Node, path: Path, maximum: Decimal | None) -> Rule | None:
        """Levels of which one is chosen, in the words of the paper."""
        for text in (node.line.how, node.line.rest, "\n".join(node.notes), node.line.note):
            rule = choice_of_levels(levels_of(text), maximum)
            if rule is not None and node.line.level is None:
                self._say(Weight.LOOK, node, path, "cách chấm được hiểu là các mức để chọn một")
                return rule
        return None

    def _plain_rule(self, node: Node, path: Path, effect: Effect) -> Rule:
        points = node.points
        if points is not None and points.maximum is not None:
            return Rule(CriterionKind.POINTS)
        if points is not None and points.graded:
            return Rule(CriterionKind.GRADE)
        if self.has_points and effect is Effect.PART:
            self._say(Weight.LOOK, node, path, "không có điểm, đặt thành tiêu chí đạt, chưa đạt")
        return Rule(CriterionKind.GRADE if effect is Effect.PART else CriterionKind.POINTS)

    def _levels_rule(self, node: Node, path: Path) -> Rule | None:
        """The rule of a criterion whose rows below are its levels, not criteria of their own."""
        levels = [*further_levels(node)]
        if node.line.level is not None:
            return None
        if not node.children:
            return rule_of_levels(levels) or (
                quality_of_levels(levels) if len(levels) > 1 else None
            )
        levels = [*levels, *child_levels(node)]
        if len(levels) < max(2, len(node.children)):
            return None
        maximum = node.points.maximum if node.points else None
        best, total = max(points for _, points in levels), sum(points for _, points in levels)
        rule = rule_of_levels(levels, maximum)
        if rule is not None and (maximum is None or maximum == best or total != maximum):
            return rule
        if maximum is None or best != maximum or total == maximum or not are_alternatives(levels):
            return None
        words = "các dòng dưới được hiểu là các mức để chọn một, không cộng lại"
        self._say(Weight.LOOK, node, path, words)
        return quality_of_levels(levels)

    def note_shared(self, first: Node, merged: Sequence[Node]) -> None:
        rows = ", ".join(str(one.line.row + self.grid.first_row) for one in merged)
        words = f"ô điểm gộp chung với dòng {rows}; gộp thành một tiêu chí"
        column = first.line.cell_column
        self.remarks.append(self.grid.remark(Weight.LOOK, words, first.line.row, column))

    def _fitting(self, node: Node, path: Path, guidance: str) -> str:
        """Guidance as long as a programme file takes; what is cut is remarked."""
        if len(node.line.title) > LONGEST_TITLE:
            words = f"nội dung dài quá {LONGEST_TITLE} ký tự, phần đầy đủ để ở hướng dẫn"
            self._say(Weight.LOOK, node, path, words)
        if len(guidance) > LONGEST_GUIDANCE:
            words = f"hướng dẫn dài quá {LONGEST_GUIDANCE} ký tự, phần cuối không đưa vào"
            self._say(Weight.WRONG, node, path, words)
        return guidance[:LONGEST_GUIDANCE].strip()

    def _note_cell(self, node: Node, path: Path) -> None:
        line = node.line
        if _unread(line.cell) and self._own_rule(node, None) is None:
            words = f"không đọc được điểm “{clean_line(line.cell_text)[:60]}”"
            self._say(Weight.WRONG, node, path, words, line.cell_column)
        if line.cell is not None and line.cell.percent:
            shown = format_decimal(line.cell.maximum or ZERO)
            words = f"ô ghi {shown}%, lấy thành {shown} điểm"
            self._say(Weight.LOOK, node, path, words, line.cell_column)
        if line.detail is not None and not node.further and line.detail != line.cell:
            words = f"hai cột điểm ghi {line.cell_text} và {line.detail_text}; lấy {line.cell_text}"
            self._say(Weight.LOOK, node, path, words, line.cell_column)
        both = line.cell and line.inline and line.cell.maximum and line.inline.maximum
        if both and line.cell and line.inline and line.cell.maximum != line.inline.maximum:
            words = (
                f"tên ghi “{line.inline_text}”, cột điểm ghi “{line.cell_text}”; lấy theo cột điểm"
            )
            self._say(Weight.WRONG, node, path, words, line.cell_column)

    def _say(
        self, weight: Weight, node: Node, path: Path, words: str, column: int | None = None
    ) -> None:
        named = f"{node.code} “{node.line.title[:60]}”: " if node.line.title else ""
        remark = self.grid.remark(weight, f"{named}{words}", node.line.row, column, path)
        self.remarks.append(remark)


def _has_points(node: Node) -> bool:
    return bool(node.points or node.further or node.line.levels)


def _effect_of(node: Node, outer: Effect) -> Effect:
    if outer is not Effect.PART:
        return Effect.PART
    ridden = read_rule(node.line.how)
    if ridden is not None and "effect" in ridden.values:
        found: Effect = ridden.values["effect"]
        return found
    if node.line.level is not None:
        return Effect.PART
    if node.points is not None and node.points.sign is not Effect.PART:
        return node.points.sign
    start = node.line.title[:60].lower()
    bonus, penalty = bool(_BONUS.search(start)), bool(_PENALTY.search(start))
    if bonus == penalty:
        return Effect.PART
    return Effect.BONUS if bonus else Effect.PENALTY


def _rate_rule(points: CellPoints | None) -> Rule | None:
    if points is None or points.each is None:
        return None
    unit = "" if points.unit == "lần" else points.unit
    return Rule(CriterionKind.COUNT, {"each": points.each, "unit": unit}, sign=points.sign)


def _unread(cell: CellPoints | None) -> bool:
    return cell is not None and cell.unread


_WITH_UNIT = (CriterionKind.BANDS, CriterionKind.COUNT, CriterionKind.QUANTITY)
_STARTS = r"^(?:các |mục |phần |nội dung |tiêu chí |khung |trường hợp |những )*(?:được |bị )?"
_BONUS = re.compile(
    _STARTS + r"(?:điểm (?:cộng|thưởng)|(?:cộng|thưởng)(?: thêm)? điểm|thưởng|cộng thêm)\b"
)
_PENALTY = re.compile(_STARTS + r"(?:điểm trừ|trừ(?: bớt)? điểm)\b")
_DECIDES = re.compile(r"diem liet|khong (?:duoc |dua vao )?(?:xet|cong nhan|binh xet)\b")
_BRACKET = re.compile(r"\(([^()]*\d[^()]*)\)\s*$")
_NO_TITLE = re.compile(
    r"cong hoa|doc lap|dang cong san|kem theo|ngay \d*.*thang|^\W*$"
    r"|^(?:mau|bieu|phu luc) (?:so )?\w+$"
)
_TITLE = re.compile(r"bang (?:tieu chi|cham diem|diem|danh gia)|tieu chi|thang diem|bieu diem")
