"""Sums over a set read from a table, and where what is declared differs from them.

Owns the comparison with its words; it changes no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, Effect
from danvan_desktop.domain.criteria_tree import Path, is_section, node_at
from danvan_desktop.domain.marks import gives_points
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.table_grid import Remark, TableGrid, Weight


def sum_of(children: Sequence[Criterion], effect: Effect = Effect.PART) -> Decimal:
    """What the children of one effect give at most; one without a limit gives nothing to it."""
    total = Decimal(0)
    for child in children:
        if child.effect is effect:
            limit = child.cap if child.cap is not None else child.maximum
            inner = is_section(child) and limit is None
            total += sum_of(child.children) if inner else limit or Decimal(0)
        elif is_section(child) and effect is not Effect.PART:
            total += sum_of(child.children, effect)
    return total


def gives_part(children: Sequence[Criterion]) -> bool:
    """Whether anything of these is part of the declared maximum."""
    return any(
        child.effect is Effect.PART
        and (gives_part(child.children) if is_section(child) else gives_points(child))
        for child in children
    )


def sum_remarks(
    grid: TableGrid,
    criteria_set: CriteriaSet,
    declared: Mapping[Path, int | None],
    rows: Mapping[Path, int],
) -> Iterator[Remark]:
    """Sections whose children do not sum to what they declare: "khai 70 nhưng ... 65"."""
    for path, column in declared.items():
        node = node_at(criteria_set, path)
        total = sum_of(node.children)
        if node.maximum is None or total == node.maximum or not gives_part(node.children):
            continue
        said, found = format_decimal(node.maximum), format_decimal(total)
        words = f"{node.code} “{node.title[:60]}” khai {said} nhưng các mục cộng lại {found}"
        yield grid.remark(Weight.WRONG, words, rows[path], column, path)
