"""What was recognised and awarded before, found quickly for each of many registrations.

Own decisions, those entered from above and those that came by file. Judges nothing: which of it
stands against a new recognition or award is for `candidates` and `awards`.
"""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.models import Award, Recognition, Registration, recognition_queries
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session


class GivenBefore:
    """Every unrevoked line of issued decisions, by initiative and by subject."""

    def __init__(self) -> None:
        self._initiatives: dict[str, list[Recognition]] = {}
        self._subjects: dict[tuple[str, str], list[Recognition]] = {}
        for line in recognition_queries.given_before():
            row = line.registration
            if row.initiative_id:
                self._initiatives.setdefault(row.initiative_id, []).append(line)
            self._subjects.setdefault(_subject(row), []).append(line)

    def same_as(self, row: Registration) -> list[Recognition]:
        """Lines of the same initiative, or the same exemplar: one name at one place."""
        if row.initiative_id:
            return self._initiatives.get(row.initiative_id, [])
        lines = self._subjects.get(_subject(row), [])
        return [line for line in lines if not line.registration.initiative_id]

    def followed_by(self, row: Registration) -> list[Recognition]:
        """Lines that a title given from something recognised may follow: as `same_as`, or of the
        same subject."""
        initiative = self._initiatives.get(row.initiative_id or "", [])
        return [*initiative, *self._subjects.get(_subject(row), [])]


def awarded(
    session: Session, statuses: Iterable[AwardStatus] = (AwardStatus.GIVEN,)
) -> dict[str, str]:
    """Words of the awards by registration: "tặng Giấy khen, Quyết định số 12"."""
    wanted = [status.value for status in statuses]
    query = Award.select().where(
        Award.registration.is_null(False), Award.status.in_(wanted), ~Award.deleted
    )
    found: dict[str, str] = {}
    signs = Signs(session)
    for row in query.order_by(Award.year, Award.uid):
        number = f", Quyết định số {signs.award(row)}" if row.decision_number else ""
        verb = "tặng" if row.status == AwardStatus.GIVEN else "đề nghị tặng"
        found[row.registration_id] = f"{verb} {row.kind}{number}"
    return found


def _subject(row: Registration) -> tuple[str, str]:
    return row.subject.search_key, row.unit_id
