"""What keeps the trees of places and organisations sound: no rings, nothing removed in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Body,
    BodySuccession,
    Certificate,
    Decision,
    Initiative,
    Registration,
    Step,
    Subject,
    Travelling,
    Unit,
    UnitSuccession,
)
from danvan_desktop.models.units import Named

Row = TypeVar("Row", bound=Travelling)


def existing(table: type[Row], uid: str) -> Row:
    """The row, or `UserError` when it is gone."""
    row: Row | None = table.get_or_none((table.uid == uid) & ~table.deleted)
    if row is None:
        raise UserError("Không còn mục này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def refuse_cycle(table: type[Named], uid: str, parent: str, what: str) -> None:
    """Raise `FieldError` saying `what` when `uid` would come to stand below itself."""
    above: str | None = parent
    passed: set[str] = set()
    while above and above not in passed:
        if above == uid:
            raise FieldError("parent", what)
        passed.add(above)
        row = table.get_or_none(table.uid == above)
        above = row.parent_id if row else None


USES_OF_UNIT = (
    (Registration, "unit"),
    (Subject, "unit"),
    (Initiative, "unit"),
    (Unit, "parent"),
    (Body, "unit"),
    (UnitSuccession, "predecessor"),
    (UnitSuccession, "successor"),
)
USES_OF_BODY = (
    (Registration, "body"),
    (Registration, "registered_with"),
    (Subject, "body"),
    (Step, "body"),
    (Body, "parent"),
    (Decision, "body"),
    (Certificate, "body"),
    (BodySuccession, "predecessor"),
    (BodySuccession, "successor"),
)


def is_used(uses: Sequence[tuple[type[Travelling], str]], uid: str) -> bool:
    """Whether a row that is not deleted refers to `uid` by one of these columns."""
    return any(
        table.select().where((table._meta.fields[column] == uid) & ~table.deleted).exists()
        for table, column in uses
    )
