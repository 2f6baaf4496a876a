"""The total a table declares, its ranks, and remarks on all that is no criterion.

Owns what stands under and beside the criteria. A total that differs from the sum stays as printed
and is remarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Effect, Rank
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import folded
from danvan_desktop.domain.rank_words import read_ranks, settled_ends
from danvan_desktop.domain.table_grid import Remark, TableGrid, Weight
from danvan_desktop.domain.table_layout import Layout
from danvan_desktop.domain.table_lines import Line, Reading
from danvan_desktop.domain.table_roles import Role, names_points
from danvan_desktop.domain.table_sums import gives_part, sum_of

_ZERO = Decimal(0)
_WEIGHTS = re.compile(r"trong so|he so|ty trong")


def with_total(
    grid: TableGrid, layout: Layout, reading: Reading, criteria_set: CriteriaSet
) -> tuple[CriteriaSet, list[Remark]]:
    """The set with the maximum that the table declares, or the sum where it declares none."""
    part, bonus = sum_of(criteria_set.criteria), sum_of(criteria_set.criteria, Effect.BONUS)
    if not gives_part(criteria_set.criteria):
        return criteria_set, []
    stated = [line for line in reading.totals if line.points and line.points.maximum is not None]
    if not stated:
        heading = _heading_total(layout)
        if heading is not None:
            return _declared(grid, criteria_set, heading, part, layout.header, None)
        words = f"bảng không ghi tổng điểm, lấy tổng các mục là {format_decimal(part)}"
        return replace(criteria_set, maximum=part), [grid.remark(Weight.NOTE, words)]
    line = stated[-1] if len(stated) == 1 else _grand(stated, part)
    total = line.points.maximum if line.points else None
    if total is not None and bonus and total == part + bonus != part:
        words = (
            f"tổng cộng {format_decimal(total)} gồm {format_decimal(part)} điểm các mục và "
            f"{format_decimal(bonus)} điểm thưởng; lấy {format_decimal(part)} làm điểm tối đa"
        )
        remark = grid.remark(Weight.LOOK, words, line.row, line.cell_column)
        return replace(criteria_set, maximum=part), [remark]
    place = (line.row, line.row)
    return _declared(grid, criteria_set, total or _ZERO, part, place, line.cell_column)


def _declared(
    grid: TableGrid,
    criteria_set: CriteriaSet,
    total: Decimal,
    part: Decimal,
    rows: tuple[int, int] | None,
    column: int | None,
) -> tuple[CriteriaSet, list[Remark]]:
    """The set with the total as declared, and a remark where the criteria come to another."""
    found = replace(criteria_set, maximum=total)
    if total == part:
        return found, []
    words = f"tổng cộng ghi {format_decimal(total)} nhưng các mục cộng lại {format_decimal(part)}"
    row = rows[1] if rows else None
    return found, [grid.remark(Weight.WRONG, words, row, column, ())]


def _heading_total(layout: Layout) -> Decimal | None:
    """A total in the words over the points: "Thang điểm 100"."""
    for column in layout.columns(Role.MAXIMUM):
        match = re.search(r"(?<![\d.,])(\d{2,4})(?![\d.,])", layout.headings[column])
        if match:
            return Decimal(match[1])
    return None


def _grand(stated: Sequence[Line], part: Decimal) -> Line:
    """Of several totals the one that agrees, else the greatest."""
    same = [one for one in stated if one.points and one.points.maximum == part]
    return (same or sorted(stated, key=lambda one: (one.points and one.points.maximum) or _ZERO))[
        -1
    ]


def ranks_of(reading: Reading) -> tuple[Rank, ...]:
    return read_ranks(_rank_words(reading))


def _rank_words(reading: Reading) -> str:
    """The notes that name the ranks: all of them together, or the first that does by itself."""
    notes = [words for _, words in reading.notes]
    return next((words for words in ("\n".join(notes), *notes) if read_ranks(words)), "")


def _rank_remarks(reading: Reading, criteria_set: CriteriaSet) -> Iterator[Remark]:
    names = ", ".join(rank.name for rank in criteria_set.ranks)
    yield Remark(Weight.LOOK, "", f"Đọc được các hạng: {names}; xem lại hạng nào là đạt")
    for words in settled_ends(_rank_words(reading)):
        yield Remark(Weight.LOOK, "", f"{words[:1].upper()}{words[1:]}; xem lại các hạng")


def beside(
    grid: TableGrid, layout: Layout, reading: Reading, criteria_set: CriteriaSet
) -> Iterator[Remark]:
    """Remarks on what is no criterion: headers again, notes, columns left out, two points."""
    for row in reading.repeated:
        yield grid.remark(Weight.NOTE, "dòng tiêu đề lặp lại, bỏ qua", row)
    for row in reading.subtotals:
        yield grid.remark(Weight.NOTE, "dòng cộng của từng phần, bỏ qua", row)
    for row, words in reading.notes:
        text = f"không phải tiêu chí, không đưa vào: “{words[:80]}”"
        yield grid.remark(Weight.NOTE, text, row)
    if criteria_set.ranks:
        yield from _rank_remarks(reading, criteria_set)
    if not criteria_set.criteria:
        yield Remark(Weight.WRONG, "", "Không thấy dòng tiêu chí nào; xem lại cột và dòng tiêu đề")
    for column, words in enumerate(layout.headings):
        if not words or layout.roles[column] is not Role.LEFT_OUT:
            continue
        where = layout.header[1] if layout.header else None
        if names_points(words):
            text = (
                f"còn cột điểm “{words[:60]}”; nếu dành cho đối tượng khác, chọn cột này rồi nhập"
            )
            yield grid.remark(Weight.LOOK, f"{text} thành một biến thể", where, column)
        elif _WEIGHTS.search(folded(words)):
            text = f"cột “{words[:60]}” chưa được tính; nhân sẵn vào điểm tối đa rồi nhập"
            yield grid.remark(Weight.LOOK, text, where, column)
        else:
            yield grid.remark(Weight.NOTE, f"không lấy cột “{words[:60]}”", where, column)
