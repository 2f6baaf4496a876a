"""Figures that hold from a day on: the base salary, the coefficients of awards, with their source.

The office sets them; the program ships none. What holds on a day is the last that began by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvan_desktop.domain.numbers import parse_decimal
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import DatedFigure
from danvan_desktop.services.session import Changes, Session, Topic

_MOST = Decimal(1_000_000_000)


@dataclass(frozen=True)
class FigureRow:
    """What holds from a day on; `value` is đồng or a coefficient, as the key says."""

    uid: str
    key: str
    value: Decimal
    valid_from: date
    source: str


def figures(key: str = "") -> tuple[FigureRow, ...]:
    """The figures of a key, or all of them, the newest first."""
    query = DatedFigure.select().order_by(DatedFigure.key, DatedFigure.valid_from.desc())
    return tuple(
        FigureRow(row.uid, row.key, Decimal(row.value), row.valid_from, row.source)
        for row in query
        if not key or row.key == key
    )


def value_on(key: str, day: date) -> Decimal | None:
    """What holds on a day, None when nothing was set by then."""
    return next((row.value for row in figures(key) if row.valid_from <= day), None)


def set_figure(
    session: Session, key: str, typed: str, valid_from: date, source: str = ""
) -> Changes:
    """Set a figure from a day on; the same key and day is changed, not doubled.

    Raises `FieldError` for what is no number above zero.
    """
    value = parse_decimal(typed, field="value", label="Mức")
    if not 0 < value <= _MOST:
        raise FieldError("value", "Mức phải lớn hơn 0.")
    values = {
        "value": str(value),
        "source": checked_line("source", "Căn cứ", source, limit=250),
    }
    there = DatedFigure.get_or_none(DatedFigure.key == key, DatedFigure.valid_from == valid_from)
    with session.write("Đặt mức tiền thưởng, lương cơ sở", Topic.SETTINGS) as work:
        if there is not None:
            work.update(there, **values)
            work.uid = there.uid
        else:
            row = work.insert(DatedFigure, key=key, valid_from=valid_from, **values)
            work.uid = row.uid
    return work.changes


def remove(session: Session, uid: str) -> Changes:
    """Take a figure away; the one before holds on. Raises `UserError` when it is gone."""
    row = DatedFigure.get_or_none(DatedFigure.uid == uid)
    if row is None:
        raise UserError("Không còn mức này trong dữ liệu.")
    with session.write("Bỏ mức tiền thưởng, lương cơ sở", Topic.SETTINGS) as work:
        work.purge(row)
    return work.changes
