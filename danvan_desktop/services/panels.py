"""Who is to assess which registration: the listed assessors without those with an interest.

With nobody listed every office is in the simple mode: one joint sheet, or whoever is named on a
sheet. Reads only; lists are written by `assessors`, interests by `interests`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from danvan_desktop.models import Assessor
from danvan_desktop.models import panel_queries as queries
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class AssessorRow:
    """One person of the list. One who no longer takes part stays listed, not `active`."""

    uid: str
    place: int
    name: str
    position: str
    unit_name: str
    active: bool

    @property
    def words(self) -> str:
        """Name with position and place, as a signature line says it."""
        return ", ".join(part for part in (self.name, self.position, self.unit_name) if part)


@dataclass(frozen=True)
class PanelRow:
    """The assessors of a programme and year. `interests`: reason by registration and name."""

    programme_id: str
    year: int
    assessors: tuple[AssessorRow, ...] = ()
    interests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """False in the simple mode."""
        return any(one.active for one in self.assessors)

    @property
    def active(self) -> tuple[AssessorRow, ...]:
        return tuple(one for one in self.assessors if one.active)

    def named(self, name: str) -> AssessorRow | None:
        return next((one for one in self.assessors if one.name == name), None)

    def excluded(self, registration: str) -> Mapping[str, str]:
        """Reason by name of those who have declared an interest in a registration."""
        return self.interests.get(registration, {})

    def expected(self, registration: str) -> tuple[AssessorRow, ...]:
        """Those who are to assess it, in the order of the list."""
        out = self.excluded(registration)
        return tuple(one for one in self.active if one.name not in out)

    def count(self, registration: str, sheets: Iterable[tuple[str, bool]]) -> int:
        """How many sheets make a registration's result whole; never below one.

        `sheets` are (assessor, finished) of the appraisals there are. Listed ones count whether
        they have begun or not; one who takes part no longer only with a finished sheet; sheets of
        others as they come; those with an interest never.
        """
        out = self.excluded(registration)
        taking_part = self._taking_part
        waited = sum(active and name not in out for name, active in taking_part.items())
        others = [
            name
            for name, finished in sheets
            if name not in out and not taking_part.get(name, False)
            if finished or name not in taking_part
        ]
        return max(waited + len(others), 1)

    @cached_property
    def _taking_part(self) -> dict[str, bool]:
        return {one.name: one.active for one in self.assessors}


def panel_of(session: Session, programme_id: str, year: int) -> PanelRow:
    """The list of a programme and year; empty in the simple mode."""
    query = Assessor.select().where(Assessor.programme_id == programme_id, Assessor.year == year)
    rows = tuple(assessor_row(one) for one in query.order_by(Assessor.place, Assessor.uid))
    found: dict[str, dict[str, str]] = {}
    if rows:
        for _, _, registration, reason, _, name in queries.interests(
            session.database, programme_id, year
        ):
            found.setdefault(registration, {})[name] = reason
    return PanelRow(programme_id, year, rows, found)


def assessor_row(row: Assessor) -> AssessorRow:
    return AssessorRow(row.uid, row.place, row.name, row.position, row.unit_name, row.active)
