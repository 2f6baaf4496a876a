"""Changing what a criterion is: another kind, a section, and what stays of it then.

Owns which parts a kind has. Whether the values fit together is `criterion_checks`.
"""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Band, Criterion, CriterionKind
from danvan_desktop.domain.criterion_checks import allowed_keys
from danvan_desktop.errors import UserError

_DEFAULTS: dict[str, Any] = {
    field.name: field.default for field in fields(Criterion) if field.name not in ("code", "title")
}


def of_kind(node: Criterion, kind: CriterionKind | None) -> Criterion:
    """The node as another kind; None makes it a section.

    Whatever both kinds have stays as it is (maximum, unit, bands, guidance, source, ...); the
    rest goes back to its default. Raises `UserError` for a section that still holds others.
    """
    if kind is node.kind:
        return node
    if node.children and kind is not None:
        raise UserError(
            f"Mục “{node.title or node.code}” còn chứa mục con, chưa đổi thành tiêu chí được.",
            safe="Bộ tiêu chí không thay đổi.",
            todo="Chuyển hoặc xóa các mục con trước.",
        )
    kept = allowed_keys(kind)
    gone = {name: value for name, value in _DEFAULTS.items() if name not in kept}
    changed = replace(node, **{**gone, "kind": kind, "children": node.children})
    if kind is CriterionKind.BANDS and not changed.bands:
        return replace(changed, bands=(Band(Decimal(0), None, changed.maximum or Decimal(0)),))
    return changed
