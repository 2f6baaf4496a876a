"""What the children of a section can give together, to be shown beside its declared maximum.

Owns that sum over the classes, also while a set is unfinished. Whether it must agree with the
maximum is `criteria_checks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind, Effect
from danvan_desktop.domain.criteria_tree import Path, children_at, node_at
from danvan_desktop.domain.units import SubjectKind

ZERO = Decimal(0)


def sums_of_children(
    criteria_set: CriteriaSet, path: Path, sectors: Sequence[str] = ()
) -> tuple[Decimal, ...]:
    """The sums under a section (() for the whole set), ascending; several when they differ by
    sector or kind of subject, none when nothing there gives points of the section's effect."""
    children = children_at(criteria_set, path)
    effect = _effect_at(criteria_set, path)
    if not any(_counts(child, effect) for child in children):
        return ()
    kinds = criteria_set.subject_kinds or tuple(SubjectKind)
    found = {
        sum((_most(one, effect, sector, kind) for one in children), ZERO)
        for sector, kind in product(sectors or ("",), kinds)
    }
    return tuple(sorted(found))


def _effect_at(criteria_set: CriteriaSet, path: Path) -> Effect:
    """What the children of a place do to the total."""
    effect = Effect.PART
    for depth in range(1, len(path) + 1):
        effect = node_at(criteria_set, path[:depth]).inside(effect)
    return effect


def _counts(node: Criterion, effect: Effect) -> bool:
    """Whether it gives points of this effect to the section above it."""
    if node.acts_as(effect) is not effect:
        return False
    if node.kind is not None:
        return node.kind is not CriterionKind.GRADE or node.maximum is not None
    return node.deducts or any(_counts(child, effect) for child in node.children)


def _most(node: Criterion, effect: Effect, sector: str, kind: SubjectKind) -> Decimal:
    applies = (not node.sectors or sector in node.sectors) and (
        not node.subject_kinds or kind in node.subject_kinds
    )
    if not applies or not _counts(node, effect):
        return ZERO
    if node.kind is None and node.maximum is None and node.cap is None:
        return sum((_most(one, effect, sector, kind) for one in node.children), ZERO)
    return (node.maximum if node.cap is None else node.cap) or ZERO
