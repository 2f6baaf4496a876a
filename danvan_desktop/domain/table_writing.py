"""A criteria set as a table that another office reads, and reads back.

Owns the columns and the words in them; `table_criteria` reads the same table back to the same set
for every kind that words carry. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Effect, Rank
from danvan_desktop.domain.criteria_tree import Path, is_section, nodes
from danvan_desktop.domain.marking_words import effects
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.rule_words import criterion_words, section_words

COLUMNS = (
    "Mã",
    "Cấp",
    "Nội dung tiêu chí",
    "Điểm tối đa",
    "Cách chấm",
    "Hướng dẫn",
    "Văn bản, điều mục",
)

Row = tuple[str, int | None, str, Decimal | None, str, str, str]


def table_of(criteria_set: CriteriaSet) -> tuple[Row, ...]:
    """One row for each node in the order of the paper, then the total where there is one."""
    does = effects(criteria_set)
    rows: list[Row] = [
        (
            node.code,
            _level(path),
            node.title,
            node.maximum,
            section_words(node)
            if is_section(node)
            else criterion_words(node, does.get(node.code, Effect.PART)),
            node.guidance,
            node.source,
        )
        for path, node in nodes(criteria_set)
    ]
    if criteria_set.maximum is not None:
        rows.append(("", None, "Tổng cộng", criteria_set.maximum, "", "", ""))
    ranks = "; ".join(_ranks(criteria_set.ranks))
    if ranks:
        rows.append(("", None, f"Xếp loại: {ranks}.", None, "", "", ""))
    return tuple(rows)


def _level(path: Path) -> int:
    return len(path)


def _ranks(ranks: tuple[Rank, ...]) -> Iterator[str]:
    for rank in ranks:
        low = format_decimal(rank.low)
        if rank.high is None:
            yield f"{rank.name}: từ {low} điểm trở lên"
        elif rank.low <= 0:
            yield f"{rank.name}: dưới {format_decimal(rank.high)} điểm"
        else:
            yield f"{rank.name}: từ {low} đến dưới {format_decimal(rank.high)} điểm"
