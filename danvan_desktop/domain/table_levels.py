"""Rows of a table that are the levels of one criterion, not criteria of their own.

Owns telling them apart, and points that a rule takes off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from danvan_desktop.domain.criteria import Band, CriterionKind, Effect
from danvan_desktop.domain.level_words import Level, Rule, is_grade_word, quality_of_levels
from danvan_desktop.domain.point_words import folded
from danvan_desktop.domain.table_tree import Node

_ZERO = Decimal(0)


def further_levels(node: Node) -> Iterator[Level]:
    """Levels in rows of their own: what has to be so, and its points."""
    for name, points in node.line.levels:
        if points.maximum is not None:
            yield name, points.maximum
    rows = [node.line, *node.further] if node.further and node.line.how else node.further
    for line in rows:
        label = line.how or line.guidance or line.note
        cell = line.cell if line.detail is None else line.detail
        if cell is not None and cell.maximum is not None and label:
            sign = -1 if cell.sign is Effect.PENALTY else 1
            yield label, sign * cell.maximum


def child_levels(node: Node) -> Iterator[Level]:
    for child in node.children:
        points = child.points
        if child.children or child.further or points is None or points.maximum is None:
            return
        sign = -1 if points.sign is Effect.PENALTY else 1
        yield child.line.title, sign * points.maximum


def choice_of_levels(levels: Sequence[Level], maximum: Decimal | None) -> Rule | None:
    """Levels of which one is chosen: met or not where there are two and one gives nothing, else
    named grades. None when they may be added up."""
    points = [one for _, one in levels]
    if len(levels) < 2 or maximum is None or max(points) != maximum or sum(points) == maximum:
        whole = len(levels) == 2 and bool(maximum) and points[:1] == [maximum]
        if not (whole and points[-1] == 0):
            return None
    if min(points) < 0 or not are_alternatives(levels):
        return None
    if any(_EACH.search(folded(label)) for label, _ in levels):
        return None
    if len(levels) == 2 and points[-1] == 0:
        return Rule(CriterionKind.GRADE, {"maximum": points[0]})
    return quality_of_levels(levels)


def are_alternatives(levels: Sequence[Level]) -> bool:
    """Falling points whose words exclude each other."""
    points = [one for _, one in levels]
    falling = all(above > below for above, below in pairwise(points))
    lesser = sum(1 for label, _ in levels[1:] if _LESS.search(folded(label)))
    return falling and (
        points[-1] == 0 or lesser > 0 or all(is_grade_word(one) for one, _ in levels)
    )


def with_sign(rule: Rule, effect: Effect, values: dict[str, Any]) -> tuple[Effect, dict[str, Any]]:
    """Points that a rule takes off: from the criterion's own maximum where it has one."""
    if rule.sign is not Effect.PENALTY or effect is not Effect.PART:
        return effect, values
    maximum = values.get("maximum")
    if rule.kind is CriterionKind.COUNT and maximum is not None:
        return effect, values | {"deducts": True}
    if rule.kind is CriterionKind.BANDS and maximum != rule.values.get("maximum"):
        bands = tuple(
            Band(band.low, band.high, max(maximum - band.points, _ZERO)) for band in values["bands"]
        )
        return effect, values | {"bands": bands}
    return Effect.PENALTY, values


_EACH = re.compile(r"\b(?:moi|cu|them)\b")
_LESS = re.compile(r"\b(?:khong|chua|cham|duoi|thieu|mot phan|con|it hon|kha|trung binh)\b")
