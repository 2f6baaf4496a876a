"""Initiatives known from registrations of any year, so that one can be registered again."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.models import Initiative, Unit
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative as the form offers it for another year."""

    uid: str
    name: str
    kind: str
    unit: str
    unit_name: str
    started_year: int

    @property
    def label(self) -> str:
        """Name with place and first year, since names repeat from place to place."""
        place = f"{self.unit_name}, " if self.unit_name else ""
        return f"{self.name} ({place}từ {self.started_year})"


def own(session: Session) -> tuple[InitiativeRow, ...]:
    """This office's initiatives in Vietnamese order of names."""
    query = (
        Initiative.select(Initiative, Unit)
        .left_outer_join(Unit, on=(Initiative.unit == Unit.uid))
        .where(~Initiative.deleted & (Initiative.owner == session.office_uid))
        .order_by(Initiative.sort_key, Initiative.uid)
    )
    return tuple(
        InitiativeRow(
            row.uid,
            row.name,
            row.kind,
            row.unit_id or "",
            row.unit.name if row.unit_id else "",
            row.started_year,
        )
        for row in query
    )
