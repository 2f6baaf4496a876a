"""Who took over from whom: places and organisations that were merged, divided or renamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Body, BodySuccession, Unit, UnitSuccession
from danvan_desktop.services.session import Changes, Session, Topic, Work
from danvan_desktop.services.unit_rules import existing

Place = type[Unit] | type[Body]
Succession = type[UnitSuccession] | type[BodySuccession]


@dataclass(frozen=True)
class SuccessionRow:
    """`successor` took over from `predecessor` on a day, by a paper."""

    predecessor: str
    predecessor_name: str
    successor: str
    successor_name: str
    on: date | None
    paper: str


def unit_successions(session: Session) -> tuple[SuccessionRow, ...]:
    """Every merger, division and renaming of places that is known, the oldest first."""
    return _rows(session, UnitSuccession)


def body_successions(session: Session) -> tuple[SuccessionRow, ...]:
    """As `unit_successions`, for organisations."""
    return _rows(session, BodySuccession)


def _rows(session: Session, successions: Succession) -> tuple[SuccessionRow, ...]:
    del session
    query = successions.select().where(~successions.deleted)
    return tuple(
        SuccessionRow(
            row.predecessor_id,
            row.predecessor.name,
            row.successor_id,
            row.successor.name,
            row.on,
            row.paper,
        )
        for row in query.order_by(successions.on, successions.uid)
    )


def succeed_units(
    session: Session, predecessors: Sequence[str], successor: str, on: date, paper: str = ""
) -> Changes:
    """Record that `successor` took over from `predecessors` on a day.

    The old places keep their name and records and end on the day before. Raises `FieldError` when
    a place would succeed itself, directly or in a ring.
    """
    with session.write("Ghi nhận sáp nhập, chia tách địa bàn", Topic.UNITS) as work:
        _succeed(work, Unit, UnitSuccession, predecessors, successor, on, paper)
    return work.changes


def succeed_bodies(
    session: Session, predecessors: Sequence[str], successor: str, on: date, paper: str = ""
) -> Changes:
    """As `succeed_units`, for organisations."""
    with session.write("Ghi nhận sắp xếp tổ chức", Topic.UNITS) as work:
        _succeed(work, Body, BodySuccession, predecessors, successor, on, paper)
    return work.changes


def _succeed(
    work: Work,
    table: Place,
    successions: Succession,
    predecessors: Sequence[str],
    successor: str,
    on: date,
    paper: str,
) -> None:
    """Inside a use case: the succession of each predecessor, and its last day."""
    existing(table, successor)
    work.uid = successor
    after = _successors(successions, successor)
    for uid in predecessors:
        if uid in after:
            raise FieldError("successor", "Nơi kế thừa không thể là chính nơi được kế thừa.")
        values = {"predecessor": uid, "successor": successor, "on": on}
        work.insert(successions, about=uid, paper=checked_line("paper", "Văn bản", paper), **values)
        work.update(existing(table, uid), valid_to=on - timedelta(days=1))


def _successors(successions: Succession, uid: str) -> set[str]:
    """The place itself and all that took over from it, over any number of steps."""
    known, waiting = {uid}, [uid]
    while waiting:
        query = successions.select().where(
            (successions.predecessor == waiting.pop()) & ~successions.deleted
        )
        new = {row.successor_id for row in query} - known
        known |= new
        waiting += new
    return known
